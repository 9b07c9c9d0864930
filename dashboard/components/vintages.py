"""What one figure was said to be, release by release."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.figure import sourced
from dashboard.components.table import report_words, table
from dashboard.course import Course
from dashboard.text import day
from dashboard.view import View


def vintages_card(view: View, key: str, course: Course) -> Any:
    """The history of the newest figures that were read, folded until asked for."""
    read = [
        p for year in sorted(course.months) for _, p in sorted(course.months[year].items()) if p.observation
    ]
    asked = [p.key for p in read[:-4:-1]]
    rows: list[list[Any]] = []
    for fact in asked:
        for vintage in view.reader.vintages(fact):
            point = vintage.point
            rows.append([
                view.period(point.period), str(point.release), day(vintage.at, view.lang), sourced(view, point),
                view.t(f"maturity.{point.maturity}"), report_words(view, point), view.t("vintage.holds" if vintage.is_published else "vintage.withdrawn"),
            ])  # fmt: skip
    if not rows:
        return None
    heads = [
        view.t(f"column.{name}")
        for name in ("period", "release", "published", "value", "maturity", "report", "state")
    ]
    drawn = html.Div(table(heads, rows, [3], plain=[3, 4, 5, 6]), className="scroll", tabIndex=0)
    return html.Details(
        [html.Summary(view.t("vintage.title", count=len(rows))), drawn], className="card fold", id=key
    )
