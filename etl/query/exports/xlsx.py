"""XLSX for people: Số liệu · Nguồn · Ghi chú; text is text whatever it begins with, numbers are numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import Any, BinaryIO

from etl.query.exports.content import SOURCE_COLUMNS, Content
from etl.query.rows import COLUMNS, Cell
from etl.words.messages import column_words, sentence

EXTENSION = "xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DIGITS = 15
"""What a spreadsheet's numbers can hold; a longer decimal is written as text."""


def write(content: Content, out: BinaryIO) -> None:
    """Three sheets, headings in words, the first row frozen, a filter over all."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = import_module("xlsxwriter").Workbook(out, options)
    if content.released_at:
        book.set_properties({"created": datetime.fromisoformat(content.released_at).replace(tzinfo=None)})
    _sheet(book, sentence("sheet_figures", content.lang), _marked(content), COLUMNS, content.lang)
    _sheet(book, sentence("sheet_sources", content.lang), content.source_rows(), SOURCE_COLUMNS, content.lang)
    notes = book.add_worksheet(sentence("sheet_notes", content.lang))
    notes.set_column(0, 0, 110)
    for n, note in enumerate(content.notes()):
        notes.write_string(n, 0, note)
    book.close()


def _marked(content: Content) -> Iterable[dict[str, Cell]]:
    """The rows, a cell without a number bearing the mark the statistical yearbook uses for its reason."""
    signs: dict[str, str] = {}
    for sign, mark in content.catalogue.marks.items():
        signs.setdefault(mark, sign)
    for row in content.rows():
        if row["value"] is None:
            row["value"] = signs.get(str(row["missing"]), "")
        yield row


def _sheet(
    book: Any, name: str, rows: Iterable[Mapping[str, Cell]], columns: Sequence[str], lang: str
) -> None:
    sheet = book.add_worksheet(name)
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.############"})
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column_words(column, lang), bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            _cell(sheet, last, at, row[column], number)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_column(0, len(columns) - 1, 16)


def _cell(sheet: Any, row: int, at: int, cell: Cell, number: Any) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, at, cell)
    elif isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= _DIGITS:
        sheet.write_number(row, at, cell, number if cell % 1 else None)
    elif isinstance(cell, int):
        sheet.write_number(row, at, cell)
    elif cell is not None and cell != "":
        sheet.write_string(row, at, cell if isinstance(cell, str) else f"{cell:f}")
