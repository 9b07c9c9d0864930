"""Names in order of a figure: horizontal bars with the figure at their end, a mean as a line, gaps named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.spots import Level, Spot, hover, names_beside, xs, ys
from dashboard.charts.theme import BAR, DIM, INK, NAVY, axis, label, layout


def ranked(
    spots: Sequence[Spot], labels: Sequence[str], chosen: str, mean: Level | None, lang: str
) -> dict[str, Any]:
    """Spots in the order given, `at` the name; `chosen` stands out (the first where none is chosen)."""
    lead = chosen or (str(spots[0].at) if spots else "")
    values = [v for v in ys(spots) if v is not None]
    low, high = min([0.0, *values]), max([*values, mean.value if mean else 0.0, 0.0]) or 1.0
    bars = {
        "type": "bar", "orientation": "h", "y": xs(spots), "x": ys(spots), "text": list(labels),
        "textposition": "outside", "cliponaxis": False, "constraintext": "none", "width": 0.68 if len(spots) > 9 else 0.6,
        "textfont": {"color": INK, "size": 12}, **hover(spots),
        "marker": {
            "color": [NAVY if spot.at == lead else BAR for spot in spots],
            "line": {"color": NAVY, "width": [0 if spot.is_exact else 1.5 for spot in spots]},
        },
    }  # fmt: skip
    row = min(
        25 if len(spots) > 9 else 44, 400 // max(len(spots), 2)
    )  # few bars stand taller, as high as what is beside them
    names, row = names_beside([str(spot.at) for spot in spots], row)
    told = layout(
        lang, height=44 + row * max(len(spots), 2), minreducedwidth=24
    )  # names in full before long bars
    told["xaxis"] = axis(visible=False, range=[low, high])
    told["yaxis"] = axis(
        autorange="reversed",
        showgrid=False,
        ticklabelstandoff=6,
        tickfont={"color": INK, "size": 12},
        **names,
    )
    told["margin"] |= {"t": 24 if mean else 6, "r": 10 + 6.2 * max(map(len, labels), default=0)}
    told["annotations"] = [label(s.words, 0, s.at, xanchor="left", size=11) for s in spots if s.value is None]
    if mean:
        told["shapes"] = [{
            "type": "line", "x0": mean.value, "x1": mean.value, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"color": DIM, "width": 1.3, "dash": "dot"},
        }]  # fmt: skip
        told["annotations"].append(label(mean.words, mean.value, 1, yref="paper", yanchor="bottom", size=11))
    return {"data": [bars], "layout": told}
