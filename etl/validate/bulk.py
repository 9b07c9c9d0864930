"""Columns → Findings: the rules about single figures and repeats, over all figures of a tidy file at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from etl.catalog import Catalogue
from etl.model import CLAIMS, Columns, Finding, Flag, Measure, Place, Severity
from etl.validate.bounds import whole_counts

MOST = 500
"""So many findings of one kind are listed; how many more there are is told in one note."""


def validate_columns(columns: Columns, file: str, catalogue: Catalogue) -> list[Finding]:
    """What the rules have to say: each unknown indicator once, each odd figure at its record."""
    return [
        *_unknown(columns, file, catalogue),
        *_outside(columns, file, catalogue),
        *_repeats(columns, file),
    ]


def _place(columns: Columns, k: int, file: str) -> Place:
    words = columns.wording.get(k)
    return Place(file, words.place if words else f"{columns.nth[k]}:{columns.heads[columns.head[k]].column}")


def _unknown(columns: Columns, file: str, catalogue: Catalogue) -> Iterator[Finding]:
    firsts = dict(zip(*(part.tolist() for part in np.unique(columns.head, return_index=True)), strict=True))
    told: set[str] = set()
    for n, head in enumerate(columns.heads):
        if head.indicator not in catalogue.indicators and head.subject not in told:
            told.add(head.subject)
            yield Finding(
                "unknown_indicator",
                Severity.WARN,
                _place(columns, firsts[n], file),
                (("subject", head.subject),),
            )


def _outside(columns: Columns, file: str, catalogue: Catalogue) -> Iterator[Finding]:
    """Values below nothing, outside their bounds, or broken where things are counted."""
    known = [
        catalogue.indicators.get(head.indicator) if Measure(head.measure) not in CLAIMS else None
        for head in columns.heads
    ]
    counted = whole_counts(catalogue)
    head, value = np.asarray(columns.head), np.asarray(columns.value)
    low = np.array([float(k.low) if k and k.low is not None else -np.inf for k in known])[head]
    high = np.array([float(k.high) if k and k.high is not None else np.inf for k in known])[head]
    is_count = np.array([k is not None and k.code in counted for k in known])[head]
    is_negative = (value < 0) & (low == 0)
    odd = {
        "negative_value": is_negative,
        "out_of_bounds": ((value < low) | (value > high)) & ~is_negative,
        "not_whole": is_count & (value != np.round(value)) & ~np.isnan(value),
    }
    for code, chosen in odd.items():
        rows = np.flatnonzero(chosen)
        yield from _unlisted(columns, rows, file, code)
        for k in rows[:MOST].tolist():
            bounds = (("low", f"{low[k]:g}"), ("high", f"{high[k]:g}")) if code == "out_of_bounds" else ()
            yield Finding(
                code, Severity.WARN, _place(columns, k, file), (("value", f"{value[k]:g}"), *bounds)
            )


def _repeats(columns: Columns, file: str) -> Iterator[Finding]:
    """One fact twice: with one value a repeated row, with two a conflict that a person settles."""
    facts: dict[tuple[str, ...], int] = {}
    fact = [
        facts.setdefault((h.indicator, h.period, h.season, h.measure, h.giver), n)
        for n, h in enumerate(columns.heads)
    ]
    key = np.array(fact, np.int64)[columns.head] * len(columns.areas) + np.asarray(columns.area)
    order = np.argsort(key, kind="stable")
    again: Any = np.flatnonzero(key[order][1:] == key[order][:-1])
    first, second = order[again], order[again + 1]
    counts = np.array(
        [bool(h.indicator) and h.flag != Flag.ASK and h.measure not in CLAIMS for h in columns.heads]
    )
    is_known = counts[np.asarray(columns.head)[second]]
    value = np.asarray(columns.value)
    is_known &= ~np.isnan(value[second])
    first, second = first[is_known], second[is_known]
    is_same = value[first] == value[second]
    for code, chosen in (("duplicate_row", is_same), ("conflicting_values", ~is_same)):
        yield from _unlisted(columns, second[chosen], file, code)
    listed = np.sort(np.concatenate([np.flatnonzero(is_same)[:MOST], np.flatnonzero(~is_same)[:MOST]]))
    for at in listed.tolist():
        yield _repeat(columns, int(first[at]), int(second[at]), file)
        if not is_same[at]:
            yield _repeat(columns, int(second[at]), int(first[at]), file)


def _repeat(columns: Columns, first: int, second: int, file: str) -> Finding:
    one, other = columns.value[first], columns.value[second]
    place, seen = _place(columns, second, file), _place(columns, first, file).at
    if one == other:
        facts = (("area", columns.areas[columns.area[second]]), ("first", seen), ("value", f"{one:g}"))
        return Finding("duplicate_row", Severity.WARN, place, facts)
    facts = (("one", f"{one:g}"), ("other", f"{other:g}"), ("first", seen))
    return Finding("conflicting_values", Severity.BLOCK, place, facts)


def _unlisted(columns: Columns, found: Any, file: str, code: str) -> Iterator[Finding]:
    """How many findings of a kind stand beyond those listed, at the first of them."""
    if len(found) > MOST:
        facts = (("count", str(len(found) - MOST)), ("listed", str(MOST)), ("code", code))
        yield Finding("more_alike", Severity.NOTE, _place(columns, int(found[MOST]), file), facts)
