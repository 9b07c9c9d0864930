"""A figure against its own past: the same months of other years, judged robustly."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from etl.catalog import Catalogue
from etl.model import Measure, Severity
from etl.validate.judges import Contradiction, judge, plain
from etl.validate.ledger import Bools, Floats, Ints, Ledger, is_month, once, pack

FEWEST = 4
"""Other years of the same months before a series has a habit."""
FAR = 6.0
"""How many of its own usual deviations a figure may stray."""
CALM = 0.12
"""The least usual deviation (of the logarithm): no series is steadier than this."""
LEAP = 1.5
"""A smaller jump than four-and-a-half-fold asks no question, however steady the series."""
WIDER = 3.0
"""So many times further from the middle than any other year ever was is no year like the others."""
STEP = {"flow": float(np.log(2.5)), "stock": float(np.log(1.5)), "ratio": float(np.log(1.5))}
"""The least jump such a year must be, by nature: what is counted anew each year moves more than what stays."""
FEW = 30
"""Counts of fewer things than this move freely: only a power of ten asks a question."""
SLIP = 0.45
"""How near (in logarithm) a jump must be to a power of ten to look like a slip of unit or mark."""
RANKED = "status"
"""The unit of what is a rank, no amount."""
_SIGNED = (Measure.CHANGE_ABS, Measure.CHANGE_PCT_YOY)


@judge
def seasonal_jump(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A figure far from the same months of other years, and by no power of ten."""
    yield from _strays(ledger, catalogue, "seasonal_jump", is_slip=False)


@judge
def unit_slip(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A figure ten, a hundred, a thousand or a million times its own habit: a slip of unit or mark."""
    yield from _strays(ledger, catalogue, "unit_slip", is_slip=True)


def _strays(ledger: Ledger, catalogue: Catalogue, code: str, *, is_slip: bool) -> Iterator[Contradiction]:
    rows, far, middle = _far(ledger, catalogue)
    powers = far / np.log(10)
    slips = (abs(powers - np.round(powers)) * np.log(10) < SLIP) & (np.round(powers) != 0)
    for row, usual, power, slip in zip(rows, middle, powers, slips, strict=True):
        if slip == is_slip:
            facts: tuple[tuple[str, str], ...] = (
                ("value", plain(ledger.value[row])),
                ("usual", plain(float(f"{np.exp(usual):.3g}"))),
            )
            if slip:
                facts += (("power", plain(10.0 ** abs(round(power)))),)
            yield Contradiction(code, Severity.WARN, (int(row),), facts)


@once
def _far(ledger: Ledger, catalogue: Catalogue) -> tuple[Ints, Floats, Floats]:
    """Figures that stray, by how much (in logarithm), and the middle of their habit."""
    ranked = (one.code for one in catalogue.indicators.values() if one.unit == RANKED)
    told = ledger.is_newest & (ledger.value > 0) & ~ledger.has("indicator", *ranked)
    rows = np.flatnonzero(told & ~ledger.has("measure", *_SIGNED))
    months: dict[str, int] = {}
    part = ledger.each("period", lambda code: months.setdefault(re.sub(r"\d{4}", "", code), len(months)))
    group = pack([ledger.key("world", "indicator", "area", "season", "measure", "giver")[rows], part[rows]])
    logs = np.log(ledger.value[rows])
    by = np.lexsort((logs, group))
    rows, logs = rows[by], logs[by]
    group = np.unique(group[by], return_inverse=True)[1]
    size = np.bincount(group)
    middle = _medians(group, logs, size)[group]
    spread = 1.4826 * _medians(group, abs(logs - middle), size)[group]
    far = (abs(logs - middle) > FAR * np.maximum(spread, CALM)) & (abs(logs - middle) > LEAP)
    far &= size[group] >= FEWEST
    chosen = far | _unlike_others(logs, size, _least_steps(ledger, catalogue, rows, middle))
    return rows[chosen], (logs - middle)[chosen], middle[chosen]


def _least_steps(ledger: Ledger, catalogue: Catalogue, rows: Ints, middle: Floats) -> Floats:
    """How much each figure must stray before it is unlike the others: one month alone and small counts, more."""
    nature = {code: STEP.get(one.nature, LEAP) for code, one in catalogue.indicators.items()}
    step = np.array([nature.get(code, LEAP) for code in ledger.names["indicator"]])[
        ledger.number["indicator"][rows]
    ]
    counted = ledger.has("unit", *(one.code for one in catalogue.units.values() if one.is_counted))[rows]
    is_single = ledger.each("period", is_month).astype(np.bool_)[rows] & (step == STEP["flow"])
    return np.where(is_single | (counted & (np.exp(middle) < FEW)), LEAP, step)


def _unlike_others(logs: Floats, size: Ints, step: Floats) -> Bools:
    """The highest or lowest of each group (values in order) that is unlike all the others."""
    odd = np.zeros(len(logs), np.bool_)
    starts = (np.cumsum(size) - size)[size > FEWEST]
    count = size[size > FEWEST]
    for first, one in ((starts, starts + count - 1), (starts + 1, starts)):
        last = first + count - 2
        middle = (logs[first + (count - 2) // 2] + logs[first + (count - 1) // 2]) / 2
        widest = np.maximum(middle - logs[first], logs[last] - middle)
        odd[one] |= abs(logs[one] - middle) > np.maximum(WIDER * widest, step[one])
    return odd


def _medians(group: Ints, values: Floats, size: Ints) -> Floats:
    """The median of each group."""
    by = np.lexsort((values, group))
    starts = np.concatenate([[0], np.cumsum(size)[:-1]])
    return (values[by][starts + (size - 1) // 2] + values[by][starts + size // 2]) / 2
