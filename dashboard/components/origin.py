"""The way back from a figure: the report's own words around it, or the cells it stands among."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from dashboard.components.attributes import aria
from dashboard.view import View
from etl.query import Source

_SHEET_CELL = re.compile(r"(?:(?P<sheet>.*)!)?(?P<column>[A-Z]{1,3})(?P<row>\d+)")
_LINE_COLUMN = re.compile(r"(?P<row>\d+):(?P<column>\d+)")
Spot = tuple[str, int, int]
"""Sheet, row, column."""


def sentence(source: Source) -> list[Any]:
    """The sentence a figure was read from, its words marked."""
    start = max(source.text.rfind(mark, 0, source.start) for mark in ("\n", ". ", "; ")) + 1
    ends = (source.text.find(mark, source.end) for mark in ("\n", ". ", "; "))
    stop = min((end + 1 for end in ends if end >= 0), default=len(source.text))
    before, words, after = (
        source.text[a:b] for a, b in ((start, source.start), (source.start, source.end), (source.end, stop))
    )
    return [before, html.Mark(words, className="on"), after]


def running_text(view: View, found: Sequence[Source], chosen: int) -> html.Div:
    """The whole text of a report, every figure a link; figures that overlap share the first one's mark."""
    text, stop = found[0].text, 0
    parts: list[Any] = []
    for source in found:
        if source.start < stop:
            continue
        name = "on" if source.point.observation == chosen else ""
        mark = html.Mark(text[source.start : source.end], className=name)
        parts += [
            text[stop : source.start],
            dcc.Link(mark, href=view.link("/nguon", obs=source.point.observation)),
        ]
        stop = source.end
    return html.Div([*parts, text[stop:]], className="report")


def cells(view: View, found: Sequence[Source], chosen: int) -> html.Div | None:
    """The cells figures were read from, where they stand; only the sheet of the chosen one, or the first."""
    placed = {spot: source for source in found if (spot := spot_of(source.place))}
    if not placed:
        return None
    sheet = next(
        (s[0] for s, source in placed.items() if source.point.observation == chosen), next(iter(placed))[0]
    )
    mine = {(row, column): source for (name, row, column), source in placed.items() if name == sheet}
    columns = sorted({column for _, column in mine})
    head = html.Tr(
        [
            html.Th(sheet, scope="col"),
            *(html.Th(_letters(column), scope="col", className="number") for column in columns),
        ]
    )
    rows = [
        html.Tr(
            [
                html.Th(str(row), scope="row"),
                *(_cell(view, mine.get((row, column)), chosen) for column in columns),
            ]
        )
        for row in sorted({row for row, _ in mine})
    ]
    return html.Div(
        html.Table([html.Thead(head), html.Tbody(rows)]),
        className="scroll cells",
        tabIndex=0,
        role="region",
        **aria(label=view.t("sources.cells")),
    )


def spot_of(place: str) -> Spot | None:
    """Where a place points to: `Trang!C10`, `10:3`; None for a place in running text."""
    if found := _SHEET_CELL.fullmatch(place):
        return found["sheet"] or "", int(found["row"]), _number(found["column"])
    if found := _LINE_COLUMN.fullmatch(place):
        return "", int(found["row"]), int(found["column"])
    return None


def _cell(view: View, source: Source | None, chosen: int) -> html.Td:
    if source is None:
        return html.Td("")
    name = "on" if source.point.observation == chosen else ""
    mark = html.Mark(source.point.words or "…", className=name)
    return html.Td(dcc.Link(mark, href=view.link("/nguon", obs=source.point.observation)), className="number")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
