"""A headline card: the newest figure, last year, the plan, the time of year, three years at a glance, the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from dashboard.charts.spark import spark
from dashboard.components.card import brief_footer
from dashboard.components.figure import sourced_apart
from dashboard.components.versus import against_last_year, against_plan, in_season
from dashboard.course import Course
from dashboard.season import Progress, progress
from dashboard.view import View
from etl.model import Period
from etl.query import Point


def headline(view: View, course: Course, point: Point) -> html.Article:
    """The card of one indicator; what cannot be said of it is left out, never guessed."""
    found = progress(course)
    told = [against_last_year(view, course, point), against_plan(view, course, point)]
    lines = [html.Li(words) for words in told if words]
    plan, change = course.plan(Period.parse(point.period).year), course.change(point)
    beside = [*([plan] if plan else ()), *([change.then] if change else ())]
    if found and (words := in_season(view, found)):
        lines.append(html.Li(words, className=f"season {found.verdict}"))
    return card(
        view,
        point,
        sourced_apart(view, point),
        _drawn(course, point),
        [_meter(found)] if found else [],
        lines,
        beside,
    )


def card(
    view: View,
    point: Point,
    figure: Any,
    drawn: str,
    meter: list[Any],
    lines: list[Any],
    beside: Sequence[Point] = (),
) -> html.Article:
    """The frame of a headline card; `beside` are the figures its own is compared with."""
    name = dcc.Link(view.name(point.indicator), href=view.link("/chi-tieu", indicator=point.indicator))
    mask = {"maskImage": f'url("{drawn}")', "WebkitMaskImage": f'url("{drawn}")'}
    line = html.Span(className="spark", style=mask) if drawn else None
    return html.Article(
        [
            html.H3(name),
            html.Div(
                [html.Div([figure, html.P(view.period(point.period), className="sub")]), line],
                className="row",
            ),
            *meter,
            html.Ul(lines),
            brief_footer(view, point, beside),
        ],
        className="card headline",
    )


def _drawn(course: Course, point: Point) -> str:
    return spark(_three_years(course, point))


def _three_years(course: Course, point: Point) -> list[list[float | None]]:
    """Running totals of three years over each other; for yearly figures one line of the last eight years."""
    last = Period.parse(point.period).year
    if not course.is_monthly or course.indicator.over_periods != "sum":
        return [[_value(course.year_end(year)) for year in range(last - 7, last + 1)]]
    months = sorted({month for found in course.months.values() for month in found})
    return [[_value(course.at(year, month)) for month in months] for year in range(last - 2, last + 1)]


def _value(point: Point | None) -> float | None:
    return float(point.value) if point and point.value is not None else None


def _meter(found: Progress) -> html.Div:
    """A bar of the plan's share, with the range the earlier years had reached marked on it."""
    low, high, done = (min(float(share), 100.0) for share in (found.low, found.high, found.done))
    usual = html.B(style={"left": f"{low:.1f}%", "width": f"{max(high - low, 0.8):.1f}%"})
    bar = html.I(style={"width": f"{done:.1f}%"}, className=found.verdict)
    return html.Div([bar, usual] if low < 100 else [bar], className="meter")
