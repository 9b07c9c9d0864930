"""Rows as columns: many figures share few words, so a column keeps each word once and every row's number among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from etl.query.nouns import Point
from etl.query.rows import COLUMNS, Cell, Names, tellers

BATCH = 131_072
"""Rows that are held as columns at a time where all are more than memory need hold."""


class Coded(NamedTuple):
    """A column of few words: `at`, a NumPy array of whole numbers, says which of them stands in each row."""

    at: Any
    words: Sequence[Any]


Column = Coded | Sequence[Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Some rows of an answer under the names of `etl.query.rows`."""

    size: int
    columns: Mapping[str, Column]

    def rows(self) -> Iterator[dict[str, Cell]]:
        """Row by row."""
        told = [listed(self.columns[name]) for name in COLUMNS]
        return (dict(zip(COLUMNS, row, strict=True)) for row in zip(*told, strict=True))


@dataclass(frozen=True, slots=True)
class Gist:
    """What must be known of all rows before the first is written; `lacking` and `notes` as points have them."""

    count: int
    units: frozenset[str]
    reports: frozenset[int]
    is_illustrative: bool
    is_computed: bool
    lacking: frozenset[tuple[int, int]] = frozenset()
    notes: frozenset[str] = frozenset()
    inputs: frozenset[int] = frozenset()


class Answer(Protocol):
    """Figures in order of indicator, area and time, to be taken in columns."""

    @property
    def gist(self) -> Gist:
        """What all of them are."""

    def table(self, names: Names) -> Table:
        """All rows at once."""

    def tables(self, names: Names, rows: int = BATCH) -> Iterator[Table]:
        """The rows, some at a time."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that is had as points."""

    points: Sequence[Point]

    @property
    def gist(self) -> Gist:
        """What all of them are."""
        points = self.points
        return Gist(
            len(points),
            frozenset(point.unit for point in points),
            frozenset(point.report for point in points if point.report),
            any(point.is_illustrative for point in points),
            any(point.method for point in points),
            frozenset(point.lacking for point in points),
            frozenset(point.note for point in points),
            frozenset(leaf for point in points if not point.report for leaf in point.inputs),
        )

    def table(self, names: Names) -> Table:
        """All rows at once."""
        return _table(self.points, names)

    def tables(self, names: Names, rows: int = BATCH) -> Iterator[Table]:
        """The rows, some at a time."""
        return (_table(self.points[at : at + rows], names) for at in range(0, len(self.points), rows))


def _table(points: Sequence[Point], names: Names) -> Table:
    return Table(len(points), {name: list(map(tell, points)) for name, tell in tellers(names).items()})


def listed(column: Column) -> Sequence[Any]:
    """A column cell by cell."""
    if isinstance(column, Coded):
        return list(map(column.words.__getitem__, column.at.tolist()))
    return column


def each(column: Column, tell: Callable[[Any], Any]) -> Column:
    """A column told otherwise, each of its words once."""
    if isinstance(column, Coded):
        return Coded(column.at, list(map(tell, column.words)))
    return list(map(tell, column))
