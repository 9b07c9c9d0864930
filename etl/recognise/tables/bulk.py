"""Tidy columns → figures by the distinct words only: each combination of words is understood once, as a record would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from etl.catalog import Catalogue
from etl.model import Cell, Finding, GridCell, Maturity, Place, Severity, Tidy
from etl.recognise.own import own_columns
from etl.recognise.tables.emit import Frame
from etl.recognise.tables.longform import area_by, fields_of, is_tidy, record_cell, told_by, unknown_area
from etl.recognise.tables.spans import Told
from etl.recognise.tables.subjects import Meaning
from etl.words.fold import clean

_WHOSE = ("area", "code")


@dataclass(frozen=True, slots=True)
class Understood:
    """Figure k has the words of `cells[head[k]]`, area `areas[area[k]]` (an id, or the words of no known unit) and text `texts[k]`."""

    cells: tuple[Cell, ...]
    areas: tuple[str, ...]
    head: Any
    area: Any
    texts: Any
    column: int
    findings: tuple[Finding, ...]


def understand(tidy: Tidy, catalogue: Catalogue) -> Understood | None:
    """What the records speak of; None where the heading makes no tidy table, or one of our own exports."""
    fields = fields_of(tidy.head)
    if not is_tidy(fields) or own_columns(tidy.head):
        return None
    home = catalogue.areas.home
    frame = Frame(
        tidy.file,
        "1.1",
        Told(),
        catalogue.areas.label(home),
        home,
        "",
        Meaning(),
        {},
        Maturity.PRELIMINARY,
        catalogue,
    )
    value = fields.pop("value")
    of_head = [(name, tidy.columns[at]) for name, at in fields.items() if name not in _WHOSE]
    of_area = [(name, tidy.columns[at]) for name, at in fields.items() if name in _WHOSE]
    one = GridCell("1", f"2:{value + 1}", Decimal(1))
    words, head = _combined(of_head)
    told = [told_by(row, frame) for row in words]
    days = sorted({t.last for t in told})
    day = np.array([days.index(t.last) for t in told], np.int32)[head]
    named, whose = _combined(of_area, day)
    units = [area_by(row, days[n], frame) for row, n in named]
    areas, area = _distinct([id_ or label for label, id_ in units])
    cells = tuple(record_cell(row, one, value, frame) for row in words)
    known = {id_ for _, id_ in units if id_}
    findings = _asked(cells, head, areas, area[whose], known, tidy.file, value + 1)
    return Understood(cells, areas, head, area[whose], tidy.columns[value], value + 1, findings)


def _combined(columns: Sequence[tuple[str, Any]], extra: Any = None) -> tuple[list[Any], Any]:
    """The distinct combinations of words (with their extra number, where one is given), and each record's combination."""
    parts = [(name, *_coded(series)) for name, series in columns]
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


def _coded(series: Any) -> tuple[Any, list[str]]:
    """Each record's word as a number, and the words."""
    codes, words = pd.factorize(series)
    return codes.astype(np.int64), [clean(str(word)) for word in words]


def _distinct(words: Sequence[str]) -> tuple[tuple[str, ...], Any]:
    known = {word: n for n, word in enumerate(dict.fromkeys(words))}
    return tuple(known), np.array([known[word] for word in words], np.int32)


def _asked(
    cells: Sequence[Cell], head: Any, areas: Sequence[str], area: Any, known: set[str], file: str, column: int
) -> tuple[Finding, ...]:
    """Each unknown unit and each combination without a period once, at the first record that has it."""
    found: list[Finding] = []
    for n, first in zip(*np.unique(area, return_index=True), strict=True):
        if areas[n] not in known:
            found.append(unknown_area(Place(file, f"{first + 2}:{column}"), areas[n]))
    for n, first in zip(*np.unique(head, return_index=True), strict=True):
        if not cells[n].period:
            found.append(Finding("no_period", Severity.BLOCK, Place(file, f"{first + 2}:{column}")))
    return tuple(found)
