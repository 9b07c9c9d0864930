"""Figures as a table: every cell with a number is the link to its source, and a cell without one says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash import html

from dashboard.components.attributes import data
from dashboard.components.figure import sourced
from dashboard.components.trust import sign
from dashboard.text import day
from dashboard.view import View
from etl.query import Point

MOST = 240
"""Rows shown at once; a longer table says how many more the file has."""
NARROW = 2
"""Columns a phone has room for; the rows of a table with more stand there as blocks, each cell under its heading."""


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[Any]],
    numbers: Sequence[int] = (),
    more: str = "",
    plain: Sequence[int] = (),
) -> html.Div:
    """A table with one head row; `numbers` are the columns aligned right.

    A wide one stacks its cells on a phone, each with its heading but those of `plain`, which speak for themselves.
    """
    stacked = ["" if at in plain or len(heads) <= NARROW else name for at, name in enumerate(heads)]
    head = html.Thead(
        html.Tr(
            [
                html.Th(name, scope="col", className="number" if at in numbers else "")
                for at, name in enumerate(heads)
            ]
        )
    )
    body = html.Tbody([_row(row, stacked, numbers) for row in rows])
    note = [html.P(more, className="dim")] if more else []
    name = "stacks" if len(heads) > NARROW else None
    return html.Div([html.Table([head, body], className=name), *note])


def _row(row: Sequence[Any], heads: Sequence[str], numbers: Sequence[int]) -> html.Tr:
    cells: list[Any] = [html.Th(row[0], scope="row")]
    for at, cell in enumerate(row[1:], start=1):
        told = data(head=heads[at]) if heads[at] else {}
        cells.append(html.Td(cell, className="number" if at in numbers else None, **told))
    return html.Tr(cells)


_COLUMNS: dict[str, Callable[[View, Point], Any]] = {
    "indicator": lambda view, point: view.name(point.indicator),
    "period": lambda view, point: view.period(point.period),
    "area": lambda view, point: view.area(point.area),
    "measure": lambda view, point: measure_words(view, point),
    "value": lambda view, point: marked(view, point),
    "maturity": lambda view, point: view.t(f"maturity.{point.maturity}"),
    "report": lambda view, point: report_words(view, point),
}


def points_table(view: View, points: Sequence[Point], columns: Sequence[str], of: int = 0) -> html.Div:
    """Figures, one a row, in the columns asked for; the order is the caller's, `of` how many there are in all."""
    shown = points[:MOST]
    beyond = max(of, len(points)) - len(shown)
    more = view.t("table.more", count=beyond) if beyond else ""
    heads = [view.t(f"column.{name}") for name in columns]
    rows = [[_COLUMNS[name](view, point) for name in columns] for point in shown]
    return table(
        heads, rows, [at for at, name in enumerate(columns) if name == "value"], more, range(len(columns))
    )


def marked(view: View, point: Point) -> Any:
    """A figure for a cell: the link to its source, before it the sign of a contradiction where it is in one."""
    doubt = sign(view, point)
    return sourced(view, point) if doubt is None else html.Span([doubt, sourced(view, point)])


def measure_words(view: View, point: Point) -> str:
    """What kind of figure it is, with the giver of a plan and the season."""
    words = view.t(f"measure.{point.measure}")
    words += f" {view.t(f'giver.{point.giver}')}" if point.giver else ""
    return f"{words}, {view.t(f'crop.{point.season}')}" if point.season else words


def report_words(view: View, point: Point) -> str:
    """The report a figure was read from and its date; how it was computed where it was not read."""
    line = view.reports.get(point.report)
    if line is None or not point.observation:
        return view.t("card.computed", count=len(point.leaves))
    return f"{line.title} ({day(line.dated, view.lang)})" if line.dated else line.title
