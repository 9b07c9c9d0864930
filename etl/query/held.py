"""What is held as columns: the words of a lot once for all its figures, in order of indicator, area and time."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

import numpy as np

from etl.query.columns import BATCH, Coded, Column, Gist, Table, each, listed
from etl.query.lots import LOT_COLUMNS, NONE, Lot, Lots
from etl.query.order import in_line
from etl.query.rows import Cell, Names
from etl.store.figures import SHIFT, spelling
from etl.store.tables import LINE_TERMS, MANNER_TERMS

_CODES = ("period", *LINE_TERMS, *MANNER_TERMS)
_ALWAYS: dict[str, Cell] = {"lacking": 0, "expected": 0, "note": ""}
Wording = tuple[str, str]


class Held:
    """The answer to a question that needs nothing but what holds; it lasts as long as the transaction it reads in."""

    def __init__(self, lots: Lots) -> None:
        self._lots = lots
        self._ids = np.array([lot.id for lot in lots.all], "i8")
        told = _shared(lots)
        self._shared = {name: _numbered(words) for name, words in told.items()}
        line = zip(*(told[name] for name in ("period", "season", "measure", "giver")), strict=True)
        self._line, _ = _ranked([in_line(*one) for one in line])
        self._indicator, _ = _ranked(told["indicator"])

    @property
    def gist(self) -> Gist:
        """What all of them are."""
        lots, words = self._lots.all, {name: set(told) for name, (_, told) in self._shared.items()}
        return Gist(
            sum(lot.figures for lot in lots),
            frozenset(words["unit"]),
            frozenset(words["report"]),
            True in words["is_illustrative"],
            any(words["method"]),
        )

    def table(self, names: Names) -> Table:
        """All rows at once."""
        return self._table(self._lots.all, names)

    def tables(self, names: Names, rows: int = BATCH) -> Iterator[Table]:
        """The rows, whole indicators at a time, until there are so many."""
        code = self._lots.codes
        batch: list[Lot] = []
        for _, lots in groupby(
            sorted(self._lots.all, key=lambda lot: code[lot.indicator]), lambda lot: code[lot.indicator]
        ):
            batch += lots
            if sum(lot.figures for lot in batch) >= rows:
                yield self._table(batch, names)
                batch = []
        if batch:
            yield self._table(batch, names)

    def _table(self, lots: Sequence[Lot], names: Names) -> Table:
        own = self._lots.own(lots)
        at = np.searchsorted(self._ids, own["lot"])
        numbers, place = np.unique(own["area"], return_inverse=True)
        ranks, areas = _ranked([self._lots.codes[number] for number in numbers.tolist()])
        order = np.lexsort((self._line[at], ranks[place], self._indicator[at]))
        own, at, place = own[order], at[order], place[order]
        ids = (own["lot"] * SHIFT + own["nth"]).tolist()
        told: dict[str, Column] = {
            name: _coded(numbers[at], words) for name, (numbers, words) in self._shared.items()
        }
        told["area"] = Coded(ranks[place], areas)
        told |= {name: Coded(np.zeros(own.size, "i4"), [word]) for name, word in _ALWAYS.items()}
        spelt = _spelt(np.ascontiguousarray(own["value"]), ids, self._lots.exact(lots))
        places = [
            f"{nth}:{column}"
            for nth, column in zip(own["nth"].tolist(), listed(told.pop("column")), strict=True)
        ]
        return Table(own.size, told | {
            "value": each(spelt, lambda text: None if text is None else Decimal(text)),
            "indicator_name": each(told["indicator"], names.indicator),
            "area_name": each(told["area"], names.area),
            "source": each(told["report"], names.file),
            "observation": ids,
            **_worded(ids, places, each(spelt, lambda text: text or ""), self._lots.wordings(lots)),
        })  # fmt: skip


def _shared(lots: Lots) -> dict[str, list[Any]]:
    """What all figures of a lot share, lot by lot."""
    column: dict[str, Sequence[Any]] = (
        dict(zip(LOT_COLUMNS, zip(*lots.all, strict=True), strict=True))
        if lots.all
        else dict.fromkeys(LOT_COLUMNS, ())
    )
    told = {name: list(map(lots.codes.__getitem__, column[name])) for name in _CODES}
    told |= {name: list(column[name]) for name in ("release", "report", "column")}
    return told | {"is_illustrative": list(map(bool, column["illustrative"]))}


def _numbered(told: Sequence[Hashable]) -> tuple[Any, list[Any]]:
    """Each one's number among the distinct ones, and those."""
    number = {word: at for at, word in enumerate(dict.fromkeys(told))}
    return np.array([number[word] for word in told], "i4"), list(number)


def _ranked(told: Sequence[Any]) -> tuple[Any, list[Any]]:
    """Each one's rank, and the distinct ones in order."""
    words = sorted(set(told))
    rank = {word: at for at, word in enumerate(words)}
    return np.array([rank[word] for word in told], "i4"), words


def _coded(at: Any, words: Sequence[Any]) -> Coded:
    """A column with no more words than stand in it."""
    used = np.bincount(at, minlength=len(words)) > 0
    return Coded((np.cumsum(used, dtype="i4") - 1)[at], [words[n] for n in np.flatnonzero(used).tolist()])


def _spelt(values: Any, ids: Sequence[int], exact: Mapping[int, str]) -> Coded:
    """The decimal of each row, None where there is none; numbers are told apart to the last bit."""
    bits, at = np.unique(values.view("i8"), return_inverse=True)
    words = [None if value == NONE else spelling(value, None) for value in bits.view("f8").tolist()]
    number = {word: len(words) + n for n, word in enumerate(dict.fromkeys(exact.values()))}
    if exact:
        kept = [(n, number[exact[one]]) for n, one in enumerate(ids) if one in exact]
        at[[n for n, _ in kept]] = [word for _, word in kept]
    return _coded(at, [*words, *number])


def _worded(
    ids: Sequence[int], places: list[str], spelt: Column, kept: Mapping[int, Wording]
) -> dict[str, Column]:
    """Place and words of each row: as kept with it, else its record and column and its value."""
    if not kept:
        return {"place": places, "words": spelt}
    words = list(listed(spelt))
    for n, one in enumerate(ids):
        if one in kept:
            places[n], words[n] = kept[one]
    return {"place": places, "words": words}
