"""Nguồn: every report, its own text with its figures marked, and the way back from one figure."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashboard.components.figure import value_words
from dashboard.pages import Page
from dashboard.state import Choice
from dashboard.text import day, period, t
from etl.catalog import Catalogue
from etl.query import Reader, ReportLine, Source

PAGE = Page(key="sources", path="/nguon", order=80)


def draw(reader: Reader, catalogue: Catalogue, choice: Choice) -> Any:
    """One figure's source, one report with its figures, or the list of all reports."""
    if choice.obs:
        source = reader.source(choice.obs)
        if source is None:
            return html.P(t("sources.unknown", choice.lang), className="empty")
        return _figure(source, reader, catalogue, choice)
    if choice.report:
        return _report(reader.of_report(choice.report), 0, choice)
    lines = reader.reports()
    if not lines:
        return html.P(t("sources.empty", choice.lang), className="empty")
    return [
        html.H2(t("sources.reports", choice.lang)),
        html.Ul([_line(line, choice) for line in lines], className="card lines"),
    ]


def _line(line: ReportLine, choice: Choice) -> Any:
    told: list[Any] = [
        html.Span(day(line.dated, choice.lang), className="dim"),
        " ",
        dcc.Link(line.title, href=choice.link("/nguon", report=line.id)),
    ]
    told.append(html.Span(f" · {t('sources.figures', choice.lang, count=line.figures)}", className="dim"))
    if line.is_illustrative:
        told.append(html.Span(t("card.illustrative", choice.lang), className="badge"))
    return html.Li(told)


def _figure(source: Source, reader: Reader, catalogue: Catalogue, choice: Choice) -> Any:
    point = source.point
    name = catalogue.indicators[point.indicator].name[choice.lang]
    sentence = source.text[_from(source) : _to(source)]
    at = source.start - _from(source)
    quote: list[Any] = [sentence[:at], html.Mark(point.words), sentence[at + len(point.words) :]]
    facts = [
        t("sources.file", choice.lang, file=source.file, place=source.place),
        t("sources.release", choice.lang, release=point.release),
        t("sources.hash", choice.lang, sha=source.sha256),
    ]
    title = f"{name}: {value_words(point, choice.lang)}, {period(point.period, choice.lang)}"
    origin = (
        html.P(html.A(t("sources.origin", choice.lang), href=source.source_url, rel="noreferrer"))
        if source.source_url
        else None
    )
    return [
        html.Section([
            html.H2(title), html.P(t("sources.said", choice.lang), className="dim"), html.Blockquote(quote),
            html.Ul([html.Li(fact) for fact in facts], className="facts"), origin,
        ], className="card", id="sources-figure"),
        _report(reader.of_report(point.report), point.observation, choice),
    ]  # fmt: skip


def _from(source: Source) -> int:
    start = max(source.text.rfind(mark, 0, source.start) for mark in ("\n", ". ", "; "))
    return start + 1


def _to(source: Source) -> int:
    ends = [source.text.find(mark, source.end) for mark in ("\n", ". ", "; ")]
    return min((end + 1 for end in ends if end >= 0), default=len(source.text))


def _report(found: list[Source], chosen: int, choice: Choice) -> Any:
    if not found:
        return html.P(t("sources.unknown", choice.lang), className="empty")
    first, stop = found[0], 0
    parts: list[Any] = []
    for source in found:
        if source.start < stop:
            continue
        parts.append(first.text[stop : source.start])
        address = choice.link("/nguon", obs=source.point.observation)
        mark = html.Mark(
            first.text[source.start : source.end],
            className="on" if source.point.observation == chosen else "",
        )
        parts.append(dcc.Link(mark, href=address))
        stop = source.end
    parts.append(first.text[stop:])
    back = dcc.Link(t("sources.back", choice.lang), href=choice.link("/nguon"))
    return html.Section(
        [html.H2(first.title), html.Div(parts, className="report"), html.P(back)], className="card"
    )
