"""Tidy columns → Columns: each distinct word of the values proved once, as its whole column proves it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from etl.catalog import Catalogue
from etl.model import Columns, Finding, Flag, Head, Missing, Observation, Understood, Wording, plain
from etl.normalise import normalise, shortest
from etl.normalise.proof import by_unit, in_style, styles_of, words_of
from etl.words.fold import clean
from etl.words.number import Reading, Style, read_number

_PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.(?:[0-9]?[1-9]|[0-9]{3,}[1-9]))?").fullmatch
"""What can be read in one way only, and is spelt as its value is."""
_SAFE_DIGITS = 15
"""A decimal of so many digits is the shortest spelling of its double."""
_MISSING = tuple(Missing)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The words of a column of values: the double of each plain one (else NaN), how the others read, the one style of all."""

    double: Any
    others: dict[int, Reading]
    style: Style | None


def columns_of(told: Understood, catalogue: Catalogue) -> tuple[Columns, list[Finding]] | None:
    """All figures of a tidy table; None where its numbers must be proved one by one."""
    numbers = _numbers(told)
    if numbers is None:
        return None
    ones, asked = normalise(told.cells, catalogue)
    odd = _odd(told, numbers, ones)
    settled = [_value(told, numbers, word, ones[head], head, catalogue) for word, head in odd.pairs]
    if any(
        one is None and word not in told.missing for one, (word, _) in zip(settled, odd.pairs, strict=True)
    ):
        return None
    value = numbers.double[told.value.codes]
    value[odd.rows] = np.array([np.nan if one is None else float(one) for one in settled])[odd.pair]
    exact = ["" if one is None else _exact(one) for one in settled]
    heads, kind = _heads(told, ones, catalogue)
    return Columns(
        heads,
        told.areas,
        _array("i", kind),
        _array("i", told.area),
        _array("i", np.arange(len(kind)) + told.tidy.first),
        _array("d", value),
        {k: exact[pair] for k, pair in odd if exact[pair]},
        _wording(told, odd, settled) if not told.tidy.letters else Sheeted(told),
    ), asked


def _numbers(told: Understood) -> _Numbers | None:
    """Every word read; None where one is no number, or where the column mixes two decimal marks."""
    if told.value.doubles is not None:
        return _Numbers(told.value.doubles, {}, None)
    double = np.full(len(told.value.words), np.nan)
    others: dict[int, Reading] = {}
    has_point = False
    for n, word in enumerate(told.value.words):
        is_stored = n in told.value.stored
        if len(word) <= _SAFE_DIGITS and (is_stored or _PLAIN(word)):
            double[n] = float(word)
            has_point = has_point or (not is_stored and "." in word)
        elif n not in told.missing:
            reading = _stored(word) if is_stored else read_number(words_of(word))
            if reading is None:
                return None
            others[n] = reading
    styles = styles_of(others.values()) | ({Style.ENGLISH} if has_point else set())
    return _Numbers(double, others, next(iter(styles), None)) if len(styles) < 2 else None


def _stored(word: str) -> Reading:
    """A number that the file itself keeps as one needs no proof."""
    return Reading((Decimal(word),), Style.PLAIN)


@dataclass(frozen=True, slots=True)
class _Odd:
    """Records whose value is not its word plainly read: marks, other units, other spellings. Record `rows[i]` is `pairs[pair[i]]`."""

    rows: Any
    pair: Any
    pairs: list[tuple[int, int]]
    """(word, head)."""

    def __iter__(self) -> Any:
        return iter(zip(self.rows.tolist(), self.pair.tolist(), strict=True))


def _odd(told: Understood, numbers: _Numbers, ones: Sequence[Observation]) -> _Odd:
    kinds: dict[tuple[object, ...], int] = {}
    kind = np.array(
        [kinds.setdefault((c.unit, c.measure, one.value), n) for n, (c, one) in enumerate(zip(told.cells, ones, strict=True))]
    )  # fmt: skip
    by_factor = np.array([one.value not in (None, 1) for one in ones])
    rows = np.flatnonzero(np.isnan(numbers.double)[told.value.codes] | by_factor[told.head])
    word = told.value.codes[rows].astype(np.int64)
    pair, distinct = pd.factorize(word * len(kind) + kind[told.head[rows]])
    return _Odd(rows, pair, [divmod(one, len(kind)) for one in distinct.tolist()])


