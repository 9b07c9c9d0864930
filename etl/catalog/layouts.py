"""Layouts: forms whose shape is law, as data/catalog/layouts has them, one file a form; known by what they print, never by a file's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl.catalog.entries import Indicator
from etl.catalog.files import Block, read_yaml
from etl.model import CatalogueError
from etl.words.fold import fold

_NEEDED, _MAY = ("name", "act"), ("forms", "columns", "rows", "criteria")
_ROW = ("words", "code", "codes", "rows", "parts", "widens")
Indicators = Mapping[str, Indicator]


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form. `codes` are its indicators by column of the form, empty where it only sums up its parts;
    `parent` is the row it is a part of, −1 at the top; `is_all` says that its own parts make up all of it; `widens` is what
    the row above is where a form holds this one."""

    words: frozenset[str]
    codes: Mapping[str, str]
    parent: int
    is_all: bool
    widens: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """A form: the numbers it is printed with, its columns by the words that head them, its rows from top to bottom."""

    code: str
    name: Mapping[str, str]
    act: str
    forms: frozenset[str]
    columns: Mapping[str, frozenset[str]]
    rows: tuple[FormRow, ...]
    criteria: int = 0


def form_number(words: str) -> str:
    """`Biểu số 113/CK TC- NSNN` → `113/cktcnsnn`; empty where no form is named."""
    found = re.search(r"(?<!\d)(\d{2,3}) ?/ ?(ck[a-z \-–]*nsnn)", fold(words))
    return f"{found[1]}/{re.sub('[^a-z]', '', found[2])}" if found else ""


def layouts(home: Path, indicators: Indicators) -> tuple[Layout, ...]:
    """Every layout of a catalogue's folder; CatalogueError where one is wrong, with file, line and cure."""
    files = sorted((home / "layouts").glob("*.yml"))
    told = [(file.stem, read_yaml(file)) for file in files]
    wrong = [fault for code, block in told for fault in _faults(code, block, indicators)]
    claimed: dict[str, str] = {}
    for code, block in told:
        for form in block.get("forms", ()):
            other = claimed.setdefault(form_number(form), code)
            if other != code:
                wrong.append(f"{block.at('forms')}: {form} is claimed by {other}.yml too; keep one")
    if wrong:
        raise CatalogueError("\n".join(wrong))
    return tuple(_layout(code, block, indicators) for code, block in told)


def _faults(code: str, block: Any, indicators: Indicators) -> Iterator[str]:
    if not isinstance(block, Block):
        yield f"{code}.yml:1: a layout is a block of keys; write name, act, forms, rows"
        return
    yield from (f"{block.at()}: {key} is lacking; add it" for key in _NEEDED if not block.get(key))
    yield from (f"{block.at(key)}: {key} is not known here; use only {', '.join((*_NEEDED, *_MAY))}" for key in block if key not in (*_NEEDED, *_MAY))  # fmt: skip
    yield from (f"{block.at('forms')}: {form} is no form number; write 94/CK-NSNN" for form in block.get("forms", ()) if not form_number(form))  # fmt: skip
    if not block.get("rows") and not str(block.get("criteria", "")).isdecimal():
        yield f"{block.at()}: rows are lacking; write the form's rows, or how many criteria its grid has"
    for row in block.get("rows", ()):
        yield from _row_faults(row, tuple(block.get("columns", ())), indicators)


def _row_faults(row: Any, columns: Collection[str], indicators: Indicators) -> Iterator[str]:
    if not isinstance(row, Block) or not row.get("words"):
        yield f"{row.at() if isinstance(row, Block) else '?'}: a row has words; write words: [Thu nội địa]"
        return
    yield from (
        f"{row.at(key)}: {key} is not known here; use only {', '.join(_ROW)}"
        for key in row
        if key not in _ROW
    )
    codes, widens = row.get("codes", {}), row.get("widens", {})
    lacking = [
        code
        for code in (row.get("code", ""), *codes.values(), *widens.values())
        if code and code not in indicators
    ]
    yield from (f"{row.at()}: {code} is no indicator; add it or leave it empty" for code in lacking)
    yield from (f"{row.at('codes')}: {name} is no column of the form; use {', '.join(columns)}" for name in (*codes, *widens) if name not in columns)  # fmt: skip
    parts = [
        fold(word)
        for part in row.get("rows", ())
        if isinstance(part, Block)
        for word in part.get("words", ())
    ]
    for word in sorted({word for word in parts if parts.count(word) > 1}):
        yield f"{row.at('rows')}: “{word}” stands in two parts of one row; keep one"
    for part in row.get("rows", ()):
        yield from _row_faults(part, columns, indicators)


def _layout(code: str, block: Block, indicators: Indicators) -> Layout:
    columns = {name: frozenset(map(fold, words)) for name, words in block.get("columns", {}).items()}
    rows: list[FormRow] = []
    _add(rows, block.get("rows", ()), -1, tuple(columns) or ("",), indicators)
    forms = frozenset(map(form_number, block.get("forms", ())))
    return Layout(
        code, block["name"], block["act"], forms, columns, tuple(rows), int(block.get("criteria", "0"))
    )


def _add(
    rows: list[FormRow],
    blocks: Collection[Block],
    parent: int,
    columns: Collection[str],
    indicators: Indicators,
) -> None:
    for block in blocks:
        told = {name: block["code"] for name in columns} if "code" in block else dict(block.get("codes", {}))
        named = [indicators[code] for code in told.values() if code]
        words = {*block["words"], *(word for one in named for word in (one.name["vi"], *one.aliases))}
        rows.append(
            FormRow(
                frozenset(map(fold, words)),
                told,
                parent,
                block.get("parts", "all") == "all",
                dict(block.get("widens", {})),
            )
        )
        _add(rows, block.get("rows", ()), len(rows) - 1, columns, indicators)
