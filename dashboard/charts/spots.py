"""What charts are given: spots with their words, levels, breaks; and how labels keep out of each other's way."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dashboard.charts.theme import DIM, GRID, label

NOTE = 13
"""Pixels between two heights of notes."""
NAME = 25
"""Letters of a name in one line: on a phone the bars beside it keep their room."""
LINE = 15
"""Pixels from one line of a name to the next."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One figure in a chart: where it stands, what is said of it, and the address of its source.

    `value` None is a gap, and stays one. A figure that is not exact is drawn open.
    """

    at: float | str
    value: float | None
    words: str
    href: str = ""
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Level:
    """A level to compare with: a plan by its giver, a district's mean."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where a series changes its ground: a merger, a new standard, a new set of criteria."""

    at: float | str
    words: str


def xs(spots: Sequence[Spot]) -> list[float | str]:
    """Where the spots stand."""
    return [spot.at for spot in spots]


def ys(spots: Sequence[Spot]) -> list[float | None]:
    """The values of the spots, gaps kept."""
    return [spot.value for spot in spots]


def hover(spots: Sequence[Spot]) -> dict[str, Any]:
    """What a trace says of its spots, and where a click leads."""
    return {
        "hovertext": [spot.words for spot in spots],
        "hoverinfo": "text",
        "customdata": [spot.href for spot in spots],
    }


def break_marks(breaks: Sequence[Break]) -> dict[str, Any]:
    """A thin upright line and its reason at the top, for a layout; neighbours' reasons stand at two heights."""
    shapes = [
        {
            "type": "line", "x0": b.at, "x1": b.at, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
            "line": {"color": DIM, "width": 1, "dash": "dot"},
        }
        for b in breaks
    ]  # fmt: skip
    notes = [
        label(
            b.words,
            b.at,
            1,
            yref="paper",
            yanchor="bottom",
            xanchor="center",
            size=11,
            yshift=NOTE * (nth % 2),
        )
        for nth, b in enumerate(breaks)
    ]
    return {"shapes": shapes, "annotations": notes}


def year_ticks(at: Sequence[float | str], most: int = 99) -> dict[str, Any]:
    """Every year under its spots: in full where they are few, else by two digits, for which a phone has room.

    Where they are more than `most`, every other one is named, the last among them.
    """
    years = sorted({int(one) for one in at})
    named = years if len(years) <= most else years[::-2][::-1]
    words = [str(year) if len(years) < 6 else f"’{year % 100:02d}" for year in named]
    return {"tickvals": named, "ticktext": words, "tickangle": 0}


def wrapped(name: str) -> str:
    """A name in as few lines as it needs, none of them much shorter than the others."""
    fewest = len(textwrap.wrap(name, NAME, break_long_words=False))
    widths = range(len(name) // max(fewest, 1), NAME + 1)
    told = (textwrap.wrap(name, width, break_long_words=False) for width in widths if width)
    return "<br>".join(next((lines for lines in told if len(lines) <= fewest), [name]))


def names_beside(names: Sequence[str], row: int) -> tuple[dict[str, Any], int]:
    """Ticks that name rows in full, and the height of a row at which no two names touch."""
    told = [wrapped(name) for name in names]
    lines = [name.count("<br>") + 1 for name in told]
    tall = max((LINE * (a + b) / 2 + 2 for a, b in pairwise(lines)), default=0)
    return {"tickvals": list(names), "ticktext": told}, max(row, round(tall))


def level_line(level: Level, at: int, ends: tuple[Any, Any], axis: str = "y") -> dict[str, Any]:
    """A level as a dashed line across a chart; each further one has its own dash."""
    across = {"y": ("x", "y"), "x": ("y", "x")}[axis]
    dash = ("dash", "dashdot", "dot", "longdash")[at % 4]
    return {
        "type": "line", f"{across[0]}0": ends[0], f"{across[0]}1": ends[1],
        f"{across[1]}0": level.value, f"{across[1]}1": level.value,
        "line": {"color": DIM if axis == "y" else GRID, "width": 1.5, "dash": dash},
    }  # fmt: skip


def apart(values: Sequence[float], gap: float) -> list[float]:
    """The values moved as little as need be so that labels at them stand `gap` apart, in the same order."""
    order = sorted(range(len(values)), key=lambda at: values[at])
    groups: list[list[float]] = []
    for at in order:
        groups.append([values[at]])
        while len(groups) > 1 and _top(groups[-2], gap) > _bottom(groups[-1], gap):
            last = groups.pop()
            groups[-1] += last
    placed = [place for group in groups for place in _row(group, gap)]
    moved = dict(zip(order, placed, strict=True))
    return [moved[at] for at in range(len(values))]


def _row(group: Sequence[float], gap: float) -> list[float]:
    middle = sum(group) / len(group)
    return [middle + gap * (at - (len(group) - 1) / 2) for at in range(len(group))]


def _top(group: Sequence[float], gap: float) -> float:
    return sum(group) / len(group) + gap * len(group) / 2


def _bottom(group: Sequence[float], gap: float) -> float:
    return sum(group) / len(group) - gap * len(group) / 2
