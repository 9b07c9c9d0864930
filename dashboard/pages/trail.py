"""Nhật ký: who did what and when, as the hash-chained audit holds it; nothing here can be changed or switched off."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashboard.components.table import table
from dashboard.pages import Page
from dashboard.people.viewer import office, viewer
from dashboard.text import day, keys
from dashboard.view import View
from etl.model.people import Right

PAGE = Page(key="trail", path="/nhat-ky", order=0)
MOST = 100
SEALS = frozenset({"seal", "mark", "cases", "answers"})
"""Facts that are for `chitieu check`: hashes no person reads."""


def draw(view: View) -> Any:
    """The newest lines of the chain, with what each changed; older ones a page further."""
    known = office()
    if known is None or not viewer().may(Right.AUDIT):
        return html.P(view.t("trail.not_for_you"), className="empty")
    lines = known.trail(view.choice.page, view.choice.q, MOST)
    state = "trail.whole" if known.is_trail_whole() else "trail.broken"
    heads = [view.t(f"trail.{name}") for name in ("at", "who", "what", "facts", "seal")]
    rows = [[_when(view, one.at), one.actor, _action(view, one.action), _facts(one.facts), html.Code(one.hash[:10])] for one in lines]  # fmt: skip
    older = (
        html.P(dcc.Link(view.t("trail.older"), href=view.here(page=lines[-1].id)))
        if len(lines) == MOST
        else None
    )
    return [
        html.P(view.t(state), className="said" if state == "trail.broken" else "dim", role="status"),
        html.Section(html.Div(table(heads, rows), className="scroll", tabIndex=0), className="card"),
        older,
    ]


def _when(view: View, at: str) -> str:
    return f"{day(at, view.lang)} {at[11:16]}"


def _action(view: View, action: str) -> str:
    key = f"trail_action.{action}"
    return view.t(key) if key in keys() else action


def _facts(facts: dict[str, object]) -> str:
    shown = {name: told for name, told in facts.items() if name not in SEALS}
    return " · ".join(f"{name}: {told}" for name, told in shown.items() if told not in ("", None, [], {}))
