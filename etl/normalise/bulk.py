"""Tidy columns → Columns: the mark of the whole column proved once, values converted together, words kept where they differ."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from etl.catalog import Catalogue
from etl.model import Cell, Columns, Finding, Flag, Head, Missing, Observation, Place, Wording
from etl.normalise import normalise
from etl.words.fold import clean, fold

_SAFE_DIGITS = 15
"""A decimal of so many digits is the shortest spelling of its double."""
_MISSING = tuple(Missing)


def columns_of(
    cells: Sequence[Cell], areas: Sequence[str], head: Any, area: Any, texts: Any, catalogue: Catalogue
) -> tuple[Columns, list[Finding]] | None:
    """All figures of a tidy file; None where its column of values must be read number by number.

    Figure k is `texts[k]` of the cell `cells[head[k]]` and the unit `areas[area[k]]`; the cells stand for their words.
    """
    words: list[str] = texts.tolist()
    numbers = _numbers(texts, words)
    marks = None if numbers is None else _marks(words, numbers, catalogue)
    if numbers is None or marks is None:
        return None
    column = int(cells[0].place.at.rpartition(":")[2])
    ones, findings = _ones(cells, head, column, catalogue)
    factor = np.array([float(one.value or 1) for one in ones])[head]
    is_known = np.array([name in catalogue.areas.by_id for name in areas])[area]
    joined = (head.astype(np.int64) * len(_MISSING) + marks) * 2 + ~is_known
    kind, kinds = pd.factorize(joined)
    heads = tuple(
        _head(ones[k // 2 // len(_MISSING)], _MISSING[k // 2 % len(_MISSING)], bool(k % 2), column)
        for k in kinds
    )
    odd = _odd(words, factor)
    wording = {k: Wording(f"{k + 2}:{column}", -1, -1, words[k]) for k in odd}
    long = {k: _exact(words[k], factor[k]) for k in odd if len(words[k]) > _SAFE_DIGITS and not marks[k]}
    nth = np.arange(2, len(head) + 2)
    value = _scaled(numbers, factor)
    return Columns(
        heads,
        tuple(areas),
        _array("i", kind),
        _array("i", area),
        _array("i", nth),
        _array("d", value),
        long,
        wording,
    ), findings


def _numbers(texts: Any, words: Sequence[str]) -> Any | None:
    """Every text as a double, NaN where it is none; None where nothing proves that the point is the decimal mark."""
    value = pd.to_numeric(texts, errors="coerce").to_numpy(np.float64)
    fractions = (text.rpartition(".")[2] for text in words if "." in text)
    first = next(fractions, None)
    if first is None or len(first) != 3 or any(len(fraction) != 3 for fraction in fractions):
        return value
    return None


def _marks(words: Sequence[str], value: Any, catalogue: Catalogue) -> Any | None:
    """Which mark stands where no number does, as a number of Missing; None where words stand that are no mark."""
    out = np.zeros(len(value), np.int64)
    without: list[int] = np.flatnonzero(np.isnan(value)).tolist()
    for k in without:
        name = catalogue.marks.get(fold(clean(words[k])))
        if name is None:
            return None
        out[k] = _MISSING.index(Missing(name))
    return out


def _ones(
    cells: Sequence[Cell], head: Any, column: int, catalogue: Catalogue
) -> tuple[list[Observation], list[Finding]]:
    """What one of each combination's unit is, and what is to be asked about it, at its first record."""
    first = dict(zip(*(part.tolist() for part in np.unique(head, return_index=True)), strict=True))
    ones: list[Observation] = []
    findings: list[Finding] = []
    for n, cell in enumerate(cells):
        (one,), asked = normalise([cell], catalogue)
        ones.append(one)
        findings += [replace(f, place=Place(f.place.file, f"{first[n] + 2}:{column}")) for f in asked]
    return ones, findings


def _head(one: Observation, missing: Missing, is_asked: bool, column: int) -> Head:
    return Head(
        one.indicator, one.period, one.season, one.measure, one.giver, one.unit, one.qualifier, one.maturity, missing,
        Flag.ASK if is_asked else one.flag, subject=one.cell.subject, column=column,
    )  # fmt: skip


def _odd(words: Sequence[str], factor: Any) -> list[int]:
    """The figures whose words are not their value plainly written: other units, trailing zeros, long numbers, marks."""
    by_unit = (factor != 1).tolist()
    return [
        k for k, text in enumerate(words)
        if by_unit[k] or len(text) > _SAFE_DIGITS or not text[:1].isdigit() or (text[-1] in "0. " and "." in text) or (text[0] == "0" and text[1:2].isdigit())
    ]  # fmt: skip


def _scaled(value: Any, factor: Any) -> Any:
    """Values in the canonical unit, without the binary tail that a multiplication leaves."""
    changed = np.flatnonzero((factor != 1) & ~np.isnan(value))
    out = value.copy()
    out[changed] = [float(f"{v:.{_SAFE_DIGITS}g}") for v in (value[changed] * factor[changed]).tolist()]
    return out


def _exact(text: str, factor: float) -> str:
    return f"{Decimal(text) * Decimal(str(factor)):f}"


def _array(kind: str, values: Any) -> array[Any]:
    made = array(kind)
    made.frombytes(np.ascontiguousarray(values, np.int32 if kind == "i" else np.float64).tobytes())
    return made
