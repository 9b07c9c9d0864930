"""The card of five parts: a title that states the finding, unit and period, the chart, the footer, the menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from dashboard.components.attributes import aria, data
from dashboard.components.figure import graph, said
from dashboard.components.trust import trust
from dashboard.downloads import KINDS, address
from dashboard.people.viewer import may
from dashboard.text import day
from dashboard.view import View
from etl.model.people import Right
from etl.query import Point


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows. `key` prefixes its ids; `points` are the figures it stands on, newest last.

    `body` is a plotly dict or any component; `rows` the same figures as a table; `lacking` how many of how many
    parts are not there.
    """

    key: str
    title: Any
    subtitle: str
    body: Any
    points: Sequence[Point] = ()
    rows: Any = None
    method: str = ""
    lacking: tuple[int, int] = (0, 0)
    above: Any = None
    wide: bool = False


def draw_card(view: View, card: Card) -> html.Section:
    """A card on a page; its chart is named by its title, its table and method open in place."""
    title = said(card.title)
    is_chart = isinstance(card.body, dict)
    body = graph(card.body, f"{card.key}-chart", title) if is_chart else card.body
    rows = html.Div(
        card.rows, className="rows scroll", hidden=True, tabIndex=0, role="region", **aria(label=title)
    )
    parts = [
        html.Header(
            [
                html.Div([html.H2(card.title), html.P(card.subtitle, className="sub")]),
                _menu(view, card, title, is_chart),
            ]
        ),
        card.above,
        body,
        rows if card.rows is not None else None,
        html.P(card.method, className="method", hidden=True) if card.method else None,
        footer(view, card.points, card.lacking),
    ]
    name = "card chart-card wide" if card.wide else "card chart-card"
    return html.Section([part for part in parts if part is not None], className=name, id=card.key)


def footer(view: View, points: Sequence[Point], lacking: tuple[int, int] = (0, 0)) -> html.P | None:
    """Source, date, maturity, what is missing, whether the figures are invented, and whether any is in doubt."""
    if not points:
        return None
    told: list[Any] = [_source(view, points), f" · {view.t(f'maturity.{points[-1].maturity}')}"]
    if lacking[0]:
        told.append(html.Strong(" · " + view.t("card.lacking", k=lacking[0], n=lacking[1])))
    if any(point.is_illustrative for point in points):
        told += [" ", html.Span(view.t("card.illustrative"), className="badge")]
    told.append(trust(view, points))
    return html.P(told, className="foot")


def brief_footer(view: View, point: Point, beside: Sequence[Point] = ()) -> html.P:
    """The footer of a small card: the report's day, maturity, what is missing, whether invented, whether in doubt.

    `beside` are the figures its own is compared with.
    """
    line = view.reports.get(point.report)
    words = (
        view.t("card.report_of", day=day(line.dated, view.lang))
        if line and line.dated
        else view.t("card.sources")
    )
    told: list[Any] = [dcc.Link(words, href=view.source(point)), f" · {view.t(f'maturity.{point.maturity}')}"]
    if point.lacking[0]:
        told.append(html.Strong(" · " + view.t("card.lacking", k=point.lacking[0], n=point.lacking[1])))
    if point.is_illustrative:
        told += [" ", html.Span(view.t("card.made_up"), className="badge")]
    told += [" ", trust(view, [point], beside)]
    return html.P(told, className="foot")


def _source(view: View, points: Sequence[Point]) -> Any:
    numbers = {point.report for point in points if point.report in view.reports}
    if not numbers:
        return dcc.Link(view.t("card.computed", count=len(points[-1].leaves)), href=view.source(points[-1]))
    told = points[-1].report  # the figure the title speaks of, however late an older one was settled
    newest = told if told in numbers else max(numbers, key=lambda n: (view.reports[n].dated, n))
    line = view.reports[newest]
    title = f"{line.title}, {day(line.dated, view.lang)}" if line.dated else line.title
    key = "card.source_more" if len(numbers) > 1 else "card.source"
    words = view.t(key, title=title, more=len(numbers) - 1)
    return dcc.Link(words, href=view.link("/nguon", report=newest))


def _menu(view: View, card: Card, title: str, is_chart: bool) -> html.Details:
    acts = ["table"] * (card.rows is not None) + ["method"] * bool(card.method)
    acts += ["png", "svg"] * is_chart + ["full"]
    entries: list[Any] = [html.Button(view.t(f"card.{act}"), type="button", **data(act=act)) for act in acts]
    if card.points:
        newest = card.points[-1]
        entries.insert(
            1, dcc.Link(view.t("card.sources"), href=view.link("/nguon", indicator=newest.indicator))
        )
    for kind in KINDS if may(Right.EXPORT) else ():
        if href := address(view, card.points, kind):
            entries.append(html.A(view.t(f"card.{kind}"), href=href, download=""))
    opener = html.Summary("⋯", **view.aria("card.menu", title=title))
    return html.Details([opener, html.Div(entries)], className="menu")
