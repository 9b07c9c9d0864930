"""The communes of the home district: who was in force when, their newest figures side by side, and their plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.course import Course, courses
from dashboard.view import View
from etl.catalog import Area
from etl.model import Period
from etl.query import Point


def in_force(view: View, on: date) -> tuple[Area, ...]:
    """The communes and towns that made up the home district that day."""
    return view.catalogue.areas.communes(view.home, on)


@dataclass(frozen=True, slots=True)
class CrossSection:
    """One indicator over the communes at one period; communes without a figure are in `silent`."""

    indicator: str
    period: str
    points: Sequence[Point]
    silent: Sequence[Area]

    @property
    def lacking(self) -> tuple[int, int]:
        """How many of how many communes have no figure."""
        return len(self.silent), len(self.points) + len(self.silent)


def cross_section(view: View, points: Iterable[Point], period: str = "") -> CrossSection | None:
    """The communes' figures at a period, at the newest one most of them have where none is asked for."""
    valued = [
        p
        for p in points
        if p.measure == "actual" and p.value is not None and p.area != view.home and not p.season
    ]
    chosen = period or _newest(view, valued)
    found = {p.area: p for p in valued if p.period == chosen}
    if not found:
        return None
    units = in_force(view, Period.parse(chosen).last)
    inside = {unit.id for unit in units}
    silent = [unit for unit in units if unit.id not in found]
    any_point = next(iter(found.values()))
    return CrossSection(
        any_point.indicator, chosen, [p for area, p in found.items() if area in inside], silent
    )


def _newest(view: View, points: Sequence[Point]) -> str:
    """The newest period that at least half of the communes have a figure of; the longest of those that end together."""
    counts: dict[str, int] = {}
    for point in points:
        counts[point.period] = counts.get(point.period, 0) + 1
    ordered = sorted(
        counts,
        key=lambda code: (Period.parse(code).last, -Period.parse(code).first.toordinal()),
        reverse=True,
    )
    for code in ordered:
        if counts[code] * 2 >= len(in_force(view, Period.parse(code).last)):
            return code
    return ""


def commune_courses(view: View, points: Iterable[Point]) -> dict[str, Course]:
    """Commune → its course of the one indicator the points are of."""
    found = courses((p for p in points if p.area != view.home and not p.season), view.catalogue.indicators)
    return {area: course for (_, area, _), course in found.items()}
