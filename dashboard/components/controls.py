"""Controls of a page: every choice is an address, so Back works and a link shows what its sender saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from dashboard.components.attributes import aria, data
from dashboard.view import View

Option = tuple[str, str]
"""Words, address."""


def chips(view: View, key: str, options: Sequence[tuple[str, str, bool]]) -> html.Nav:
    """A few choices side by side: words, address, whether it is the one that holds."""
    links = [dcc.Link(words, href=href, className="chip on" if on else "chip") for words, href, on in options]
    return html.Nav(links, className="chips", **aria(label=view.t(key)))


def select(view: View, key: str, id_: str, options: Sequence[Option], chosen: str) -> html.Label:
    """One choice of many; choosing goes to its address."""
    return _labelled(view, key, id_, [html.Option(words, value=href) for words, href in options], chosen)


def grouped_select(
    view: View, key: str, id_: str, groups: Mapping[str, Sequence[Option]], chosen: str
) -> html.Label:
    """One choice of many, under headings."""
    inner: list[Any] = [
        html.Optgroup([html.Option(words, value=href) for words, href in options], label=heading)
        for heading, options in groups.items()
    ]
    return _labelled(view, key, id_, inner, chosen)


def _labelled(view: View, key: str, id_: str, inner: list[Any], chosen: str) -> html.Label:
    return html.Label(
        [html.Span(view.t(key)), html.Select(inner, id=id_, key=chosen, **data(go="", chosen=chosen))]
    )


def offered(view: View) -> list[str]:
    """The indicators with published figures, headlines first, then in the catalogue's order."""
    known = view.catalogue.indicators
    held = (code for code in view.reader.indicators() if code in known)
    return sorted(held, key=lambda code: (not known[code].headline, known[code].headline, known[code].order))


def indicator_select(view: View, key: str, id_: str, codes: Sequence[str], chosen: str) -> html.Label:
    """One of some indicators, under their topics."""
    by_topic: dict[str, list[Option]] = {}
    for one in sorted({*codes, chosen}, key=lambda one: view.indicator(one).order):
        known = view.indicator(one)
        address = view.here(indicator=one, season="", period="")
        by_topic.setdefault(view.t(f"topic.{known.topic}"), []).append((known.name[view.lang], address))
    return grouped_select(view, key, id_, by_topic, view.here(indicator=chosen, season="", period=""))
