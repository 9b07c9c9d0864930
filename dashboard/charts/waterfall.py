"""From one amount to another, part by part: horizontal steps that add up to the last đồng."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Any

from dashboard.charts.spots import names_beside
from dashboard.charts.theme import ACCENT, GRID, INK, NAVY, TEAL, axis, label, layout

Part = tuple[str, Decimal, str, str]
"""Name, amount (negative takes away), its words, the address of its source."""


def waterfall(
    start: Part, parts: Sequence[Part], end: Part, lang: str, labels: Sequence[str] = ()
) -> dict[str, Any]:
    """The parts between two totals; ValueError if they do not add up, for a wrong picture is worse than none.

    `labels` are shorter words of each step, in its order, where the unit is said elsewhere.
    """
    if start[1] + sum((part[1] for part in parts), Decimal(0)) != end[1]:
        raise ValueError("the parts of a waterfall must add up")
    told = [start, *parts, end]
    shown = list(labels) or [part[2] for part in told]
    names, row = names_beside([part[0] for part in told], 32)
    reached = [float(level) for level in accumulate((part[1] for part in parts), initial=start[1])]
    steps = {
        "type": "bar", "orientation": "h", "y": [p[0] for p in told], "x": [float(p[1]) for p in told],
        "base": [0.0, *reached[:-1], 0.0], "textposition": "none",
        "marker": {"color": [NAVY, *(TEAL if part[1] > 0 else ACCENT for part in parts), NAVY]},
        "hovertext": [f"{p[0]}: {p[2]}" for p in told], "hoverinfo": "text", "customdata": [p[3] for p in told],
    }  # fmt: skip
    drawn = layout(lang, height=60 + row * len(told))
    drawn["xaxis"] = axis(showgrid=True, nticks=5, showticklabels=False, ticks="", range=_reach(start, parts))
    drawn["yaxis"] = axis(
        autorange="reversed",
        showgrid=False,
        ticklabelstandoff=6,
        tickfont={"color": INK, "size": 12},
        **names,
    )
    drawn["margin"] |= {"r": 8 + 6.8 * max(map(len, shown))}
    drawn["shapes"] = [_joint(at, level) for at, level in enumerate(reached)]
    drawn["annotations"] = _labels(start, parts, end, shown)
    return {"data": [steps], "layout": drawn}


def _joint(at: int, level: float) -> dict[str, Any]:
    """A thin line from where one step ends to where the next begins."""
    return {
        "type": "line", "x0": level, "x1": level, "y0": at, "y1": at + 1, "layer": "below",
        "line": {"color": GRID, "width": 1},
    }  # fmt: skip


def _reach(start: Part, parts: Sequence[Part]) -> list[float]:
    """From the lowest to the highest level on the way: the words beside the steps stand outside."""
    levels = [Decimal(0), *accumulate((part[1] for part in parts), initial=start[1])]
    return [float(min(levels)), float(max(levels)) or 1.0]


def _labels(start: Part, parts: Sequence[Part], end: Part, shown: Sequence[str]) -> list[dict[str, Any]]:
    """Each amount to the right of its step, where no name stands."""
    reached = list(accumulate((part[1] for part in parts), initial=start[1]))
    right = [start[1], *(max(pair) for pair in pairwise(reached)), end[1]]
    return [
        label(words, max(float(at), 0.0), part[0], xanchor="left", xshift=6, color=INK)
        for part, at, words in zip([start, *parts, end], right, shown, strict=True)
    ]
