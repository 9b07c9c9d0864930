"""Tổng quan: the newest figure of each indicator, with what the reports say of plan and last year."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dash import dcc, html

from dashboard.components.card import footer
from dashboard.components.figure import phrase, sourced
from dashboard.pages import Page
from dashboard.view import View
from etl.model import Period
from etl.query import Point

PAGE = Page(key="overview", path="/", order=10)
_CLAIMS = (
    ("pct_of_plan", "overview.of_plan"),
    ("pct_of_same_period", "overview.of_same"),
    ("change_pct_yoy", "overview.change"),
)


def draw(view: View) -> Any:
    """Cards of the home district first, then what is said of its communes."""
    points = view.reader.points()
    if not points:
        return html.P(view.t("overview.empty"), className="empty")
    by_indicator: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if point.area == view.home:
            by_indicator[point.indicator].append(point)
    order = sorted(by_indicator, key=lambda code: view.indicator(code).order)
    cards = [_card(view, by_indicator[code]) for code in order]
    return html.Div([card for card in cards if card], className="cards")


def _card(view: View, points: list[Point]) -> Any:
    levels = [p for p in points if p.measure == "actual"]
    if not levels:
        return None
    newest = max(levels, key=lambda p: (Period.parse(p.period).last, p.release))
    claims = [p for p in points if p.period == newest.period]
    told = [
        html.Li(phrase(view, key, value=sourced(view, claim)))
        for measure, key in _CLAIMS
        for claim in claims
        if claim.measure == measure
    ]
    name = dcc.Link(view.name(newest.indicator), href=view.link("/chi-tieu", indicator=newest.indicator))
    return html.Article(
        [
            html.H3(name),
            sourced(view, newest, "big"),
            html.P(view.period(newest.period), className="sub"),
            html.Ul(told) if told else None,
            footer(view, [newest]),
        ],
        className="card headline",
    )
