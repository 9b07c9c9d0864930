"""The illustrative reports: what the script makes, read without an open question, and said to be illustrative."""

from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from data.reports.make_illustrative.__main__ import TARGET, build
from etl.catalog import load
from etl.model import Draft, Flag, Measure, Severity
from etl.pipeline import draft
from etl.read import read

CATALOGUE = load()
FILES = sorted(file for file in TARGET.rglob("*") if file.is_file())


@cache
def drafted(file: Path) -> Draft:
    return draft(file, CATALOGUE)


def cells_of(file: Path) -> list[tuple[str, list[object]]]:
    return [(grid.name, list(grid.rows)) for grid in read(file).grids]


def test_the_committed_files_are_what_the_script_makes(tmp_path: Path) -> None:
    made = dict(build())
    assert [str(f.relative_to(TARGET)) for f in FILES] == sorted(made)
    for file in FILES:
        content = made[str(file.relative_to(TARGET))]
        if file.suffix == ".xlsx":  # compressed bytes depend on the machine's zlib, the cells do not
            again = tmp_path / file.name
            again.write_bytes(content)
            assert cells_of(again) == cells_of(file), file.name
        else:
            assert file.read_bytes() == content, file.name


@pytest.mark.parametrize("year", range(2018, 2026))
def test_they_are_read_without_an_open_question(year: int) -> None:
    for file in (TARGET / str(year)).iterdir():
        read_as = drafted(file)
        assert read_as.report.is_illustrative, file.name
        assert read_as.observations, file.name
        assert not [f for f in read_as.findings if f.severity is Severity.BLOCK], file.name
        assert not [s.cell.place for s in read_as.observations if s.flag is Flag.ASK or not s.indicator], (
            file.name
        )


PUBLISHED = [
    ("planted_area", "2020", "11650.46"),
    ("planted_area", "2020-01/2020-09", "11806.2"),
    ("forest_new", "2019", "606.5"),
    ("forest_new", "2020-01/2020-09", "649"),
    ("forest_new", "2022-01/2022-06", "602"),
]


@pytest.mark.parametrize(("indicator", "period", "total"), PUBLISHED)
def test_the_communes_add_up_to_the_published_total(indicator: str, period: str, total: str) -> None:
    parts: dict[str, Decimal] = defaultdict(Decimal)
    for file in (TARGET / period[:4]).iterdir():
        for seen in drafted(file).observations:
            is_one = (seen.indicator, seen.period, seen.season, seen.measure) == (
                indicator,
                period,
                "",
                Measure.ACTUAL,
            )
            if is_one and seen.area_id not in ("", CATALOGUE.areas.home) and seen.value is not None:
                parts[seen.area_id] = seen.value
    assert sum(parts.values()) == Decimal(total)


@pytest.mark.parametrize(
    ("file", "maturity", "giver", "dated"),
    [
        ("2021/2021-07-quyet-toan-ngan-sach-2020.xlsx", "final", "", "2021-07-20"),
        ("2021/2021-01-ke-hoach.xlsx", "preliminary", "province", "2021-01-10"),
        ("2022/2022-06-ngan-sach.xlsx", "estimate", "", "2022-06-17"),
    ],
)
def test_a_table_says_how_final_it_is_who_gave_the_plan_and_when(
    file: str, maturity: str, giver: str, dated: str
) -> None:
    read_as = drafted(TARGET / file)
    assert {seen.maturity for seen in read_as.observations if seen.measure is not Measure.PLAN} <= {maturity}
    assert giver in {seen.giver for seen in read_as.observations}
    assert str(read_as.report.dated) == dated


def test_poverty_of_2020_is_as_published() -> None:
    rates = {
        seen.area_id: seen.value
        for seen in drafted(TARGET / "2020/2020-12-ho-ngheo.csv").observations
        if seen.indicator == "poverty_rate" and seen.value is not None
    }
    assert rates.pop("185") == Decimal("9.17")
    assert sum(rate < 7 for rate in rates.values()) == 10
    assert sum(Decimal("9.67") <= rate <= Decimal("27.74") for rate in rates.values()) == 8
