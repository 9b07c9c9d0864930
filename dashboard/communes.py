"""The communes of the home district: who was in force when, their newest figures side by side, and their plans."""

from __future__ import annotations

from collections import Counter
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
    """One indicator over the communes at one period: `units` are those in force, whether they have a figure or not."""

    indicator: str
    period: str
    points: Sequence[Point]
    units: Sequence[Area]

    @property
    def silent(self) -> list[Area]:
        """The units without a figure."""
        told = {point.area for point in self.points}
        return [unit for unit in self.units if unit.id not in told]

    @property
    def lacking(self) -> tuple[int, int]:
        """How many of how many communes have no figure."""
        return len(self.silent), len(self.units)


def cross_section(
    view: View, points: Iterable[Point], period: str = "", on: date | None = None
) -> CrossSection | None:
    """The communes' figures at a period, at the newest one most of them have where none is asked for.

    The units are those in force when the period ended, or on another day where the points are drawn on its boundaries.
    """
    valued = _valued(view, points)
    chosen = period or next(iter(_periods(view, valued, on)), "")
    found = {p.area: p for p in valued if p.period == chosen}
    if not found:
        return None
    units = in_force(view, on or Period.parse(chosen).last)
    any_point = next(iter(found.values()))
    return CrossSection(any_point.indicator, chosen, [found[u.id] for u in units if u.id in found], units)


def periods_of(view: View, points: Iterable[Point], on: date | None = None) -> list[str]:
    """The periods that at least half of the communes have a figure of, newest first."""
    return _periods(view, _valued(view, points), on)


def _valued(view: View, points: Iterable[Point]) -> list[Point]:
    return [
        p
        for p in points
        if p.measure == "actual" and p.value is not None and p.area != view.home and not p.season
    ]


def _periods(view: View, points: Sequence[Point], on: date | None) -> list[str]:
    """Newest first; the longest of those that end together first."""
    counts = Counter(point.period for point in points)
    order = {code: Period.parse(code) for code in counts}
    return [
        code
        for code in sorted(counts, key=lambda c: (order[c].last, -order[c].first.toordinal()), reverse=True)
        if counts[code] * 2 >= len(in_force(view, on or order[code].last))
    ]


def commune_courses(view: View, points: Iterable[Point]) -> dict[str, Course]:
    """Commune → its course of the one indicator the points are of."""
    found = courses((p for p in points if p.area != view.home and not p.season), view.catalogue.indicators)
    return {area: course for (_, area, _), course in found.items()}
