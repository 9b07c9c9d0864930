"""Proportional symbols: a circle at every commune's true centre, its area in proportion to the figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import Any

from dashboard.charts.theme import BAR, CARD, DIM, INK, NAVY, NONE, axis, label, layout

LARGEST, CROWDED = 74, 46
"""Pixels across the largest circle, and where there are more than a few."""
FEW = 9


@dataclass(frozen=True, slots=True)
class Bubble:
    """One commune: its centre, name, figure (None where there is none), its words and the address of its source."""

    lon: float
    lat: float
    name: str
    value: float | None
    shown: str
    words: str
    href: str


def bubbles(found: Sequence[Bubble], chosen: str, lang: str) -> dict[str, Any]:
    """Circles in true position and proportion; a commune without a figure is a small empty circle that says so."""
    most = max((abs(b.value) for b in found if b.value is not None), default=0.0) or 1.0
    wide = LARGEST if len(found) <= FEW else CROWDED
    sizes = [9.0 if b.value is None else max(5.0, wide * sqrt(abs(b.value) / most)) for b in found]
    circles = {
        "type": "scatter", "mode": "markers", "x": [b.lon for b in found], "y": [b.lat for b in found], "cliponaxis": False,
        "marker": {
            "size": sizes, "opacity": 0.88,
            "color": [NONE if b.value is None else NAVY if b.name == chosen else BAR for b in found],
            "line": {"color": [DIM if b.value is None else CARD for b in found], "width": 1.2},
        },
        "hovertext": [b.words for b in found], "hoverinfo": "text", "customdata": [b.href for b in found],
    }  # fmt: skip
    told = layout(lang, height=520)
    told["margin"] = {"l": 8, "r": 8, "t": 8, "b": 8}
    north = sum(b.lat for b in found) / len(found) if found else 0.0
    told["xaxis"] = axis(visible=False, range=_reach([b.lon for b in found]))
    told["yaxis"] = axis(
        visible=False,
        range=_reach([b.lat for b in found]),
        scaleanchor="x",
        scaleratio=1 / cos(radians(north)),
    )
    told["annotations"] = [
        label(
            f"{_name(b, len(found))}<br><b>{b.shown}</b>",
            b.lon,
            b.lat,
            color=DIM if b.value is None else INK,
            size=11.5 if len(found) <= FEW else 10,
        )
        for b in found
    ]
    return {"data": [circles], "layout": told}


def _name(bubble: Bubble, of: int) -> str:
    """Among many a name of two words takes two lines, so that a phone has room for its neighbours."""
    return bubble.name if of <= FEW else bubble.name.replace(" ", "<br>", 1)


def _reach(values: Sequence[float]) -> list[float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * 0.14 or 0.05
    return [low - room, high + room]
