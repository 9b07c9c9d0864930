"""Chỉ tiêu: one indicator over its periods, every number with its source."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashboard.charts.periods import periods
from dashboard.components.figure import aria, graph, sourced, value_words
from dashboard.pages import Page
from dashboard.state import Choice
from dashboard.text import period, t
from etl.catalog import Catalogue
from etl.model import Period
from etl.query import Point, Reader

PAGE = Page(key="indicator", path="/chi-tieu", order=20)


def draw(reader: Reader, catalogue: Catalogue, choice: Choice) -> Any:
    """The menu of published indicators, the chart of the home district, and the table of everything said."""
    points = reader.points(as_of=choice.as_of or None)
    offered = sorted({p.indicator for p in points}, key=lambda code: catalogue.indicators[code].order)
    if not offered:
        return html.P(t("overview.empty", choice.lang), className="empty")
    code = choice.indicator if choice.indicator in catalogue.indicators else offered[0]
    mine = [p for p in points if p.indicator == code]
    menu = [
        dcc.Link(
            catalogue.indicators[c].name[choice.lang],
            href=choice.link("/chi-tieu", indicator=c),
            className="chip on" if c == code else "chip",
        )
        for c in offered
    ]
    chooser = html.Nav(menu, className="chips", **aria(t("indicator.choose", choice.lang)))
    if not mine:
        return [chooser, html.P(t("indicator.empty", choice.lang), className="empty")]
    return [chooser, _chart(mine, catalogue, choice), _table(mine, catalogue, choice)]


def _chart(points: list[Point], catalogue: Catalogue, choice: Choice) -> Any:
    home = [
        p for p in points if p.area == catalogue.areas.home and p.measure == "actual" and p.value is not None
    ]
    if not home:
        return None
    ordered = sorted(home, key=lambda p: Period.parse(p.period).last)
    rows = [
        (
            period(p.period, choice.lang),
            float(p.value or 0),
            value_words(p, choice.lang),
            p.qualifier == "exact",
        )
        for p in ordered
    ]
    last = ordered[-1]
    name = catalogue.indicators[last.indicator].name[choice.lang]
    title = t(
        "indicator.finding",
        choice.lang,
        name=name,
        value=value_words(last, choice.lang),
        period=period(last.period, choice.lang),
    )
    return html.Section(
        [html.H2(title), graph(periods(rows, choice.lang), "indicator-chart")], className="card"
    )


def _table(points: list[Point], catalogue: Catalogue, choice: Choice) -> Any:
    heads = ("column_period", "column_area", "column_measure", "column_value", "column_source")
    body = [
        _row(p, catalogue, choice)
        for p in sorted(points, key=lambda p: Period.parse(p.period).last, reverse=True)
    ]
    head = html.Thead(html.Tr([html.Th(t(f"indicator.{name}", choice.lang)) for name in heads]))
    table = html.Table([head, html.Tbody(body)])
    return html.Section(html.Div(table, className="scroll", tabIndex=0), className="card")


def _row(point: Point, catalogue: Catalogue, choice: Choice) -> Any:
    area = catalogue.areas.label(point.area) if point.area in catalogue.areas.by_id else point.area
    link = dcc.Link(t("indicator.see", choice.lang), href=choice.link("/nguon", obs=point.observation))
    return html.Tr([
        html.Td(period(point.period, choice.lang)), html.Td(area), html.Td(t(f"measure.{point.measure}", choice.lang)),
        html.Td(sourced(point, choice), className="number"), html.Td(link),
    ])  # fmt: skip
