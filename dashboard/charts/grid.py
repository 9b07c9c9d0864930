"""Places on a grid of tiles from true centres: rows from north to south, in a row from west to east."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt

Centre = tuple[float, float]
"""Longitude, latitude."""


def place(centres: Mapping[str, Centre]) -> dict[str, tuple[int, int]]:
    """(row, column) of every centre, no two alike: neighbours stay neighbours as far as a grid lets them."""
    if not centres:
        return {}
    rows = max(1, round(sqrt(len(centres))))
    wide = ceil(len(centres) / rows) + (1 if len(centres) > 6 else 0)
    north_first = sorted(centres, key=lambda one: -centres[one][1])
    west, east = (pick(lon for lon, _ in centres.values()) for pick in (min, max))
    found: dict[str, tuple[int, int]] = {}
    for row in range(rows):
        start, stop = (len(north_first) * edge // rows for edge in (row, row + 1))
        in_row = sorted(north_first[start:stop], key=lambda one: centres[one][0])
        wished = [(centres[one][0] - west) / ((east - west) or 1) * (wide - 1) for one in in_row]
        found |= {one: (row, column) for one, column in zip(in_row, _columns(wished, wide), strict=True)}
    return found


def _columns(wished: Sequence[float], wide: int) -> list[int]:
    """Different whole columns in order, each as near to its wish as those before and after it allow."""
    taken: list[int] = []
    for at, wish in enumerate(wished):
        least = taken[-1] + 1 if taken else 0
        most = wide - (len(wished) - at)
        taken.append(min(max(round(wish), least), most))
    return taken
