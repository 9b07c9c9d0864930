"""Tìm: indicators, communes (former names too) and reports; marks that are typed are meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash import dcc, html

from dashboard.pages import Page
from dashboard.text import day
from dashboard.view import View
from etl.catalog import Area
from etl.words.search import matches, search

PAGE = Page(key="search", path="/tim", order=0)
MOST = 20
Found = list[tuple[str, str, str]]
"""Words, address, what stands beside them."""


def draw(view: View) -> Any:
    """What was found, by kind; what was asked is said again."""
    asked = view.choice.q
    if not asked:
        return html.P(view.t("search.nothing_asked"), className="empty")
    kinds: Sequence[tuple[str, Callable[[View, str], Found]]] = (
        ("indicators", _indicators),
        ("areas", _areas),
        ("reports", _reports),
    )
    told = [(kind, find(view, asked)) for kind, find in kinds]
    if not any(found for _, found in told):
        return html.P(view.t("search.nothing", asked=asked), className="empty", role="status")
    return [_section(view, kind, found) for kind, found in told if found]


def _section(view: View, kind: str, found: Found) -> html.Section:
    lines = [
        html.Li([dcc.Link(words, href=href), html.Span(f" · {beside}", className="dim") if beside else None])
        for words, href, beside in found[:MOST]
    ]
    heading = html.H2(view.t(f"search.{kind}", count=len(found)))
    return html.Section(
        [heading, html.Ul(lines, className="lines")], className="card chart-card", id=f"search-{kind}"
    )


def _indicators(view: View, asked: str) -> Found:
    named: dict[str, str] = {}
    for known in view.catalogue.indicators.values():
        for words in (known.name[view.lang], *known.name.values(), *known.short.values(), *known.aliases):
            named.setdefault(words, known.code)
    codes = dict.fromkeys(named[words] for words in search(asked, named, 200))
    held = set(view.reader.indicators())
    told = sorted(codes, key=lambda code: code not in held)
    return [
        (
            view.indicator(code).name[view.lang],
            view.link("/chi-tieu", indicator=code),
            "" if code in held else view.t("search.no_figures"),
        )
        for code in told
    ]


def _areas(view: View, asked: str) -> Found:
    areas = view.catalogue.areas
    inside = areas.members(view.home) | {view.home}
    found = [
        unit
        for unit in areas.by_id.values()
        if unit.id in inside
        and any(matches(asked, word) for word in (unit.name, areas.label(unit.id), *unit.aliases))
    ]
    order = search(asked, {unit.name for unit in found}, 200)
    ranked = sorted(
        found,
        key=lambda unit: (
            not unit.exists_on(view.today),
            order.index(unit.name) if unit.name in order else len(order),
            unit.id,
        ),
    )
    return [_area(view, unit) for unit in ranked]


def _area(view: View, unit: Area) -> tuple[str, str, str]:
    """A unit of today leads to its page; a former one says until when it was, and leads to what it became."""
    if unit.id == view.home:
        return view.area(unit.id), view.link("/"), ""
    if unit.exists_on(view.today):
        return view.area(unit.id), view.link("/xa", area=unit.id), ""
    changes = [
        change
        for change in view.catalogue.areas.changes
        if any(old == unit.id for old, _, _ in change.shares)
    ]
    after = [new for change in changes for old, new, _ in change.shares if old == unit.id]
    told = view.t(
        "search.became",
        day=day(unit.end.isoformat(), view.lang),
        areas=", ".join(view.area(one) for one in after),
    )
    return (
        view.area(unit.id),
        view.link("/xa", area=_today(view, after[0])) if after else view.link("/xa"),
        told,
    )


def _today(view: View, area: str) -> str:
    """What a unit has become by today, through however many mergers."""
    for change in view.catalogue.areas.changes:
        for old, new, _ in change.shares:
            if old == area:
                return _today(view, new)
    return area


def _reports(view: View, asked: str) -> Found:
    lines = [
        line
        for line in view.reports.values()
        if matches(asked, f"{line.title} {line.file.replace('-', ' ')}")
    ]
    return [(line.title, view.link("/nguon", report=line.id), day(line.dated, view.lang)) for line in lines]
