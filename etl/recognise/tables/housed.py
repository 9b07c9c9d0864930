"""Rows that name a unit above the rows of its figures: `Xã Tân Lập`, then `Lúa`, `Ngô`; what stands below is that unit's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from etl.catalog import Area, Catalogue
from etl.catalog.areas import split_level
from etl.recognise.tables.look import label
from etl.recognise.tables.outline import Line, rows_above
from etl.recognise.tables.row import Row
from etl.recognise.tables.spans import Told
from etl.recognise.tables.subjects import Meaning
from etl.recognise.tables.whose import day_of, find_unit

_LEVELS = ("commune", "town")


def housed(body: Sequence[Row], lines: Mapping[int, Line], told: Told, catalogue: Catalogue) -> list[Row]:
    """The rows, those below a commune's own row being of that commune; a commune's row with figures is of all it has."""
    named = {row.at: row.words for row in body if _is_named(row)}
    day = day_of(list(named.values()), told, catalogue)
    units = {
        at: one for at, words in named.items() if isinstance(one := find_unit(words, day, catalogue), Area)
    }
    rows = {row.at: row for row in body}
    return [_in_unit(row, rows, units, lines, catalogue) for row in body] if units else list(body)


def _is_named(row: Row) -> bool:
    return not row.area_id and not row.subject.concepts and split_level(label(row.words))[0] in _LEVELS


def _in_unit(
    row: Row,
    rows: Mapping[int, Row],
    units: Mapping[int, Area],
    lines: Mapping[int, Line],
    catalogue: Catalogue,
) -> Row:
    above = [row.at, *(one.at for one in rows_above(row, rows, lines))]
    unit = next((units[at] for at in above if at in units), None)
    if unit is None or (row.at in units and lines[row.at].is_empty):
        return row
    row = replace(row, area=catalogue.areas.label(unit.id), area_id=unit.id, problem=None)
    if row.at in units:
        return replace(row, subject=Meaning())
    return replace(row, under=-1) if row.under in units else row
