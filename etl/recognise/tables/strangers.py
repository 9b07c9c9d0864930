"""Whose figures cannot be settled by the table itself: rows and columns of a name nobody knows, tables of no time; each is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from etl.catalog import Ambiguous, Area, Catalogue, Unknown
from etl.catalog.areas import split_level
from etl.model import Finding, Place, Severity
from etl.recognise.tables.column import Column
from etl.recognise.tables.frame import Frame
from etl.recognise.tables.look import label
from etl.recognise.tables.row import Row
from etl.recognise.tables.shape import Table
from etl.recognise.tables.silent import is_silent
from etl.recognise.tables.whose import find_unit

_LEAST = 2
"""Units beside each other that make the columns those of units."""


def with_strangers(found: Sequence[Column], day: date, catalogue: Catalogue) -> list[Column]:
    """The columns; where units stand beside each other, one of a name nobody knows says why it is unsettled."""
    if sum(c.area is not None for c in found) < _LEAST:
        return list(found)
    return [_asked(c, day, catalogue) if _is_open(c) else c for c in found]


def _is_open(c: Column) -> bool:
    is_placed = c.kind != "value" or c.area is not None or c.is_total or c.is_mean
    return not (is_placed or c.subject.concepts or c.criterion or c.unit == "%")


def _asked(c: Column, day: date, catalogue: Catalogue) -> Column:
    names = [word for word in c.words if not is_silent(word)]
    told = find_unit(names[-1], day, catalogue) if names else None
    if told is None or isinstance(told, Area):
        return c
    return replace(c, problem=told) if isinstance(told, Ambiguous) or _is_name(told) else c


def _is_name(told: Unknown) -> bool:
    """Whether words are meant as a unit's name: its level is written, they are near one, or spelt as one."""
    return bool(told.near or split_level(told.text)[0] or label(told.text).istitle())


def unsettled(frame: Frame, table: Table, found: Sequence[Column], body: Sequence[Row]) -> Iterator[Finding]:
    """The questions only a person can settle: of no time, of a row's unit, of a column's."""
    named = next((c.at for c in found if c.kind == "label"), 0)
    values = [c.at for c in found if c.kind == "value"]
    has_time = {row.at for row in body if frame.told.period or (row.told and row.told.is_own)}
    if not frame.told.period and len(has_time) < len(body):
        yield Finding("no_period", Severity.BLOCK, Place(frame.file, frame.name))
    for row in body:
        if row.problem is not None and row.at in has_time:
            cells = [table.cell(row.at, at) for at in values]
            place = next((cell.at for cell in cells if cell.text), table.cell(row.at, named).at)
            yield _whose(row.problem, row.words, Place(frame.file, place), frame.catalogue)
    for c in found:
        if c.problem is not None and (cells := [table.cell(r, c.at) for r in table.body if r in has_time]):
            place = next((cell.at for cell in cells if cell.text), cells[0].at)
            yield _whose(c.problem, c.problem.text, Place(frame.file, place), frame.catalogue)


def _whose(problem: Ambiguous | Unknown, name: str, place: Place, catalogue: Catalogue) -> Finding:
    near = problem.candidates if isinstance(problem, Ambiguous) else problem.near
    names = tuple(catalogue.areas.label(area.id) for area in near)
    code = "ambiguous_area" if isinstance(problem, Ambiguous) else "unknown_area"
    return Finding(code, Severity.BLOCK, place, (("name", name), ("near", ", ".join(names) or "…")), names)
