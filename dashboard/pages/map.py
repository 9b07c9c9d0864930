"""Bản đồ: one indicator over the communes — any period, the units of any era, as tiles, circles or the office's outlines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.breaks import mergers
from dashboard.communes import CrossSection, cross_section, periods_of
from dashboard.components.card import Card, draw_card
from dashboard.components.controls import chips, indicator_select, offered, select
from dashboard.components.courses import held_by, ranked_card
from dashboard.components.figure import phrase, sourced
from dashboard.components.maps import bubble_map, shape_map, tile_map
from dashboard.components.table import points_table
from dashboard.outlines import outlines
from dashboard.pages import Page
from dashboard.text import unit_words
from dashboard.view import View
from etl.query.boundaries import view_day
from etl.query.moments import today

PAGE = Page(key="map", path="/ban-do", order=70)
FIRST = "ntm_criteria_met"


def draw(view: View) -> Any:
    """Controls, then the map of what they choose."""
    communes = sorted(view.catalogue.areas.members(view.home) - {view.home})
    told = set(view.reader.indicators(communes))
    codes = [code for code in offered(view) if code in told]
    if not codes:
        return html.P(view.t("map.empty"), className="empty")
    code = view.choice.indicator if view.choice.indicator in codes else FIRST if FIRST in codes else codes[0]
    era = view.choice.boundaries or "as-reported"
    points = view.reader.points(code, measures=["actual"], boundaries=era)
    on = view_day(era, today())
    periods = periods_of(view, points, on)
    chosen = view.choice.period if view.choice.period in periods else next(iter(periods), "")
    found = cross_section(view, points, chosen, on)
    controls = _controls(view, codes, code, periods, chosen, era)
    if not found or not found.points:
        return [controls, html.P(view.t("map.nothing"), className="empty")]
    return [
        controls,
        html.Div([_map(view, found), ranked_card(view, "map-ranked", found)], className="grid map"),
    ]


def _controls(
    view: View, codes: list[str], code: str, periods: Sequence[str], chosen: str, era: str
) -> html.Div:
    spans = [(view.period(one), view.here(period=one)) for one in periods]
    eras = ["as-reported", *(str(year - 1) for year in mergers(view)), "today"]
    edges = [(_era(view, one), view.here(boundaries=one, period=""), one == era) for one in eras]
    shown = _shown(view)
    kinds = ["tiles", "circles", *(["outlines"] if outlines() else [])]
    forms = [(view.t(f"map.{kind}"), view.here(show=kind), kind == shown) for kind in kinds]
    return html.Div(
        [
            indicator_select(view, "map.choose", "map-choose", codes, code),
            select(view, "map.period", "map-period", spans, view.here(period=chosen)),
            chips(view, "map.boundaries", edges),
            chips(view, "map.form", forms),
        ],
        className="controls",
    )


def _era(view: View, era: str) -> str:
    return view.t(f"boundaries.{era}") if not era.isdigit() else view.t("map.until", year=era)


def _shown(view: View) -> str:
    return view.choice.show if view.choice.show in ("circles", "outlines") else "tiles"


def _map(view: View, found: CrossSection) -> Any:
    ordered = sorted(found.points, key=lambda p: (-(p.value or 0), view.commune(p.area)))
    most, least = ordered[0], ordered[-1]
    title = phrase(
        view, "map.finding", name=view.name(found.indicator), period=view.period(found.period),
        most=held_by(view, ordered, most), high=sourced(view, most), least=held_by(view, ordered, least), low=sourced(view, least),
    )  # fmt: skip
    drawers = {"tiles": tile_map, "circles": bubble_map, "outlines": shape_map}
    kind = _shown(view)
    subtitle = view.t(f"map.sub_{kind}", count=len(found.units), unit=unit_words(most.unit, view.lang))
    told = [*found.marks, *ordered]
    rows = points_table(view, [*ordered, *found.marks], ["area", "value", "maturity", "report"])
    figure = drawers[kind](view, found)
    return draw_card(view, Card("map-areas", title, subtitle, figure, told, rows, lacking=found.lacking))
