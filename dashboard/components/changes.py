"""What the newest release changed: the district's figures first, then those of its communes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from dashboard.components.figure import phrase, sourced
from dashboard.components.table import measure_words
from dashboard.text import day
from dashboard.view import View
from etl.query import Difference, Point
from etl.query.differences import ADDED, between

MOST = 10
"""Lines of the list; what is beyond them is counted."""
NAMED = 2
"""Reports named; the others are counted."""
SHOWN = ("actual", "plan")


def changes(view: View) -> html.Section:
    """The card of the newest release; a first release counts as all new."""
    newest = view.reader.told_releases(1)[0]
    before = [one.id for one in view.reader.releases() if one.id < newest.id]
    title = view.t("overview.changes", id=newest.id, at=day(newest.at, view.lang))
    earlier = before[0] if before else 0
    lines = [_line(view, one) for one in _between(view, earlier, [view.home])]
    if len(lines) < MOST:
        lines += _among(view, earlier)
    told = [html.H2(title), _reports(view, newest.id), _listed(view, lines)]
    return html.Section(told, className="card", id="overview-changes")


def _reports(view: View, release: int) -> html.P:
    """The reports the release decided about, the first of them as links to all they say."""
    numbers = dict.fromkeys(one.report for one in view.reader.submissions() if one.release == release)
    lines = [view.reports[number] for number in numbers if number in view.reports]
    links = [dcc.Link(line.title, href=view.link("/nguon", report=line.id)) for line in lines[:NAMED]]
    said: list[Any] = [part for link in links for part in (link, "; ")][:-1]
    if len(lines) > NAMED:
        said.append(view.t("change.more_reports", count=len(lines) - NAMED))
    return html.P(said, className="sub")


def _between(view: View, earlier: int, areas: Sequence[str]) -> list[Difference]:
    periods = view.reader.touched(earlier)
    if not periods:
        return []
    old = view.reader.at(earlier).points(areas=areas, measures=SHOWN, period=periods) if earlier else []
    found = between(old, view.reader.points(areas=areas, measures=SHOWN, period=periods))
    return sorted(found, key=lambda one: (one.kind == ADDED, *_rank(view, one.point), -one.point.observation))


def _rank(view: View, point: Point) -> tuple[bool, int]:
    known = view.catalogue.indicators.get(point.indicator)
    place = known.headline if known else 0
    return (not place, place)


def _among(view: View, earlier: int) -> list[Any]:
    """Changes of the communes of any era: alone in full, the same of several as their number."""
    communes = sorted(view.catalogue.areas.members(view.home) - {view.home})
    groups: dict[tuple[str, ...], list[Difference]] = {}
    for one in _between(view, earlier, communes):
        point = one.point
        same = (one.kind, point.indicator, point.period, point.season, point.measure, point.giver)
        groups.setdefault(same, []).append(one)
    return [_line(view, *group) if len(group) == 1 else _group(view, group) for group in groups.values()]


def _listed(view: View, lines: Sequence[Any]) -> Any:
    if not lines:
        return html.P(view.t("overview.unchanged"), className="dim")
    more = len(lines) - MOST
    rest = [html.P(view.t("change.more", count=more), className="dim")] if more > 0 else []
    return html.Div([html.Ul([html.Li(line) for line in lines[:MOST]], className="lines"), *rest])


def _line(view: View, one: Difference) -> Any:
    sides = {side: sourced(view, p) for side, p in (("old", one.old), ("new", one.new)) if p}
    area = "" if one.point.area == view.home else view.area(one.point.area)
    return phrase(view, f"change.{one.kind}", name=_name(view, one.point, area), **sides)


def _group(view: View, group: Sequence[Difference]) -> Any:
    points = [one.point for one in group]
    leaves = view.leaves(points)
    communes = dcc.Link(view.t("change.communes", count=len(points)), href=leaves, className="figure")
    return phrase(view, f"change.among_{group[0].kind}", name=_name(view, points[0], ""), communes=communes)


def _name(view: View, point: Point, area: str) -> str:
    parts = (view.name(point.indicator), area, view.period(point.period))
    name = ", ".join(part for part in parts if part)
    if point.measure == "actual":
        return f"{name}, {view.t(f'crop.{point.season}')}" if point.season else name
    return f"{name} ({measure_words(view, point)})"
