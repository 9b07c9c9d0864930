"""Several series over the years, each named at its end, each with its own colour, dash and mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts.spots import LINE, NOTE, Break, Spot, apart, break_marks, hover, xs, year_ticks, ys
from dashboard.charts.theme import INK, SERIES, axis, label, layout

MOST = 6
"""Years named one by one."""


def lines(
    series: Mapping[str, Sequence[Spot]], breaks: Sequence[Break], lang: str, height: int = 340
) -> dict[str, Any]:
    """At most four series; gaps stay gaps. A name may have several lines, parted by `<br>`."""
    data, ends = [], []
    for (name, spots), (colour, dash, symbol) in zip(series.items(), SERIES, strict=False):
        data.append({
            "type": "scatter", "mode": "lines+markers", "x": xs(spots), "y": ys(spots), "connectgaps": False,
            "line": {"color": colour, "width": 2.4, "dash": dash}, "marker": {"color": colour, "size": 7, "symbol": symbol},
            **hover(spots),
        })  # fmt: skip
        known = [spot for spot in spots if spot.value is not None]
        ends += [(name, known[-1], colour)] if known else []
    values = [v for spots in series.values() for v in ys(spots) if v is not None] or [0.0, 1.0]
    top = max(values) * 1.08 or 1.0
    told = layout(lang, height=height)
    marks = break_marks(breaks)
    tall = max((name.count("<br>") + 1 for name in series), default=1)
    heights = apart([float(spot.value or 0) for _, spot, _ in ends], top * (2 + LINE * tall) / (height - 60))
    told["shapes"] = marks["shapes"]
    told["annotations"] = marks["annotations"] + [
        label(name, spot.at, height, xanchor="left", xshift=9, align="left", color=colour or INK, size=12.5)
        for (name, spot, colour), height in zip(ends, heights, strict=True)
    ]
    told["margin"] |= {
        "r": 16 + 7 * max((len(part) for name in series for part in name.split("<br>")), default=0),
        "t": 24 + NOTE * (len(breaks) > 1),
    }
    at = [float(x) for spots in series.values() for x in xs(spots)] or [0.0]
    told["xaxis"] = axis(showgrid=False, **year_ticks(at, MOST), range=[min(at) - 0.3, max(at) + 0.3])
    told["yaxis"] = axis(range=[min(0.0, *values), top], nticks=6)
    return {"data": data, "layout": told}
