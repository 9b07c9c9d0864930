"""One indicator over its periods: a bar each, labelled directly; an open bound is hatched, not solid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.theme import NAVY, layout


def periods(rows: Sequence[tuple[str, float, str, bool]], lang: str) -> dict[str, Any]:
    """Rows of (period words, value, label, is exact), in order of time, as a plotly figure."""
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": [row[0] for row in rows],
        "x": [row[1] for row in rows],
        "text": [row[2] for row in rows],
        "textposition": "auto",
        "constraintext": "none",
        "insidetextanchor": "end",
        "hoverinfo": "none",
        "marker": {"color": NAVY, "pattern": {"shape": ["" if row[3] else "/" for row in rows]}},
        "width": 0.62,
    }
    height = 60 + 44 * len(rows)
    told = layout(lang, height=height)
    told["yaxis"] |= {"autorange": "reversed", "showgrid": False}
    told["xaxis"] |= {"rangemode": "tozero", "showticklabels": False}
    return {"data": [bar], "layout": told}
