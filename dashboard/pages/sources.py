"""Nguồn: every report, its own text with its figures marked, and the way back from one figure."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashboard.components.figure import value_words
from dashboard.components.table import points_table
from dashboard.pages import Page
from dashboard.text import day
from dashboard.view import View
from etl.query import ReportLine, Source

PAGE = Page(key="sources", path="/nguon", order=80)


def draw(view: View) -> Any:
    """One figure's source, the figures another was computed from, one report with its figures, or all reports."""
    choice = view.choice
    if choice.obs:
        source = view.reader.source(choice.obs)
        return _figure(view, source) if source else html.P(view.t("sources.unknown"), className="empty")
    if choice.leaves:
        return _inputs(view)
    if choice.report:
        return _report(view, view.reader.of_report(choice.report), 0)
    if not view.reports:
        return html.P(view.t("sources.empty"), className="empty")
    lines = [_line(view, line) for line in view.reports.values()]
    return html.Section(
        [html.H2(view.t("sources.reports")), html.Ul(lines, className="lines")], className="card"
    )


def _inputs(view: View) -> Any:
    found = view.reader.figures(view.choice.leaves)
    columns = ["indicator", "period", "area", "measure", "value", "report"]
    told = html.P(view.t("sources.inputs"), className="sub")
    return html.Section([told, points_table(view, found, columns)], className="card", id="sources-inputs")


def _line(view: View, line: ReportLine) -> Any:
    told: list[Any] = [
        html.Span(day(line.dated, view.lang), className="dim"),
        " ",
        dcc.Link(line.title, href=view.link("/nguon", report=line.id)),
        html.Span(f" · {view.t('sources.figures', count=line.figures)}", className="dim"),
    ]
    if line.is_illustrative:
        told.append(html.Span(view.t("card.illustrative"), className="badge"))
    return html.Li(told)


def _figure(view: View, source: Source) -> Any:
    point = source.point
    sentence = source.text[_from(source) : _to(source)]
    at = source.start - _from(source)
    quote: list[Any] = [sentence[:at], html.Mark(point.words), sentence[at + len(point.words) :]]
    facts = [
        view.t("sources.file", file=source.file, place=source.place),
        view.t("sources.release", release=point.release),
        view.t("sources.hash", sha=source.sha256),
    ]
    title = f"{view.name(point.indicator)}: {value_words(point, view.lang)}, {view.period(point.period)}"
    origin = (
        html.P(html.A(view.t("sources.origin"), href=source.source_url, rel="noreferrer"))
        if source.source_url
        else None
    )
    return [
        html.Section([
            html.H2(title), html.P(view.t("sources.said"), className="sub"), html.Blockquote(quote),
            html.Ul([html.Li(fact) for fact in facts], className="facts"), origin,
        ], className="card chart-card", id="sources-figure"),
        _report(view, view.reader.of_report(point.report), point.observation),
    ]  # fmt: skip


def _from(source: Source) -> int:
    start = max(source.text.rfind(mark, 0, source.start) for mark in ("\n", ". ", "; "))
    return start + 1


def _to(source: Source) -> int:
    ends = [source.text.find(mark, source.end) for mark in ("\n", ". ", "; ")]
    return min((end + 1 for end in ends if end >= 0), default=len(source.text))


def _report(view: View, found: list[Source], chosen: int) -> Any:
    if not found:
        return html.P(view.t("sources.unknown"), className="empty")
    first, stop = found[0], 0
    parts: list[Any] = []
    for source in found:
        if source.start < stop:
            continue
        parts.append(first.text[stop : source.start])
        name = "on" if source.point.observation == chosen else ""
        mark = html.Mark(first.text[source.start : source.end], className=name)
        parts.append(dcc.Link(mark, href=view.link("/nguon", obs=source.point.observation)))
        stop = source.end
    parts.append(first.text[stop:])
    back = dcc.Link(view.t("sources.back"), href=view.link("/nguon"))
    return html.Section(
        [html.H2(first.title), html.Div(parts, className="report"), html.P(back)], className="card"
    )
