"""Tổng quan: where the district stands, what needs a look, what changed, and where — in ten seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dash import dcc, html

from dashboard.attention import notes
from dashboard.communes import cross_section
from dashboard.components.card import Card, draw_card
from dashboard.components.changes import changes
from dashboard.components.figure import phrase, reckoned, sourced
from dashboard.components.headline import card, headline
from dashboard.components.maps import tile_map
from dashboard.components.table import points_table
from dashboard.course import Course, courses
from dashboard.ntm import MET, Counted, counted
from dashboard.pages import Page
from dashboard.season import progress
from dashboard.text import day
from dashboard.view import View

PAGE = Page(key="overview", path="/", order=10)
MAPPED = "ntm_criteria_met"


def draw(view: View) -> Any:
    """What needs a look before all figures, as a phone shows it; on a wide screen beside them, with the changes below."""
    headlines = [i for i in view.catalogue.indicators.values() if i.headline]
    codes = [i.code for i in sorted(headlines, key=lambda i: i.headline)]
    found = courses(view.reader.points(codes, [view.home], sums=True), view.catalogue.indicators)
    mine = {code: found[code, view.home, ""] for code in codes if (code, view.home, "") in found}
    met = counted(view)
    cards = [card for code in codes if (card := _headline(view, code, mine, met))]
    if not cards:
        return html.P(view.t("overview.empty"), className="empty")
    figures = html.Div([html.Div(cards, className="cards"), _map(view)], className="figures")
    standing = html.P(_standing(view, mine), className="standing")
    return [standing, html.Div([_attention(view, mine), figures, changes(view)], className="split")]


def _headline(view: View, code: str, mine: Mapping[str, Course], met: Sequence[Counted]) -> Any:
    if code == MET and met:
        return _recognised(view, met)
    course = mine.get(code)
    newest = course.newest if course else None
    return headline(view, course, newest) if course and newest else None


def _recognised(view: View, met: Sequence[Counted]) -> Any:
    """Communes recognised, always of how many; counts of different sets of communes are not compared."""
    now, figure = met[-1], reckoned(view, met[-1].met.value or Decimal(0), "", [met[-1].met], "big")
    shown = html.Div([figure, html.Span(view.t("overview.of_communes", of=now.of), className="part")])
    lines = []
    for before in met[-2:-1]:
        key = "overview.before" if before.of == now.of else "overview.redrawn"
        count = reckoned(view, before.met.value or Decimal(0), "", [before.met])
        lines.append(html.Li(phrase(view, key, year=str(before.year), met=count, of=str(before.of))))
    return card(view, now.met, shown, "", [], lines, [before.met for before in met[-2:-1]])


def _standing(view: View, mine: Mapping[str, Course]) -> list[Any]:
    """The one sentence at the top: how many indicators are where against their plan, and which of them lag."""
    verdicts = {code: found.verdict for code, course in mine.items() if (found := progress(course))}
    told = list(verdicts.values())
    on_course = told.count("usual") + told.count("ahead")
    facts = {"reached": told.count("reached"), "usual": on_course, "behind": told.count("behind")}
    key = "overview.standing" if any(facts.values()) else "overview.unplanned"
    said = view.t(key, home=view.commune(view.home), day=day(view.today.isoformat(), view.lang), **facts)
    late = [code for code, verdict in verdicts.items() if verdict == "behind"]
    links = [
        dcc.Link(view.name(code), href=view.link("/chi-tieu", indicator=code), className="alarm")
        for code in late
    ]
    named = [part for at, link in enumerate(links) for part in (", " if at else ": ", link)]
    return [said, *named]


def _attention(view: View, mine: Mapping[str, Course]) -> html.Section:
    lines = [html.Li(note.words) for note in notes(view, mine)]
    body = html.Ol(lines, className="lines") if lines else html.P(view.t("overview.calm"), className="dim")
    return html.Section(
        [html.H2(view.t("overview.attention")), body], className="card attention", id="overview-attention"
    )


def _map(view: View) -> Any:
    points = view.reader.points(MAPPED)
    found = cross_section(view, points)
    if not found:
        return None
    lowest = min(found.points, key=lambda p: (p.value or 0, view.commune(p.area)))
    title = phrase(
        view, "overview.map", name=view.name(found.indicator), period=view.period(found.period),
        area=view.area(lowest.area), value=sourced(view, lowest),
    )  # fmt: skip
    ordered = sorted(found.points, key=lambda p: (-(p.value or 0), view.commune(p.area)))
    told = [*found.marks, *ordered]
    rows = points_table(view, [*ordered, *found.marks], ["area", "value", "maturity", "report"])
    subtitle = view.t("overview.map_sub", count=len(found.points))
    return draw_card(
        view,
        Card("overview-map", title, subtitle, tile_map(view, found), told, rows, lacking=found.lacking),
    )
