"""A wrong catalogue is refused whole: every fault with its file, its line and what to do."""

import shutil
from pathlib import Path

import pytest

from etl.catalog import HOME, load
from etl.model import CatalogueError

WRONG = [
    ("units.yml", "km: {", "ha: {", "stands in line"),
    ("units.yml", "kind: land, factor", "kind: land: factor", "check indentation"),
    ("units.yml", "spellings: [ha, ", "spellings: [km, ha, ", "is a spelling of"),
    ("units.yml", 'kind: length, factor: "1"', 'kind: length, factor: "2"', "needs one unit of factor 1"),
    ("units.yml", 'factor: "0.001"', 'factor: "1/1000"', "write digits with a point"),
    ("indicators/society.yml", 'unit: "people"', 'unit: "peeple"', "did you mean people?"),
    ("indicators/society.yml", "  nature: stock", "  natur: stock", "write nature"),
    ("indicators/society.yml", "over_periods: last", "over_periods: latest", "did you mean last?"),
    ("indicators/society.yml", 'en: "Population"', 'en: ""', "has no en"),
    ("indicators/society.yml", "mean:population", "mean:folk", "it must be an indicator"),
    ("indicators/society.yml", "mean:population", "average", "use none, sum, mean:weight or ratio:part/base"),
    ("indicators/society.yml", '["0", "100"]', '["100", "0"]', "the smaller comes first"),
    ("indicators/society.yml", '["0", "100"]', '"100"', "bounds are two numbers"),
    ("indicators/society.yml", "poverty_rate:", "Poverty rate:", "use small letters"),
    ("indicators/forestry.yml", "forest_new.protection:", "forest_new.protection:\n  part_of: forest_new.protection", "keep one of the two"),
    ("indicators/society.yml", "\npopulation:\n", "\nherd.pig:\n", "keep one"),
    ("areas.yml", "level: province", "level: provinces", "did you mean province?"),
    ("areas.yml", 'parent: "185"', 'parent: "1850"', "use an id of the list"),
    ("areas.yml", 'home: "185"', 'home: "Bắc Sơn"', "use an id of the list"),
    ("area_changes.yml", '"2020-01-01"', '"1/1/2020"', "write 2025-07-01"),
    ("area_changes.yml", '["06325@pre2020", ', '["06325@2025", ', "was not in force"),
    ("criteria.yml", '    "2":', '    "20":', "are not numbered"),
    ("marks.yml", "dash: {", "stroke: {", "is no kind of missing"),
    ("concepts.yml", "  poverty_rate: [", "  poverty: [", "add or rename it"),
    ("concepts.yml", "  forest_cover: [", "  forest_cover: [hộ nghèo, ", "means two things"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "right", "wrong", "cure"), WRONG, ids=[f"{w[0]}-{w[3]}" for w in WRONG])
def test_a_wrong_file_fails_with_file_line_and_cure(
    tmp_path: Path, name: str, right: str, wrong: str, cure: str
) -> None:
    home = tmp_path / "catalog"
    shutil.copytree(HOME, home)
    text = (home / name).read_text("utf-8")
    assert right in text
    (home / name).write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(CatalogueError, match=rf"(?m)^{Path(name).name}:\d+: .*{cure[:12]}") as refused:
        load(home)
    assert cure in str(refused.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    home = tmp_path / "catalog"
    shutil.copytree(HOME, home)
    for name in ("society", "forestry"):
        file = home / "indicators" / f"{name}.yml"
        file.write_text(file.read_text("utf-8").replace("nature: stock", "nature: stok", 1), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(home)
    assert str(refused.value).count("did you mean stock?") == 2


def test_a_circle_of_parts_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "catalog"
    shutil.copytree(HOME, home)
    file = home / "indicators" / "forestry.yml"
    whole = "forest_new:\n"
    file.write_text(
        file.read_text("utf-8").replace(whole, f"{whole}  part_of: forest_new.large_timber\n", 1), "utf-8"
    )
    with pytest.raises(CatalogueError, match="break the circle"):
        load(home)
