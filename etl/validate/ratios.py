"""Rates beside their numbers, means beside what they count, numbers beside the list they sum up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from etl.catalog import Catalogue
from etl.catalog.relations import Ratio, relations
from etl.model import Measure, Severity
from etl.validate.judges import Contradiction, judge, plain, rough
from etl.validate.ledger import Bools, Floats, Ints, Ledger, find, last_of

WITHIN = ("report", "area", "period", "season", "measure", "giver")
"""What figures of one report must share to be set against each other."""
EDGE = 1e-9
MOST_OF_A_YEAR = 9
"""Months after which an amount says what a year's will be."""


@judge
def ratio_inconsistent(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A rate (yield, poverty, share of communes) that its two numbers do not give; one card a base."""
    misfits: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for bond in relations(catalogue).ratios:
        for rate, part, base in zip(*_misfits(ledger, bond), strict=True):
            misfits[int(base)].append((int(rate), int(part)))
    usual = _usual(ledger, _is_commune(ledger, catalogue)) if misfits else {}
    for base, pairs in misfits.items():
        rate, part = pairs[0]
        scale = 100.0 if ledger.name("unit", rate) == "%" else 1.0
        least, most = (
            scale * ledger.value[part] / ledger.high[rate],
            _over(scale * ledger.value[part], ledger.low[rate]),
        )
        facts = (
            ("rate", plain(ledger.value[rate])), ("part", plain(ledger.value[part])),
            ("base", plain(ledger.value[base])), ("low", rough(least)), ("high", rough(most)),
        )  # fmt: skip
        three = sorted((rate, part, base), key=lambda row: _apart(ledger, row, usual), reverse=True)
        rows = (*three, *(row for pair in pairs[1:] for row in pair))
        yield Contradiction("ratio_inconsistent", Severity.WARN, rows, facts)


def _misfits(ledger: Ledger, bond: Ratio) -> tuple[Ints, Ints, Ints]:
    rate, part, base = together(ledger, (bond.rate, bond.part, bond.base))
    positive = (ledger.low[base] > 0) & (ledger.value[part] >= 0)
    rate, part, base = rate[positive], part[positive], base[positive]
    low = bond.scale * ledger.low[part] / ledger.high[base]
    high = bond.scale * ledger.high[part] / ledger.low[base]
    off = (ledger.high[rate] < low * (1 - EDGE)) | (ledger.low[rate] > high * (1 + EDGE))
    return rate[off], part[off], base[off]


FAR = 5.0
"""How many times its neighbours' usual value a figure is before it is the one to look at."""


def _apart(ledger: Ledger, row: int, usual: Mapping[int, float]) -> int:
    """How many powers of ten a commune's figure stands from its neighbours' in the report; 0 within a few times."""
    if row not in usual or ledger.value[row] <= 0:
        return 0
    times = float(ledger.value[row] / usual[row])
    return 0 if 1 / FAR < times < FAR else abs(round(float(np.log10(times))))


def _usual(ledger: Ledger, communes: Bools) -> Mapping[int, float]:
    """The middle value among the communes one report tells of, for each of their figures."""
    rows = np.flatnonzero(ledger.is_usable & (ledger.value > 0) & communes)
    key = ledger.key("report", "indicator", "period", "season", "measure", "giver", at=rows)
    rows = rows[np.lexsort((ledger.value[rows], key))]
    size = np.unique(key, return_counts=True)[1]
    start = np.cumsum(size) - size
    value = ledger.value[rows]
    middle = (value[start + (size - 1) // 2] + value[start + size // 2]) / 2
    enough = np.repeat(size > FEWEST, size)
    return dict(zip(rows[enough].tolist(), np.repeat(middle, size)[enough].tolist(), strict=True))


FEWEST = 4
"""Neighbours that make a usual value."""


def _over(amount: float, by: float) -> float:
    return amount / by if by > 0 else float("inf")


def together(ledger: Ledger, codes: Sequence[str], within: Sequence[str] = WITHIN) -> tuple[Ints, ...]:
    """Figures of these indicators that one report tells of one area and period, side by side."""
    rows = [np.flatnonzero(ledger.is_usable & ledger.has("indicator", code)) for code in codes]
    if not all(len(found) for found in rows):
        return tuple(np.zeros(0, np.int64) for _ in codes)
    key = ledger.key(*within)
    rows = [found[last_of(key[found], ledger.order[found])] for found in rows]
    at = [find(key[rows[0]], key[found]) for found in rows]
    present = np.all([place >= 0 for place in at], axis=0)
    return tuple(found[place[present]] for found, place in zip(rows, at, strict=True))


@judge
def mean_impossible(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A mean that no whole number of things over so many units can give (15,45 over 12)."""
    for mean, over in relations(catalogue).means.items():
        figures, count = together(ledger, (mean, over))
        yield from _impossible(ledger, figures, ledger.value[count], count)
        alone = np.setdiff1d(np.flatnonzero(ledger.is_usable & ledger.has("indicator", mean)), figures)
        alone = alone[ledger.has("measure", Measure.ACTUAL)[alone]]
        yield from _impossible(ledger, alone, _communes(ledger, alone, catalogue), None)


def _impossible(ledger: Ledger, means: Ints, counts: Floats, told: Ints | None) -> Iterator[Contradiction]:
    sums = np.ceil(ledger.low[means] * counts - EDGE)
    off = (sums > ledger.high[means] * counts + EDGE) & (counts > 0)
    for at in np.flatnonzero(off):
        facts = (("mean", plain(ledger.value[means[at]])), ("count", plain(counts[at])))
        figures = (int(means[at]),) if told is None else (int(means[at]), int(told[at]))
        yield Contradiction("mean_impossible", Severity.WARN, figures, facts)


def _communes(ledger: Ledger, rows: Ints, catalogue: Catalogue) -> Floats:
    """How many rural communes a district had at the period's end; 0 where we cannot know."""
    told = np.zeros(len(rows))
    counts: dict[date, int] = {}
    for at, row in enumerate(rows):
        if ledger.name("area", row) == catalogue.areas.home:
            day = ledger.ends(row)
            if day not in counts:
                units = catalogue.areas.communes(catalogue.areas.home, day)
                counts[day] = sum(unit.level == "commune" for unit in units)
            told[at] = counts[day]
    return told


@judge
def list_disagrees(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """So many communes said to have reached a rank, and another number of them listed with it."""
    same = ("report", "period", "season")
    for code, (of, rank) in relations(catalogue).counts.items():
        told = np.flatnonzero(
            ledger.is_usable & ledger.has("indicator", code) & ledger.has("measure", Measure.ACTUAL)
        )
        listed = np.flatnonzero(
            ledger.is_usable & ledger.has("indicator", of) & _is_commune(ledger, catalogue)
        )
        key = ledger.key(*same)
        listed = listed[np.argsort(key[listed], kind="stable")]
        starts, ends = (np.searchsorted(key[listed], key[told], side) for side in ("left", "right"))
        for row, start, end, units in zip(
            told, starts, ends, _communes(ledger, told, catalogue), strict=True
        ):
            group = listed[start:end]
            full = len(group) >= units > 0
            count = int((ledger.value[group] >= rank).sum())
            if full and not ledger.low[row] <= count <= ledger.high[row]:
                facts = (("told", plain(ledger.value[row])), ("listed", str(count)))
                yield Contradiction("list_disagrees", Severity.WARN, (int(row), *map(int, group)), facts)


def _is_commune(ledger: Ledger, catalogue: Catalogue) -> Bools:
    known = catalogue.areas.by_id
    return ledger.each("area", lambda id_: id_ in known and known[id_].level in ("commune", "town")).astype(
        np.bool_
    )


@judge
def per_head_impossible(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """An amount that would leave each person next to nothing, or a fortune: triệu for tỷ, or ha for m²."""
    for code, (low, high) in relations(catalogue).per_head.items():
        levels = ledger.has("measure", Measure.ACTUAL, Measure.PLAN) & ledger.has("indicator", code)
        known = ledger.is_newest & levels & ledger.has("season", "") & ledger.from_january
        rows = np.flatnonzero(known & (ledger.months >= MOST_OF_A_YEAR))
        people = ledger.each("area", lambda id_: _people(id_, catalogue))[rows]
        head = ledger.value[rows] / np.maximum(people, 1) * 12 / ledger.months[rows]
        off = (people > 0) & (ledger.value[rows] > 0) & ((head < low) | (head > high))
        for row, each, crowd in zip(rows[off], head[off], people[off], strict=True):
            facts = (
                ("value", plain(ledger.value[row])), ("head", plain(float(f"{each:.3g}"))), ("people", str(crowd)),
                ("low", plain(low)), ("high", plain(high)),
            )  # fmt: skip
            yield Contradiction("per_head_impossible", Severity.WARN, (int(row),), facts)


def _people(area: str, catalogue: Catalogue) -> int:
    known = catalogue.areas.by_id.get(area)
    return (known.population or 0) if known and known.level in ("district", "city", "province") else 0
