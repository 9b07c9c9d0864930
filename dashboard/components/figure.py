"""A figure on screen: its value, how exact it is, and the link to the words it was read from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dash import dcc, html

from dashboard.components.attributes import aria
from dashboard.text import amount, t, words_of
from dashboard.view import View
from etl.query import Point

CONFIG: Any = {
    "displaylogo": False, "displayModeBar": False, "responsive": True, "showSendToCloud": False, "plotlyServerURL": "",
}  # fmt: skip


def graph(figure: dict[str, Any], key: str, title: str) -> html.Div:
    """The only way a chart gets on a page: nothing in it can call home, and its name says what it shows."""
    height = figure["layout"].get("height", 320)
    drawn = dcc.Graph(id=key, figure=figure, config=CONFIG, style={"height": height})
    return html.Div(drawn, className="chart", role="img", **aria(label=title))


def value_words(point: Point, lang: str) -> str:
    """The value with unit and qualifier, as a sentence would have it; what is missing says how."""
    if point.value is None:
        return t(f"missing.{point.missing or 'no_data'}", lang)
    said = amount(point.value, point.unit, lang, None if point.observation else 2)
    return said if point.qualifier == "exact" else t(f"qualifier.{point.qualifier}", lang, value=said)


def sourced(view: View, point: Point, class_name: str = "") -> dcc.Link:
    """The value as a link to the words it was read from."""
    return dcc.Link(
        value_words(point, view.lang),
        href=view.source(point),
        className=f"figure {class_name}".strip(),
    )


def sourced_apart(view: View, point: Point) -> dcc.Link:
    """The value large and its unit small, as one link to the source."""
    said = value_words(point, view.lang)
    at = max((at for at, letter in enumerate(said) if letter.isdigit()), default=len(said) - 1) + 1
    return dcc.Link([said[:at], html.Span(said[at:])], href=view.source(point), className="figure big")


def reckoned(view: View, value: Decimal, unit: str, points: list[Point], class_name: str = "") -> dcc.Link:
    """A value computed here from published figures, to one decimal, as a link to all of them."""
    said = amount(value, unit, view.lang, 1)
    return dcc.Link(said, href=view.leaves(points, "computed"), className=f"figure {class_name}".strip())


def phrase(view: View, key: str, **facts: Any) -> list[Any]:
    """The words of a key with components set into them, in the order the language has them."""
    return [facts[part] if is_fact else part for part, is_fact in words_of(key, view.lang)]


def said(children: Any) -> str:
    """The plain words of what `phrase` gave, for names and titles."""
    if isinstance(children, (list, tuple)):
        return "".join(said(child) for child in children)
    inner = getattr(children, "children", children)
    return said(inner) if isinstance(inner, (list, tuple)) or hasattr(inner, "children") else str(inner or "")
