"""A point as one tidy row: the columns of every frame, export, answer and command, always these and in this order."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import STATUS_RANK
from etl.query.nouns import Point

COLUMNS = (
    "indicator", "indicator_name", "area", "area_name", "period", "season", "measure", "giver", "value", "unit",
    "qualifier", "maturity", "missing", "flag", "is_illustrative", "method", "lacking", "expected", "note",
    "release", "report", "source", "place", "observation", "words",
)  # fmt: skip
"""`value` is the exact decimal in `unit`; it is empty exactly where `missing` says why. `lacking` of `expected` units are missing."""

Cell = str | int | bool | Decimal | None
_STATUS = {rank: word for word, rank in STATUS_RANK.items()}


def row_of(point: Point, catalogue: Catalogue, files: Mapping[int, str], lang: str = "vi") -> dict[str, Cell]:
    """The row of a point; `files` names the report each figure was read from."""
    known, areas = catalogue.indicators.get(point.indicator), catalogue.areas
    lacking, expected = point.lacking
    return {
        "indicator": point.indicator,
        "indicator_name": known.name[lang] if known else point.indicator,
        "area": point.area,
        "area_name": areas.label(point.area) if point.area in areas.by_id else point.area,
        "period": point.period,
        "season": point.season,
        "measure": point.measure,
        "giver": point.giver,
        "value": point.value,
        "unit": point.unit,
        "qualifier": point.qualifier,
        "maturity": point.maturity,
        "missing": point.missing,
        "flag": point.flag,
        "is_illustrative": point.is_illustrative,
        "method": point.method,
        "lacking": lacking,
        "expected": expected,
        "note": point.note,
        "release": point.release,
        "report": point.report or None,
        "source": files.get(point.report, ""),
        "place": point.place,
        "observation": point.observation or None,
        "words": point.words,
    }


def plain(cell: Cell) -> str:
    """A cell as text: decimals without an exponent, yes and no as 1 and 0, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def status_word(point: Point) -> str:
    """The word of a recognition status; empty for every other unit."""
    is_status = point.unit == "status" and point.value is not None
    return _STATUS.get(int(point.value or 0), "") if is_status else ""
