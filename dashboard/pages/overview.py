"""Tổng quan: the newest figure of each indicator, with what the reports say of plan and last year."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dash import dcc, html

from dashboard.components.figure import sourced, value_words
from dashboard.pages import Page
from dashboard.state import Choice
from dashboard.text import period, t
from etl.catalog import Catalogue
from etl.model import Period
from etl.query import Point, Reader

PAGE = Page(key="overview", path="/", order=10)
_CLAIMS = (
    ("pct_of_plan", "overview.of_plan"),
    ("pct_of_same_period", "overview.of_same"),
    ("change_pct_yoy", "overview.change"),
)


def draw(reader: Reader, catalogue: Catalogue, choice: Choice) -> Any:
    """Cards of the home district first, then what is said of its communes."""
    points = reader.points(as_of=choice.as_of or None)
    if not points:
        return html.P(t("overview.empty", choice.lang), className="empty")
    home = catalogue.areas.home
    by_indicator: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if point.area == home:
            by_indicator[point.indicator].append(point)
    order = sorted(by_indicator, key=lambda code: catalogue.indicators[code].order)
    cards = [_card(by_indicator[code], catalogue, choice) for code in order]
    named = [p for p in points if p.area != home and p.measure == "actual"]
    return [
        html.Section(
            [html.H2(t("overview.newest", choice.lang)), html.Div([c for c in cards if c], className="cards")]
        ),
        _communes(named, catalogue, choice) if named else None,
    ]


def _card(points: list[Point], catalogue: Catalogue, choice: Choice) -> Any:
    levels = [p for p in points if p.measure == "actual"]
    if not levels:
        return None
    newest = max(levels, key=lambda p: (Period.parse(p.period).last, p.release))
    known = catalogue.indicators[newest.indicator]
    claims = [p for p in points if p.period == newest.period]
    said = [
        html.Li(
            [
                dcc.Link(
                    t(key, choice.lang, value=value_words(claim, choice.lang)),
                    href=choice.link("/nguon", obs=claim.observation),
                )
            ]
        )
        for measure, key in _CLAIMS
        for claim in claims
        if claim.measure == measure
    ]
    foot = f"{period(newest.period, choice.lang)} · {t(f'maturity.{newest.maturity}', choice.lang)}"
    return html.Article(
        [
            html.H3(dcc.Link(known.name[choice.lang], href=choice.link("/chi-tieu", indicator=known.code))),
            sourced(newest, choice, "big"),
            html.Ul(said) if said else None,
            html.P(foot, className="foot"),
            html.P(t("card.illustrative", choice.lang), className="badge")
            if newest.is_illustrative
            else None,
        ],
        className="card",
    )


def _communes(points: list[Point], catalogue: Catalogue, choice: Choice) -> Any:
    lines = [
        html.Li([
            html.Strong(_label(p.area, catalogue)), f" · {catalogue.indicators[p.indicator].name[choice.lang]}: ",
            sourced(p, choice), html.Span(f" ({period(p.period, choice.lang)})", className="dim"),
        ])
        for p in points[:12]
    ]  # fmt: skip
    return html.Section(
        [html.H2(t("overview.communes", choice.lang)), html.Ul(lines, className="card lines")]
    )


def _label(area: str, catalogue: Catalogue) -> str:
    return catalogue.areas.label(area) if area in catalogue.areas.by_id else area
