"""The calendar of reports owed: late first, then what is due, with a reminder to copy; nothing is sent from here."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import dcc, html

from dashboard.components.table import table
from dashboard.text import day
from dashboard.view import View
from etl.query.duties import Owed, owed


def duties(view: View, year: int, today: date) -> html.Section:
    """One table of a year's duties and the text that reminds of those that are late or due."""
    found = owed(view.reader, year, today)
    heads = [view.t(f"duties.{name}") for name in ("what", "covers", "by", "state", "reports")]
    rows = [_row(view, one) for one in found if one.state != "later"]
    return html.Section(
        [html.H2(_heading(view, year, found)), html.P(view.t("duties.law"), className="dim"),
         html.Div(table(heads, rows, plain=[3]), className="scroll", tabIndex=0), _reminder(view, found)],
        className="card",
    )  # fmt: skip


def _heading(view: View, year: int, found: list[Owed]) -> str:
    late = [one.late_days for one in found if one.state == "late"]
    if not late:
        return view.t("duties.heading", year=year)
    return view.t("duties.heading_late", year=year, count=len(late), days=max(late))


def _row(view: View, one: Owed) -> list[Any]:
    state = view.t(f"duty_state.{one.state}", days=one.late_days)
    links = [dcc.Link(f"{number} ", href=view.link("/nguon", report=number)) for number in one.reports]
    return [
        one.due.duty.name[view.lang],
        f"{_day(view, one.due.start)} – {_day(view, one.due.cut_off)}",
        _day(view, one.due.by),
        html.Span(state, className="alarm" if one.state == "late" else ""),
        links,
    ]


def _reminder(view: View, found: list[Owed]) -> Any:
    """Text to copy into a message: what is missing and by when it was owed."""
    open_ = [one for one in found if one.state in ("late", "due")]
    if not open_:
        return html.P(view.t("duties.nothing"), className="dim")
    lines = [
        view.t("duties.line", what=one.due.duty.name[view.lang], to=_day(view, one.due.cut_off), by=_day(view, one.due.by))
        for one in open_
    ]  # fmt: skip
    text = "\n".join([view.t("duties.greeting"), *lines, view.t("duties.thanks")])
    return html.Details(
        [html.Summary(view.t("duties.reminder")), html.Pre(text, className="report", tabIndex=0)]
    )


def _day(view: View, when: date) -> str:
    return day(when.isoformat(), view.lang)
