"""Settling contradictions: the form of a case on its card, and the route it is sent to; each change is in the audit chain."""

from __future__ import annotations

from html import escape
from typing import Any

from dash import html
from flask import Blueprint, g, redirect, request

from dashboard.markup import element, static
from dashboard.people.viewer import office, viewer
from dashboard.state import number
from dashboard.view import View
from etl.model import BadChoice, StoreBusy
from etl.model.people import Forbidden, Right
from etl.pipeline.office import Office
from etl.query.cases import Case, CaseState

ROUTES = Blueprint("settling", __name__)
LONGEST = 1000
"""Characters of a note."""


@ROUTES.post("/mau-thuan/<int:case>")
def settle(case: int) -> Any:
    """Say what a contradiction is, who sees to it and why."""
    known, told = office(), request.form
    if known is None:
        raise Forbidden
    if not known.is_writable:
        raise StoreBusy
    state = told.get("tinh_trang", "")
    if state not in set(CaseState):
        raise BadChoice(state, choice=state, welcome=", ".join(CaseState))
    known.decisions.settle(
        case, CaseState(state), g.person, told.get("ghi_chu", "").strip()[:LONGEST],
        told.get("phu_trach", ""), number(told.get("thay", "")),
    )  # fmt: skip
    lang = "&lang=en" if request.args.get("lang") == "en" else ""
    return redirect(f"/nguon?case={case}{lang}", 303)


def case_form(view: View, case: Case) -> html.Div | None:
    """The form for whoever may settle this case; nothing for others, nor once it is fixed."""
    known, person = office(), viewer()
    if known is None or case.said.state == CaseState.FIXED or not known.decisions.may_settle(case, person):
        return None
    states = [one for one in CaseState if one is not CaseState.ACCEPTED or person.may(Right.PUBLISH)]
    note = {"name": "ghi_chu", "rows": "3", "maxlength": str(LONGEST)}
    fields = [
        _select("tinh_trang", view.t("cases.new_state"), [(str(one), view.t(f"case_choice.{one}")) for one in states], case.said.state),
        _select("phu_trach", view.t("cases.in_charge"), _owners(view, known, case), case.said.owner),
        element("label", {"class": "wide"}, escape(view.t("cases.note")) + element("textarea", note, escape(case.said.note))),
        element("input", {"type": "hidden", "name": "thay", "value": str(case.said.id)}),
        element("button", {"type": "submit", "class": "main"}, escape(view.t("cases.keep"))),
    ]  # fmt: skip
    lang = "?lang=en" if view.lang == "en" else ""
    address = {"method": "post", "action": f"/mau-thuan/{case.id}{lang}", "class": "settling"}
    return static(element("form", address, "".join(fields)))


def _owners(view: View, known: Office, case: Case) -> list[tuple[str, str]]:
    """Those who may be in charge; whoever is stays in the list, and nobody only where nobody is."""
    found = [(one.name, one.shown) for one in known.decisions.owners()]
    now = case.said.owner
    if now in dict(found):
        return found
    return [(now, now or view.t("cases.nobody")), *found]


def _select(name: str, label: str, options: list[tuple[str, str]], chosen: str) -> str:
    inside = "".join(
        element("option", {"value": value, "selected": value == chosen}, escape(words))
        for value, words in options
    )
    return element("label", {}, escape(label) + element("select", {"name": name}, inside))
