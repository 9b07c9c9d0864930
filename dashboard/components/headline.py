"""A headline card: the newest figure, last year, the plan, the time of year, three years at a glance, the source."""

from __future__ import annotations

from dash import dcc, html

from dashboard.charts.spark import spark
from dashboard.components.card import footer
from dashboard.components.figure import sourced
from dashboard.components.versus import against_last_year, against_plan, in_season
from dashboard.course import Course
from dashboard.season import Progress, progress
from dashboard.view import View
from etl.model import Period
from etl.query import Point


def headline(view: View, course: Course, point: Point, suffix: str = "") -> html.Article:
    """The card of one indicator; what cannot be said of it is left out, never guessed."""
    name = dcc.Link(view.name(point.indicator), href=view.link("/chi-tieu", indicator=point.indicator))
    found = progress(course)
    told = [against_last_year(view, course, point), against_plan(view, course, point)]
    lines = [html.Li(words) for words in told if words]
    if found and (words := in_season(view, found)):
        lines.append(html.Li(words, className="alarm" if found.verdict == "behind" else "dim"))
    drawn = spark(_three_years(course, point))
    line = html.Span(
        className="spark", style={"maskImage": f'url("{drawn}")', "WebkitMaskImage": f'url("{drawn}")'}
    )
    return html.Article(
        [
            html.H3(name),
            html.Div(
                [html.Div([sourced(view, point, "big"), suffix]), line if drawn else None], className="row"
            ),
            html.P(view.period(point.period), className="sub"),
            _meter(found) if found else None,
            html.Ul(lines),
            footer(view, [point], point.lacking),
        ],
        className="card headline",
    )


def _three_years(course: Course, point: Point) -> list[float | None]:
    """Three years up to the figure: monthly running totals begin anew each January, so their steps between are drawn."""
    last = Period.parse(point.period).year
    if not course.is_monthly or course.indicator.over_periods != "sum":
        ends = [course.year_end(year) for year in range(last - 7, last + 1)]
        return [float(p.value) if p and p.value is not None else None for p in ends]
    values: list[float | None] = []
    for year in range(last - 2, last + 1):
        for month in range(1, 13):
            found = course.at(year, month)
            values.append(float(found.value) if found and found.value is not None else None)
    return values


def _meter(found: Progress) -> html.Div:
    """A bar of the plan's share, with the range the earlier years had reached marked on it."""
    low, high, done = (min(float(share), 100.0) for share in (found.low, found.high, found.done))
    usual = html.B(style={"left": f"{low:.1f}%", "width": f"{max(high - low, 0.8):.1f}%"})
    bar = html.I(style={"width": f"{done:.1f}%"}, className=found.verdict)
    return html.Div([bar, usual] if low < 100 else [bar], className="meter")
