"""What in the reports speaks against a figure, worked out apart from the rules: relations that hold in true reports, plainly."""

from __future__ import annotations

import math
import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from etl.catalog import load
from etl.model import CLAIMS, Measure, Observation, Period, PeriodKind
from etl.validate.exact import last_digit
from tests.validate.planting import Corpus

CATALOGUE = load()
Span = tuple[float, float]
Holds = Callable[[Sequence[Span]], bool]
HABIT_YEARS = 4
HABIT_FACTOR = 1.5


@dataclass(frozen=True, slots=True)
class Relation:
    """Figures that bind each other; `holds` judges their intervals, in order. A card belongs at `told` or at the wrong figure."""

    kind: str
    figures: tuple[int, ...]
    holds: Holds
    told: tuple[int, ...]


@lru_cache(maxsize=200_000)
def span(one: Observation) -> Span:
    """Between which numbers a printed value lies."""
    value = float(one.value or 0)
    half = last_digit(one.cell.text, f"{one.value:f}") / 2 if one.value is not None else 0.0
    is_exact = one.unit in ("people", "households", "head", "trees", "criteria", "status") and half == 0.5
    return (value, value) if is_exact else (value - half, value + half)


def overlaps(sides: Sequence[Span]) -> bool:
    return max(low for low, _ in sides) <= min(high for _, high in sides) + 1e-9


def adds_up(sides: Sequence[Span]) -> bool:
    """The first is the sum of the rest."""
    (low, high), rest = sides[0], sides[1:]
    return sum(a for a, _ in rest) <= high + 1e-9 * abs(high) and sum(b for _, b in rest) >= low - 1e-9 * abs(
        low
    )


def is_share(sides: Sequence[Span]) -> bool:
    """The first is the second as a percentage of the third, give or take a hidden digit."""
    share, part, base = sides
    if base[0] <= 0 or part[0] < 0:
        return True
    return 100 * part[0] / base[1] <= share[1] + 0.06 and 100 * part[1] / base[0] >= share[0] - 0.06


def is_rate(sides: Sequence[Span]) -> bool:
    rate, part, base = sides
    return base[0] <= 0 or (part[0] / base[1] <= rate[1] + 1e-9 and part[1] / base[0] >= rate[0] - 1e-9)


def rises(sides: Sequence[Span]) -> bool:
    return all(later[1] >= earlier[0] for earlier, later in pairwise(sides))


def at_most(sides: Sequence[Span]) -> bool:
    return sides[0][0] <= sides[1][1]


def is_habit(sides: Sequence[Span]) -> bool:
    """No year is half as much again, and three times as far from the middle as any other year ever was."""
    logs = [math.log((low + high) / 2) if low + high > 0 else math.nan for low, high in sides]
    for n, mine in enumerate(logs):
        others = [one for k, one in enumerate(logs) if k != n and not math.isnan(one)]
        if math.isnan(mine) or len(others) < HABIT_YEARS:
            continue
        middle = statistics.median(others)
        widest = max(abs(one - middle) for one in others)
        if abs(mine - middle) > max(3 * widest, math.log(HABIT_FACTOR)):
            return False
    return True


def relations(clean: Corpus) -> tuple[list[Relation], list[Relation]]:
    """Everything that binds figures in true reports: what holds in them, and the few that do not."""
    found = (
        _same_fact(clean), _totals(clean), _rows(clean), _within(clean), _series(clean), _habits(clean), _lone(clean),
    )  # fmt: skip
    holding: list[Relation] = []
    broken: list[Relation] = []
    for one in chain.from_iterable(found):
        (holding if one.holds([span(clean.seen[n]) for n in one.figures]) else broken).append(one)
    return holding, broken


def _usable(corpus: Corpus) -> Iterator[tuple[int, Observation]]:
    for n, one in enumerate(corpus.seen):
        if one.value is not None and one.indicator and one.area_id:
            yield n, one


def _same_fact(corpus: Corpus) -> Iterator[Relation]:
    facts: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, one in _usable(corpus):
        if one.measure not in CLAIMS:
            facts[
                one.indicator, one.area_id, one.period, one.season, one.measure, one.giver, one.maturity
            ].append(n)
    for rows in facts.values():
        for one, other in pairwise(rows):
            yield Relation("same fact", (one, other), overlaps, tuple(rows))


def _totals(corpus: Corpus) -> Iterator[Relation]:
    columns: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, one in _usable(corpus):
        if (
            one.cell.group
            and CATALOGUE.indicators[one.indicator].over_areas == "sum"
            and one.measure not in CLAIMS
        ):
            table = one.cell.group.partition("|")[0]
            columns[corpus.report[n], table, one.indicator, one.period, one.season, one.measure].append(n)
    for rows in columns.values():
        totals = [n for n in rows if corpus.seen[n].cell.is_total]
        parts = [n for n in rows if not corpus.seen[n].cell.is_total]
        if len(totals) == 1 and len(parts) > 2:
            yield Relation("total", (totals[0], *parts), adds_up, (totals[0],))


