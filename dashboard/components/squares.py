"""A matrix as a table of small squares: what a phone has room for, where the chart has not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

Cells = Mapping[tuple[str, str], tuple[str, str]]
"""(row, column) → state, its words."""


def squares(
    rows: Mapping[str, Any], columns: Mapping[str, str], cells: Cells, signs: Mapping[str, str]
) -> html.Div:
    """Rows by their names, columns by their numbers, which are spelt out below; a cell that is not there stays empty."""
    head = html.Tr([html.Td(""), *(html.Th(number, scope="col") for number in columns)])
    body = [
        html.Tr([html.Th(name, scope="row"), *(_cell(cells.get((row, column)), signs) for column in columns)])
        for row, name in rows.items()
    ]
    named = html.P(" · ".join(columns.values()), className="dim")
    return html.Div(
        [html.Table([html.Thead(head), html.Tbody(body)], className="squares"), named], className="for-phone"
    )


def _cell(cell: tuple[str, str] | None, signs: Mapping[str, str]) -> html.Td:
    if cell is None:
        return html.Td("")
    state, words = cell
    told: Sequence[Any] = [signs[state], html.Span(words, className="unseen")]
    return html.Td(told, className=state)
