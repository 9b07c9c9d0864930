"""The communes of the home district: who was in force when, their newest figures side by side, and their plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.course import Course, courses
from dashboard.view import View
from etl.catalog import Area
from etl.model import Period
from etl.query import Point
from etl.query.coverage import MISSING, NOT_APPLICABLE, state_of


def in_force(view: View, on: date) -> tuple[Area, ...]:
    """The communes and towns that made up the home district that day."""
    return view.catalogue.areas.communes(view.home, on)


@dataclass(frozen=True, slots=True)
class CrossSection:
    """One indicator over the communes at one period: `units` are those in force, whether they have a figure or not.

    `points` have a value; `marks` have none and say why.
    """

    indicator: str
    period: str
    points: Sequence[Point]
    units: Sequence[Area]
    marks: Sequence[Point] = ()

    @property
    def held(self) -> Mapping[str, Point]:
        """Unit → its figure or mark."""
        return {point.area: point for point in (*self.points, *self.marks)}

    @property
    def silent(self) -> list[Area]:
        """The units that said nothing."""
        held = self.held
        return [unit for unit in self.units if unit.id not in held]

    @property
    def lacking(self) -> tuple[int, int]:
        """How many of how many communes that should have a figure have none, counted as a sum counts them."""
        states = [state_of(self.held.get(unit.id)) for unit in self.units]
        return states.count(MISSING), len(states) - states.count(NOT_APPLICABLE)


def cross_section(
    view: View, points: Iterable[Point], period: str = "", on: date | None = None
) -> CrossSection | None:
    """The communes' figures at a period, at the newest one most of them have where none is asked for.

    The units are those in force when the period ended, or on another day where the points are drawn on its boundaries.
    """
    points = list(points)
    valued = _valued(view, points)
    chosen = period or next(iter(_periods(view, valued, on)), "")
    told = [p for p in points if p.period == chosen and _is_actual(view, p)]
    found = {p.area: p for p in told if p.value is not None}
    marked = {p.area: p for p in told if p.area not in found}
    if not found:
        return None
    units = in_force(view, on or Period.parse(chosen).last)
    any_point = next(iter(found.values()))
    values, marks = ([held[u.id] for u in units if u.id in held] for held in (found, marked))
    return CrossSection(any_point.indicator, chosen, values, units, marks)


def periods_of(view: View, points: Iterable[Point], on: date | None = None) -> list[str]:
    """The periods that at least half of the communes have a figure of, newest first."""
    return _periods(view, _valued(view, points), on)


def _valued(view: View, points: Iterable[Point]) -> list[Point]:
    return [p for p in points if p.value is not None and _is_actual(view, p)]


def _is_actual(view: View, point: Point) -> bool:
    return point.measure == "actual" and point.area != view.home and not point.season


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
