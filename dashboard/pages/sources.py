"""Nguồn: every report and when it came, its own words with its figures marked, what contradicts, and the way back from one figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from dash import dcc, html

from dashboard.components.casefile import all_cases, case_file, case_list
from dashboard.components.controls import chips
from dashboard.components.doubts import doubts
from dashboard.components.duties import duties
from dashboard.components.figure import phrase, sourced
from dashboard.components.origin import cells, running_text, sentence
from dashboard.components.table import points_table, table
from dashboard.pages import Page
from dashboard.strands import KINDS, month_of
from dashboard.text import day
from dashboard.view import View
from etl.query import Case, Point, ReportLine, Source
from etl.words.messages import noticed_message

PAGE = Page(key="sources", path="/nguon", order=80)
SHOWN_DOUBTS = 8
COLUMNS = ["indicator", "period", "area", "measure", "value", "maturity"]


def draw(view: View) -> Any:
    """A contradiction or all of them, one figure's source, what another was computed from, one report, or all reports."""
    choice = view.choice
    if choice.case:
        return case_file(view, choice.case)
    if choice.show == "cases":
        return case_list(view)
    if choice.obs:
        source = view.reader.source(choice.obs)
        return _figure(view, source) if source else html.P(view.t("sources.unknown"), className="empty")
    if choice.leaves:
        return _inputs(view)
    if choice.show in KINDS and choice.area:
        return _of_month(view)
    if choice.report:
        return _report(view, choice.report)
    if not view.reports:
        return html.P(view.t("sources.empty"), className="empty")
    return [*_calendar(view), _open_cases(view)]


def _open_cases(view: View) -> html.Section | None:
    """The weightiest open contradictions and the way to all; nothing where none was ever found."""
    cases, beyond = view.reader.cases, all_cases(view)
    if beyond is None:
        return None
    heading = view.t("sources.doubts", count=cases.count())
    return doubts(view, "sources-doubts", cases.open(SHOWN_DOUBTS), heading, beyond)


def _cases_of(view: View, found: Sequence[Case]) -> html.Section | None:
    heading = view.t("sources.doubts_here", count=len(found))
    return doubts(view, "sources-doubts", found, heading) if found else None


def _calendar(view: View) -> list[Any]:
    """Years to choose from, months with how many reports came, and the reports of the chosen time.

    A report without a date of its own stands at the day it was received: every one is listed.
    """
    dated = [(line.dated or line.received_at[:10], line) for line in view.reports.values()]
    years = sorted({int(day[:4]) for day, _ in dated}, reverse=True)
    year = view.choice.year if view.choice.year in years else years[0]
    mine = [(day, line) for day, line in dated if day.startswith(str(year))]
    months = Counter(int(day[5:7]) for day, _ in mine)
    chosen = view.choice.period if view.choice.period in {f"{year}-{m:02d}" for m in months} else ""
    shown = [line for day, line in mine if day.startswith(chosen)]
    by_year = [(str(y), view.here(year=y, period=""), y == year) for y in years]
    by_month = [(view.t("sources.all_months", count=len(mine)), view.here(year=year, period=""), not chosen)]
    by_month += [
        (
            view.t("sources.month", month=m, count=months[m]),
            view.here(year=year, period=f"{year}-{m:02d}"),
            chosen == f"{year}-{m:02d}",
        )
        for m in sorted(months)
    ]
    controls = html.Div(
        [chips(view, "sources.years", by_year), chips(view, "sources.months", by_month)], className="controls"
    )
    heading = html.H2(view.t("sources.reports", count=len(shown), all=len(view.reports)))
    return [
        controls,
        html.Section(
            [heading, html.Div(_list(view, shown), className="scroll", tabIndex=0)],
            className="card chart-card",
            id="sources-reports",
        ),
        duties(view, year, datetime.now(UTC).date()),
    ]


def _list(view: View, lines: Sequence[ReportLine]) -> Any:
    heads = [view.t(f"column.{name}") for name in ("report", "dated", "from", "figures", "findings")]
    rows = [
        [
            html.Span([dcc.Link(line.title, href=view.link("/nguon", report=line.id)), _badge(view, line)]),
            day(line.dated, view.lang), view.area(line.area), str(line.figures), str(line.findings or ""),
        ]
        for line in lines
    ]  # fmt: skip
    return table(heads, rows, [3, 4], plain=[1, 2])


