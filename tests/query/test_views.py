"""The reader's views: boundaries and sums over what is stored, which they never touch."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from etl.query import Reader
from etl.store import Engine, open_engine
from tests.query.make import CATALOGUE, point, released

TOWN = ("06325@pre2020", "06346@pre2020")
SIX = [unit.id for unit in CATALOGUE.areas.communes("185", date(2025, 12, 31))]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")


def rows(engine: Engine) -> list[object]:
    with engine.connect() as db:
        return [tuple(row) for row in db.execute(sa.text("SELECT * FROM observation ORDER BY 1"))]


def test_one_commune_through_two_mergers_and_the_sources_untouched(engine: Engine) -> None:
    points = [point("2019", value, area=area) for area, value in zip(TOWN, ("10.5", "4"), strict=True)]
    points += [point("2022", "15", area="06325@2020"), point("2026", "80", area="06325@2025")]
    released(engine, [*points, point("2019", "99", area="06349@pre2020")])
    before = rows(engine)
    reader = Reader(engine)
    (line,) = reader.lines("planted_area", ["06325@2025"], boundaries="today")
    assert [(p.period, p.value, p.lacking) for p in line.points] == [
        ("2019", Decimal("14.5"), (3, 5)), ("2022", 15, (2, 3)), ("2026", 80, (0, 0)),
    ]  # fmt: skip
    (line,) = reader.lines("planted_area", ["06325@2020"], boundaries="2021", periods=["2019", "2022"])
    assert [(p.period, p.value, p.lacking) for p in line.points] == [
        ("2019", Decimal("14.5"), (0, 0)), ("2022", 15, (0, 0)),
    ]  # fmt: skip
    assert {p.area for p in reader.points("planted_area", boundaries="today")} == {"06325@2025", "06349@2025"}
    assert rows(engine) == before
    assert len(reader.points("planted_area")) == 5


def test_a_ratio_fetches_what_it_is_recomputed_from(engine: Engine) -> None:
    for area, rate, poor, households in (
        ("06349@pre2020", "10", "100", "1000"),
        ("06370@pre2020", "50", "50", "100"),
    ):
        told = {
            "poverty_rate": (rate, "%"),
            "poor_households": (poor, "households"),
            "households": (households, "households"),
        }
        made = [point("2024", v, indicator=code, unit=unit, area=area) for code, (v, unit) in told.items()]
        released(engine, made, f"{area}.csv")
    (line,) = Reader(engine).lines("poverty_rate", ["06349@2025"], boundaries="today")
    assert line.points[0].value == Decimal("13.6363636364")
    (line,) = Reader(engine).lines("poverty_rate", ["185"], sums=True)
    assert (line.points[0].area, line.points[0].value) == ("185", None)
    assert (line.points[0].note, line.points[0].lacking) == ("no_parts", (16, 18))


def test_the_former_district_is_its_six_communes_and_never_replaces_what_was_said(engine: Engine) -> None:
    released(engine, [point("2025-H1", "70"), *(point("2025-H1", "10", area=a) for a in SIX)])
    released(engine, [point("2025-Q4", "7", area=area) for area in SIX[:5]], "b.csv")
    reader = Reader(engine).at()
    (line,) = reader.lines("planted_area", ["185"], sums=True)
    assert [(p.period, p.value, p.method[:8], p.lacking) for p in line.points] == [
        ("2025-H1", 70, "", (0, 0)), ("2025-Q4", 35, "computed", (1, 6)),
    ]  # fmt: skip
    assert len(reader.figures(line.points[1].leaves)) == 5
    assert reader.latest(["planted_area"], ["185"], sums=True)["planted_area", "185"].value == 35
    coverage = reader.coverage("planted_area", "2025-Q4", "185")
    assert [coverage[area] for area in SIX] == ["value"] * 5 + ["missing"]
    assert set(reader.coverage("planted_area", "2999-Q4", "185").values()) == {"not_due"}


def test_sums_and_ratios_are_the_same_when_the_release_is_no_longer_the_newest(engine: Engine) -> None:
    """What holds now is read without the communes an area needs no sum of; any earlier day reads all of them."""
    told = [point("2027", "77"), point("2027", "1800", indicator="output.rice")]
    for year in ("2026", "2027"):
        told += [point(year, str(n), area=area) for n, area in enumerate(SIX, start=2)]
        told += [point(year, "300", area=area, indicator="output.rice") for area in SIX]
        told += [point(year, "60", area=area, indicator="planted_area.rice") for area in SIX]
        told += [point(year, "5", area=area, indicator="yield.rice") for area in SIX]
    first = released(engine, told)
    reader = Reader(engine)
    ways = [
        lambda: reader.points(["planted_area", "yield.rice", "output.rice"], ["185"], sums=True, as_of=first),
        lambda: reader.points(areas=["185", SIX[0]], sums=True, as_of=first),
        lambda: reader.points("yield.rice", ["185"], boundaries="today", sums=True, as_of=first),
    ]
    now = [way() for way in ways]
    released(engine, [point("2027", "9", indicator="herd.pig")], "b.csv")
    assert now == [way() for way in ways]
    assert {(p.indicator, p.period, p.value) for p in now[0]} == {
        ("planted_area", "2026", 27), ("planted_area", "2027", 77), ("output.rice", "2026", 1800), ("output.rice", "2027", 1800),
        ("yield.rice", "2026", 5), ("yield.rice", "2027", 5),
    }  # fmt: skip
