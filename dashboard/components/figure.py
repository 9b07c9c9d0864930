"""A figure on screen: its value, how exact it is, and the link to its source."""

from __future__ import annotations

from typing import Any

from dash import dcc

from dashboard.state import Choice
from dashboard.text import amount, t
from etl.query import Point

CONFIG: Any = {
    "displaylogo": False, "displayModeBar": False, "responsive": True, "showSendToCloud": False, "plotlyServerURL": "",
}  # fmt: skip


def aria(label: str) -> dict[str, Any]:
    """The attribute that names a control for those who do not see it."""
    return {"aria-label": label}


def graph(figure: dict[str, Any], key: str) -> dcc.Graph:
    """The only way a chart gets on a page: nothing in it can call home."""
    return dcc.Graph(
        id=key, figure=figure, config=CONFIG, style={"height": figure["layout"].get("height", 320)}
    )


def value_words(point: Point, lang: str) -> str:
    """The value with unit and qualifier, as a sentence would have it."""
    if point.value is None:
        return "…"
    said = amount(point.value, point.unit, lang)
    return said if point.qualifier == "exact" else t(f"qualifier.{point.qualifier}", lang, value=said)


def sourced(point: Point, choice: Choice, class_name: str = "") -> dcc.Link:
    """The value as a link to the words it was read from."""
    address = choice.link("/nguon", obs=point.observation)
    return dcc.Link(value_words(point, choice.lang), href=address, className=f"figure {class_name}".strip())
