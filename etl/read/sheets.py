"""XLSX and files that are XLSX under another name: values by calamine, what it hides (styles, hidden parts) from the XML."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any, overload
from zipfile import ZipFile

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from etl.model import Document, Finding, Grid, GridCell, Place, Severity, UnreadableFile
from etl.model.pace import paced
from etl.read.guard import opened
from etl.read.looks import PARSER, Looks, judge_size, looks_of
from etl.read.oldfonts import Fonts, fonts_of, mended, raised
from etl.read.places import indent_of, letters

SAFE_DIGITS = 15
"""A number of so many signs is spelt by its double as it was typed."""
_ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
Values = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook, judged and opened: its worksheets, and the parts of the archive that say what calamine hides."""

    file: str
    sheets: tuple[Any, ...]
    _book: Any
    _archive: ZipFile
    _parts: dict[str, str]

    def name(self, number: int) -> str:
        """What a sheet is called."""
        return str(self.sheets[number].name)

    def is_shown(self, number: int) -> bool:
        """Whether a sheet is not hidden."""
        return bool(self.sheets[number].visible is SheetVisibleEnum.Visible)

    def open(self, number: int) -> tuple[Any, Looks]:
        """A sheet's values, and what its XML says beside them; UnreadableFile where it spans more than any report does."""
        looks = looks_of(self.file, self._archive, self._parts.get(self.name(number), ""))
        return self._book.get_sheet_by_name(self.name(number)), looks


def opened_book(file: str, content: bytes) -> Book:
    """The workbook; UnreadableFile says why it is refused."""
    archive = opened(file, content)
    parts = _sheet_parts(file, archive)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = tuple(m for m in book.sheets_metadata if m.typ is SheetTypeEnum.WorkSheet)
    return Book(file, sheets, book, archive, parts)


def read_sheets(file: str, content: bytes, sha256: str) -> Document:
    """A workbook as one grid a sheet; hidden sheets are named as hidden, not dropped."""
    try:
        book = opened_book(file, content)
        opened_sheets = [book.open(number) for number in paced(range(len(book.sheets)))]
        values = [_values(file, sheet) for sheet, _ in opened_sheets]
        fonts = fonts_of(chain.from_iterable(chain.from_iterable(values)))
        grids: list[Grid] = []
        notes: list[Finding] = []
        for number, ((sheet, looks), told) in enumerate(zip(opened_sheets, values, strict=True)):
            name = book.name(number)
            rows = SheetRows(name, told, looks, sheet.merged_cell_ranges or (), fonts.only)
            grids.append(
                Grid(name, rows, looks.hidden_rows, looks.hidden_columns, is_hidden=not book.is_shown(number))
            )
            notes += _notes(file, name, looks, told, fonts)
    except (CalamineError, etree.XMLSyntaxError, KeyError, ValueError) as wrong:
        raise UnreadableFile("broken", file=file, why=str(wrong)) from wrong
    if not any(any(cell.text for cell in row) for grid in grids for row in grid.rows):
        raise UnreadableFile("empty", file=file)
    return Document(file, "xlsx", sha256, len(content), grids=tuple(grids), findings=tuple(notes))


def _values(file: str, sheet: Any) -> Values:
    values: Values = sheet.to_python(skip_empty_area=False)
    judge_size(file, len(values), max(map(len, values), default=0))
    return values


