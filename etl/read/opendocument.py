"""ODS: cells with their stored numbers, percent kinds, hidden parts and repeats, from content.xml."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from etl.model import Document, Grid, GridCell, UnreadableFile
from etl.read.guard import opened
from etl.read.looks import MAX_COLUMNS, MAX_ROWS, PARSER
from etl.read.oldfonts import Fonts, fonts_of, mended
from etl.read.places import indent_of, sheet_place
from etl.read.sheets import number_cell

_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DIGITS = 8
_CELLS = (f"{_T}table-cell", f"{_T}covered-table-cell")
_DOWN, _RIGHT, _ACROSS = (
    f"{_T}number-{way}" for way in ("rows-spanned", "columns-spanned", "columns-repeated")
)
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_opendocument(file: str, content: bytes, sha256: str) -> Document:
    """An ODS file as one grid a sheet."""
    archive = opened(file, content)
    try:
        tree = etree.fromstring(archive.read("content.xml"), PARSER)
    except (KeyError, etree.XMLSyntaxError) as wrong:
        raise UnreadableFile("broken", file=file, why=str(wrong)) from wrong
    grids = tuple(_grid(table, file) for table in tree.iter(f"{_T}table"))
    if not any(cell.text for grid in grids for row in grid.rows for cell in row):
        raise UnreadableFile("empty", file=file)
    told = [cell for grid in grids for row in grid.rows for cell in row if not cell.is_merged]
    fonts = fonts_of(cell.text for cell in told)
    return Document(
        file, "ods", sha256, len(content), grids=tuple(_mended(grid, fonts) for grid in grids),
        findings=tuple(fonts.findings(file, ((cell.at, cell.text) for cell in told))),
    )  # fmt: skip


def _mended(grid: Grid, fonts: Fonts) -> Grid:
    """A grid with its words in Unicode."""
    if not fonts.words:
        return grid
    rows = [[replace(cell, text=mended(cell.text, fonts.only)[0]) for cell in row] for row in grid.rows]
    return replace(grid, rows=tuple(map(tuple, rows)))


def _grid(table: Any, file: str) -> Grid:
    name = table.get(f"{_T}name", "")
    rows: list[list[GridCell]] = []
    spans: list[tuple[int, int, int, int]] = []
    hidden: set[int] = set()
    for line in table.iter(f"{_T}table-row"):
        times = _times(line)
        if len(rows) + times > MAX_ROWS:
            raise UnreadableFile("too_many_cells", file=file, rows=len(rows) + times, columns=0)
        for _ in range(times):
            if line.get(f"{_T}visibility") in ("collapse", "filter"):
                hidden.add(len(rows))
            rows.append(_row(line, name, len(rows), spans))
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    width = max((n + 1 for row in rows for n, cell in enumerate(row) if cell.text), default=0)
    padded = [
        row[:width] + [GridCell("", sheet_place(name, r, c)) for c in range(len(row), width)]
        for r, row in enumerate(rows)
    ]
    _merge(spans, padded)
    return Grid(name, tuple(map(tuple, padded)), frozenset(hidden), _hidden_columns(table))


def _count(told: str | None) -> int:
    """How often something is repeated or how far it reaches, as a file says; once where that is no number."""
    return int(told) if told and told.isdecimal() and len(told) <= _DIGITS else 1


def _times(line: Any) -> int:
    """How many rows a written row stands for; of empty ones no more than a sheet could need."""
    times = _count(line.get(f"{_T}number-rows-repeated"))
    return times if any(cell.get(f"{_O}value-type") for cell in line) else min(times, 200)


def _row(line: Any, sheet: str, number: int, spans: list[tuple[int, int, int, int]]) -> list[GridCell]:
    """The cells of a row; those that cover others are added to `spans` with their row, column and size."""
    cells: list[GridCell] = []
    for cell in line:
        if cell.tag not in _CELLS:
            continue
        down, right = cell.get(_DOWN), cell.get(_RIGHT)
        if down or right:
            spans.append((number, len(cells), _count(down), _count(right)))
        times = min(_count(cell.get(_ACROSS)), MAX_COLUMNS - len(cells))
        for _ in range(times):
            cells.append(_cell(cell, sheet_place(sheet, number, len(cells))))
    return cells


def _cell(cell: Any, at: str) -> GridCell:
    kind = cell.get(f"{_O}value-type")
    if kind in ("float", "percentage", "currency"):
        try:
            value = float(Decimal(cell.get(f"{_O}value")))
        except (InvalidOperation, TypeError):
            return GridCell("", at)
        return number_cell(value, at, kind == "percentage", cell.get(f"{_T}formula") is not None)
    text = "\n".join("".join(p.itertext()) for p in cell.iter(f"{_X}p"))
    return GridCell(
        text.strip(), at, is_date=kind in ("date", "time"), is_error=text.startswith(("#", "Err:")),
        indent=indent_of(text) + _blanks(cell) // 2,
    )  # fmt: skip


def _blanks(cell: Any) -> int:
    """The blanks that a cell's words begin with: the format keeps them as an element of their own."""
    first = next((p for p in cell.iter(f"{_X}p")), None)
    if first is None or (first.text or "").strip() or not len(first) or first[0].tag != f"{_X}s":
        return 0
    return _count(first[0].get(f"{_X}c"))


def _merge(spans: list[tuple[int, int, int, int]], rows: list[list[GridCell]]) -> None:
    """Spanned cells repeat their words over the cells they cover."""
    for row, column, down, right in spans:
        for r in range(row, min(row + down, len(rows))):
            for c in range(column, min(column + right, len(rows[r]))):
                if (r, c) != (row, column):
                    rows[r][c] = GridCell(rows[row][column].text, rows[r][c].at, is_merged=True)


def _hidden_columns(table: Any) -> frozenset[int]:
    hidden: set[int] = set()
    at = 0
    for column in table.iter(f"{_T}table-column"):
        times = _count(column.get(f"{_T}number-columns-repeated"))
        if column.get(f"{_T}visibility") == "collapse":
            hidden |= set(range(at, min(at + times, MAX_COLUMNS)))
        at += times
    return frozenset(hidden)
