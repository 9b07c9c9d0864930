"""Figures from figures: the sum of signed parts, labelled computed, as weak as its weakest part, leading to its leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from typing import Any

from etl.query.nouns import Point

Part = tuple[int, Point]
"""A sign (+1 or −1) and a figure."""

Weighted = tuple[int | Decimal, Point]
"""A weight (a sign, or the part of a divided unit) and a figure."""

EXACTLY = Context(prec=60)
"""Sums of printed decimals never round at this many digits."""

_WEAKEST_FIRST = ("implied", "estimate", "preliminary", "final")
_FLAGS = ("ask", "warn", "")
_LOWER = {"over": True, "at_least": False}
_UPPER = {"nearly": True, "at_most": False}


def combined(parts: Sequence[Weighted], method: str, **changes: Any) -> Point:
    """The signed sum of parts that all have a value, as a computed point; its bounds are those the parts allow."""
    value = Decimal(0)
    for weight, point in parts:
        value = EXACTLY.add(value, EXACTLY.multiply(point.value or Decimal(0), Decimal(weight)))
    qualifier = qualifier_of((weight, point.qualifier) for weight, point in parts)
    return resting_on([point for _, point in parts], method, value=value, qualifier=qualifier, **changes)


def resting_on(points: Sequence[Point], method: str, **changes: Any) -> Point:
    """A computed point of the first one's key: as weak, as flagged and as illustrative as any it rests on."""
    first = points[0]
    reports = {point.report for point in points}
    told: dict[str, Any] = {
        "observation": 0,
        "release": max(point.release for point in points),
        "report": first.report if len(reports) == 1 else 0,
        "maturity": min((point.maturity for point in points), key=_WEAKEST_FIRST.index),
        "missing": "",
        "flag": min((point.flag for point in points), key=_FLAGS.index),
        "is_illustrative": any(point.is_illustrative for point in points),
        "words": "",
        "place": "",
        "method": method,
        "inputs": tuple(sorted({leaf for point in points for leaf in point.leaves})),
        "lacking": max(point.lacking for point in points),
        "note": " ".join(dict.fromkeys(point.note for point in points if point.note)),
    }
    return replace(first, **(told | changes))


def qualifier_of(parts: Iterable[tuple[int | Decimal, str]]) -> str:
    """What may be said of a signed sum: a bound only where every inexact part bounds it from the same side."""
    lower: list[bool] = []
    upper: list[bool] = []
    for sign, qualifier in parts:
        if qualifier == "exact":
            continue
        if qualifier not in _LOWER and qualifier not in _UPPER:
            return "about"
        is_lower = (qualifier in _LOWER) == (sign > 0)
        (lower if is_lower else upper).append(_LOWER.get(qualifier, False) or _UPPER.get(qualifier, False))
    if lower and upper:
        return "about"
    if lower:
        return "over" if any(lower) else "at_least"
    if upper:
        return "nearly" if any(upper) else "at_most"
    return "exact"
