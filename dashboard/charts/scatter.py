"""Two indicators of the communes against each other, every commune named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.theme import BAR, DIM, INK, NAVY, axis, layout

Pair = tuple[str, float, float, str, str]
"""Commune, value across, value up, words, address."""


def scatter(pairs: Sequence[Pair], across: str, up: str, chosen: Sequence[str], lang: str) -> dict[str, Any]:
    """Both axes named with their unit; the chosen communes stand out."""
    is_chosen = [pair[0] in chosen for pair in pairs]
    told = layout(lang, height=400)
    title = {"font": {"color": DIM, "size": 12}, "standoff": 8}
    told["xaxis"] = axis(showgrid=True, nticks=6, title=title | {"text": across})
    told["yaxis"] = axis(nticks=6, title=title | {"text": up})
    told["margin"] |= {"r": 60, "t": 14}
    dots = {
        "type": "scatter", "mode": "markers+text", "x": [p[1] for p in pairs], "y": [p[2] for p in pairs],
        "text": [p[0] for p in pairs], "textposition": "middle right", "cliponaxis": False,
        "textfont": {"size": 11, "color": [INK if on else DIM for on in is_chosen]},
        "marker": {"size": [12 if on else 9 for on in is_chosen], "color": [NAVY if on else BAR for on in is_chosen], "line": {"color": NAVY, "width": 1}},
        "hovertext": [p[3] for p in pairs], "hoverinfo": "text", "customdata": [p[4] for p in pairs],
    }  # fmt: skip
    return {"data": [dots], "layout": told}
