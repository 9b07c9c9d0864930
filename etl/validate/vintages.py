"""One fact told twice, and running totals that fall: between reports as within one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from etl.catalog import Catalogue
from etl.model import Measure, Severity
from etl.validate.judges import Contradiction, judge, plain
from etl.validate.ledger import GRADES, KEY, LEVELS, REVISED, Ints, Ledger, find, pack


@judge
def cumulative_falls(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A running total of a later month that is lower than an earlier one of the same year."""
    flows = {i.code for i in catalogue.indicators.values() if i.nature == "flow" and i.over_periods == "sum"}
    told = ledger.is_newest & ledger.has("measure", Measure.ACTUAL) & ledger.from_january
    rows = np.flatnonzero(told & ledger.has("indicator", *flows))
    run = pack([ledger.key("world", "indicator", "area", "season", at=rows), ledger.year[rows]])
    day = ledger.last_day
    by = np.lexsort((day[rows], run))
    earlier, later = by[:-1], by[1:]
    falls = (run[earlier] == run[later]) & (ledger.high[rows[later]] < ledger.low[rows[earlier]])
    falls &= day[rows[later]] > day[rows[earlier]]
    for one, other in zip(rows[later[falls]], rows[earlier[falls]], strict=True):
        facts = (
            ("later", plain(ledger.value[one])),
            ("earlier", plain(ledger.value[other])),
            ("period", ledger.name("period", other)),
        )
        yield Contradiction("cumulative_falls", Severity.WARN, (int(one), int(other)), facts)


@judge
def reports_differ(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """The same fact in two reports, equally final, with values no rounding brings together."""
    older, newer = _retold(ledger)
    same_grade = _grade(ledger)[older] == _grade(ledger)[newer]
    apart = ledger.number["report"][older] != ledger.number["report"][newer]
    yield from _told_apart("reports_differ", ledger, older[same_grade & apart], newer[same_grade & apart])


@judge
def said_twice(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """The same fact twice in the text of one report, with two values."""
    older, newer = _retold(ledger)
    same = ledger.number["report"][older] == ledger.number["report"][newer]
    same &= ledger.in_text[older] & ledger.in_text[newer]
    yield from _told_apart("said_twice", ledger, older[same], newer[same])


@judge
def estimate_off(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A more final value far from the estimate it replaces."""
    older, newer = _retold(ledger)
    graded = _grade(ledger)[newer] != _grade(ledger)[older]
    size = np.maximum(abs(ledger.value[older]), abs(ledger.value[newer]))
    far = graded & (abs(ledger.value[older] - ledger.value[newer]) > REVISED * size)
    yield from _told_apart("estimate_off", ledger, older[far], newer[far], Severity.NOTE)


def _grade(ledger: Ledger) -> Ints:
    return ledger.each("maturity", lambda code: GRADES.get(code, 0))


def _retold(ledger: Ledger) -> tuple[Ints, Ints]:
    """Older figures beside the newest of the same key, where no rounding brings the two together."""
    rows = np.flatnonzero(ledger.is_usable & ledger.has("measure", *LEVELS))
    key = ledger.key(*KEY, at=rows)
    newest = ledger.is_newest[rows]
    other = rows[newest][find(key[~newest], key[newest])]
    older = rows[~newest]
    apart = (ledger.low[older] > ledger.high[other]) | (ledger.high[older] < ledger.low[other])
    return older[apart], other[apart]


def _told_apart(
    code: str, ledger: Ledger, older: Ints, newer: Ints, severity: Severity = Severity.WARN
) -> Iterator[Contradiction]:
    """One contradiction for each fact, with every older value that does not fit the newest."""
    told: dict[int, list[int]] = defaultdict(list)
    for one, other in zip(newer.tolist(), older.tolist(), strict=True):
        told[one].append(other)
    for one, others in told.items():
        facts = (("one", plain(ledger.value[one])), ("other", plain(ledger.value[others[0]])))
        yield Contradiction(code, severity, (one, *others), facts)