def _value(
    told: Understood, numbers: _Numbers, word: int, one: Observation, head: int, catalogue: Catalogue
) -> Decimal | None:
    """A word's value in the canonical unit; None for a mark, and where nothing proves what the word means."""
    if word in told.missing:
        return None
    reading = numbers.others.get(word)
    text = told.value.words[word]
    value: Decimal | None = Decimal(text) if reading is None else reading.values[0]
    if reading is not None and reading.is_open:
        value = by_unit(told.cells[head], reading, catalogue)
        if value is None and numbers.style:
            value = in_style(text, reading, numbers.style)
    has_unit = bool(catalogue.units.get(one.cell.unit) or catalogue.unit(one.cell.unit))
    return shortest(value * (one.value or 1)) if value is not None and has_unit else value


def _exact(value: Decimal) -> str:
    """The decimal where its double is not spelt so; few digits without an empty end always are."""
    text = f"{value:f}"
    is_short = len(text) <= _SAFE_DIGITS and ("." not in text or text[-1] != "0")
    return "" if is_short or text == plain(float(value)) else text


class Sheeted(Mapping[int, Wording]):
    """The words and place of every figure of a sheet, made when they are asked for."""

    def __init__(self, told: Understood) -> None:
        self._told = told

    def __getitem__(self, record: int) -> Wording:
        if not 0 <= record < len(self):
            raise KeyError(record)
        value = self._told.value
        return Wording(self._told.place(record), -1, -1, clean(value.words[value.codes[record]]))

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self)))

    def __len__(self) -> int:
        return len(self._told.head)


def _wording(told: Understood, odd: _Odd, settled: Sequence[Decimal | None]) -> dict[int, Wording]:
    """The words of figures that are not their value plainly written."""
    words = [clean(told.value.words[word]) for word, _ in odd.pairs]
    is_own = [text != ("" if one is None else f"{one:f}") for text, one in zip(words, settled, strict=True)]
    return {k: Wording(told.place(k), -1, -1, words[pair]) for k, pair in odd if is_own[pair]}


def _heads(
    told: Understood, ones: Sequence[Observation], catalogue: Catalogue
) -> tuple[tuple[Head, ...], Any]:
    """What figures share, each once, and which one each record has."""
    marks = np.zeros(len(told.value.words), np.int64)
    for n, missing in told.missing.items():
        marks[n] = _MISSING.index(missing)
    is_known = np.array([name in catalogue.areas.by_id for name in told.areas])
    joined = (told.head.astype(np.int64) * len(_MISSING) + marks[told.value.codes]) * 2 + ~is_known[told.area]
    kind, kinds = pd.factorize(joined)
    heads: dict[Head, int] = {}
    number: list[int] = []
    for k in kinds.tolist():
        n, missing = divmod(k // 2, len(_MISSING))
        flag = told.cells[n].flag if missing else ones[n].flag
        head = _head(
            ones[n], _MISSING[missing], Flag.ASK if k % 2 else flag, 0 if told.tidy.letters else told.at + 1
        )
        number.append(heads.setdefault(head, len(heads)))
    return tuple(heads), np.array(number, np.int32)[kind]


def _head(one: Observation, missing: Missing, flag: Flag, column: int) -> Head:
    return Head(
        one.indicator, one.period, one.season, one.measure, one.giver, one.unit, one.qualifier, one.maturity, missing,
        flag, subject=one.cell.subject, column=column,
    )  # fmt: skip


def _array(kind: str, values: Any) -> array[Any]:
    made = array(kind)
    made.frombytes(np.ascontiguousarray(values, np.int32 if kind == "i" else np.float64).tobytes())
    return made
