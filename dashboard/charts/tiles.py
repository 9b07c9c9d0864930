"""A map of tiles: every commune the same square at its place, its name and figure on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import CARD, DIM, INK, LINE, NONE, ON_STEPS, STEPS, axis, label, layout

LEAST, MOST, TALL = 74, 110, 260
"""The height of a row of tiles in pixels, and of all of them where they are few."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One commune on the map. `step` is 0–4, or None where there is no figure."""

    row: int
    column: int
    name: str
    value: str
    step: int | None
    words: str
    href: str


def tiles(found: Sequence[Tile], chosen: str, lang: str) -> dict[str, Any]:
    """The tiles, darker for more; one without a figure is pale and says so."""
    told = layout(lang)
    rows = max((tile.row for tile in found), default=0) + 1
    wide = max((tile.column for tile in found), default=0) + 1
    told["height"] = 20 + rows * max(LEAST, min(MOST, TALL // rows))
    told["margin"] = {"l": 0, "r": 0, "t": 4, "b": 4}
    told["xaxis"] = axis(visible=False, range=[-0.52, wide - 0.48])
    told["yaxis"] = axis(visible=False, range=[rows - 0.48, -0.52])
    told["shapes"] = [_square(tile, chosen) for tile in found]
    told["annotations"] = [
        label(
            f"{_lines(tile.name, wide)}<br><b>{tile.value}</b>",
            tile.column,
            tile.row,
            color=_on(tile),
            size=11.5,
        )
        for tile in found
    ]
    places = {
        "type": "scatter", "mode": "markers", "x": [t.column for t in found], "y": [t.row for t in found],
        "marker": {"size": 54, "symbol": "square", "opacity": 0}, "hovertext": [t.words for t in found],
        "hoverinfo": "text", "customdata": [t.href for t in found],
    }  # fmt: skip
    return {"data": [places], "layout": told}


def steps(values: Sequence[float]) -> list[float]:
    """The four bounds between five steps of equal width, from the least to the most."""
    low, high = min(values), max(values)
    return [low + (high - low) * part / 5 for part in range(1, 5)]


def step_of(value: float, bounds: Sequence[float]) -> int:
    """The step a value falls on."""
    return sum(value > bound for bound in bounds)


def _square(tile: Tile, chosen: str) -> dict[str, Any]:
    is_chosen = bool(chosen) and tile.name == chosen
    return {
        "type": "rect", "x0": tile.column - 0.48, "x1": tile.column + 0.48, "y0": tile.row - 0.46, "y1": tile.row + 0.46,
        "fillcolor": NONE if tile.step is None else STEPS[tile.step],
        "line": {"color": INK if is_chosen else LINE if tile.step is None else CARD, "width": 3 if is_chosen else 1,
                 "dash": "dot" if tile.step is None else "solid"},
    }  # fmt: skip


def _on(tile: Tile) -> str:
    return DIM if tile.step is None else ON_STEPS[tile.step]


def _lines(name: str, wide: int) -> str:
    """A name in one line or two, as tiles of a phone have room for."""
    words = name.split()
    half = (len(words) + 1) // 2
    return (
        name
        if len(name) < (11 if wide < 4 else 7)
        else f"{' '.join(words[:half])}<br>{' '.join(words[half:])}"
    )
