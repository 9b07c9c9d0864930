"""Tables laid on their side: what is measured stands across, and planned, done and their shares down; they are turned upright before they are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.catalog import Catalogue
from etl.model import Grid, Measure
from etl.recognise.tables.columns import is_note
from etl.recognise.tables.longform import are_units
from etl.recognise.tables.look import Look, label, look
from etl.recognise.tables.measures import is_comparison, measure_of
from etl.recognise.tables.shape import Table, is_index
from etl.recognise.tables.silent import is_silent
from etl.words.fold import clean, fold

_NUMBERS = re.compile(r"^(?:stt|tt|số tt|số thứ tự|s tt|no\.?|#)$")
_LEAST = 2
"""Units across that make the columns those of units."""
_OF_COLUMNS = frozenset(Measure) - {Measure.ACTUAL}
"""What a heading of a column says, where another says what was done."""


def upright(table: Table, catalogue: Catalogue) -> Table:
    """The table itself, or turned: where every row says only planned, done or a share and the columns what of, and where
    units stand across and the rows have names of two levels."""
    grid = table.grid
    names = _names(table, catalogue)
    if not 0 < names < table.width - 1 or grid.hidden_rows or grid.hidden_columns or grid.is_hidden:
        return table
    heads = [_words(table, table.head, (at,)) for at in range(names, table.width)]
    if not (_is_of_measures(table, names, heads) or _is_of_units(table, names, heads, catalogue)):
        return table
    top = table.head[0]
    top -= top > 0 and any(_NUMBERS.match(fold(clean(c.text))) for c in grid.rows[top - 1][:names])
    lines = grid.rows[top : table.body[-1] + 1]
    rows = tuple(tuple(row[at] for row in lines) for at in range(table.width))
    turned = Grid(grid.name, rows, before=table.title, after=table.notes, is_plain=grid.is_plain)
    has_index = is_index(rows[names])
    index = tuple(clean(cell.text) for cell in rows[names]) if has_index else ()
    body = tuple(range(names + has_index, len(rows)))
    return replace(table, grid=turned, head=tuple(range(names)), index=index, body=body)


def _names(table: Table, catalogue: Catalogue) -> int:
    """How many columns of words stand before the first with a number or a mark in it, or with nothing."""
    kinds = ({look(table.cell(r, at), catalogue) for r in table.body} for at in range(table.width))
    values = (at for at, told in enumerate(kinds) if told & {Look.NUMBER, Look.MARK} or told == {Look.BLANK})
    return next(values, table.width)


def _is_of_measures(table: Table, names: int, heads: Sequence[str]) -> bool:
    outer = ""
    told: list[str] = []
    for r in table.body:
        outer = clean(table.cell(r, 0).text) or outer
        inner = _words(table, (r,), range(1, names))
        is_measure = is_silent(outer) and (measure_of(outer) or is_comparison(fold(outer)))
        told.append(outer if is_measure else f"{outer} {inner}")
    measures = {measure_of(words) for words in told}
    return (
        all(is_silent(words) or is_note([words]) for words in told)
        and len(measures - {None}) > 1
        and bool(measures & _OF_COLUMNS)
        and not any(is_silent(words) and measure_of(words) for words in heads)
        and sum(not is_silent(words) for words in heads) * 2 >= len(heads)
    )


def _is_of_units(table: Table, names: int, heads: Sequence[str], catalogue: Catalogue) -> bool:
    known = sum(bool(catalogue.areas.named(label(words))) for words in heads)
    of_units = {
        at for at in range(names) if are_units((table.cell(r, at).text for r in table.body), catalogue)
    }
    spanned = [r for r in table.body if table.cell(r, 0).is_merged or not table.cell(r, 0).text]
    inner = [at for at in range(1, names) if at not in of_units]
    return (
        known >= _LEAST
        and known * 2 >= len(heads)
        and any(table.cell(r, at).text for r in spanned for at in inner)
    )


def _words(table: Table, rows: Sequence[int], columns: Sequence[int]) -> str:
    told = (clean(table.cell(r, at).text) for r in rows for at in columns)
    return " ".join(dict.fromkeys(filter(None, told)))
