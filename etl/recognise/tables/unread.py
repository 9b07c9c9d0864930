"""Cells with a number that no table took for a figure, nor for the name of one: each is told, so that nothing falls silently out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from etl.catalog import Catalogue
from etl.model import Finding, Grid, GridCell, Place, Severity
from etl.recognise.tables.column import Column
from etl.recognise.tables.columns import PERIOD, is_note
from etl.recognise.tables.look import Look, look
from etl.recognise.tables.shape import Table, is_index, is_year
from etl.words.fold import clean, fold

MOST = 500
"""Cells that are told one by one; more of them are counted."""
_NUMBERED = re.compile(r"\(?\d{1,2}\)?[.)]?|\[\d+\]|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/\d{2,4})?")
"""What numbers a note, a line or a page, or is a date."""
Told = tuple[Table, Sequence[Column]]


def unread_cells(
    file: str, grid: Grid, tables: Sequence[Told], made: Collection[str], catalogue: Catalogue
) -> Iterator[Finding]:
    """The numbers of a grid that are neither figures nor names, each with its cell; a table without columns is one of records."""
    naming, inside = _roles(tables, catalogue)
    cells = [
        cell
        for row in grid.rows
        for cell in _numbers(row, made, catalogue)
        if not is_year(cell) and (cell.at in inside or (cell.at not in naming and not _is_aside(cell, row)))
    ]
    for cell in cells[:MOST]:
        yield Finding("unread_cell", Severity.WARN, Place(file, cell.at), (("text", clean(cell.text)),))
    if len(cells) > MOST:
        facts = (("count", str(len(cells) - MOST)), ("listed", str(MOST)), ("code", "unread_cell"))
        yield Finding("more_alike", Severity.NOTE, Place(file, cells[MOST].at), facts)


def count_unread(findings: Iterable[Finding]) -> int:
    """How many cells were not read, those included that are only counted."""
    told = [
        found for found in findings if found.code == "unread_cell" or ("code", "unread_cell") in found.facts
    ]
    return sum(int(dict(found.facts).get("count", "1")) for found in told)


def _numbers(row: Sequence[GridCell], made: Collection[str], catalogue: Catalogue) -> Iterator[GridCell]:
    for cell in row:
        if cell.text and not cell.is_merged and cell.at not in made and look(cell, catalogue) is Look.NUMBER:
            yield cell


def _roles(tables: Sequence[Told], catalogue: Catalogue) -> tuple[set[str], set[str]]:
    """The cells that only name others, and those that stand where figures do."""
    naming: set[str] = set()
    inside: set[str] = set()
    for table, columns in tables:
        body, roles = set(table.body), {column.at: _role(column) for column in columns}
        for r in range(min(table.head, default=0), max(table.body, default=-1) + 1):
            bears = r in body or (r in table.head and _is_wordless(table.grid.rows[r], catalogue))
            for at, cell in enumerate(table.grid.rows[r]):
                role = roles.get(at, "names") if bears else "names"
                if role:
                    (inside if role == "figures" else naming).add(cell.at)
    return naming, inside


def _is_wordless(row: Sequence[GridCell], catalogue: Catalogue) -> bool:
    """Whether a row among the headings says nothing but numbers: what stands in it is no name of a column."""
    kinds = {look(cell, catalogue) for cell in row if cell.text and not cell.is_merged}
    return Look.NUMBER in kinds and Look.WORDS not in kinds


def _role(column: Column) -> str:
    """What stands in a column: figures, what names others, or (empty) names among which a number is out of place."""
    if column.kind in ("value", "blank") or (column.kind == "note" and not is_note(column.words)):
        return "figures"
    is_period = bool(column.words) and bool(PERIOD.match(fold(column.words[-1])))
    return "names" if column.kind != "label" or is_period else ""


def _is_aside(cell: GridCell, row: Sequence[GridCell]) -> bool:
    """Whether a number outside of every table numbers a note, a page or the columns, or is a date."""
    text = clean(cell.text)
    others = any(one.text and one is not cell for one in row)
    return (
        is_year(cell)
        or is_index(tuple(row))
        or bool(_NUMBERED.fullmatch(text) and (others or len(text) <= 2))
    )
