"""What adds up by custom: months to a running total, parts that always made up their whole, criteria to their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from etl.catalog import Catalogue
from etl.catalog.relations import relations
from etl.model import Measure, Severity
from etl.validate.judges import Contradiction, judge, plain
from etl.validate.ledger import Bools, Floats, Ints, Ledger, find, is_month, last_of, pack
from etl.validate.parts import rows_by_indicator
from etl.validate.ratios import WITHIN

OFTEN = 4
"""So many times parts must have made up their whole before it is their custom."""
MOSTLY = 0.9
"""Of all other times told, the share in which they must have."""
SMALL = 0.05
"""A running total that is off by less than this part of its month may have been revised meanwhile."""


@judge
def month_disagrees(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A running total that is not the one of a month before and what the month between brought.

    Quiet where any value told for the month before fits, and where the total falls (cumulative_falls says so);
    only worth a note where little is lacking.
    """
    flows = {i.code for i in catalogue.indicators.values() if i.nature == "flow" and i.over_periods == "sum"}
    told = ledger.is_usable & ledger.has("measure", Measure.ACTUAL) & ledger.has("indicator", *flows)
    is_single = ledger.each("period", is_month).astype(np.bool_)
    series = pack([ledger.key("world", "indicator", "area", "season"), ledger.year * 13 + ledger.months])
    runs = np.flatnonzero(told & ledger.from_january)
    months = np.flatnonzero(told & is_single & (ledger.months > 1) & ledger.is_newest)
    here = pack([ledger.number["report"], series])
    at = find(here[months], here[runs[last_of(here[runs], ledger.order[runs])]])
    held = runs[last_of(here[runs], ledger.order[runs])]
    months, totals = months[at >= 0], held[at[at >= 0]]
    yield from _off(ledger, series, runs, months, totals)


def _off(ledger: Ledger, series: Ints, runs: Ints, months: Ints, totals: Ints) -> Iterator[Contradiction]:
    """Months whose total no value of the month before explains."""
    by = runs[np.lexsort((ledger.order[runs], series[runs]))]
    start = np.searchsorted(series[by], series[months] - 1, "left")
    end = np.searchsorted(series[by], series[months] - 1, "right")
    for month, total, first, last in zip(months, totals, start, end, strict=True):
        before = by[first:last]
        low, high = ledger.low[before] + ledger.low[month], ledger.high[before] + ledger.high[month]
        fits = (low <= ledger.high[total]) & (high >= ledger.low[total])
        falls = ledger.high[total] < ledger.low[before[-1:]]
        if len(before) and not np.any(fits) and not np.any(falls):
            added = float(ledger.value[before[-1]] + ledger.value[month])
            lacking = float(ledger.value[total]) - added
            small = abs(lacking) <= SMALL * abs(float(ledger.value[month]))
            facts = (
                ("total", plain(ledger.value[total])), ("before", plain(ledger.value[before[-1]])),
                ("month", plain(ledger.value[month])), ("added", plain(added)), ("difference", plain(lacking)),
            )  # fmt: skip
            figures = (int(month), int(total), int(before[-1]))
            yield Contradiction("month_disagrees", Severity.NOTE if small else Severity.WARN, figures, facts)


@judge
def sum_breaks_custom(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """Parts that made up their whole whenever both were told, and here do not."""
    key = ledger.key(*WITHIN)
    by_code = rows_by_indicator(ledger, key)
    for whole, parts in _children(catalogue).items():
        present = [part for part in parts if part in by_code]
        if whole in by_code and len(present) > 1:
            rows = by_code[whole]
            at = np.array([find(key[rows], key[by_code[part]]) for part in present])
            figures = np.array([by_code[part][n] for part, n in zip(present, at, strict=True)])
            yield from _uncustomary(ledger, rows, figures, at >= 0)


def _children(catalogue: Catalogue) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in catalogue.indicators.values():
        if one.part_of and one.over_areas == "sum":
            found[one.part_of].append(one.code)
    return found


def _uncustomary(ledger: Ledger, wholes: Ints, parts: Ints, has: Bools) -> Iterator[Contradiction]:
    """`parts[k, n]` belongs to `wholes[n]` where `has[k, n]`; judged among wholes told with the same parts."""
    chosen = np.flatnonzero(has.sum(axis=0) > 1)
    wholes, parts, has = wholes[chosen], parts[:, chosen], has[:, chosen]
    low, high = _added(ledger.low, parts, has), _added(ledger.high, parts, has)
    fits = (low <= ledger.high[wholes]) & (high >= ledger.low[wholes])
    kin = pack([ledger.number["world"][wholes], *has.astype(np.int64)])
    _, kind = np.unique(kin, return_inverse=True)
    often = np.bincount(kind, fits, minlength=int(kind.max(initial=-1)) + 1)
    others = np.bincount(kind, minlength=len(often)) - 1
    custom = (often >= OFTEN) & (often >= MOSTLY * others)
    for n in np.flatnonzero(~fits & custom[kind]):
        figures = (int(wholes[n]), *map(int, parts[has[:, n], n]))
        total, added = float(ledger.value[wholes[n]]), float(ledger.value[list(figures[1:])].sum())
        facts = (
            ("total", plain(total)), ("added", plain(added)), ("difference", plain(total - added)),
            ("times", str(int(often[kind[n]]))),
        )  # fmt: skip
        yield Contradiction("sum_breaks_custom", Severity.WARN, figures, facts)


def _added(bound: Floats, parts: Ints, has: Bools) -> Floats:
    added: Floats = np.where(has, bound[parts], 0.0).sum(axis=0)
    return added


@judge
def tally_disagrees(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """So many criteria said to be met, and another number of them listed as met, each listed one by one."""
    for told, parts in relations(catalogue).tallies.items():
        yield from _miscounted(ledger, told, parts)


def _miscounted(ledger: Ledger, code: str, parts: Sequence[str]) -> Iterator[Contradiction]:
    key = ledger.key(*WITHIN)
    said = np.flatnonzero(ledger.is_usable & ledger.has("indicator", code))
    listed = np.flatnonzero(ledger.is_usable & ledger.has("indicator", *parts))
    listed = listed[last_of(ledger.key("indicator", *WITHIN)[listed], ledger.order[listed])]
    listed = listed[np.argsort(key[listed], kind="stable")]
    if not len(listed) or not len(said):
        return
    starts = np.flatnonzero(np.append(True, key[listed][1:] != key[listed][:-1]))
    met = np.add.reduceat(ledger.value[listed] >= 1, starts, dtype=np.int64)
    count = np.diff(np.append(starts, len(listed)))
    at = find(key[said], key[listed][starts])
    for row, n in zip(said[at >= 0], at[at >= 0], strict=True):
        is_all = count[n] == len(parts)
        if (is_all and met[n] < ledger.low[row]) or met[n] > ledger.high[row]:
            members = listed[starts[n] : starts[n] + count[n]]
            facts = (("told", plain(ledger.value[row])), ("listed", str(met[n])), ("count", str(count[n])))
            yield Contradiction("tally_disagrees", Severity.WARN, (int(row), *map(int, members)), facts)
