"""Courses and seasons: what counts as a level, what is compared, and how far a year is for its time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dashboard.course import Course, courses
from dashboard.season import progress
from etl.catalog import load
from etl.query import Point

KNOWN = load().indicators
BLANK = Point(
    1, 1, 1, "planted_area", "2024", "185", "", "actual", "", Decimal(1), "ha", "exact", "preliminary", "", "", False, ""
)  # fmt: skip


def point(period: str, value: int | None, **more: object) -> Point:
    told = replace(BLANK, period=period, value=None if value is None else Decimal(value))
    return replace(told, **more)  # type: ignore[arg-type]


def course(*points: Point, indicator: str = "planted_area") -> Course:
    named = [replace(p, indicator=indicator) for p in points]
    return courses(named, KNOWN)[indicator, "185", ""]


def years(share: int, first: int = 2019, last: int = 2023) -> list[Point]:
    return [
        p
        for year in range(first, last + 1)
        for p in (point(f"{year}-01/{year}-06", share), point(str(year), 100))
    ]


def test_a_flow_counts_from_january_and_a_longer_span_wins() -> None:
    found = course(
        point("2024-06", 5), point("2024-01/2024-06", 40), point("2024-Q2", 9), point("2024-H1", 41)
    )
    assert found.at(2024, 6) is not None
    assert found.at(2024, 6).value in (40, 41)  # type: ignore[union-attr]
    assert found.newest.value in (40, 41)  # type: ignore[union-attr]


def test_a_missing_figure_is_never_the_newest_nor_zero() -> None:
    found = course(point("2024-01/2024-06", 40), point("2024-01/2024-07", None, missing="no_data"))
    assert found.newest.period == "2024-01/2024-06"  # type: ignore[union-attr]
    assert found.at(2024, 7).value is None  # type: ignore[union-attr]


def test_sums_that_lack_communes_or_fall_are_no_levels() -> None:
    read, fallen = point("2024-01/2024-06", 40), point("2024-01/2024-09", 30, observation=0, inputs=(1, 2))
    lacking = point("2024-01/2024-10", 50, observation=0, inputs=(1, 2), lacking=(1, 6))
    found = course(read, fallen, lacking)
    assert found.newest == read
    assert [p.period for p in found.fallen] == ["2024-01/2024-09"]
    assert [p.period for p in found.partial] == ["2024-01/2024-10"]


def test_the_offices_own_plan_stands_before_the_one_from_above() -> None:
    plans = [
        point("2024", 90, measure="plan", giver="province"),
        point("2024", 100, measure="plan", giver="district"),
    ]
    found = course(point("2024-01/2024-06", 40), *plans)
    assert found.plan(2024).giver == "district"  # type: ignore[union-attr]


def test_progress_is_beside_what_earlier_years_had_reached_never_a_straight_line() -> None:
    plan = point("2024", 100, measure="plan")
    for now, verdict in ((20, "behind"), (31, "usual"), (45, "ahead"), (100, "reached")):
        found = progress(course(*years(30), plan, point("2024-01/2024-06", now)))
        assert found is not None
        assert found.verdict == verdict, "half a year gone is not half a plan done"
        assert (found.low, found.high) == (30, 30)
        assert len(found.past) == 10


def test_nothing_is_said_of_a_season_without_enough_years_or_a_plan() -> None:
    plan = point("2024", 100, measure="plan")
    assert progress(course(*years(30, first=2022), plan, point("2024-01/2024-06", 30))) is None
    assert progress(course(*years(30), point("2024-01/2024-06", 30))) is None
    assert progress(course(*years(30), plan, point("2024", 9), indicator="poverty_rate")) is None


def test_change_is_on_the_same_stretch_only() -> None:
    found = course(point("2023-01/2023-06", 50), point("2023", 100), point("2024-01/2024-06", 60))
    assert found.change(found.newest).percent == 20  # type: ignore[union-attr, arg-type]
    assert (
        course(point("2023", 100), point("2024-01/2024-06", 60)).change(point("2024-01/2024-06", 60)) is None
    )
