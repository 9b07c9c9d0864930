"""Which reported units make up a unit: its own figure, else its sources', else its heirs' where they split exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.catalog import Areas
from etl.query.computed import EXACTLY
from etl.query.coverage import Share
from etl.query.nouns import Point

COMMUNAL = ("commune", "town")
Held = Mapping[str, Point]
"""One fact (indicator, period, season, measure, giver) by unit."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The units through time; `areas` is the catalogue's."""

    areas: Areas

    def is_communal(self, area_id: str) -> bool:
        """Whether an id is a commune or town of the catalogue."""
        known = self.areas.by_id.get(area_id)
        return known is not None and known.level in COMMUNAL

    def targets(self, area_id: str, day: date) -> tuple[str, ...]:
        """The units in force on a day that this one is, went into, or was made from."""
        if self.areas[area_id].exists_on(day):
            return (area_id,)
        step = self.areas.heirs if self.areas[area_id].end < day else self.areas.sources
        found = {target for tied, _ in step(area_id) for target in self.targets(tied, day)}
        return tuple(sorted(found))

    def line_of(self, area_id: str) -> set[str]:
        """Every unit it came from and every unit it went into, through all changes."""
        found: set[str] = set()
        for step in (self.areas.sources, self.areas.heirs):
            fresh = {area_id}
            while fresh := {tied for one in fresh for tied, _ in step(one)} - found:
                found |= fresh
        return found

    def parts(self, area_id: str, held: Held, on: date) -> list[Share]:
        """The reported units that tile a unit, and those that should have reported by `on` and did not."""
        before = self._back(area_id, held, on)
        if _said(before):
            return before
        after = self._forth(area_id, held, on)
        return after if _said(after) else before

    def is_split_exactly(self, area_id: str) -> bool:
        """Whether everything its heirs hold was once its own."""
        heirs = self.areas.heirs(area_id)
        return bool(heirs) and all(len(self.areas.sources(heir)) == 1 for heir, _ in heirs)

    def _back(self, area_id: str, held: Held, on: date) -> list[Share]:
        if area_id in held:
            return [Share(area_id, Decimal(1), held[area_id])]
        found = [
            Share(share.area, EXACTLY.multiply(share.part, part), share.point)
            for source, part in self.areas.sources(area_id)
            for share in self._back(source, held, on)
        ]
        started = self.areas[area_id].start <= on
        return found if found and (_said(found) or not started) else [Share(area_id, Decimal(1), None)]

    def _forth(self, area_id: str, held: Held, on: date) -> list[Share]:
        if area_id in held:
            return [Share(area_id, Decimal(1), held[area_id])]
        if not self.is_split_exactly(area_id):
            return [Share(area_id, Decimal(1), None)]
        found = [share for heir, _ in self.areas.heirs(area_id) for share in self._forth(heir, held, on)]
        ended = self.areas[area_id].end < on
        return found if _said(found) or ended else [Share(area_id, Decimal(1), None)]


def _said(shares: Sequence[Share]) -> bool:
    return any(share.point is not None for share in shares)
