"""Contradictions as cards: the sentence, both sides as links, the state people gave it, who sees to it and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from dashboard.components.figure import sourced
from dashboard.components.trust import state_mark
from dashboard.people.viewer import office
from dashboard.settling import case_form
from dashboard.text import day
from dashboard.view import View
from etl.query.cases import Case, Said, Side
from etl.words.messages import noticed_message

MACHINES = frozenset({"chitieu", "init"})
"""Names under which the check itself says something."""


def doubts(view: View, key: str, found: Sequence[Case], heading: str, beyond: Any = None) -> html.Section:
    """The cases in their order under a heading; `beyond` leads to those that are not shown."""
    names = people()
    cards = [html.Li(card(view, case, names), id=f"sources-case-{case.id}") for case in found]
    return html.Section(
        [html.H2(heading), html.Ol(cards, className="lines doubts") if cards else None, beyond],
        className="card chart-card",
        id=key,
    )


def card(view: View, case: Case, names: Mapping[str, str]) -> list[Any]:
    """One case: what cannot be true, both sides, its state, the way to its file, and the form for whoever may settle it."""
    which = html.Span(f" {view.t('cases.one', id=case.id)}", className="unseen")
    more = dcc.Link([view.t("cases.open"), which], href=view.link("/nguon", case=case.id))
    badge = html.Span(view.t("card.made_up"), className="badge") if case.is_illustrative else None
    told = [html.H3([subject(view, case), badge]), *sides(view, case), standing(view, case.said, names, more)]
    if (form := case_form(view, case)) is not None:
        opener = html.Summary(view.t("cases.settle"), **view.aria("cases.settle_one", id=case.id))
        told.append(html.Details([opener, form]))
    return told


def subject(view: View, case: Case) -> str:
    """What a case is about: its first figure's indicator, area and period."""
    return about(view, case.sides[0]) if case.sides else view.t("cases.one", id=case.id)


def sides(view: View, case: Case) -> list[Any]:
    """The sentence and the figures of a case; how many more there are, and how many contradictions like it."""
    told = [
        html.P(noticed_message(case.code, case.facts.items(), view.lang)),
        html.Ul([side(view, one) for one in case.sides]),
    ]
    if case.figures > len(case.sides):
        told.append(
            html.P(view.t("cases.more_sides", count=case.figures - len(case.sides)), className="dim more")
        )
    if alike := case.facts.get("alike"):
        told.append(html.P(view.t("cases.alike", count=alike), className="dim more"))
    return told


def standing(view: View, said: Said, names: Mapping[str, str], more: Any = None) -> html.P:
    """What holds of a case: its state, who is in charge, the note and whose it is."""
    owner = view.t(
        "cases.owner", owner=names.get(said.owner, said.owner) if said.owner else view.t("cases.nobody")
    )
    told: list[Any] = [state_mark(view, said.state), html.Span(owner)]
    if said.note:
        told.append(html.Span([f"“{said.note}”", html.Span(_signed(view, said, names), className="dim")]))
    return html.P([*told, more], className="standing-of")


def _signed(view: View, said: Said, names: Mapping[str, str]) -> str:
    return view.t("cases.said", by=spoken_name(view, said.by, names), day=day(said.at[:10], view.lang))


def spoken_name(view: View, name: str, names: Mapping[str, str]) -> str:
    """Someone as colleagues call them; the check itself by what it is."""
    return view.t("cases.machine") if name in MACHINES else names.get(name, name)


def people() -> dict[str, str]:
    """Account → the name its person is shown by."""
    known = office()
    return {one.name: one.shown for one in known.accounts.everyone()} if known else {}


def side(view: View, side: Side) -> html.Li:
    """One side of a case: what it is about, the figure, and the report that says so."""
    when = f", {day(side.dated, view.lang)}" if side.dated else ""
    told = html.Span(f" · {side.title}{when}", className="dim")
    return html.Li([f"{about(view, side)}: ", sourced(view, side.point), told])


def about(view: View, side: Side) -> str:
    """What one side speaks of: indicator, area and period."""
    point = side.point
    known = point.indicator in view.catalogue.indicators
    name = view.name(point.indicator) if known else point.indicator
    return f"{name}, {view.area(point.area)}, {view.period(point.period)}"
