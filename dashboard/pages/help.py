"""Trợ giúp: the handbook — guide, methods, data dictionary, interface, operation, changes — one chapter at a time."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashboard.components.attributes import aria, data
from dashboard.handbook import Chapter, chapters, sections
from dashboard.pages import Page
from dashboard.view import View
from etl.words.search import matches

PAGE = Page(key="help", path="/tro-giup", order=95)


def draw(view: View) -> Any:
    """The chapters as a list, the chosen one beside it; with words to find, the sections that hold them."""
    found = chapters(view.lang)
    chosen = next((one for one in found if one.slug == view.choice.topic), found[0])
    links = [
        dcc.Link(
            one.title, href=view.here(topic=one.slug, q=""), className="chip on" if one is chosen else "chip"
        )
        for one in found
    ]
    menu = html.Nav(links, className="chips", **aria(label=view.t("help.chapters")))
    body = _found(view, found) if view.choice.q else _chapter(chosen)
    return [html.Div([menu, _search(view)], className="controls"), body]


def _chapter(chapter: Chapter) -> html.Article:
    return html.Article(
        html.Div(className="static", **data(html=chapter.html)), className="card prose", lang=""
    )


def _search(view: View) -> html.Form:
    words = view.t("help.search")
    box = dcc.Input(
        id="help-search", name="q", type="search", value=view.choice.q, placeholder=words, autoComplete="off"
    )
    named = html.Label([html.Span(words, className="unseen"), box])
    return html.Form(named, action=PAGE.path, method="get", **data(go=view.link(PAGE.path)))


def _found(view: View, found: tuple[Chapter, ...]) -> html.Section:
    lines = [
        html.Li([
            dcc.Link(f"{chapter.title}: {heading}", href=view.here(topic=chapter.slug, q="")),
            html.P(words[:160] + ("…" if len(words) > 160 else ""), className="dim"),
        ])
        for chapter in found
        for heading, words in sections(chapter)
        if matches(view.choice.q, f"{heading} {words}")
    ]  # fmt: skip
    body: Any = (
        html.Ul(lines, className="lines") if lines else html.P(view.t("help.nothing", words=view.choice.q))
    )
    return html.Section(
        [html.H2(view.t("help.found", count=len(lines), words=view.choice.q)), body], className="card"
    )
