"""A point as one tidy row: the columns of every frame, export, answer and command, always these and in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Names:
    """The words beside the codes, in a language; `files` names the report each figure was read from."""

    catalogue: Catalogue
    files: Mapping[int, str]
    lang: str = "vi"

    def indicator(self, code: str) -> str:
        """An indicator's name, or what a report calls one that the catalogue does not have."""
        known = self.catalogue.indicators.get(code)
        return known.name[self.lang] if known else code

    def area(self, code: str) -> str:
        """An area's level and name, or the words of a report for one outside the catalogue."""
        areas = self.catalogue.areas
        return areas.label(code) if code in areas.by_id else code

    def file(self, report: int) -> str:
        """The file of a report; none for what was computed."""
        return self.files.get(report, "")


def tellers(names: Names) -> dict[str, Teller]:
    """Column → what a point says in it."""
    told: dict[str, Teller] = {name: attrgetter(name) for name in COLUMNS}
    return told | {
        "indicator_name": lambda point: names.indicator(point.indicator),
        "area_name": lambda point: names.area(point.area),
        "lacking": lambda point: point.lacking[0],
        "expected": lambda point: point.lacking[1],
        "report": lambda point: point.report or None,
        "source": lambda point: names.file(point.report),
        "observation": lambda point: point.observation or None,
    }


def rows_of(
    points: Iterable[Point], catalogue: Catalogue, files: Mapping[int, str], lang: str = "vi"
) -> Iterator[dict[str, Cell]]:
    """Points as tidy rows."""
    told = tellers(Names(catalogue, files, lang))
    return ({name: tell(point) for name, tell in told.items()} for point in points)


def plain(cell: Cell) -> str:
    """A cell as text: decimals without an exponent, yes and no as 1 and 0, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
