"""A figure against its own past: the same months of other years, judged robustly."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from etl.catalog import Catalogue
from etl.model import Measure, Severity
from etl.validate.judges import Contradiction, judge, plain
from etl.validate.ledger import Floats, Ints, Ledger, pack

FEWEST = 4
"""Years of the same months before a series has a habit."""
FAR = 6.0
"""How many of its own usual deviations a figure may stray."""
CALM = 0.12
"""The least usual deviation (of the logarithm): no series is steadier than this."""
LEAP = 1.5
"""A smaller jump than four-and-a-half-fold asks no question, however steady the series."""
SLIP = 0.45
"""How near (in logarithm) a jump must be to a power of ten to look like a slip of unit or mark."""


@judge
def seasonal_jump(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A figure far from the same months of other years, and by no power of ten."""
    yield from _strays(ledger, "seasonal_jump", is_slip=False)


@judge
def unit_slip(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A figure ten, a hundred, a thousand or a million times its own habit: a slip of unit or mark."""
    yield from _strays(ledger, "unit_slip", is_slip=True)


def _strays(ledger: Ledger, code: str, *, is_slip: bool) -> Iterator[Contradiction]:
    rows, far, middle = _far(ledger)
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


def _far(ledger: Ledger) -> tuple[Ints, Floats, Floats]:
    """Figures that stray, by how much (in logarithm), and the middle of their habit."""
    usable = ledger.is_newest & ledger.has("measure", Measure.ACTUAL) & (ledger.value > 0)
    rows = np.flatnonzero(usable)
    months: dict[str, int] = {}
    part = ledger.each("period", lambda code: months.setdefault(re.sub(r"\d{4}", "", code), len(months)))
    series = pack([ledger.key("world", "indicator", "area", "season")[rows], part[rows]])
    logs = np.log(ledger.value[rows])
    _, group, size = np.unique(series, return_inverse=True, return_counts=True)
    middle = _medians(group, logs, size)[group]
    spread = 1.4826 * _medians(group, abs(logs - middle), size)[group]
    apart = logs - middle
    far = (size[group] >= FEWEST) & (abs(apart) > FAR * np.maximum(spread, CALM)) & (abs(apart) > LEAP)
    return rows[far], apart[far], middle[far]


def _medians(group: Ints, values: Floats, size: Ints) -> Floats:
    """The median of each group."""
    by = np.lexsort((values, group))
    starts = np.concatenate([[0], np.cumsum(size)[:-1]])
    return (values[by][starts + (size - 1) // 2] + values[by][starts + size // 2]) / 2
