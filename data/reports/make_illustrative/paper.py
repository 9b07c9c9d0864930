"""Paper: rows as CSV bytes in the encodings offices use, or as a workbook; no figure is made here."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter

from etl.read.oldfonts import from_tcvn3

NOTICE = "Số liệu minh họa"
Row = Sequence[object]
"""Cells of a row: text, int, Decimal, Formula or None."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum as a spreadsheet holds it: the formula and the value last shown."""

    text: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows, what is merged (first row, first column, last row, last column), what is hidden."""

    name: str
    rows: Sequence[Row]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: Sequence[int] = ()
    widths: Sequence[tuple[int, int]] = field(default=((0, 6), (1, 34)))


def signed(day: date, place: str = "Bắc Sơn") -> str:
    """A report's date line."""
    return f"{place}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"


def vi(value: Decimal | int, digits: int = 2, thousands: bool = True) -> str:
    """A number as Vietnamese offices print it: 1.234,50."""
    text = f"{value:,.{digits}f}" if thousands else f"{value:.{digits}f}"
    return text.translate(str.maketrans(",.", ".,"))


def sheet_text(rows: Iterable[Row], separator: str = ";") -> str:
    """Rows as a CSV, padded to one width; decimals are printed by the caller."""
    wide = [["" if c is None else str(c) for c in row] for row in rows]
    width = max(map(len, wide))
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(
        [*row, *[""] * (width - len(row))] for row in wide
    )
    return out.getvalue()


_TCVN3 = {
    from_tcvn3(chr(code)): code
    for code in sorted(range(0xA1, 0xFF), key=lambda code: from_tcvn3(chr(code)) != chr(code))
}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def encoded(text: str, encoding: str) -> bytes:
    """Text in an office's encoding: utf-8-sig, utf-8, utf-16, cp1258, tcvn3 or nfd (UTF-8, decomposed)."""
    if encoding == "nfd":
        return unicodedata.normalize("NFD", text).encode()
    if encoding == "utf-16":
        return b"\xff\xfe" + text.encode("utf-16-le")
    if encoding == "tcvn3":
        return bytes(_TCVN3.get(c, _TCVN3.get(c.lower(), ord(c) if ord(c) < 128 else 45)) for c in text)
    if encoding == "cp1258":
        return "".join(map(_toned, text)).encode("cp1258")
    return text.encode(encoding)


def _toned(letter: str) -> str:
    """A letter with its tone apart, as Windows-1258 keeps it."""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(c for c in parts if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES)) + tone


def workbook(sheets: Sequence[Sheet], dated: date) -> bytes:
    """A workbook whose bytes depend on its content alone."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties(
        {"created": datetime(dated.year, dated.month, dated.day, tzinfo=UTC), "comments": NOTICE}
    )
    formats = {d: book.add_format({"num_format": "#,##0" + ("." + "0" * d if d else "")}) for d in range(4)}
    centre = book.add_format({"align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for column, width in sheet.widths:
            page.set_column(column, column, width)
        for at, row in enumerate(sheet.rows):
            for column, content in enumerate(row):
                _write(page, at, column, content, formats)
        for r1, c1, r2, c2 in sheet.merged:
            page.merge_range(r1, c1, r2, c2, sheet.rows[r1][c1], centre)
        for at in sheet.hidden_rows:
            page.set_row(at, None, None, {"hidden": True})
    book.close()
    return out.getvalue()


def _write(
    page: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    content: object,
    formats: dict[int, xlsxwriter.format.Format],
) -> None:
    if isinstance(content, Formula):
        page.write_formula(row, column, content.text, formats[_digits(content.value)], float(content.value))
    elif isinstance(content, Decimal):
        page.write_number(row, column, float(content), formats[_digits(content)])
    elif isinstance(content, int):
        page.write_number(row, column, content)
    elif content:
        page.write_string(row, column, str(content))


def _digits(value: Decimal) -> int:
    return min(3, max(0, -int(value.as_tuple().exponent)))
