"""Errors an office makes, planted among the figures of true reports; each names the figure whose card should tell of it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from etl.catalog import load
from etl.model import CLAIMS, Maturity, Measure, Missing, Observation
from etl.validate.exact import last_digit

CATALOGUE = load()
EACH = 36
"""How many errors of each kind are planted, where the reports offer so many places."""


@dataclass(slots=True)
class Corpus:
    """The reports' figures in order of date, and what was planted among them."""

    seen: list[Observation]
    report: list[str]
    planted: dict[int, str] = field(default_factory=dict)
    taken: set[tuple[str, ...]] = field(default_factory=set)

    def plant(self, kind: str, at: int, wrong: Observation) -> None:
        """Put one error in place of a figure; its table column is spared from then on."""
        self.seen[at], self.planted[at] = wrong, kind

    def spare(self, at: int) -> bool:
        """Whether no error stands near; then the place is taken."""
        one = self.seen[at]
        near = {
            (self.report[at], one.indicator, one.period),
            (one.indicator, one.area_id, one.period),
            (one.indicator, one.area_id, one.period[:4]),
        }
        if near & self.taken:
            return False
        self.taken |= near
        return True


def restated(one: Observation, value: Decimal) -> Observation:
    """The figure as if its report had printed another value, as exactly."""
    assert one.value is not None
    unit, target = (
        CATALOGUE.units.get(one.cell.unit) or CATALOGUE.unit(one.cell.unit),
        CATALOGUE.units.get(one.unit),
    )
    factor = unit.factor / target.factor if unit and target and unit.kind == target.kind else Decimal(1)
    step = Decimal(str(last_digit(one.cell.text, f"{one.value:f}")))
    value = (value / step).to_integral_value() * step
    words = f"{value / factor:f}".replace(".", ",")
    return replace(one, value=value, cell=replace(one.cell, text=words, number=words, value=value / factor))


def swapped(value: Decimal) -> Decimal:
    """Two neighbouring leading digits changed places."""
    digits = list(f"{value:f}")
    for n in range(len(digits) - 1):
        if digits[n].isdigit() and digits[n + 1].isdigit() and abs(int(digits[n]) - int(digits[n + 1])) > 1:
            digits[n], digits[n + 1] = digits[n + 1], digits[n]
            break
    else:
        return value * Decimal("1.3")
    return Decimal("".join(digits))


