"""The communes on a map: a cross-section as tiles, circles or outlines, with its names and its gaps."""

from __future__ import annotations

from typing import Any

from dashboard.charts.bubbles import Bubble, bubbles
from dashboard.charts.grid import place
from dashboard.charts.shapes import Shape, shapes
from dashboard.charts.tiles import Tile, step_of, steps, tiles
from dashboard.communes import CrossSection
from dashboard.components.figure import value_words
from dashboard.outlines import outlines
from dashboard.text import number, scale
from dashboard.view import View
from etl.query import Point


def tile_map(view: View, found: CrossSection) -> dict[str, Any]:
    """The cross-section as a chart; a commune without a figure is there, pale, and says so."""
    units = found.units
    places = place({unit.id: unit.at for unit in units if unit.at})
    held = found.held
    bounds = _bounds(found)
    drawn = [
        _tile(view, unit.id, places[unit.id], held.get(unit.id), bounds)
        for unit in units
        if unit.id in places
    ]
    return tiles(drawn, _chosen(view), view.lang)


def bubble_map(view: View, found: CrossSection) -> dict[str, Any]:
    """The cross-section as circles at the communes' true centres."""
    held = found.held
    drawn = []
    for unit in found.units:
        if unit.at:
            shown, words, href = _told(view, unit.id, held.get(unit.id))
            value = _size(held.get(unit.id))
            drawn.append(Bubble(*unit.at, view.commune(unit.id), value, shown, words, href))
    return bubbles(drawn, _chosen(view), view.lang)


def shape_map(view: View, found: CrossSection) -> dict[str, Any]:
    """The cross-section on the outlines the office supplied; a commune without one is left to the other maps."""
    known = outlines()
    held = found.held
    bounds = _bounds(found)
    drawn = []
    for unit in found.units:
        rings = known.get(unit.id) or known.get(unit.code) or ()
        value = _size(held.get(unit.id))
        step = None if value is None else step_of(value, bounds)
        shown, words, href = _told(view, unit.id, held.get(unit.id))
        drawn.append(Shape(rings, view.commune(unit.id), shown, step, words, href))
    return shapes(drawn, _chosen(view), view.lang)


def _bounds(found: CrossSection) -> list[float]:
    return steps([float(point.value) for point in found.points if point.value is not None])


def _size(point: Point | None) -> float | None:
    return None if point is None or point.value is None else float(point.value)


def _chosen(view: View) -> str:
    return view.commune(view.choice.area) if view.choice.area else ""


_SIGNS = {"dash": "–", "not_applicable": "x"}
"""How the statistical yearbook prints that nothing is missing; everything else is missing."""


def _told(view: View, area: str, point: Point | None) -> tuple[str, str, str]:
    """What stands on a commune, what is said of it, and where a click leads."""
    name = view.commune(area)
    if point is None:
        return "…", f"{name}: {view.t('missing.no_data')}", view.link("/xa", area=area)
    if point.value is None:
        return _SIGNS.get(point.missing, "…"), f"{name}: {value_words(point, view.lang)}", view.source(point)
    divisor, _ = scale(point.unit, point.value, view.lang)
    words = f"{name}: {value_words(point, view.lang)}, {view.period(point.period)}"
    return number(round(point.value / divisor, 1), view.lang), words, view.source(point)


def _tile(view: View, area: str, at: tuple[int, int], point: Point | None, bounds: list[float]) -> Tile:
    shown, words, href = _told(view, area, point)
    value = _size(point)
    return Tile(
        *at, view.commune(area), shown, None if value is None else step_of(value, bounds), words, href
    )
