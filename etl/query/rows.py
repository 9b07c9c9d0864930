"""A point as one tidy row: the columns of every frame, export, answer and command, always these and in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from operator import attrgetter

from etl.catalog import Catalogue
from etl.query.nouns import Point

COLUMNS = (
    "indicator", "indicator_name", "area", "area_name", "period", "season", "measure", "giver", "value", "unit",
    "qualifier", "maturity", "missing", "flag", "is_illustrative", "method", "lacking", "expected", "note",
    "release", "report", "source", "place", "observation", "words",
)  # fmt: skip
"""`value` is the exact decimal in `unit`; it is empty exactly where `missing` says why. `lacking` of `expected` units are missing."""

Cell = str | int | bool | Decimal | None


Teller = Callable[[Point], Cell]


def tellers(catalogue: Catalogue, files: Mapping[int, str], lang: str = "vi") -> dict[str, Teller]:
    """Column → what a point says in it; `files` names the report each figure was read from."""
    areas = catalogue.areas
    names = {code: one.name[lang] for code, one in catalogue.indicators.items()}
    labels = {unit: areas.label(unit) for unit in areas.by_id}
    told: dict[str, Teller] = {name: attrgetter(name) for name in COLUMNS}
    return told | {
        "indicator_name": lambda point: names.get(point.indicator, point.indicator),
        "area_name": lambda point: labels.get(point.area, point.area),
        "lacking": lambda point: point.lacking[0],
        "expected": lambda point: point.lacking[1],
        "report": lambda point: point.report or None,
        "source": lambda point: files.get(point.report, ""),
        "observation": lambda point: point.observation or None,
    }


def rows_of(
    points: Iterable[Point], catalogue: Catalogue, files: Mapping[int, str], lang: str = "vi"
) -> Iterator[dict[str, Cell]]:
    """Points as tidy rows."""
    told = tellers(catalogue, files, lang)
    return ({name: tell(point) for name, tell in told.items()} for point in points)


def plain(cell: Cell) -> str:
    """A cell as text: decimals without an exponent, yes and no as 1 and 0, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
