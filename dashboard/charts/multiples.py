"""One small chart a commune on one scale, the district's course behind each in grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts.spots import Spot, hover, xs, ys
from dashboard.charts.theme import DIM, INK, NAVY, PAST, axis, label, layout

GAP_X, GAP_Y = 0.05, 42
"""Between columns as a share of the width, between rows in pixels."""
ROW = 118
Place = tuple[list[float], list[float]]


def multiples(
    panels: Mapping[str, Sequence[Spot]], behind: Sequence[Spot], columns: int, lang: str
) -> dict[str, Any]:
    """Panels in the order given, row by row; every y axis has one stated range, so no line is cut off."""
    height = -(-len(panels) // columns) * (ROW + GAP_Y) + 24
    spots = [*behind, *(spot for line in panels.values() for spot in line)]
    values = [v for v in ys(spots) if v is not None] or [0.0, 1.0]
    reach = [min(0.0, *values), max(values) * 1.12 or 1.0]
    at = sorted({float(x) for x in xs(spots)}) or [0.0]
    told = layout(lang, height=height, annotations=[])
    told["margin"] |= {"t": 6, "l": 8, "r": 8}
    data: list[dict[str, Any]] = []
    for number, (name, line) in enumerate(panels.items()):
        place = _place(number, columns, height)
        told |= _axes(number, columns, place, at, reach)
        told["annotations"].append(_name(name, place))
        data += _lines(number, behind, line)
    return {"data": data, "layout": told}


def _axes(number: int, columns: int, place: Place, at: Sequence[float], reach: list[float]) -> dict[str, Any]:
    suffix = _suffix(number)
    across = axis(
        domain=place[0], anchor=f"y{suffix}", showgrid=False, tickvals=[at[0], at[-1]], ticktext=[f"’{int(end) % 100:02d}" for end in (at[0], at[-1])],
        range=[at[0] - 0.5, at[-1] + 0.5], tickfont={"size": 11, "color": DIM},
    )  # fmt: skip
    up = axis(
        domain=place[1], anchor=f"x{suffix}", range=reach, nticks=3, showticklabels=number % columns == 0
    )
    return {f"xaxis{suffix}": across, f"yaxis{suffix}": up}


def _lines(number: int, behind: Sequence[Spot], line: Sequence[Spot]) -> list[dict[str, Any]]:
    on = {"xaxis": f"x{_suffix(number)}", "yaxis": f"y{_suffix(number)}", "type": "scatter"}
    grey = {"mode": "lines", "x": xs(behind), "y": ys(behind), "line": {"color": PAST, "width": 1.2}}
    own = {"mode": "lines+markers", "x": xs(line), "y": ys(line), "line": {"color": NAVY, "width": 2.2}}
    return [
        on | grey | {"hoverinfo": "skip"},
        on | own | {"marker": {"size": 4, "color": NAVY}, "connectgaps": False, **hover(line)},
    ]


def _name(name: str, place: Place) -> dict[str, Any]:
    on = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return label(name, place[0][0], place[1][1], color=INK, size=12, **on)


def _suffix(number: int) -> str:
    return "" if number == 0 else str(number + 1)


def _place(number: int, columns: int, height: int) -> Place:
    row, column = divmod(number, columns)
    width = (1 - GAP_X * (columns - 1)) / columns
    left = column * (width + GAP_X)
    top = 1 - (row * (ROW + GAP_Y) + 22) / (height - 30)
    return [left, left + width], [max(0.0, top - ROW / (height - 30)), top]
