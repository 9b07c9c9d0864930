"""What a sheet's XML says beside its values and the parser of values leaves out: percents, formulas, hidden parts, its extent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zipfile import ZipFile

from lxml import etree

from etl.model import UnreadableFile
from etl.read.oldfonts import is_of_capitals

MAX_ROWS, MAX_COLUMNS = 1_000_000, 2_000
MAX_CELLS = 20_000_000
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_OUT = re.compile(rb"r=[\"'](?:[A-Z]{2}|[A-Z][0-9]{6})")
_FAR_CELL = re.compile(rb"r=[\"'](?:[A-Z]{3}|[A-Z]{1,2}[0-9]{6})")
_LONG = re.compile(rb"r=[\"'][A-Z]{1,2}[0-9]{5}")
"""Names of cells so far out that it is worth while to look up how far the sheet reaches; most sheets have none that is `_OUT`."""
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*\s)?r=[\"']([A-Z]{1,4})([0-9]{1,8})[\"'][^>]*(?<!/)>(?!</)")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)/?>")
_ATTRIBUTE = re.compile(rb"(\w+)=[\"']([^\"']*)[\"']")
_ROOT = re.compile(rb"<(\w+:)?worksheet\b")
_NAME = rb"[\"']([A-Z]{1,4}[0-9]{1,8})[\"']"
_PROLOG = 4096
_YES = (b"1", b"true")
_LEFT = (None, "general", "left", "distributed")


@dataclass(frozen=True, slots=True)
class Styles:
    """The numbers of the cell styles that show a percent, of those in a font of capitals, and of those that set words in."""

    percent: frozenset[bytes] = frozenset()
    capitals: frozenset[bytes] = frozenset()
    indents: frozenset[tuple[bytes, int]] = frozenset()


class Looks:
    """What is said of the cells of a sheet, by names (`B7`) and by numbers from zero; looked up when it is first asked for."""

    def __init__(self, xml: bytes = b"", styles: Styles | None = None) -> None:
        self._xml, self._styles = xml, styles or Styles()
        root = _ROOT.search(xml[:_PROLOG])
        self._prefix = (root[1] or b"") if root else b""

    @cached_property
    def percent(self) -> frozenset[str]:
        """The cells whose format shows a percent."""
        return self._styled(self._styles.percent)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The cells in a font that shows small letters as capitals."""
        return self._styled(self._styles.capitals)

    @cached_property
    def indent(self) -> Mapping[str, int]:
        """The cells whose format sets their words in, and how far."""
        by_step = {
            step: {n for n, one in self._styles.indents if one == step} for _, step in self._styles.indents
        }
        return {name: step for step, styles in by_step.items() for name in self._styled(frozenset(styles))}

    def _styled(self, styles: frozenset[bytes]) -> frozenset[str]:
        if not styles:
            return frozenset()
        style = rb"s=[\"'](?:" + b"|".join(sorted(styles)) + rb")[\"']"
        forms = [self._cell + b"r=" + _NAME + b"[^>]*? " + style]
        if not self._is_named_first:
            forms.append(self._cell + style + b"[^>]*? r=" + _NAME)
        return _names(name for form in forms for name in re.findall(form, self._xml))

    @property
    def formula(self) -> frozenset[str]:
        """The cells that hold a formula."""
        return self._formulas[0]

    @property
    def uncomputed(self) -> frozenset[str]:
        """Those of them without a stored value: whoever wrote the file did not compute it."""
        return self._formulas[1]

    @cached_property
    def _formulas(self) -> tuple[frozenset[str], frozenset[str]]:
        mark = self._prefix
        if b"<" + mark + b"f" not in self._xml:
            return frozenset(), frozenset()
        formula = self._cell + b"r=" + _NAME + rb"[^>]*>\s*<" + mark + b"f"
        if self._is_computed(len(names := re.findall(formula + b"(?=[ />])", self._xml))):
            return _names(names), frozenset()
        empty = b"(?:<" + mark + rb"v\s*/>|<" + mark + b"v></" + mark + rb"v>)?\s*</" + mark + b"c>"
        told = rb"(?=[ />])([^>]*>(?:[^<]*</" + mark + rb"f>)?\s*" + empty + b")?"
        found = re.findall(formula + told, self._xml)
        return _names(name for name, _ in found), _names(name for name, is_empty in found if is_empty)

    def _is_computed(self, formulas: int) -> bool:
        """Whether a value stands right behind each of so many formulas: quick to count, and so in nearly every file."""
        value = b"<" + self._prefix + b"v>"
        told = sum(self._xml.count(end + value) for end in (b"</" + self._prefix + b"f>", b"/>"))
        return told == formulas and value + b"</" not in self._xml

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """The rows that are not shown."""
        told = (dict(_ATTRIBUTE.findall(found[1])) for found in _ROW.finditer(self._hiding))
        return frozenset(int(row[b"r"]) - 1 for row in told if row.get(b"hidden") in _YES and b"r" in row)

    @cached_property
    def hidden_columns(self) -> frozenset[int]:
        """The columns that are not shown."""
        hidden: set[int] = set()
        for found in _COL.finditer(self._hiding):
            told = dict(_ATTRIBUTE.findall(found[1]))
            if told.get(b"hidden") in _YES:
                hidden |= set(range(int(told[b"min"]) - 1, min(int(told[b"max"]), MAX_COLUMNS)))
        return frozenset(hidden)

    @property
    def is_plain(self) -> bool:
        """Whether nothing but its values says what a cell is: no formula, no percent format, nothing hidden."""
        return not (self.percent or self.capitals or self.formula or self.hidden_rows or self.hidden_columns)

    @cached_property
    def _is_named_first(self) -> bool:
        """Whether every cell begins with its name, as nearly all programs write it: that is quick to look for."""
        return re.search(b"<" + self._prefix + b"c (?!r=)", self._xml) is None

    @cached_property
    def _cell(self) -> bytes:
        """How a cell begins, up to its name or style."""
        return b"<" + self._prefix + b"c " + (b"" if self._is_named_first else rb"(?:[^>]*? )?")

    @cached_property
    def _hiding(self) -> bytes:
        return self._xml if b"hidden" in self._xml else b""


