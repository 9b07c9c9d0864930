"""Figures from figures: the sum of signed parts, labelled computed, as weak as its weakest part, leading to its leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Context, Decimal

from etl.query.nouns import Point

Part = tuple[int, Point]
"""A sign (+1 or −1) and a figure."""

EXACTLY = Context(prec=60)
"""Sums of printed decimals never round at this many digits."""

_WEAKEST_FIRST = ("implied", "estimate", "preliminary", "final")
_FLAGS = ("ask", "warn", "")
_LOWER = {"over": True, "at_least": False}
_UPPER = {"nearly": True, "at_most": False}


def combined(parts: Sequence[Part], method: str, period: str = "", area: str = "", **more: object) -> Point:
    """The signed sum of parts that all have a value, as a computed point; its bounds are those the parts allow."""
    first = parts[0][1]
    value = Decimal(0)
    for sign, point in parts:
        value = EXACTLY.add(value, (point.value or Decimal(0)) * sign)
    made = resting_on(
        [point for _, point in parts], method, value, qualifier_of((s, p.qualifier) for s, p in parts)
    )
    return replace(made, period=period or first.period, area=area or first.area, **more)  # type: ignore[arg-type]


def resting_on(points: Sequence[Point], method: str, value: Decimal | None, qualifier: str) -> Point:
    """A computed point of the first one's key: as weak, as flagged and as illustrative as any it rests on."""
    first = points[0]
    reports = {point.report for point in points}
    return replace(
        first,
        observation=0,
        release=max(point.release for point in points),
        report=first.report if len(reports) == 1 else 0,
        value=value,
        qualifier=qualifier,
        maturity=min((point.maturity for point in points), key=_rank),
        missing="",
        flag=min((point.flag for point in points), key=_FLAGS.index),
        is_illustrative=any(point.is_illustrative for point in points),
        words="",
        method=method,
        inputs=tuple(sorted({leaf for point in points for leaf in point.leaves})),
        lacking=max(point.lacking for point in points),
        note=" ".join(dict.fromkeys(point.note for point in points if point.note)),
    )


def qualifier_of(parts: Iterable[tuple[int, str]]) -> str:
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


def _rank(maturity: str) -> int:
    return _WEAKEST_FIRST.index(maturity)
