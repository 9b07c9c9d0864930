"""Contradictions as cards: the sentence, both sides as links, the state people gave it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components.figure import sourced
from dashboard.text import day
from dashboard.view import View
from etl.query.cases import Case, Side
from etl.words.messages import noticed_message


def doubts(view: View, key: str, found: Sequence[Case], count: int) -> html.Section | None:
    """The cases, the weightiest first; how many there are in all."""
    if not found:
        return None
    told = [
        html.Li(
            [
                html.P(noticed_message(case.code, case.facts.items(), view.lang)),
                html.Ul([_side(view, side) for side in case.sides]),
            ]
        )
        for case in found
    ]
    heading = html.H2(view.t("sources.doubts", count=count))
    return html.Section(
        [heading, html.Ol(told, className="lines doubts")], className="card chart-card", id=key
    )


def _side(view: View, side: Side) -> Any:
    point = side.point
    known = point.indicator in view.catalogue.indicators
    name = view.name(point.indicator) if known else point.indicator
    when = f", {day(side.dated, view.lang)}" if side.dated else ""
    words = f"{name}, {view.area(point.area)}, {view.period(point.period)}: "
    return html.Li([words, sourced(view, point), html.Span(f" · {side.title}{when}", className="dim")])
