"""Two releases side by side: what was added, changed or vanished between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from etl.query.computed import EXACTLY
from etl.query.nouns import Point

ADDED, CHANGED, VANISHED = "added", "changed", "vanished"


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that two releases tell differently; the side that lacks it is None."""

    kind: str
    old: Point | None
    new: Point | None

    @property
    def point(self) -> Point:
        """The newer side, or the older where the fact vanished."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a difference has at least one side")
        return found

    @property
    def percent(self) -> Decimal | None:
        """Change in per cent of the old value; None where there is no base."""
        if self.old is None or self.new is None or not self.old.value or self.new.value is None:
            return None
        return EXACTLY.divide((self.new.value - self.old.value) * 100, abs(self.old.value))


def between(earlier: Iterable[Point], later: Iterable[Point]) -> Iterator[Difference]:
    """The differences, in the order of the later side, what vanished last."""
    before = {point.key: point for point in earlier}
    for new in later:
        old = before.pop(new.key, None)
        if old is None:
            yield Difference(ADDED, None, new)
        elif _says(old) != _says(new):
            yield Difference(CHANGED, old, new)
    yield from (Difference(VANISHED, old, None) for old in before.values())


def _says(point: Point) -> tuple[object, ...]:
    return (point.value, point.missing, point.unit, point.qualifier, point.maturity, point.is_illustrative)
