"""Document: what a reader hands on. Running text with exact offsets, and grids with exact places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from etl.model.nouns import Cell, Finding, Missing


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of Document.text: a title, heading, bullet or paragraph; `at` names its place (`p12`)."""

    start: int
    end: int
    at: str
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as its file shows it. `number` where the file stores a number (already × 100 for % formats); `indent` is how
    far its words are set in, in steps of two letters."""

    text: str
    at: str
    number: Decimal | None = None
    is_percent: bool = False
    is_formula: bool = False
    is_date: bool = False
    is_error: bool = False
    is_merged: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of equal length, spans expanded. Hidden rows and columns are named, not dropped.

    `before` and `after` are the words around the table (title, unit line; footnotes, signature).
    `is_plain` marks a file kind that cannot say what is merged (CSV).
    """

    name: str
    rows: Sequence[tuple[GridCell, ...]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    is_hidden: bool = False
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read: `text` is its running text, `spans` cut it up, `grids` are its tables."""

    file: str
    kind: str
    sha256: str
    size: int
    text: str = ""
    spans: tuple[Span, ...] = ()
    grids: tuple[Grid, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of a large table: record k holds `words[codes[k]]`; `stored` are the words that the file keeps as numbers.

    `doubles` are those numbers, where all words are and each is spelt by its double.
    """

    words: tuple[str, ...]
    codes: Any = field(repr=False)
    stored: frozenset[int] = frozenset()
    doubles: Any = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Tidy:
    """A large tidy table by columns: its heading, each column by its distinct words, the rows down to the heading as cells.

    Record k stands in row `k + first` of the file, or of its sheet, whose columns have `letters`.
    """

    file: str
    kind: str
    sha256: str
    size: int
    head: tuple[str, ...]
    columns: tuple[Coded, ...] = field(repr=False)
    above: tuple[tuple[GridCell, ...], ...] = field(repr=False)
    sheet: str = ""
    letters: tuple[str, ...] = ()
    first: int = 2

    def place(self, record: int, column: int) -> str:
        """Where a record's value stands, both counted from zero."""
        if self.letters:
            return f"{self.sheet}!{self.letters[column]}{record + self.first}"
        return f"{record + self.first}:{column + 1}"


@dataclass(frozen=True, slots=True)
class Understood:
    """A tidy table whose words were understood, each combination once.

    Record k has the words of `cells[head[k]]`, the unit `areas[area[k]]` (an id, or the words of no known unit), and its
    value in column `at`; `missing` says which mark a word of that column is, where it is one: all others are numbers.
    """

    tidy: Tidy
    at: int
    cells: tuple[Cell, ...]
    areas: tuple[str, ...]
    head: Any
    area: Any
    missing: Mapping[int, Missing]
    findings: tuple[Finding, ...]

    @property
    def value(self) -> Coded:
        """The column of values."""
        return self.tidy.columns[self.at]

    def place(self, record: int) -> str:
        """Where a record's value stands."""
        return self.tidy.place(record, self.at)