def _rows(corpus: Corpus) -> Iterator[Relation]:
    """A share beside its two numbers, in its row; last year's number from last year's report where the row has none."""
    rows: dict[tuple[str, ...], list[int]] = defaultdict(list)
    held: dict[tuple[str, ...], int] = {}
    for n, one in _usable(corpus):
        rows[
            corpus.report[n], one.cell.group.partition("|")[0], one.indicator, one.area_id, one.season
        ].append(n)
        if one.measure is Measure.ACTUAL:
            held[one.indicator, one.area_id, one.period, one.season] = n
    for members in rows.values():
        told: dict[tuple[Measure, str], int] = {
            (corpus.seen[n].measure, corpus.seen[n].period): n for n in members
        }
        plans = [n for n in members if corpus.seen[n].measure is Measure.PLAN]
        for n in members:
            one = corpus.seen[n]
            level = told.get((Measure.ACTUAL, one.period))
            if level is None or one.measure not in (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD):
                continue
            ago = (one.indicator, one.area_id, Period.parse(one.period).shifted(-1).code, one.season)
            base = (plans[0] if plans else None) if one.measure is Measure.PCT_OF_PLAN else held.get(ago)
            if base is not None:
                yield Relation("share", (n, level, base), is_share, (n, level, base))


def _within(corpus: Corpus) -> Iterator[Relation]:
    """Rates, parts and tallies among the figures one report tells of one area and period."""
    groups: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for n, one in _usable(corpus):
        groups[corpus.report[n], one.area_id, one.period, one.season, one.measure][one.indicator] = n
    for key, told in groups.items():
        yield from _rates(told)
        yield from _tally(told)
        if key[4] not in CLAIMS:
            yield from _parts(told)


def _rates(told: Mapping[str, int]) -> Iterator[Relation]:
    for code, n in told.items():
        rule = CATALOGUE.indicators[code].over_areas
        part, _, base = rule.removeprefix("ratio:").partition("/")
        if rule.startswith("ratio:") and part in told and base in told:
            check = is_share if CATALOGUE.indicators[code].unit == "%" else is_rate
            yield Relation("rate", (n, told[part], told[base]), check, (n,))


def _parts(told: Mapping[str, int]) -> Iterator[Relation]:
    for code, n in told.items():
        inside = [told[part] for part in told if CATALOGUE.indicators[part].part_of == code]
        yield from (Relation("part", (part, n), at_most, (part,)) for part in inside)
        if len(inside) > 1:
            yield Relation("parts", (n, *inside), adds_up, (n,))


def _tally(told: Mapping[str, int]) -> Iterator[Relation]:
    listed = [told[code] for code in told if code.startswith("ntm_criterion.")]
    if "ntm_criteria_met" in told and len(listed) == 19:
        yield Relation("tally", (told["ntm_criteria_met"], *listed), adds_up, (told["ntm_criteria_met"],))


def _series(corpus: Corpus) -> Iterator[Relation]:
    """Running totals that rise, each by what its month brought."""
    runs: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
    single: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
    for n, one in _usable(corpus):
        period = Period.parse(one.period)
        first, last = period.first.month * 100 + period.first.day, period.last.month
        is_flow = CATALOGUE.indicators[one.indicator].nature == "flow" and not one.season
        if is_flow and one.measure is Measure.ACTUAL:
            held = runs if first == 101 else single
            held[one.indicator, one.area_id, str(period.year)][last] = n
    for key, months in runs.items():
        for before, after in pairwise(sorted(months)):
            yield Relation("running total", (months[before], months[after]), rises, (months[after],))
            if before + 1 == after and _is_month(corpus, single[key].get(after)):
                members = (months[after], months[before], single[key][after])
                yield Relation("month", members, adds_up, (months[after],))


def _is_month(corpus: Corpus, n: int | None) -> bool:
    return n is not None and Period.parse(corpus.seen[n].period).kind is PeriodKind.MONTH


def _habits(corpus: Corpus) -> Iterator[Relation]:
    series: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for n, one in _usable(corpus):
        if one.unit != "status":
            months = re.sub(r"\d{4}", "", one.period)
            series[one.indicator, one.area_id, months, one.season, one.measure, one.giver][one.period] = n
    for years in series.values():
        if len(years) > HABIT_YEARS:
            yield Relation("habit", tuple(years.values()), is_habit, ())


def _lone(corpus: Corpus) -> Iterator[Relation]:
    """What a figure may be by itself: no less than nothing, no share above the whole, whole where things are counted."""
    for n, one in _usable(corpus):
        known = CATALOGUE.indicators[one.indicator]
        if one.measure in (Measure.CHANGE_ABS, Measure.CHANGE_PCT_YOY) or known.unit in ("VND", "pp"):
            continue
        most = float(known.high) if known.high is not None and one.measure not in CLAIMS else math.inf
        if known.unit == "status":
            most = 1.0 if known.code.startswith("ntm_criterion.") else 3.0
        is_whole = (
            CATALOGUE.units[known.unit].is_counted and known.nature != "ratio" and one.measure not in CLAIMS
        )
        yield Relation("lone", (n,), lambda s, m=most, w=is_whole: _may_be(s, m, w), ())  # type: ignore[misc]


def _may_be(sides: Sequence[Span], most: float, is_whole: bool) -> bool:
    middle = sum(sides[0]) / 2
    return 0 <= middle <= most and not (is_whole and abs(middle - round(middle)) > 1e-9)
