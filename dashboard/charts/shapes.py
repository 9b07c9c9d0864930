"""Filled outlines: the boundaries an office supplies itself, darker for more; nothing here invents a boundary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from dashboard.charts.theme import CARD, DIM, INK, NONE, STEPS, axis, label, layout

Ring = Sequence[tuple[float, float]]
"""Longitude and latitude of the corners of one outline."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One commune: its outlines, name and figure. `step` is 0–4, or None where there is no figure."""

    rings: Sequence[Ring]
    name: str
    value: str
    step: int | None
    words: str
    href: str


def shapes(found: Sequence[Shape], chosen: str, lang: str) -> dict[str, Any]:
    """Each commune filled by its step and named in its middle."""
    corners = [corner for shape in found for ring in shape.rings for corner in ring]
    north = sum(lat for _, lat in corners) / len(corners) if corners else 0.0
    told = layout(lang, height=520)
    told["margin"] = {"l": 8, "r": 8, "t": 8, "b": 8}
    told["xaxis"] = axis(visible=False)
    told["yaxis"] = axis(visible=False, scaleanchor="x", scaleratio=1 / cos(radians(north)))
    told["annotations"] = [_name(shape) for shape in found if shape.rings]
    return {"data": [_outline(shape, shape.name == chosen) for shape in found if shape.rings], "layout": told}


def _outline(shape: Shape, is_chosen: bool) -> dict[str, Any]:
    """One trace a commune; None between its outlines lifts the pen."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in shape.rings:
        xs += [*(lon for lon, _ in ring), None]
        ys += [*(lat for _, lat in ring), None]
    return {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys, "fill": "toself", "hoveron": "fills", "text": shape.words,
        "hoverinfo": "text", "fillcolor": NONE if shape.step is None else STEPS[shape.step], "customdata": [shape.href] * len(xs),
        "line": {"color": INK if is_chosen else DIM if shape.step is None else CARD, "width": 3 if is_chosen else 1.2},
    }  # fmt: skip


def _name(shape: Shape) -> dict[str, Any]:
    largest = max(shape.rings, key=len)
    lon, lat = (sum(corner[at] for corner in largest) / len(largest) for at in (0, 1))
    dark = shape.step is not None and shape.step > 2
    return label(f"{shape.name}<br><b>{shape.value}</b>", lon, lat, color=CARD if dark else INK, size=11.5)
