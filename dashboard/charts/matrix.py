"""A matrix of states: a square a cell, told apart by colour and sign, names on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts.theme import CARD, INK, axis, layout

State = tuple[str, str, str]
"""Colour, sign and the colour of the sign."""
Cell = tuple[str, str, str]
"""State, its words, the address of its source."""


def matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], Cell],
    states: Mapping[str, State],
    lang: str,
) -> dict[str, Any]:
    """Rows × columns; a cell that is not there stays empty."""
    told = layout(lang, height=150 + 27 * len(rows))
    told["xaxis"] = axis(
        side="top",
        tickangle=-45,
        showgrid=False,
        type="category",
        categoryarray=list(columns),
        tickfont={"color": INK, "size": 12},
        range=[-0.5, len(columns) - 0.5],
    )
    told["yaxis"] = axis(
        showgrid=False,
        type="category",
        categoryarray=list(rows),
        tickfont={"color": INK, "size": 12},
        range=[len(rows) - 0.5, -0.5],
    )
    return {"data": [_trace(cells, state, drawn) for state, drawn in states.items()], "layout": told}


def _trace(cells: Mapping[tuple[str, str], Cell], state: str, drawn: State) -> dict[str, Any]:
    mine = [(place, cell) for place, cell in cells.items() if cell[0] == state]
    return {
        "type": "scatter", "mode": "markers+text", "x": [place[1] for place, _ in mine], "y": [place[0] for place, _ in mine],
        "marker": {"symbol": "square", "size": 23, "color": drawn[0], "line": {"color": CARD, "width": 1}},
        "text": [drawn[1]] * len(mine), "textfont": {"color": drawn[2], "size": 12},
        "hovertext": [cell[1] for _, cell in mine], "hoverinfo": "text", "customdata": [cell[2] for _, cell in mine],
    }  # fmt: skip
