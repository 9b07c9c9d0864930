"""Recognition of communes counted by year: how many have reached the standard, of how many that were judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.view import View
from etl.model import Period, PeriodKind
from etl.query import Point

STATUS, MET = "ntm_status", "ntm_communes_met"


@dataclass(frozen=True, slots=True)
class Counted:
    """One year's count: `met` of `of` communes, as a figure that leads back to every judgement."""

    year: int
    met: Point
    of: int
    statuses: Sequence[Point]


def counted(view: View) -> list[Counted]:
    """The count of each year in which communes were judged, in order."""
    by_year: dict[int, dict[str, Point]] = {}
    for point in view.reader.points(STATUS, measures=["actual"]):
        period = Period.parse(point.period)
        is_commune = point.area in view.catalogue.areas.members(view.home)
        if is_commune and period.kind is PeriodKind.YEAR and point.value is not None:
            by_year.setdefault(period.year, {})[point.area] = point
    return [_counted(view, year, list(found.values())) for year, found in sorted(by_year.items())]


def _counted(view: View, year: int, statuses: list[Point]) -> Counted:
    met = sum(1 for point in statuses if point.value)
    point = replace(
        statuses[-1], observation=0, indicator=MET, area=view.home, value=Decimal(met), unit="communes",
        qualifier="exact", words="", method="computed:count", lacking=(0, 0),
        inputs=tuple(point.observation for point in statuses if point.observation),
        is_illustrative=any(point.is_illustrative for point in statuses),
    )  # fmt: skip
    return Counted(year, point, len(statuses), statuses)