class SheetRows(Sequence[tuple[GridCell, ...]]):
    """The rows of a sheet, each made into cells when it is first asked for; spanned cells repeat their words."""

    def __init__(
        self, name: str, values: Values, looks: Looks, merged: Sequence[Any] = (), font: str = ""
    ) -> None:
        self._name, self._values, self._looks, self._font = name, values, looks, font
        self._columns = [letters(c) for c in range(max(map(len, values), default=0))]
        self._made: list[tuple[GridCell, ...] | None] = [None] * len(values)
        self._covered = self._spread(merged)

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, at: int) -> tuple[GridCell, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[GridCell, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[GridCell, ...] | list[tuple[GridCell, ...]]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        made = self._made[at]
        if made is None:
            made = self._made[at] = self._row(at % len(self))
        return made

    def _row(self, at: int) -> tuple[GridCell, ...]:
        named = zip(self._columns, self._values[at], strict=False)
        row = [self._cell(value, f"{column}{at + 1}") for column, value in named]
        for column, top, left in self._covered.get(at, ()):
            source = self._cell(self._values[top][left], "")
            row[column] = GridCell(source.text, row[column].at, is_merged=True)
        return tuple(row)

    def _spread(self, merged: Sequence[Any]) -> dict[int, list[tuple[int, int, int]]]:
        """By row the columns that a merged cell covers, and where that cell begins."""
        covered: dict[int, list[tuple[int, int, int]]] = {}
        for (top, left), (bottom, right) in merged:
            if top >= len(self._values) or left >= len(self._values[top]):
                continue
            for r in range(top, min(bottom + 1, len(self._values))):
                columns = range(left + (r == top), min(right + 1, len(self._values[r])))
                covered.setdefault(r, []).extend((c, top, left) for c in columns)
        return covered

    def _cell(self, value: Any, name: str) -> GridCell:
        at = f"{self._name}!{name}"
        if value == "" or value is None:
            is_uncomputed = name in self._looks.uncomputed
            return GridCell("", at, is_formula=is_uncomputed, is_error=is_uncomputed)
        if isinstance(value, str):
            text, old = mended(value, self._font)
            text = raised(text, old, value) if name in self._looks.capitals else text
            indent = self._looks.indent.get(name, 0) + (indent_of(value) if value[0] in " \t\u00a0" else 0)
            return GridCell(
                text, at, is_formula=name in self._looks.formula, is_error=text in _ERRORS, indent=indent
            )
        if isinstance(value, bool):
            return GridCell(str(int(value)), at, Decimal(int(value)))
        if isinstance(value, int | float):
            return number_cell(value, at, name in self._looks.percent, name in self._looks.formula)
        return GridCell(str(value), at, is_date=True)


def number_cell(value: float, at: str, is_percent: bool = False, is_formula: bool = False) -> GridCell:
    """A stored number as shown: × 100 under a percent format, without the binary tail of a float."""
    text, plain = _shown(value or 0.0, is_percent)
    return GridCell(text, at, plain, is_percent, is_formula)


def shown_numbers(values: Sequence[float]) -> Iterator[str]:
    """Stored numbers as their cells show them where no format is set."""
    for value in values:
        text = repr(value or 0.0)
        text = text[:-2] if text[-2:] == ".0" else text
        yield _shown(value, False)[0] if len(text) > SAFE_DIGITS or "e" in text else text


@lru_cache(maxsize=65536)
def _shown(value: float, is_percent: bool) -> tuple[str, Decimal]:
    exact = Decimal(repr(float(f"{value:.15g}")))
    shown = (exact * 100 if is_percent else exact).normalize()
    plain = shown.quantize(Decimal(1)) if shown == shown.to_integral() else shown
    return f"{plain:f}" + ("%" if is_percent else ""), plain


def _notes(file: str, name: str, looks: Looks, values: Values, fonts: Fonts) -> Iterator[Finding]:
    """What a person should know of how a sheet was read."""
    stored = len(looks.formula) - len(looks.uncomputed)
    if stored:
        facts = (("count", str(stored)), ("sheet", name))
        yield Finding("cached_formulas", Severity.NOTE, Place(file, name), facts)
    for cell in sorted(looks.uncomputed, key=lambda at: (len(at), at)):
        yield Finding("uncomputed_formula", Severity.WARN, Place(file, f"{name}!{cell}"))
    cells = (
        (f"{name}!{letters(c)}{r}", word) for r, row in enumerate(values, 1) for c, word in enumerate(row)
    )
    yield from fonts.findings(file, cells)


def _sheet_parts(file: str, archive: ZipFile) -> dict[str, str]:
    """Sheet name → the part of the archive that holds it."""
    try:
        book = etree.fromstring(archive.read("xl/workbook.xml"), PARSER)
        links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), PARSER)
    except (KeyError, etree.XMLSyntaxError) as wrong:
        raise UnreadableFile("broken", file=file, why=str(wrong)) from wrong
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found: dict[str, str] = {}
    for sheet in book.iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        target = targets.get(key, "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found
