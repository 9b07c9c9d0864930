"""XLSX and files that are XLSX under another name: values by calamine, what it hides (styles, hidden parts) from the XML."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zipfile import ZipFile

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from etl.model import Document, Finding, Grid, GridCell, Place, Severity, UnreadableFile
from etl.model.pace import paced
from etl.read.guard import opened
from etl.read.oldfonts import font_of, from_tcvn3, from_vni
from etl.read.places import letters

MAX_ROWS, MAX_COLUMNS = 1_000_000, 2_000
MAX_CELLS = 20_000_000
_OUT = re.compile(rb"r=[\"'](?:[A-Z]{2}|[A-Z][0-9]{6})")
_FAR_CELL = re.compile(rb"r=[\"'](?:[A-Z]{3}|[A-Z]{1,2}[0-9]{6})")
_LONG = re.compile(rb"r=[\"'][A-Z]{1,2}[0-9]{5}")
"""Names of cells so far out that it is worth while to look up how far the sheet reaches; most sheets have none that is `_OUT`."""
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*\s)?r=[\"']([A-Z]{1,4})([0-9]{1,8})[\"'][^>]*(?<!/)>(?!</)")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(/?)>(?:(<(?:\w+:)?f[ />])?)")
_COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)/?>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_PROLOG = 4096
SAFE_DIGITS = 15
"""A number of so many signs is spelt by its double as it was typed."""
_YES = (b"1", b"true")
_ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")


@dataclass(slots=True)
class Looks:
    """What a sheet's XML says beside its values, by `B7` and by number from zero."""

    percent: set[str] = field(default_factory=set)
    formula: set[str] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


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
        part = self._parts.get(self.name(number), "")
        xml = self._archive.read(part) if part in self._archive.namelist() else b""
        _judge_extent(self.file, xml)
        return self._book.get_sheet_by_name(self.name(number)), _looks(self._archive, xml)


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
        grids = [_grid(book, number) for number in paced(range(len(book.sheets)))]
    except (CalamineError, etree.XMLSyntaxError, KeyError, ValueError) as wrong:
        raise UnreadableFile("broken", file=file, why=str(wrong)) from wrong
    if not any(any(cell.text for cell in row) for grid in grids for row in grid.rows):
        raise UnreadableFile("empty", file=file)
    return Document(
        file, "xlsx", sha256, len(content), grids=tuple(grids), findings=tuple(_notes(file, grids))
    )


def _judge_extent(file: str, xml: bytes) -> None:
    """Refuse a sheet whose values span more than any report does, before room is made for all that lies between."""
    if not _OUT.search(xml) or not (_FAR_CELL.search(xml) or _LONG.search(xml)):
        return
    columns, rows = _extent(xml)
    _judge_size(file, rows, columns)


def _judge_size(file: str, rows: int, columns: int) -> None:
    if columns > MAX_COLUMNS or rows > MAX_ROWS or columns * rows > MAX_CELLS:
        raise UnreadableFile("too_many_cells", file=file, rows=rows, columns=columns)


def _extent(xml: bytes) -> tuple[int, int]:
    """Up to which column and row cells are filled."""
    found = _FILLED_CELL.findall(xml)
    columns = max((_number(name) for name in {name for name, _ in found}), default=0)
    return columns, max((int(row) for row in {row for _, row in found}), default=0)


def _number(letters_: bytes) -> int:
    """Which column letters name; A is 1."""
    number = 0
    for letter in letters_:
        number = number * 26 + letter - 64
    return number


def _grid(book: Book, number: int) -> Grid:
    (sheet, looks), name = book.open(number), book.name(number)
    values = sheet.to_python(skip_empty_area=False)
    _judge_size(book.file, len(values), max(map(len, values), default=0))
    return Grid(
        name, top_cells(sheet, name, values, looks), frozenset(looks.hidden_rows), frozenset(looks.hidden_columns),
        is_hidden=not book.is_shown(number),
    )  # fmt: skip


def top_cells(
    sheet: Any, name: str, values: Sequence[Sequence[Any]], looks: Looks
) -> tuple[tuple[GridCell, ...], ...]:
    """The cells of the first rows of a sheet, or of all."""
    columns = [letters(c) for c in range(max(map(len, values), default=0))]
    rows = [
        [_cell(value, name, f"{column}{r}", looks) for column, value in zip(columns, row, strict=False)]
        for r, row in enumerate(paced(values), start=1)
    ]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _spread(rows, top, left, bottom, right)
    return tuple(map(tuple, rows))


