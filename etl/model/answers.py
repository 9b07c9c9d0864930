"""Answers: what a person decided about a report's open questions, and which figures each decision covers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from etl.model.nouns import Cell, Place


class Settles(StrEnum):
    """What an answer says; its decision is an area, unit, indicator or period code, or a decimal mark."""

    AREA = "area"
    UNIT = "unit"
    INDICATOR = "indicator"
    PERIOD = "period"
    MARK = "mark"
    TOTAL = "total"
    NOT_FIGURE = "not_figure"
    AS_WRITTEN = "as_written"


LASTING = frozenset(
    {Settles.AREA, Settles.UNIT, Settles.INDICATOR, Settles.MARK, Settles.TOTAL, Settles.NOT_FIGURE}
)
"""Answers that hold for the sender's next file of the same layout; a period or an odd value never does."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One decision: `scope` is what it covers (`row:tân lạp`, `column:…`, `unit:…`, `cell:…`, `table:…`)."""

    settles: Settles
    scope: str
    decision: str = ""
    by: str = ""
    at: str = ""

    @property
    def is_lasting(self) -> bool:
        """Whether it holds for later files too: about words, never about one cell or one table."""
        return self.settles in LASTING and not self.scope.startswith(("cell:", "table:"))


@dataclass(frozen=True, slots=True)
class Answers:
    """Every decision that holds for one report; the later of two about the same thing wins."""

    given: tuple[Answer, ...] = ()
    _by_scope: dict[str, dict[Settles, Answer]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for answer in self.given:
            self._by_scope.setdefault(answer.scope, {})[answer.settles] = answer

    def __bool__(self) -> bool:
        return bool(self.given)

    def about(self, settles: Settles, scopes: Iterable[str]) -> Answer | None:
        """The answer of a kind that covers one of these scopes; the narrower scope, named first, wins."""
        found = (self._by_scope.get(scope, {}).get(settles) for scope in scopes)
        return next((answer for answer in found if answer), None)

    def of(self, scope: str) -> Iterator[Answer]:
        """Everything decided about one scope."""
        yield from self._by_scope.get(scope, {}).values()

    def with_(self, *later: Answer) -> Answers:
        """These answers and later ones, which win; one decision a scope."""
        fresh = {answer.scope for answer in later}
        return Answers((*(a for a in self.given if a.scope not in fresh), *later))


NO_ANSWERS = Answers()


def spelt(words: str) -> str:
    """Words as scopes spell them: one case, one space."""
    return " ".join(words.casefold().split())


def row_words(cell: Cell) -> str:
    """The words of the row a figure stands in; of a record, the area it names."""
    return next((e.words for e in cell.evidence if e.part == "row"), cell.area)


def column_scope(cell: Cell) -> str:
    """The column whose figures share one decimal mark: by its heading, else by its place."""
    words = next((e.words for e in cell.evidence if e.part == "column"), "")
    return f"column:{spelt(words) or cell.group}"


def unit_scope(cell: Cell) -> str:
    """What an answer about a unit covers: the unit as written, else the subject that names none."""
    return f"unit:{spelt(cell.unit)}" if cell.unit else f"unit of:{cell.indicator or spelt(cell.subject)}"


def signature(cells: Iterable[Cell], kind: str) -> str:
    """What a report's layout is known by: its kind and the words of its headings, dates and numbers left out."""
    heads = {"".join(c for c in column_scope(cell) if not c.isdigit()) for cell in cells if cell.group}
    return hashlib.sha256("|".join((kind, *sorted(heads))).encode()).hexdigest()[:16]


def cell_scope(place: Place) -> str:
    """Of one cell of a table, or of some words of a paragraph: what else the paragraph tells is another matter."""
    return f"cell:{place.at}" if place.start < 0 else f"cell:{place.at}:{place.start}-{place.end}"


def scopes(cell: Cell) -> tuple[str, ...]:
    """Everything an answer may be about that this figure belongs to, narrowest first."""
    return (
        cell_scope(cell.place),
        f"row:{spelt(row_words(cell))}",
        f"subject:{spelt(cell.subject)}",
        unit_scope(cell),
        column_scope(cell),
        f"table:{cell.group.partition('|')[0]}",
    )
