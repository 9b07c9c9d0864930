"""What a file was read as: the file as it is, and beside it the figures with what is published of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dash import html

from dashboard.components.table import table
from dashboard.text import amount, period
from dashboard.view import View
from etl.pipeline.reading import Reading

SIGNS = {"ask": "?", "warn": "!", "sure": ""}


def cell_name(at: str) -> str:
    """A place as a person would look for it: a CSV's record and column as a spreadsheet names them."""
    row, colon, column = at.partition(":")
    if not (colon and row.isdecimal() and column.isdecimal()):
        return at
    letters, left = "", int(column)
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def outcomes(view: View, reading: Reading) -> html.P:
    """How many cells are new, changed, the same, blocked and left out, and that this is all of them."""
    counted = [view.t(f"upload_count.{name}", count=count) for name, count in reading.outcomes.items()]
    total = view.t("upload_count.sum", count=sum(reading.outcomes.values()))
    return html.P([" · ".join(counted), html.Span(f" = {total}", className="dim")], id="upload-outcomes")


def original(view: View, pages: Sequence[Mapping[str, Any]]) -> html.Section:
    """The file as it is, each figure marked by how certain its reading is."""
    legend = html.P(
        [html.Mark(view.t(f"upload.{name}"), className=name) for name in ("sure", "warn", "ask")],
        className="legend",
    )
    parts: list[Any] = [html.H2(view.t("upload.file")), legend]
    for page in pages:
        parts.append(_text(page["text"]) if "text" in page else _grid(page))
        if page["more"]:
            parts.append(html.P(view.t("upload.more_rows", count=page["more"]), className="dim"))
    return html.Section(parts, className="card")


def _grid(page: Mapping[str, Any]) -> html.Div:
    rows = [html.Tr([_cell(*cell) for cell in row]) for row in page["rows"]]
    name = [html.H3(page["name"])] if page["name"] else []
    return html.Div([*name, html.Table(html.Tbody(rows), className="sheet")], className="scroll", tabIndex=0)


def _cell(text: str, at: str, certainty: str) -> html.Td:
    return html.Td(_marked(text, certainty), title=cell_name(at), className=certainty)


def _marked(text: str, certainty: str) -> Any:
    sign = SIGNS.get(certainty, "")
    return [text, html.Sup(sign)] if sign else text


def _text(stretches: Sequence[Sequence[str]]) -> html.Div:
    parts = [
        html.Mark(_marked(words, certainty), title=cell_name(at), className=certainty) if certainty else words
        for words, at, certainty in stretches
    ]
    return html.Div(parts, className="report")


def figures(view: View, reading: Reading) -> html.Section:
    """Every figure with its cell, what it is, and what is published of it; what needs a look comes first."""
    heads = [view.t(f"upload_column.{name}") for name in ("cell", "figure", "area", "period", "value", "published", "outcome")]  # fmt: skip
    rows = [_figure(view, one) for one in reading.figures]
    more = sum(reading.outcomes.values()) - reading.outcomes["left_out"] - len(rows)
    note = view.t("table.more", count=more) if more > 0 else ""
    return html.Section(
        [html.H2(view.t("upload.figures")), html.Div(table(heads, rows, (4, 5), note), className="scroll", tabIndex=0)],
        className="card",
    )  # fmt: skip


def _figure(view: View, one: Mapping[str, str]) -> list[Any]:
    known = one["indicator"] in view.catalogue.indicators
    name = view.name(one["indicator"]) if known else html.I(one["subject"])
    said = period(one["period"], view.lang) if one["period"] else "…"
    return [
        cell_name(one["place"]), [name, " · ", view.t(f"measure.{one['measure']}")], one["area"], said,
        _value(view, one, "value"), _value(view, one, "published"),
        html.Span(view.t(f"upload_is.{one['outcome']}"), className=f"outcome {one['outcome']}"),
    ]  # fmt: skip


def _value(view: View, one: Mapping[str, str], which: str) -> str:
    if one[which]:
        return amount(Decimal(one[which]), one["unit"], view.lang)
    return one["words"] if which == "value" else ""
