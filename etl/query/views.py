"""One question's answer: what is held, on the boundaries that were asked for, with sums where an area published none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from etl.catalog import Areas, Catalogue
from etl.query.boundaries import Fact, Redrawing, fact_of, needed, view_day
from etl.query.ground import COMMUNAL
from etl.query.moments import today
from etl.query.nouns import Point
from etl.query.points import Spare, Where

Hold = Callable[[Where, Spare | None], list[Point]]
"""Fetches what is held under some codes, less what may be spared."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; empty choices ask for everything."""

    indicators: Sequence[str]
    areas: Sequence[str]
    measures: Sequence[str]
    periods: Sequence[str]
    boundaries: str
    sums: bool

    @property
    def is_held(self) -> bool:
        """Whether what is held answers it as it stands: nothing is to be redrawn or added up."""
        return view_day(self.boundaries, today()) is None and not self.sums

    def where(self, indicators: Sequence[str], areas: Sequence[str]) -> dict[str, Sequence[str]]:
        """The key columns to fetch by."""
        return {"indicator": indicators, "area": areas, "measure": self.measures, "period": self.periods}


def answer(asked: Asked, catalogue: Catalogue, hold: Hold) -> list[Point]:
    """The points a question asks for."""
    if asked.is_held:
        return hold(asked.where(asked.indicators, asked.areas), None)
    day = view_day(asked.boundaries, today())
    indicators = asked.indicators or tuple(catalogue.indicators)
    wider = _wider(asked, catalogue.areas) if asked.areas else ()
    spare = None if day else _spare(asked, catalogue.areas)
    held = hold(asked.where(asked.indicators, wider), spare)
    mine = [point for point in held if point.indicator in catalogue.indicators]
    parts = _parts(mine, catalogue, spare.wholes if spare else ())
    if parts and (asked.indicators or spare):
        names, periods = ({pair[at] for pair in parts} for at in (0, 1))
        held = hold(asked.where(sorted(names), wider) | {"period": sorted(periods)}, None)
    drawing = Redrawing.of(catalogue.areas, catalogue.indicators, [*mine, *held])
    shown = drawing.redraw(indicators, day) if day else mine
    if asked.sums:
        shown = [*shown, *_totals(asked, drawing, mine)]
    return [point for point in shown if _is_asked(point, asked, drawing, day)]


def _parts(points: Iterable[Point], catalogue: Catalogue, wholes: Sequence[str]) -> set[tuple[str, str]]:
    """(indicator, period) that ratios are recomputed from; where all of some areas tell a ratio themselves, of none."""
    told = defaultdict[Fact, set[str]](set)
    for point in points:
        told[fact_of(point)].add(point.area)
    return {
        (name, fact[1])
        for fact, areas in told.items()
        if not wholes or not areas.issuperset(wholes)
        for name in needed(catalogue.indicators[fact[0]])
    }


def _wider(asked: Asked, areas: Areas) -> tuple[str, ...]:
    """The asked areas, every unit tied to them, and the members of areas that may need a sum."""
    found = set(asked.areas)
    for area in asked.areas:
        if area in areas.by_id:
            found |= areas.family(area)
        if asked.sums and area in areas.by_id:
            found |= areas.members(area)
    return tuple(sorted(found))


def _spare(asked: Asked, areas: Areas) -> Spare | None:
    """What the members of areas say of facts that all those areas tell themselves: no sum is made of it."""
    known = [area for area in asked.areas if area in areas.by_id]
    wholes = [area for area in known if areas[area].level not in COMMUNAL]
    kept = {area for area in known if area not in wholes}.union(*map(areas.family, wholes), wholes)
    parts = set[str]().union(*map(areas.members, wholes)) - kept
    return Spare(sorted(parts), wholes) if parts else None


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
