"""A large workbook of one sheet that is one tidy table: read column-wise, each distinct cell once, places only when asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from python_calamine import CalamineError

from etl.model import Coded, Tidy, UnreadableFile
from etl.read.oldfonts import mended
from etl.read.places import letters
from etl.read.sheets import SAFE_DIGITS, SheetRows, opened_book, shown_numbers

LEAST_ROWS = 10_000
"""Smaller sheets are read cell by cell: that is quick enough, and can read any layout."""
_HEADING_WITHIN = 20
"""Rows among which the heading stands."""
_AT_ONCE = 500
_FILLED = 3
"""Cells a heading has at least; a title has fewer."""


def read_tidy_sheet(path: Path, name: str = "", least: int = LEAST_ROWS) -> Tidy | None:
    """The workbook's only sheet by columns; None where it is small or has anything but plain values below its heading."""
    shown, content = name or path.name, path.read_bytes()
    try:
        book = opened_book(shown, content)
        if len(book.sheets) != 1 or not book.is_shown(0):
            return None
        sheet, looks = book.open(0)
    except (UnreadableFile, CalamineError):
        return None  # refused by whoever reads it cell by cell, in the same words
    if sheet.start is None or sheet.end[0] < least or not looks.is_plain:
        return None
    rows, left = sheet.iter_rows(), [""] * sheet.start[1]
    rows = (left + row for row in rows) if left else rows
    top = list(islice(rows, _HEADING_WITHIN))
    at = _heading(top)
    if at is None or any(bottom >= at for _, (bottom, _) in sheet.merged_cell_ranges or ()):
        return None
    columns = _columns(top[at + 1 :], rows)
    if columns is None or not _is_whole(columns):
        return None
    above = tuple(SheetRows(book.name(0), top[: at + 1], looks, sheet.merged_cell_ranges or ()))
    heads = tuple(cell.text for cell in above[at])
    return Tidy(
        shown, "xlsx", hashlib.sha256(content).hexdigest(), len(content), heads, columns,
        above, book.name(0), tuple(letters(n) for n in range(len(heads))), at + 2,
    )  # fmt: skip


def _heading(rows: Sequence[Sequence[Any]]) -> int | None:
    """The first row of several words and nothing else."""
    for at, row in enumerate(rows[:_HEADING_WITHIN]):
        filled = [value for value in row if value != ""]
        if len(filled) >= _FILLED:
            return at if all(isinstance(value, str) for value in filled) else None
    return None


def _columns(first: Sequence[Sequence[Any]], rows: Iterator[Sequence[Any]]) -> tuple[Coded, ...] | None:
    """All rows by columns, a handful at a time: no row lives longer than it is needed."""
    columns: list[list[Any]] = [list(column) for column in zip(*first, strict=True)]
    while some := list(islice(rows, _AT_ONCE)):
        for column, part in zip(columns, zip(*some, strict=True), strict=True):
            column.extend(part)
    coded = [_coded(column) for column in columns]
    return tuple(one for one in coded if one) if coded and all(coded) else None


def _coded(column: Sequence[Any]) -> Coded | None:
    """A column by its distinct cells, as the sheet shows them; None where it holds anything but words and numbers."""
    kinds = set(map(type, column))
    if not kinds <= {str, int, float}:
        return None
    codes, known = pd.factorize(np.array(column, np.float64 if kinds == {float} else object))
    if kinds == {float}:
        if not np.isfinite(known).all():
            return None
        shown = tuple(shown_numbers(known.tolist()))
        is_short = max(map(len, shown)) <= SAFE_DIGITS
        return Coded(shown, codes, frozenset(range(len(known))), known + 0.0 if is_short else None)
    if any(isinstance(one, str) and mended(one)[1] for one in known):
        return None
    words = tuple(one.strip() if isinstance(one, str) else next(shown_numbers((one,))) for one in known)
    return Coded(words, codes, frozenset(n for n, one in enumerate(known) if not isinstance(one, str)))


def _is_whole(columns: Sequence[Coded]) -> bool:
    """Whether every row is a record: several of its cells are filled."""
    filled = np.zeros(len(columns[0].codes), np.int64)
    for one in columns:
        filled += np.array([bool(word) for word in one.words])[one.codes]
    return bool((filled > 1).all())
