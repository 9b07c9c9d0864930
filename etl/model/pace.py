"""How far long work is: told by the loops that take long to whoever listens, and to nobody where nobody does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
STEPS = 200
"""How often, at most, one loop tells how far it is."""


@dataclass(slots=True)
class Stretch:
    """Which part of the whole is being done now; each loop narrows it for what its items do."""

    tell: Callable[[float], None]
    low: float = 0.0
    high: float = 1.0

    def narrow(self, low: float, high: float) -> None:
        """Begin this part of the stretch."""
        self.low, self.high = low, high
        self.tell(low)


_HERE: ContextVar[Stretch | None] = ContextVar("stretch", default=None)


@contextmanager
def heard(tell: Callable[[float], None]) -> Iterator[None]:
    """Within, `tell` is told how much of all that happens is done, from 0 to 1; what it raises ends the work."""
    token = _HERE.set(Stretch(tell))
    try:
        yield
    finally:
        _HERE.reset(token)


@contextmanager
def part(low: float, high: float) -> Iterator[None]:
    """Within, the work from `low` to `high` of the present stretch is done."""
    here = _HERE.get()
    if here is None:
        yield
        return
    before, size = (here.low, here.high), here.high - here.low
    here.narrow(before[0] + size * low, before[0] + size * high)
    try:
        yield
    finally:
        here.low, here.high = before


def paced(items: Sequence[T]) -> Iterator[T]:
    """The items one by one, each of them its share of the present stretch."""
    here, count = _HERE.get(), len(items)
    if here is None:
        yield from items
        return
    low, high = here.low, here.high
    step, size = max(1, count // STEPS), (high - low) / max(1, count)
    try:
        for n, item in enumerate(items):
            if n % step == 0:
                here.narrow(low + size * n, low + size * min(count, n + step))
            yield item
    finally:
        here.low, here.high = low, high
