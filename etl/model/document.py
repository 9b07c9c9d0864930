"""Document: what a reader hands on. Running text with exact offsets, and grids with exact places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from etl.model.nouns import Finding


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of Document.text: a title, heading, bullet or paragraph; `at` names its place (`p12`)."""

    start: int
    end: int
    at: str
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as its file shows it. `number` where the file stores a number (already × 100 for % formats)."""

    text: str
    at: str
    number: Decimal | None = None
    is_percent: bool = False
    is_formula: bool = False
    is_date: bool = False
    is_error: bool = False
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of equal length, spans expanded. Hidden rows and columns are named, not dropped.

    `before` and `after` are the words around the table (title, unit line; footnotes, signature).
    `is_plain` marks a file kind that cannot say what is merged (CSV).
    """

    name: str
    rows: tuple[tuple[GridCell, ...], ...]
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
class Tidy:
    """A large tidy file by columns: its heading, and each column as a pandas series of words."""

    file: str
    sha256: str
    size: int
    head: tuple[str, ...]
    columns: tuple[Any, ...] = field(repr=False)


Progress = Callable[[int, int], None]
"""Called with (done, total) while long work runs."""
