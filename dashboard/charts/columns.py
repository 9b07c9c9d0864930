"""Years side by side as columns, with the plan of each year as a tick across it; or months of one year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.spots import NOTE, Break, Spot, break_marks, hover, xs, year_ticks, ys
from dashboard.charts.theme import ACCENT, BAR, CARD, DIM, INK, NAVY, axis, layout

SHORT = 5
"""Letters of a figure that fit over a column of a phone; a longer one stands in its column, upright where that is narrow."""


def columns(
    spots: Sequence[Spot], labels: Sequence[str], plans: Sequence[Spot], breaks: Sequence[Break], lang: str
) -> dict[str, Any]:
    """One column a period, labelled with its figure; the newest stands out; a gap is an empty place with its reason."""
    values = [v for v in [*ys(spots), *ys(plans)] if v is not None]
    top = max([*values, 0.0]) or 1.0
    is_long = max(map(len, labels), default=0) > SHORT
    is_tall = [
        (is_long or bool(plans)) and (spot.value or 0) > top * 0.12 for spot in spots
    ]  # a plan's tick stands over its column
    last = max((at for at, spot in enumerate(spots) if spot.value is not None), default=0)
    bars = {
        "type": "bar", "x": xs(spots), "y": ys(spots), "text": list(labels),
        "textposition": ["inside" if tall else "outside" for tall in is_tall], "insidetextanchor": "end",
        "cliponaxis": False, "constraintext": "none", **({} if is_long else {"textangle": 0}),
        "textfont": {"color": [CARD if tall and at == last else INK for at, tall in enumerate(is_tall)], "size": 12.5}, "width": 0.66, **hover(spots),
        "marker": {
            "color": [NAVY if at == last else BAR for at in range(len(spots))],
            "line": {"color": NAVY, "width": [0 if spot.is_exact else 1.5 for spot in spots]},
        },
    }  # fmt: skip
    ticks = {
        "type": "scatter", "mode": "markers", "x": xs(plans), "y": ys(plans), **hover(plans),
        "marker": {"symbol": "line-ew-open", "size": 26, "color": ACCENT, "line": {"width": 3, "color": ACCENT}},
    }  # fmt: skip
    told = layout(lang, height=340)
    marks = break_marks(breaks)
    told["shapes"], told["annotations"] = marks["shapes"], marks["annotations"] + _gaps(spots)
    told["margin"] |= {"t": 34 + NOTE * (len(breaks) > 1)}
    at = [float(x) for x in xs(spots)] or [0.0]
    told["xaxis"] = axis(showgrid=False, **year_ticks(at), range=[min(at) - 0.6, max(at) + 0.6])
    low = min([0.0, *values])
    told["yaxis"] = axis(
        range=[low * 1.1, top * 1.1], showticklabels=False, ticks="", showgrid=False, zeroline=True
    )
    return {"data": [bars, ticks] if plans else [bars], "layout": told}


def _gaps(spots: Sequence[Spot]) -> list[dict[str, Any]]:
    return [
        {
            "text": spot.words, "x": spot.at, "y": 0, "showarrow": False, "yanchor": "bottom", "textangle": -90,
            "font": {"color": DIM, "size": 11},
        }
        for spot in spots
        if spot.value is None and len(spots) <= 14
    ]  # fmt: skip
