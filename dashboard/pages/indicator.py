"""Chỉ tiêu: one indicator over its periods, every number with its source."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dash import dcc, html

from dashboard.charts.columns import columns
from dashboard.charts.spots import Spot
from dashboard.components.card import Card, draw_card
from dashboard.components.figure import phrase, sourced, value_words
from dashboard.components.table import points_table
from dashboard.pages import Page
from dashboard.text import scale
from dashboard.view import View
from etl.model import Period
from etl.query import Point

PAGE = Page(key="indicator", path="/chi-tieu", order=20)


def draw(view: View) -> Any:
    """The menu of published indicators, the chart of the home district, and the table of everything said."""
    points = view.reader.points()
    offered = sorted({p.indicator for p in points}, key=lambda code: view.indicator(code).order)
    if not offered:
        return html.P(view.t("overview.empty"), className="empty")
    code = view.choice.indicator if view.choice.indicator in view.catalogue.indicators else offered[0]
    mine = [p for p in points if p.indicator == code]
    menu = [
        dcc.Link(view.name(c), href=view.here(indicator=c), className="chip on" if c == code else "chip")
        for c in offered
    ]
    chooser = html.Nav(menu, className="chips", **view.aria("indicator.choose"))
    if not mine:
        return [chooser, html.P(view.t("indicator.empty"), className="empty")]
    newest = sorted(mine, key=lambda p: Period.parse(p.period).last, reverse=True)
    rows = points_table(view, newest, ["period", "area", "measure", "value", "maturity", "report"])
    return [chooser, _chart(view, mine), html.Section(rows, className="card")]


def _chart(view: View, points: list[Point]) -> Any:
    home = [p for p in points if p.area == view.home and p.measure == "actual" and p.value is not None]
    if not home:
        return None
    ordered = sorted(home, key=lambda p: Period.parse(p.period).last)
    last = ordered[-1]
    divisor, unit = scale(
        last.unit, max((abs(p.value) for p in ordered if p.value), default=Decimal(0)), view.lang
    )
    spots = [
        Spot(
            view.period(p.period),
            float((p.value or 0) / divisor),
            value_words(p, view.lang),
            view.source(p),
            p.qualifier == "exact",
        )
        for p in ordered
    ]
    title = phrase(
        view,
        "indicator.finding",
        name=view.name(last.indicator),
        value=sourced(view, last),
        period=view.period(last.period),
    )
    figure = columns(spots, [spot.words for spot in spots], [], [], view.lang)
    rows = points_table(view, ordered, ["period", "value", "maturity", "report"])
    return draw_card(view, Card("indicator-course", title, unit, figure, ordered, rows))