def _spread(rows: list[list[GridCell]], top: int, left: int, bottom: int, right: int) -> None:
    if top >= len(rows) or left >= len(rows[top]):
        return
    source = rows[top][left]
    for r in range(top, min(bottom + 1, len(rows))):
        for c in range(left, min(right + 1, len(rows[r]))):
            if (r, c) != (top, left):
                rows[r][c] = GridCell(source.text, rows[r][c].at, is_merged=True)


def _cell(value: Any, sheet: str, name: str, look: Looks) -> GridCell:
    at = f"{sheet}!{name}"
    if value == "" or value is None:
        return GridCell("", at)
    if isinstance(value, str):
        text, _ = mended(value)
        return GridCell(text, at, is_formula=name in look.formula, is_error=text in _ERRORS)
    if isinstance(value, bool):
        return GridCell(str(int(value)), at, Decimal(int(value)))
    if isinstance(value, int | float):
        return number_cell(value, at, name in look.percent, name in look.formula)
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


@lru_cache(maxsize=65536)
def mended(text: str) -> tuple[str, str]:
    """The words of a cell in Unicode, and the old font they were in."""
    font = font_of(text)
    if font == "tcvn3":
        return from_tcvn3(text).strip(), font
    return (from_vni(text).strip(), font) if font else (text.strip(), "")


def _notes(file: str, grids: list[Grid]) -> Iterator[Finding]:
    for grid in grids:
        formulas = sum(cell.is_formula for row in grid.rows for cell in row)
        if formulas:
            facts = (("count", str(formulas)), ("sheet", grid.name))
            yield Finding("cached_formulas", Severity.NOTE, Place(file, grid.name), facts)


def _sheet_parts(file: str, archive: ZipFile) -> dict[str, str]:
    """Sheet name → the part of the archive that holds it."""
    try:
        book = etree.fromstring(archive.read("xl/workbook.xml"), _PARSER)
        links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _PARSER)
    except (KeyError, etree.XMLSyntaxError) as wrong:
        raise UnreadableFile("broken", file=file, why=str(wrong)) from wrong
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found: dict[str, str] = {}
    for sheet in book.iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        target = targets.get(key, "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _looks(archive: ZipFile, xml: bytes) -> Looks:
    look = Looks()
    if b"hidden" in xml:
        look.hidden_rows, look.hidden_columns = _hidden_rows(xml), _hidden_columns(xml)
    styles = _percent_styles(archive)
    if styles or b"<f" in xml or (_is_prefixed(xml) and b":f" in xml):
        for found in _CELL.finditer(xml):
            told = dict(_ATTRIBUTE.findall(found[1]))
            name = told.get(b"r", b"").decode("ascii", "replace")
            if told.get(b"s") in styles:
                look.percent.add(name)
            if found[3]:
                look.formula.add(name)
    return look


def _is_prefixed(xml: bytes) -> bool:
    """Whether the elements of a sheet have a prefix, as some programs write them."""
    return b":worksheet" in xml[:_PROLOG]


def _hidden_columns(xml: bytes) -> set[int]:
    hidden: set[int] = set()
    for found in _COL.finditer(xml):
        told = dict(_ATTRIBUTE.findall(found[1]))
        if told.get(b"hidden") in _YES:
            hidden |= set(range(int(told[b"min"]) - 1, min(int(told[b"max"]), MAX_COLUMNS)))
    return hidden


def _hidden_rows(xml: bytes) -> set[int]:
    told = (dict(_ATTRIBUTE.findall(found[1])) for found in _ROW.finditer(xml))
    return {int(row[b"r"]) - 1 for row in told if row.get(b"hidden") in _YES and b"r" in row}


def _percent_styles(archive: ZipFile) -> set[bytes]:
    """The numbers of the cell styles that show a percent."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    tree = etree.fromstring(archive.read("xl/styles.xml"), _PARSER)
    formats = {"9", "10"}
    for entry in tree.iter("{*}numFmt"):
        if "%" in re.sub(r'"[^"]*"|\\.', "", entry.get("formatCode", "")):
            formats.add(entry.get("numFmtId", ""))
    found = tree.find("{*}cellXfs")
    return set() if found is None else {
        str(n).encode() for n, style in enumerate(found) if style.get("numFmtId") in formats
    }  # fmt: skip