def tables(corpus: Corpus) -> dict[tuple[str, ...], list[int]]:
    """Figures of one table that add up: by file, table, indicator, period, season and measure."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, one in enumerate(corpus.seen):
        known = CATALOGUE.indicators.get(one.indicator)
        if known and known.over_areas == "sum" and one.cell.group and one.value and one.measure not in CLAIMS:
            key = (
                corpus.report[n],
                one.cell.group.partition("|")[0],
                one.indicator,
                one.period,
                one.season,
                one.measure,
            )
            found[key].append(n)
    return {
        key: rows
        for key, rows in found.items()
        if len(rows) > 5 and any(corpus.seen[n].cell.is_total for n in rows)
    }


Plant = Callable[[Corpus, random.Random], Iterator[tuple[int, Observation, int]]]
"""Yields (where, wrong figure, the figure whose card tells of it)."""


def wrong_total(corpus: Corpus, random_: random.Random) -> Iterator[tuple[int, Observation, int]]:
    for rows in tables(corpus).values():
        (total,) = (n for n in rows if corpus.seen[n].cell.is_total)
        yield total, restated(corpus.seen[total], swapped(value_of(corpus.seen[total]))), total


def wrong_part(corpus: Corpus, random_: random.Random) -> Iterator[tuple[int, Observation, int]]:
    for rows in tables(corpus).values():
        (total,) = (n for n in rows if corpus.seen[n].cell.is_total)
        parts = [
            n for n in rows if n != total and value_of(corpus.seen[n]) * 20 > value_of(corpus.seen[total])
        ]
        if parts:
            part = random_.choice(parts)
            yield (
                part,
                restated(
                    corpus.seen[part],
                    value_of(corpus.seen[part]) * random_.choice([10, Decimal("0.1"), Decimal("1.9")]),
                ),
                total,
            )


def wrong_share(corpus: Corpus, random_: random.Random) -> Iterator[tuple[int, Observation, int]]:
    for n, one in enumerate(corpus.seen):
        if (
            one.measure in (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD)
            and one.cell.group
            and has_base(corpus, n)
        ):
            yield n, restated(one, value_of(one) + random_.choice([-1, 1]) * random_.randint(3, 9)), n


def wrong_power(corpus: Corpus, random_: random.Random) -> Iterator[tuple[int, Observation, int]]:
    for n, one in enumerate(corpus.seen):
        if one.measure in (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD) and has_base(corpus, n):
            level = level_of(corpus, n)
            yield (
                level,
                restated(corpus.seen[level], value_of(corpus.seen[level]) * random_.choice([10, 1000])),
                level,
            )


def row_twice(corpus: Corpus, random_: random.Random) -> Iterator[tuple[int, Observation, int]]:
    for rows in tables(corpus).values():
        parts = [n for n in rows if not corpus.seen[n].cell.is_total and corpus.seen[n].area_id]
        if len({corpus.seen[n].cell.group for n in parts}) > 1:
            continue  # communes stand in columns: there is no row to repeat
        first, second = random_.sample(parts, 2)
        twice = replace(
            corpus.seen[first], cell=replace(corpus.seen[first].cell, place=corpus.seen[second].cell.place)
        )
        yield second, twice, max(first, second)


def row_twice_with_another_value(
    corpus: Corpus, random_: random.Random
) -> Iterator[tuple[int, Observation, int]]:
    for at, twice, card in row_twice(corpus, random_):
        yield at, restated(twice, value_of(twice) * Decimal("1.7")), card


def fallen_total(corpus: Corpus, random_: random.Random) -> Iterator[tuple[int, Observation, int]]:
    for n, one in enumerate(corpus.seen):
        known = CATALOGUE.indicators.get(one.indicator)
        runs = (
            one.measure is Measure.ACTUAL and one.period.endswith(("-08", "-09", "-10")) and "/" in one.period
        )
        if known and known.over_periods == "sum" and runs and one.value and one.area_id:
            yield n, restated(one, value_of(one) * Decimal("0.2")), n


def wrong_rate(corpus: Corpus, random_: random.Random) -> Iterator[tuple[int, Observation, int]]:
    rates = {
        i.code
        for i in CATALOGUE.indicators.values()
        if i.over_areas.startswith("ratio:") and not i.code.startswith("ntm")
    }
    for n, one in enumerate(corpus.seen):
        if one.indicator in rates and one.measure is Measure.ACTUAL and one.value and has_parts(corpus, n):
            yield n, restated(one, value_of(one) * Decimal("1.2")), n


def slipped_unit(corpus: Corpus, random_: random.Random) -> Iterator[tuple[int, Observation, int]]:
    for n, one in enumerate(corpus.seen):
        if (
            one.indicator.startswith("herd")
            and one.measure is Measure.ACTUAL
            and one.value
            and one.period > "2022"
            and one.area_id
        ):
            yield n, restated(one, value_of(one) * random_.choice([10, 100])), n


def told_otherwise(corpus: Corpus, random_: random.Random) -> Iterator[tuple[int, Observation, int]]:
    first: dict[tuple[str, ...], int] = {}
    for n, one in enumerate(corpus.seen):
        key = (one.indicator, one.area_id, one.period, one.season, one.measure, one.giver, one.maturity)
        other = first.setdefault(key, n)
        same = corpus.report[other] == corpus.report[n]
        if (
            one.value
            and one.measure is Measure.ACTUAL
            and one.maturity is not Maturity.FINAL
            and not same
            and one.area_id
        ):
            yield n, restated(one, value_of(one) * Decimal("1.06")), n


KINDS: Sequence[Plant] = (
    slipped_unit, wrong_rate, told_otherwise, fallen_total, wrong_power, wrong_share, wrong_total, wrong_part, row_twice, row_twice_with_another_value,
)  # fmt: skip


def value_of(one: Observation) -> Decimal:
    assert one.value is not None
    return one.value


def level_of(corpus: Corpus, share: int) -> int:
    """The amount in the row of a share; -1 where there is not exactly one."""
    one = corpus.seen[share]
    near = range(max(0, share - 40), min(len(corpus.seen), share + 40))
    rows = [
        n
        for n in near
        if same_row(corpus, n, share)
        and corpus.seen[n].measure is Measure.ACTUAL
        and corpus.seen[n].period == one.period
    ]
    return rows[0] if len(rows) == 1 and corpus.seen[rows[0]].value else -1


def has_base(corpus: Corpus, share: int) -> bool:
    base = Measure.PLAN if corpus.seen[share].measure is Measure.PCT_OF_PLAN else Measure.SAME_PERIOD
    near = range(max(0, share - 40), min(len(corpus.seen), share + 40))
    bases = [
        n
        for n in near
        if same_row(corpus, n, share) and corpus.seen[n].measure is base and corpus.seen[n].value
    ]
    return len(bases) == 1 and level_of(corpus, share) >= 0 and value_of(corpus.seen[share]) > 10


def same_row(corpus: Corpus, n: int, other: int) -> bool:
    one, two = corpus.seen[n], corpus.seen[other]
    return corpus.report[n] == corpus.report[other] and (
        one.indicator,
        one.area_id,
        one.season,
        one.cell.group.partition("|")[0],
    ) == (two.indicator, two.area_id, two.season, two.cell.group.partition("|")[0])


def has_parts(corpus: Corpus, rate: int) -> bool:
    one = corpus.seen[rate]
    part, _, base = CATALOGUE.indicators[one.indicator].over_areas.removeprefix("ratio:").partition("/")
    near = [
        s.indicator
        for n, s in enumerate(corpus.seen)
        if corpus.report[n] == corpus.report[rate]
        and (s.area_id, s.period, s.season, s.measure) == (one.area_id, one.period, one.season, one.measure)
        and s.value and s.missing is Missing.NONE
    ]  # fmt: skip
    return {part, base} <= set(near)


def seeded(clean: Corpus) -> tuple[Corpus, dict[int, int]]:
    """The corpus with errors, and for each the figure whose card tells of it."""
    random_ = random.Random(7)
    corpus = Corpus(list(clean.seen), list(clean.report))
    cards_at: dict[int, int] = {}
    for kind in KINDS:
        offers = list(kind(clean, random_))
        random_.shuffle(offers)
        left = EACH
        for at, wrong, card in offers:
            if left and at >= 0 and wrong != clean.seen[at] and corpus.spare(at):
                corpus.plant(kind.__name__, at, wrong)
                cards_at[at] = card
                left -= 1
    return corpus, cards_at
