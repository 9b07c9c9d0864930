"""Levels over the years: each year a column of parts that add up, the parts in the order of the levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts.spots import NOTE, Break, Spot, break_marks, hover, xs, year_ticks, ys
from dashboard.charts.theme import CARD, INK, ON_STEPS, STEPS, axis, label, layout


def ladder(levels: Mapping[str, Sequence[Spot]], breaks: Sequence[Break], lang: str) -> dict[str, Any]:
    """At most five levels, lowest first, one spot a year each; every level is named beside its last column."""
    shades = list(range(5))[-len(levels) :] if len(levels) > 1 else [4]
    data = [
        {
            "type": "bar", "x": xs(spots), "y": ys(spots), "name": name, "width": 0.72,
            "text": [f"{spot.value:.0f}" if spot.value else "" for spot in spots], "textposition": "inside",
            "insidetextanchor": "middle", "textangle": 0, "constraintext": "none", **hover(spots),
            "textfont": {"color": ON_STEPS[shade], "size": 12},
            "marker": {"color": STEPS[shade], "line": {"color": CARD, "width": 1.5}},
        }
        for shade, (name, spots) in zip(shades, levels.items(), strict=True)
    ]  # fmt: skip
    told = layout(lang, height=340, barmode="stack")
    marks = break_marks(breaks)
    told["shapes"], told["annotations"] = marks["shapes"], marks["annotations"] + _names(levels)
    told["xaxis"] = axis(showgrid=False, **year_ticks([at for spots in levels.values() for at in xs(spots)]))
    told["yaxis"] = axis(visible=False, rangemode="tozero")
    told["margin"] |= {"t": 34 + NOTE * (len(breaks) > 1), "r": 14 + 6.4 * max(map(len, levels), default=0)}
    return {"data": data, "layout": told}


def _names(levels: Mapping[str, Sequence[Spot]]) -> list[dict[str, Any]]:
    """A level's name beside the newest column, or above the last column that had it."""
    reached, names = 0.0, []
    for name, spots in levels.items():
        height = (spots[-1].value or 0.0) if spots else 0.0
        if height:
            names.append(
                label(name, 1.01, reached + height / 2, xref="paper", xanchor="left", color=INK, size=12)
            )
        elif held := [at for at, spot in enumerate(spots) if spot.value]:
            top = sum(other[held[-1]].value or 0.0 for other in levels.values())
            names.append(
                label(name, spots[held[-1]].at, top, yanchor="bottom", color=INK, bgcolor=CARD, size=12)
            )
        reached += height
    return names
