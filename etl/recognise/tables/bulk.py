"""Tidy columns → figures by the distinct words only: each combination of words is understood once, as a record would be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from etl.catalog import Catalogue
from etl.model import (
    Cell,
    Coded,
    Document,
    Finding,
    Grid,
    GridCell,
    Missing,
    Place,
    Severity,
    Tidy,
    Understood,
)
from etl.recognise.own import own_columns
from etl.recognise.tables import Around, frame_of
from etl.recognise.tables.frame import Frame
from etl.recognise.tables.longform import (
    are_units,
    area_by,
    fields_of,
    is_tidy,
    missing_by,
    record_cell,
    told_by,
    unknown_area,
)
from etl.recognise.tables.look import Look, look
from etl.recognise.tables.shape import Table, words_in
from etl.words.fold import clean

_WHOSE = ("area", "code")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?").fullmatch
"""What is a number at first sight."""


def understand(tidy: Tidy, catalogue: Catalogue) -> Understood | None:
    """What the records speak of; None where they make no tidy table or one of our own exports, or words stand for numbers."""
    fields = fields_of(tidy.head, lambda at: are_units(tidy.columns[at].words, catalogue))
    if not is_tidy(fields) or own_columns(tidy.head):
        return None
    at = fields.pop("value")
    missing = _marks(tidy.columns[at], catalogue)
    if missing is None or not len(tidy.columns[at].codes):
        return None
    frame = _frame(tidy, catalogue)
    words, head = _combined([(name, tidy.columns[n]) for name, n in fields.items() if name not in _WHOSE])
    told = [told_by(row, frame) for row in words]
    eras = [catalogue.areas.era(one.last) for one in told]
    day = {era: one.last for era, one in zip(eras, told, strict=True)}
    named, whose = _combined(
        [(name, tidy.columns[n]) for name, n in fields.items() if name in _WHOSE], np.array(eras)[head]
    )
    units = [area_by(row, day[era], frame) for row, era in named]
    areas, area = _distinct([id_ or label for label, id_ in units])
    cells = _cells(words, head, np.isin(tidy.columns[at].codes, list(missing)), tidy, at, frame)
    known = {id_ for _, id_ in units if id_}
    unknown = _unknown(areas, area[whose], known, tidy, at)
    undated = [Finding("no_period", Severity.BLOCK, cell.place) for cell in cells if not cell.period]
    return Understood(tidy, at, cells, areas, head, area[whose], missing, (*unknown, *undated))


def _frame(tidy: Tidy, catalogue: Catalogue) -> Frame:
    """What the rows above the records say of all of them."""
    head = len(tidy.above) - 1
    grid = Grid(tidy.sheet, tidy.above, is_plain=not tidy.letters)
    title = tuple(word for row in range(head) for word in words_in(grid, row))
    table = Table(grid, 1, (head,), (), (), title, ())
    return frame_of(
        Document(tidy.file, tidy.kind, tidy.sha256, tidy.size), table, "1.1", Around([]), catalogue
    )


def _marks(value: Coded, catalogue: Catalogue) -> dict[int, Missing] | None:
    """Which words are marks or nothing; None where one is neither that nor a number."""
    found: dict[int, Missing] = {}
    for n, word in enumerate(value.words if value.doubles is None else ()):
        if n in value.stored or _PLAIN(word):
            continue
        cell = GridCell(word, "")
        kind = look(cell, catalogue)
        if kind is Look.NUMBER:
            continue
        if kind not in (Look.BLANK, Look.MARK):
            return None
        found[n] = missing_by(cell, kind, catalogue)
    return found


def _combined(columns: Sequence[tuple[str, Coded]], extra: Any = None) -> tuple[list[Any], Any]:
    """The distinct combinations of words (with their extra number, where one is given), and each record's combination."""
    parts = [(name, *_cleaned(one)) for name, one in columns]
    size = len(parts[0][1]) if parts else len(extra)
    joined = np.zeros(size, np.int64) if extra is None else extra.astype(np.int64)
    for _, codes, words in parts:
        joined = joined * len(words) + codes
    number, distinct = pd.factorize(joined)
    told: list[Any] = []
    for code in distinct.tolist():
        row: dict[str, str] = {}
        for name, _, words in reversed(parts):
            code, at = divmod(code, len(words))
            row[name] = words[at]
        told.append(row if extra is None else (row, code))
    return told, number


def _cleaned(column: Coded) -> tuple[Any, tuple[str, ...]]:
    """Each record's word as a number, and the words, each spelling of one once."""
    words, number = _distinct([clean(word) for word in column.words])
    return number[column.codes] if len(words) < len(column.words) else column.codes, words


def _distinct(words: Sequence[str]) -> tuple[tuple[str, ...], Any]:
    known = {word: n for n, word in enumerate(dict.fromkeys(words))}
    return tuple(known), np.array([known[word] for word in words], np.int32)


def _firsts(numbers: Any) -> list[tuple[int, int]]:
    """Each number with the first record that has it."""
    return list(zip(*(part.tolist() for part in np.unique(numbers, return_index=True)), strict=True))


def _cells(
    words: Sequence[Mapping[str, str]], head: Any, is_mark: Any, tidy: Tidy, at: int, frame: Frame
) -> tuple[Cell, ...]:
    """A cell of each combination, at its first record that has a number: one of its unit; of marks only, a blank."""
    first = {n: GridCell("", tidy.place(k, at)) for n, k in _firsts(head)}
    numbers = np.flatnonzero(~is_mark)
    for n, k in _firsts(head[numbers]):
        first[n] = GridCell("1", tidy.place(int(numbers[k]), at), Decimal(1))
    return tuple(record_cell(row, first[n], at, frame) for n, row in enumerate(words))


def _unknown(areas: Sequence[str], area: Any, known: set[str], tidy: Tidy, at: int) -> list[Finding]:
    """Each unknown unit once, at the first record that names it."""
    return [
        unknown_area(Place(tidy.file, tidy.place(first, at)), areas[n])
        for n, first in _firsts(area)
        if areas[n] not in known
    ]
