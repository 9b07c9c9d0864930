"""The frame around every page: name, search, language, scheme; the menu; release and freshness."""

from __future__ import annotations

from html import escape
from typing import Any

from dash import dcc, html

from dashboard.components.attributes import aria, data
from dashboard.markup import element, static
from dashboard.pages import Page
from dashboard.people.policies import PAGES as POLICIES
from dashboard.text import day
from dashboard.view import View

SEARCH = "/tim"


def frame(view: View, pages: list[Page], current: Page | None, body: Any) -> list[Any]:
    """The whole screen: skip link, header, menu, the page's own content, footer."""
    title = view.t(f"{current.key}.title") if current else view.t("shell.title")
    content = body if isinstance(body, list) else [body]
    return [
        html.A(view.t("shell.skip"), href="#main", className="skip"),
        _header(view),
        html.Nav(_links(view, pages, current), id="menu", className="side", **view.aria("shell.menu")),
        html.Main(
            [html.H1(title), *(part for part in content if part is not None)],
            id="main",
            tabIndex=-1,
            key=view.here(),
            lang=view.lang,
            **data(title=f"{title} · {view.t('shell.title')}"),
        ),
        html.Footer([_release(view), html.Span(view.t("shell.promise"))], className="bottom"),
    ]


def _header(view: View) -> html.Header:
    other = view.here(lang="en" if view.lang == "vi" else "vi")
    brand = [html.Strong(view.t("shell.title")), html.Span(view.t("shell.place"))]
    return html.Header([
        _button(view, "menu", "☰", "shell.open_menu", className="plain menu-button", **aria(expanded="false", controls="menu")),
        dcc.Link(brand, href=view.link("/"), className="brand"),
        _search(view),
        dcc.Link(view.t("shell.other_language"), href=other, className="plain lang", title=view.t("shell.switch_language")),
        _button(view, "scheme", "◐", "shell.scheme", className="plain", title=view.t("shell.scheme")),
    ], className="top")  # fmt: skip


def _button(view: View, act: str, sign: str, key: str, **more: Any) -> html.Button:
    drawn = html.Span(sign, **aria(hidden="true"))
    return html.Button(drawn, type="button", **data(act=act), **view.aria(key), **more)


def _search(view: View) -> html.Div:
    words = view.t("shell.search")
    told = {
        "id": "shell-search",
        "name": "q",
        "type": "search",
        "value": view.choice.q,
        "placeholder": words,
        "autocomplete": "off",
    }
    named = element("label", {}, element("span", {"class": "unseen"}, escape(words)) + element("input", told))
    form = {"action": SEARCH, "method": "get", "role": "search", "data-go": view.link(SEARCH)}
    return static(element("form", form, named))


def _links(view: View, pages: list[Page], current: Page | None) -> list[Any]:
    return [_link(view, page, "on" if page is current else "") for page in pages if page.order]


def _link(view: View, page: Page, name: str) -> Any:
    """An entry of the menu; a page that is not for everyone is asked for anew, so that the gate can show the door."""
    words, address = view.t(f"{page.key}.title"), view.link(page.path)
    if page.path in POLICIES:
        return html.A(words, href=address, className=name, **data(load=""))
    return dcc.Link(words, href=address, className=name)


def _release(view: View) -> Any:
    last = view.reader.latest_release()
    if last is None:
        return html.Span(view.t("shell.empty_store"))
    told = view.t("shell.release", id=last.id, at=day(last.at, view.lang))
    newest = next((one.dated for one in view.reports.values() if one.dated), "")
    if newest:
        told += f" · {view.t('shell.newest_report', day=day(newest, view.lang))}"
    return dcc.Link(told, href=view.link("/nguon"))
