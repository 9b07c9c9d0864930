"""Who is looking: the name and the way out, or the way in; apart from the page, so that pages are the same for all."""

from __future__ import annotations

from html import escape
from typing import Any

from dash import Dash, Input, Output, State

from dashboard.markup import element, static
from dashboard.people.viewer import office, viewer
from dashboard.state import Choice
from dashboard.text import t


def register(app: Dash) -> None:
    """The callbacks that fill the places once a page is loaded."""

    @app.callback(Output("notice", "children"), Input("url", "pathname"), Input("url", "search"))  # type: ignore[untyped-decorator, unused-ignore]
    def _(_path: str | None, search: str | None) -> Any:
        return notice(Choice.from_query(search or "").lang)

    @app.callback(Output("account", "children"), Input("account", "id"), State("url", "search"))  # type: ignore[untyped-decorator, unused-ignore]
    def _(_id: str, search: str | None) -> Any:
        return shown(Choice.from_query(search or "").lang)


def notice(lang: str) -> Any:
    """What every page says while nothing can be written: that figures are still there, and what to do."""
    known = office()
    stands = known.hindrance if known else ""
    return static(element("p", {"role": "status"}, escape(t(f"notice.{stands}", lang)))) if stands else None


def shown(lang: str) -> Any:
    """Nothing where nobody can sign in; a link to the door; or the person's name with a button to leave."""
    person = viewer()
    if office() is None:
        return None
    if not person.id:
        return static(
            element(
                "a", {"href": f"/dang-nhap?lang={lang}", "data-load": ""}, escape(t("people.sign_in", lang))
            )
        )
    leave = element("button", {"type": "submit", "class": "plain"}, escape(t("people.sign_out", lang)))
    form = element("form", {"method": "post", "action": "/dang-xuat"}, leave)
    return static(element("span", {}, escape(person.name)) + form)
