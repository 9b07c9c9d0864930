"""The communes as tiles: a cross-section on the map, its names, its gaps."""

from __future__ import annotations

from typing import Any

from dashboard.charts.grid import place
from dashboard.charts.tiles import Tile, step_of, steps, tiles
from dashboard.communes import CrossSection, in_force
from dashboard.components.figure import value_words
from dashboard.text import number, scale
from dashboard.view import View
from etl.model import Period
from etl.query import Point


def tile_map(view: View, found: CrossSection) -> dict[str, Any]:
    """The cross-section as a chart; a commune without a figure is there, pale, and says so."""
    units = in_force(view, Period.parse(found.period).last)
    places = place({unit.id: unit.at for unit in units if unit.at})
    held = {point.area: point for point in found.points}
    values = [float(point.value) for point in found.points if point.value is not None]
    bounds = steps(values)
    drawn = [
        _tile(view, unit.id, places[unit.id], held.get(unit.id), bounds)
        for unit in units
        if unit.id in places
    ]
    return tiles(drawn, view.commune(view.choice.area) if view.choice.area else "", view.lang)


def _tile(view: View, area: str, at: tuple[int, int], point: Point | None, bounds: list[float]) -> Tile:
    name = view.commune(area)
    if point is None or point.value is None:
        return Tile(*at, name, "…", None, f"{name}: {view.t('missing.no_data')}", view.link("/xa", area=area))
    divisor, _ = scale(point.unit, point.value, view.lang)
    shown = number(round(point.value / divisor, 1), view.lang)
    words = f"{name}: {value_words(point, view.lang)}, {view.period(point.period)}"
    return Tile(*at, name, shown, step_of(float(point.value), bounds), words, view.source(point))