def _names(found: Iterable[bytes]) -> frozenset[str]:
    return frozenset(b" ".join(found).decode("ascii").split())


def looks_of(file: str, archive: ZipFile, part: str) -> Looks:
    """What a sheet's part says; UnreadableFile where its values span more than any report does, before room is made for all."""
    xml = archive.read(part) if part in archive.namelist() else b""
    if _OUT.search(xml) and (_FAR_CELL.search(xml) or _LONG.search(xml)):
        columns, rows = _extent(xml)
        judge_size(file, rows, columns)
    return Looks(xml, _styles(archive))


def judge_size(file: str, rows: int, columns: int) -> None:
    """Refuse a sheet that is larger than any report."""
    if columns > MAX_COLUMNS or rows > MAX_ROWS or columns * rows > MAX_CELLS:
        raise UnreadableFile("too_many_cells", file=file, rows=rows, columns=columns)


def _extent(xml: bytes) -> tuple[int, int]:
    """Up to which column and row cells are filled."""
    found = _FILLED_CELL.findall(xml)
    columns = max((_number(name) for name in {name for name, _ in found}), default=0)
    return columns, max((int(row) for row in {row for _, row in found}), default=0)


def _number(letters: bytes) -> int:
    """Which column letters name; A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _styles(archive: ZipFile) -> Styles:
    if "xl/styles.xml" not in archive.namelist():
        return Styles()
    tree = etree.fromstring(archive.read("xl/styles.xml"), PARSER)
    formats = {"9", "10"}
    for entry in tree.iter("{*}numFmt"):
        if "%" in re.sub(r'"[^"]*"|\\.', "", entry.get("formatCode", "")):
            formats.add(entry.get("numFmtId", ""))
    named = tree.find("{*}fonts")
    fonts = {str(n) for n, font in enumerate(named if named is not None else ()) if _is_raised(font)}
    found = tree.find("{*}cellXfs")
    styles = [(str(n).encode(), style) for n, style in enumerate(found if found is not None else ())]
    return Styles(
        frozenset(n for n, style in styles if style.get("numFmtId") in formats),
        frozenset(n for n, style in styles if style.get("fontId") in fonts),
        frozenset((n, step) for n, style in styles if (step := _step(style))),
    )


def _step(style: Any) -> int:
    """How far a style sets words in from the left."""
    aligned = style.find("{*}alignment")
    told = aligned.get("indent", "0") if aligned is not None and aligned.get("horizontal") in _LEFT else "0"
    return int(told) if told.isdecimal() and len(told) <= 2 else 0


def _is_raised(font: Any) -> bool:
    return any(is_of_capitals(name.get("val", "")) for name in font.iter("{*}name"))
