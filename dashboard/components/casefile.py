"""The file of one contradiction, and the list of them by state, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import dcc, html

from dashboard.components.controls import chips
from dashboard.components.doubts import doubts, people, sides, spoken_name, standing, subject
from dashboard.components.trust import state_mark
from dashboard.settling import case_form
from dashboard.text import day
from dashboard.view import View
from etl.query.cases import CaseState, Said

MOST = 20
"""Cases a page of the list shows."""


def case_list(view: View) -> list[Any]:
    """The cases of some chosen figures, or all of one state; the state is chosen above."""
    cases = view.reader.cases
    if view.choice.leaves:
        found = cases.of_observations(view.choice.leaves)
        return [
            _back(view),
            doubts(view, "sources-doubts", found, view.t("cases.of_figures", count=len(found))),
        ]
    counts = cases.counts()
    state = view.choice.state if view.choice.state in set(CaseState) else str(CaseState.OPEN)
    shown = [
        (
            view.t("cases.state", state=view.t(f"case_state.{one}"), count=counts.get(one, 0)),
            view.here(state=str(one), page=0),
            one == state,
        )
        for one in CaseState
    ]
    page, count = view.choice.page, counts.get(state, 0)
    found = cases.open(MOST, [state], page * MOST)
    beyond = _pages(view, page, count) if found else html.P(view.t("cases.none"), className="dim")
    return [
        _back(view),
        html.Div(chips(view, "cases.states", shown), className="controls"),
        doubts(view, "sources-doubts", found, view.t("cases.heading", count=count), beyond),
    ]


def case_file(view: View, number: int) -> list[Any]:
    """One contradiction with every figure of it and everything said about it."""
    case = view.reader.cases.case(number)
    if case is None:
        return [html.P(view.t("cases.unknown"), className="empty"), _back(view)]
    names = people()
    badge = html.Span(view.t("card.illustrative"), className="badge") if case.is_illustrative else None
    said = [_line(view, one, names) for one in reversed(view.reader.cases.history(number))]
    return [
        _back(view),
        html.Section(
            [
                html.H2([subject(view, case), badge]),
                html.P(
                    f"{view.t('cases.one', id=number)} · {view.t('cases.found', day=day(case.found_at[:10], view.lang))}",
                    className="sub",
                ),
                standing(view, case.said, names),
                html.Div(sides(view, case), className="doubts"),
                case_form(view, case),
            ],
            className="card chart-card",
            id="sources-case",
        ),
        html.Section(
            [html.H2(view.t("cases.history")), html.Ol(said, className="lines")],
            className="card chart-card",
            id="sources-history",
        ),
    ]


def all_cases(view: View) -> html.P | None:
    """The way from a part of the list to the whole of it; nothing where no contradiction was ever found."""
    count = sum(view.reader.cases.counts().values())
    if not count:
        return None
    return html.P(dcc.Link(view.t("cases.all", count=count), href=view.link("/nguon", show="cases")))


def _back(view: View) -> html.P:
    here = view.choice.case or view.choice.leaves
    key, address = (
        ("cases.all_of_them", view.link("/nguon", show="cases"))
        if here
        else ("sources.back", view.link("/nguon"))
    )
    return html.P(dcc.Link(f"← {view.t(key)}", href=address))


def _pages(view: View, page: int, count: int) -> html.P | None:
    ways = [
        dcc.Link(view.t(f"cases.{name}"), href=view.here(page=at), className="plain")
        for name, at, is_there in (("newer", page - 1, page), ("older", page + 1, (page + 1) * MOST < count))
        if is_there
    ]
    return html.P(ways, className="acts") if ways else None


def _line(view: View, said: Said, names: Mapping[str, str]) -> html.Li:
    owner = f" · {view.t('cases.owner', owner=names.get(said.owner, said.owner))}" if said.owner else ""
    when = f" {day(said.at[:10], view.lang)} · {spoken_name(view, said.by, names)}{owner}"
    return html.Li([state_mark(view, said.state), html.Span(when, className="dim"), html.P(said.note) if said.note else None])  # fmt: skip
