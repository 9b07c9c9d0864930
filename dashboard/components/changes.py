"""What the newest release changed: the district's figures first, then those of its communes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from dashboard.components.courses import held_by
from dashboard.components.figure import phrase, sourced
from dashboard.components.table import measure_words
from dashboard.text import day
from dashboard.view import View
from etl.model import Period
from etl.query import Difference, Point
from etl.query.differences import ADDED, between

MOST = 6
"""Lines of the list; what is beyond them is counted."""
NAMED = 2
"""Reports named; the others are counted."""
SHOWN = ("actual", "plan")
STATUS = "status"
"""The unit of what has a word and no size."""
Line = tuple[list[Any], int]
"""What a line says, and how many changes it stands for."""


def changes(view: View) -> html.Section:
    """The card of the newest release; a first release counts as all new."""
    newest = view.reader.told_releases(1)[0]
    before = [one.id for one in view.reader.releases() if one.id < newest.id]
    title = view.t("overview.changes", id=newest.id, at=day(newest.at, view.lang))
    earlier = before[0] if before else 0
    lines = [(_line(view, one), 1) for one in _between(view, earlier, [view.home])]
    if len(lines) < MOST:
        lines += _among(view, earlier)
    told = [html.H2(title), _reports(view, newest.id), _listed(view, lines)]
    return html.Section(told, className="card changes", id="overview-changes")


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


def _among(view: View, earlier: int) -> list[Line]:
    """Changes of the communes of any era, a line an indicator: its newest period in full, its others by their number."""
    communes = sorted(view.catalogue.areas.members(view.home) - {view.home})
    groups: dict[tuple[str, ...], dict[str, list[Difference]]] = {}
    for one in _between(view, earlier, communes):
        point = one.point
        same = (one.kind, point.indicator, point.season, point.measure, point.giver)
        groups.setdefault(same, {}).setdefault(point.period, []).append(one)
    return [(_of_indicator(view, periods), len(periods)) for periods in groups.values()]


def _of_indicator(view: View, periods: Mapping[str, Sequence[Difference]]) -> list[Any]:
    order = {code: Period.parse(code) for code in periods}
    newest = max(order, key=lambda code: (order[code].last, -order[code].first.toordinal()))
    group = periods[newest]
    told = _line(view, group[0]) if len(group) == 1 else _group(view, group)
    return [*told, view.t("change.more_periods", count=len(periods) - 1)] if len(periods) > 1 else told


def _listed(view: View, lines: Sequence[Line]) -> Any:
    if not lines:
        return html.P(view.t("overview.unchanged"), className="dim")
    more = sum(count for _, count in lines[MOST:])
    rest = [html.P(view.t("change.more", count=more), className="dim")] if more else []
    return html.Div([html.Ul([html.Li(line) for line, _ in lines[:MOST]], className="lines"), *rest])


def _line(view: View, one: Difference) -> list[Any]:
    sides = {side: sourced(view, p) for side, p in (("old", one.old), ("new", one.new)) if p}
    area = "" if one.point.area == view.home else view.area(one.point.area)
    return phrase(view, f"change.{one.kind}", name=_name(view, one.point, area), **sides)


def _group(view: View, group: Sequence[Difference]) -> list[Any]:
    """The same change of several communes: how many, and between which two what is new lies."""
    points = [one.point for one in group]
    leaves = view.leaves(points)
    communes = dcc.Link(view.t("change.communes", count=len(points)), href=leaves, className="figure")
    told = phrase(view, f"change.among_{group[0].kind}", name=_name(view, points[0], ""), communes=communes)
    return told + _spread(view, points) if group[0].kind == ADDED else told


def _spread(view: View, points: Sequence[Point]) -> list[Any]:
    known = sorted(
        (p for p in points if p.value is not None), key=lambda p: (-(p.value or 0), view.commune(p.area))
    )
    if len(known) < 2 or known[0].unit == STATUS or len({p.unit for p in known}) > 1:
        return []
    most, least = known[0], known[-1]
    if most.value == least.value:
        return phrase(view, "change.alike", value=sourced(view, most))
    return phrase(
        view, "change.spread", most=held_by(view, known, most), high=sourced(view, most),
        least=held_by(view, known, least), low=sourced(view, least),
    )  # fmt: skip


def _name(view: View, point: Point, area: str) -> str:
    parts = (view.name(point.indicator), area, view.period(point.period))
    name = ", ".join(part for part in parts if part)
    if point.measure == "actual":
        return f"{name}, {view.t(f'crop.{point.season}')}" if point.season else name
    return f"{name} ({measure_words(view, point)})"
