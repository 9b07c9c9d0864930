"""One question's answer: what is held, on the boundaries that were asked for, with sums where an area published none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from etl.catalog import Areas, Catalogue
from etl.query.boundaries import Redrawing, needed, view_day
from etl.query.moments import today
from etl.query.nouns import Point
from etl.query.points import Where

Hold = Callable[[Where], list[Point]]
"""Fetches what is held under some codes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; empty choices ask for everything."""

    indicators: Sequence[str]
    areas: Sequence[str]
    measures: Sequence[str]
    periods: Sequence[str]
    boundaries: str
    sums: bool

    def where(self, indicators: Sequence[str], areas: Sequence[str]) -> Where:
        """The key columns to fetch by."""
        return {"indicator": indicators, "area": areas, "measure": self.measures, "period": self.periods}


def answer(asked: Asked, catalogue: Catalogue, hold: Hold) -> list[Point]:
    """The points a question asks for."""
    day = view_day(asked.boundaries, today())
    if day is None and not asked.sums:
        return hold(asked.where(asked.indicators, asked.areas))
    indicators = asked.indicators or tuple(catalogue.indicators)
    beside = [
        name
        for code in indicators
        if code in catalogue.indicators
        for name in needed(catalogue.indicators[code])
    ]
    wider = _wider(asked, catalogue.areas) if asked.areas else ()
    held = hold(asked.where([*indicators, *beside] if asked.indicators else (), wider))
    known = [point for point in held if point.indicator in catalogue.indicators]
    drawing = Redrawing.of(catalogue.areas, catalogue.indicators, known)
    mine = [point for point in known if point.indicator in indicators]
    shown = drawing.redraw(indicators, day) if day else mine
    if asked.sums:
        shown = [*shown, *_totals(asked, drawing, mine)]
    return [point for point in shown if _is_asked(point, asked, drawing, day)]


def _wider(asked: Asked, areas: Areas) -> tuple[str, ...]:
    """The asked areas, every unit tied to them, and the members of areas that may need a sum."""
    found = set(asked.areas)
    for area in asked.areas:
        if area in areas.by_id:
            found |= areas.family(area)
        if asked.sums and area in areas.by_id:
            found |= areas.members(area)
    return tuple(sorted(found))


def _totals(asked: Asked, drawing: Redrawing, points: Iterable[Point]) -> Iterator[Point]:
    areas = drawing.ground.areas
    above = [
        a for a in asked.areas or (areas.home,) if a in areas.by_id and not drawing.ground.is_communal(a)
    ]
    seen = {(point.area, fact) for fact, held in drawing.facts.items() for point in held.values()}
    named = {point.indicator for point in points}
    for fact in [fact for fact in drawing.facts if fact[0] in named]:
        for area in above:
            if (area, fact) not in seen and (made := drawing.total(fact, area)):
                yield made


def _is_asked(point: Point, asked: Asked, drawing: Redrawing, day: date | None) -> bool:
    """Whether a row answers the question: an asked area, or on other boundaries a unit that it is tied to."""
    if not asked.areas or point.area in asked.areas:
        return True
    if day is None or not drawing.ground.is_communal(point.area):
        return False
    return bool(drawing.ground.areas.family(point.area).intersection(asked.areas)) and (
        point.note == "kept" or _is_target(point.area, asked, drawing, day)
    )


def _is_target(area: str, asked: Asked, drawing: Redrawing, day: date) -> bool:
    tied = drawing.ground.areas.by_id
    return any(area in drawing.ground.targets(one, day) for one in asked.areas if one in tied)
