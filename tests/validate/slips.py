"""Slips of pen, key and copy as offices make them, over every theme; each is a handful of figures that read otherwise."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise

from etl.model import CLAIMS, Measure, Observation, Period
from tests.validate.evidence import CATALOGUE
from tests.validate.planting import Corpus, restated, value_of

Wrong = Mapping[int, Observation]
Offer = tuple[int, Callable[[], Wrong]]
"""A figure where a slip may be made, and what then reads otherwise: nothing where this slip is none."""
Kind = Callable[[Corpus, random.Random], Iterator[Offer]]
Row = list[int]


def _numbers(corpus: Corpus) -> Iterator[tuple[int, Observation]]:
    for n, one in enumerate(corpus.seen):
        if one.value and one.area_id and one.indicator and one.cell.group and one.unit != "status":
            yield n, one


def _alone(corpus: Corpus, say: Callable[[Observation], Decimal | None]) -> Iterator[Offer]:
    """Figures that one slip turns into another number."""
    for n, one in _numbers(corpus):
        yield n, partial(_otherwise, n, one, say)


def _otherwise(n: int, one: Observation, say: Callable[[Observation], Decimal | None]) -> Wrong:
    value = say(one)
    return {} if value is None or value == one.value else {n: restated(one, value)}


def _digits(one: Observation) -> str:
    return f"{one.cell.value or value_of(one):f}"


def _scaled(one: Observation, told: str) -> Decimal:
    """Digits as the report prints them, in the indicator's unit."""
    return Decimal(told) * value_of(one) / Decimal(_digits(one))


