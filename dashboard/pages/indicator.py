"""Chỉ tiêu: one indicator — its years, its plans, its communes, its rows, and what it was said to be before."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.communes import commune_courses, cross_section
from dashboard.components.controls import chips, indicator_select, offered
from dashboard.components.courses import course_card, multiples_card, ranked_card
from dashboard.components.strands import strands_card
from dashboard.components.table import points_table
from dashboard.components.vintages import vintages_card
from dashboard.course import Course, courses
from dashboard.pages import Page
from dashboard.view import View
from etl.model import Period
from etl.query import Point

PAGE = Page(key="indicator", path="/chi-tieu", order=20)
SHOWN = ("cumulative", "discrete")
EDGES = ("as-reported", "today")
ROWS = 120


def draw(view: View) -> Any:
    """Controls, the district's course, the communes ranked and side by side, vintages, every row."""
    codes = offered(view)
    if not codes:
        return html.P(view.t("overview.empty"), className="empty")
    code = view.choice.indicator if view.choice.indicator in view.catalogue.indicators else codes[0]
    points = view.reader.points(code, boundaries=view.choice.boundaries or "as-reported")
    home = view.reader.points(code, [view.home], sums=True)
    found = {key[2]: course for key, course in courses(home, view.catalogue.indicators).items()}
    chooser = _controls(view, codes, code, found)
    if not points:
        return [chooser, html.P(view.t("indicator.empty"), className="empty")]
    season = view.choice.season if view.choice.season in found else next(iter(sorted(found)), "")
    return [chooser, *_cards(view, points, found.get(season), season), _rows(view, points)]


def _controls(view: View, codes: list[str], code: str, found: dict[str, Course]) -> html.Div:
    parts: list[Any] = [indicator_select(view, "indicator.choose", "indicator-choose", codes, code)]
    if len(found) > 1:
        chosen = view.choice.season
        crops = [(view.t(f"crop.{s or 'whole'}"), view.here(season=s), s == chosen) for s in sorted(found)]
        parts.append(chips(view, "indicator.season", crops))
    is_flow = view.indicator(code).over_periods == "sum"
    if is_flow and any(course.is_monthly for course in found.values()):
        shown = view.choice.show or SHOWN[0]
        kinds = [(view.t(f"indicator.{kind}"), view.here(show=kind), kind == shown) for kind in SHOWN]
        parts.append(chips(view, "indicator.show", kinds))
    edge = view.choice.boundaries or EDGES[0]
    edges = [(view.t(f"boundaries.{one}"), view.here(boundaries=one), one == edge) for one in EDGES]
    parts.append(chips(view, "indicator.boundaries", edges))
    return html.Div(parts, className="controls")


def _cards(view: View, points: list[Point], course: Course | None, season: str) -> list[Any]:
    cross = cross_section(view, points, view.choice.period)
    today = points if view.choice.boundaries else view.reader.points(points[0].indicator, boundaries="today")
    communes = commune_courses(view, today)
    told: list[Any] = []
    if course and course.newest:
        told.append(course_card(view, "indicator-course", course))
    if cross:
        ranked = ranked_card(view, "indicator-ranked", cross)
        panels = multiples_card(view, "indicator-multiples", communes)
        told.append(html.Div([part for part in (ranked, panels) if part], className="grid"))
    if (view.choice.boundaries or EDGES[0]) == EDGES[0]:
        told.append(strands_card(view, "indicator-strands", points, season))
    if course and course.newest:
        told.append(vintages_card(view, "indicator-vintages", course))
    return told


def _rows(view: View, points: list[Point]) -> html.Details:
    newest = sorted(
        points, key=lambda p: (Period.parse(p.period).last, p.area == view.home, p.area), reverse=True
    )
    columns = ["period", "area", "measure", "value", "maturity", "report"]
    table = html.Div(points_table(view, newest[:ROWS], columns, len(newest)), className="scroll", tabIndex=0)
    return html.Details(
        [html.Summary(view.t("indicator.rows", count=len(newest))), table], className="card fold"
    )