def _badge(view: View, line: ReportLine) -> Any:
    return html.Span(view.t("card.made_up"), className="badge") if line.is_illustrative else None


def _of_month(view: View) -> Any:
    """The figure a chart of months shows of a commune, which names it by its month alone."""
    choice = view.choice
    told = view.reader.points(choice.indicator, [choice.area], ["actual"])
    months = [
        p for p in told if p.season == choice.season and month_of(p.period, choice.show) == choice.period
    ]
    point = max(months, key=lambda p: len(p.period), default=None)
    source = view.reader.source(point.observation) if point else None
    return _figure(view, source) if source else html.P(view.t("sources.unknown"), className="empty")


def _inputs(view: View) -> Any:
    found = view.reader.figures(view.choice.leaves)
    told = html.P(view.t("sources.inputs", count=len(found)), className="sub")
    return html.Section(
        [told, points_table(view, found, [*COLUMNS, "report"])], className="card", id="sources-inputs"
    )


def _figure(view: View, source: Source) -> list[Any]:
    point = source.point
    known = point.indicator in view.catalogue.indicators
    name = view.name(point.indicator) if known else point.indicator
    title = phrase(
        view,
        "sources.figure",
        name=name,
        area=view.area(point.area),
        period=view.period(point.period),
        value=sourced(view, point),
    )
    quote = sentence(source) if source.start >= 0 else [html.Mark(point.words, className="on")]
    facts = [
        view.t("sources.file", file=source.file, place=source.place),
        view.t(
            "sources.maturity",
            maturity=view.t(f"maturity.{point.maturity}"),
            day=day(source.dated, view.lang),
        ),
        view.t("sources.release", release=point.release),
        view.t("sources.hash", sha=source.sha256),
    ]
    doubtful = view.reader.cases.of_observations([point.observation], SHOWN_DOUBTS)
    card = html.Section([
        html.H2(title), _invented(view, point), html.P(view.t("sources.said"), className="sub"), html.Blockquote(quote),
        html.Ul([html.Li(fact) for fact in facts], className="facts"), _address(view, source.source_url),
    ], className="card chart-card", id="sources-figure")  # fmt: skip
    return [
        card,
        _cases_of(view, doubtful),
        _document(view, view.reader.of_report(point.report), point.observation),
    ]


def _invented(view: View, point: Point) -> Any:
    """Said beside every figure of an illustrative report."""
    return html.P(view.t("card.illustrative"), className="badge") if point.is_illustrative else None


def _address(view: View, address: str) -> Any:
    return html.P(html.A(view.t("sources.origin"), href=address, rel="noreferrer")) if address else None


def _report(view: View, report: int) -> Any:
    line, found = view.reports.get(report), view.reader.of_report(report)
    if line is None:
        return html.P(view.t("sources.unknown"), className="empty")
    noticed = [
        html.Li([f"{one.place}: " if one.place else "", noticed_message(one.code, one.facts, view.lang)])
        for one in view.reader.findings(report=report)
    ]
    findings = html.Section(
        [html.H2(view.t("sources.noticed", count=len(noticed))), html.Ul(noticed, className="lines")],
        className="card chart-card",
    )
    doubtful = view.reader.cases.of_report(report, SHOWN_DOUBTS)
    rows = points_table(view, [source.point for source in found], COLUMNS)
    figures = html.Section(
        [
            html.H2(view.t("sources.figures", count=len(found))),
            html.Div(rows, className="scroll", tabIndex=0),
        ],
        className="card chart-card",
    )
    return [
        _document(view, found, 0, line),
        findings if noticed else None,
        _cases_of(view, doubtful),
        figures if found else None,
    ]


def _document(view: View, found: Sequence[Source], chosen: int, line: ReportLine | None = None) -> Any:
    """The report as it was written: its text, or its cells where it is a table."""
    if not found:
        return html.P(view.t("sources.nothing"), className="empty")
    first = found[0]
    written = running_text(view, found, chosen) if first.start >= 0 else cells(view, found, chosen)
    told = [view.t("sources.sent", file=first.file, day=day(first.dated, view.lang))]
    back = dcc.Link(view.t("sources.back"), href=view.link("/nguon"))
    address = _address(view, line.source_url) if line else None
    return html.Section(
        [
            html.H2(first.title),
            html.P(told, className="sub"),
            _invented(view, first.point),
            written,
            address,
            html.P(back),
        ],
        className="card chart-card",
        id="sources-report",
    )