def digits_swapped(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """43 → 34, anywhere in the number."""

    def say(one: Observation) -> Decimal | None:
        told = _digits(one)
        pairs = [n for n, (a, b) in enumerate(pairwise(told)) if a != b and (a + b).isdigit()]
        if not pairs:
            return None
        n = random_.choice(pairs)
        return _scaled(one, told[:n] + told[n + 1] + told[n] + told[n + 2 :])

    return _alone(corpus, say)


def digit_dropped(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """1.234 → 134."""

    def say(one: Observation) -> Decimal | None:
        whole, mark, rest = _digits(one).partition(".")
        n = random_.randrange(len(whole))
        return _scaled(one, whole[:n] + whole[n + 1 :] + mark + rest) if len(whole) > 1 else None

    return _alone(corpus, say)


def digit_mistyped(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """1.234 → 1.834: another key."""

    def say(one: Observation) -> Decimal | None:
        told = _digits(one)
        n = random_.choice([n for n, digit in enumerate(told) if digit.isdigit()])
        return _scaled(one, told[:n] + random_.choice("0123456789") + told[n + 1 :])

    return _alone(corpus, say)


def zeros_lost_or_added(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """×10, ×1000, ÷1000."""
    return _alone(corpus, lambda one: value_of(one) * Decimal(random_.choice(["10", "1000", "0.001"])))


def unit_mixed(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """Tạ for tấn, triệu for tỷ, m² for ha."""
    powers = {"t": ("10", "0.1"), "t/ha": ("10", "0.1"), "VND": ("1000", "0.001"), "ha": ("10000", "0.0001")}

    def say(one: Observation) -> Decimal | None:
        told = powers.get(one.unit)
        return value_of(one) * Decimal(random_.choice(told)) if told else None

    return _alone(corpus, say)


def mark_misread(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """1.234 → 1,234 and 12,5 → 125: thousands and decimals take each other's mark."""

    def say(one: Observation) -> Decimal | None:
        whole, mark, rest = _digits(one).partition(".")
        if mark:
            return _scaled(one, whole + rest)
        return value_of(one) / 1000 if len(whole) > 3 else None

    return _alone(corpus, say)


def sign_turned(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """A minus lost, or a dash read as one."""
    return _alone(corpus, lambda one: -value_of(one))


def total_left_behind(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """A part was put right by a few hundredths, its total was not."""

    def say(one: Observation) -> Decimal | None:
        is_level = CATALOGUE.indicators[one.indicator].over_areas == "sum" and one.measure not in CLAIMS
        changed = value_of(one) * Decimal(random_.choice(["1.04", "0.95", "1.08"]))
        return changed if is_level and not one.cell.is_total else None

    return _alone(corpus, say)


def share_left_behind(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """The value was revised, the share beside it was kept."""
    shares = (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD)
    shared = {_fact(corpus, n) for n, one in enumerate(corpus.seen) if one.measure in shares}
    for n, one in _numbers(corpus):
        if one.measure is Measure.ACTUAL and _fact(corpus, n) in shared:
            yield n, partial(_otherwise, n, one, lambda one: value_of(one) * Decimal("1.05"))


def _fact(corpus: Corpus, n: int) -> tuple[str, ...]:
    one = corpus.seen[n]
    return corpus.report[n], one.indicator, one.area_id, one.period


def year_copied(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """Last year's number stands where this year's should."""
    held = {(o.indicator, o.area_id, o.period, o.season, o.measure): o.value for _, o in _numbers(corpus)}

    def say(one: Observation) -> Decimal | None:
        ago = Period.parse(one.period).shifted(-1).code
        return held.get((one.indicator, one.area_id, ago, one.season, one.measure))

    return _alone(corpus, say)


def run_falls(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """This month's figure alone where the running total should stand."""

    def say(one: Observation) -> Decimal | None:
        runs = one.measure is Measure.ACTUAL and "-01/" in one.period and one.period[-2:] > "04"
        return value_of(one) * Decimal(random_.choice(["0.4", "0.2"])) if runs else None

    return _alone(corpus, say)


def _tables(corpus: Corpus) -> list[dict[str, Row]]:
    """Tables of communes: the figures of each, in the order of the columns."""
    found: dict[tuple[str, ...], dict[str, Row]] = defaultdict(lambda: defaultdict(list))
    for n, one in enumerate(corpus.seen):
        if one.area_id and one.cell.group and not one.cell.is_total and one.value is not None:
            found[corpus.report[n], one.cell.group.partition("|")[0]][one.area_id].append(n)
    return [rows for rows in found.values() if len(rows) > 5]


def _two_rows(corpus: Corpus, random_: random.Random) -> Iterator[tuple[Row, Row]]:
    """Two communes of a table whose columns are filled alike."""
    for rows in _tables(corpus):
        one, other = (rows[area] for area in random_.sample(sorted(rows), 2))
        if [corpus.seen[n].indicator for n in one] == [corpus.seen[n].indicator for n in other]:
            yield one, other


def communes_swapped(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """Two communes bear each other's row."""
    for one, other in _two_rows(corpus, random_):
        yield (
            one[0],
            partial(_swapped, corpus, [*zip(one, other, strict=True), *zip(other, one, strict=True)]),
        )


def _swapped(corpus: Corpus, pairs: list[tuple[int, int]]) -> Wrong:
    told = {a: restated(corpus.seen[a], value_of(corpus.seen[b])) for a, b in pairs}
    return {n: one for n, one in told.items() if one.value != corpus.seen[n].value}


def column_shifted(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """From one cell of a row on, every number stands one column to the left."""
    for rows in _tables(corpus):
        for row in rows.values():
            if len(row) > 2:
                yield row[0], partial(_shifted, corpus, row[random_.randrange(len(row) - 1) :])


def _shifted(corpus: Corpus, row: Row) -> Wrong:
    """Each cell prints the number of the next; its own unit makes of it what it will."""
    told = {}
    for a, b in pairwise(row):
        one, source = corpus.seen[a], corpus.seen[b]
        factor = value_of(one) / Decimal(_digits(one)) if one.value else Decimal(1)
        told[a] = restated(one, Decimal(_digits(source)) * factor)
    return told


def commune_twice(corpus: Corpus, random_: random.Random) -> Iterator[Offer]:
    """One commune's row stands where another's should: it is there twice, the other not at all."""
    for one, other in _two_rows(corpus, random_):
        yield one[0], partial(_twice, corpus, one, other)


def _twice(corpus: Corpus, one: Row, other: Row) -> Wrong:
    again = {
        b: replace(corpus.seen[a], cell=replace(corpus.seen[a].cell, place=corpus.seen[b].cell.place))
        for a, b in zip(one, other, strict=True)
    }
    return {a: corpus.seen[a] for a in one} | again


KINDS: tuple[Kind, ...] = (
    digits_swapped, digit_dropped, digit_mistyped, zeros_lost_or_added, unit_mixed, mark_misread, sign_turned, total_left_behind,
    share_left_behind, year_copied, run_falls, communes_swapped, column_shifted, commune_twice,
)  # fmt: skip
