"""What claims imply: value ÷ share is an interval for the plan or for last year, and intervals must meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from etl.catalog import Catalogue
from etl.catalog.relations import relations
from etl.model import Measure, Period, PeriodKind, Severity
from etl.validate.judges import Contradiction, judge, rough
from etl.validate.ledger import GRADES, REVISED, Bools, Floats, Ints, Ledger, find, last_of, pack, period_of

NOBODY = -1
EDGE = 1e-9
"""What doubles may lose: a part of themselves."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What figures say about their bases: `key` names the base, which lies in [low, high].

    `claim` is the figure that says so; `level` the amount it is a share of (NOBODY where the claim is the base
    itself). `near` and `far` are the same interval by the rounding of the share alone, as a person would work it out.
    """

    key: Ints
    claim: Ints
    level: Ints
    low: Floats
    high: Floats
    near: Floats
    far: Floats

    def only(self, chosen: Bools | Ints) -> Evidence:
        """Some of them."""
        return Evidence(
            self.key[chosen], self.claim[chosen], self.level[chosen],
            self.low[chosen], self.high[chosen], self.near[chosen], self.far[chosen],
        )  # fmt: skip


@judge
def plans_apart(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """Plans of one giver, stated or worked out from value ÷ share, that cannot be one plan."""
    yield from _apart("plans_apart", ledger, plan_evidence(ledger))


@judge
def bases_apart(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """Last year's value, as published and as this year's growth implies it, that cannot be one value."""
    yield from _apart("bases_apart", ledger, year_ago_evidence(ledger, catalogue))


def plan_evidence(ledger: Ledger) -> Evidence:
    """Stated plans and those implied by `đạt … % kế hoạch`; givers apart, year-to-date shares are of the year's plan."""
    claims, levels = _claims(ledger, Measure.PCT_OF_PLAN)
    stated = np.flatnonzero(ledger.is_usable & ledger.has("measure", Measure.PLAN))
    is_year = ledger.each("period", lambda code: _kind(code) is PeriodKind.YEAR).astype(np.bool_)
    year, own = ledger.year, ledger.number["period"] + 10_000
    same = ("report", "indicator", "area", "season", "giver", "period")
    has_own = find(ledger.key(*same), ledger.key(*same)[stated[_last(ledger, same, stated)]]) >= 0
    span = np.where(is_year | (ledger.from_january & ~has_own), year, own)
    span[stated] = np.where(is_year[stated], year[stated], own[stated])
    key = pack([ledger.key("world", "indicator", "area", "season", "giver"), span])
    return _joined(_shares(ledger, key, claims, levels), _stated(ledger, key, stated))


def year_ago_evidence(ledger: Ledger, catalogue: Catalogue) -> Evidence:
    """Published values of a year ago, and those implied by growth and by shares of the same period."""
    codes: dict[str, int] = {}
    own = ledger.each("period", lambda code: codes.setdefault(code, len(codes)))
    ago = ledger.each("period", lambda code: codes.setdefault(_year_ago(code), len(codes)))
    series = ledger.key("world", "indicator", "area", "season")
    key = pack([np.tile(series, 2), np.concatenate([own, ago])])
    here, before = key[: len(ledger)], key[len(ledger) :]
    actual = ledger.is_usable & ledger.has("measure", Measure.ACTUAL)
    again = np.flatnonzero(ledger.is_newest & ledger.has("measure", Measure.SAME_PERIOD))
    told = [_stated(ledger, here, np.flatnonzero(actual))]
    told.append(replace(_stated(ledger, before, again), level=again))
    told.append(_shares(ledger, before, *_claims(ledger, Measure.PCT_OF_SAME_PERIOD)))
    told.append(_growths(ledger, before, catalogue))
    told.append(_changes(ledger, before))
    return _joined(*told)


def _claims(ledger: Ledger, measure: Measure) -> tuple[Ints, Ints]:
    """Claims, each with the amount the same report gives for the same thing.

    A plan stays what it was while the value is revised, so older reports still speak of it; last year's value is
    revised with the rest, so there only what holds is heard.
    """
    same = ("report", "indicator", "area", "season", "period")
    holds = ledger.is_usable if measure is Measure.PCT_OF_PLAN else ledger.is_newest
    claims = np.flatnonzero(holds & ledger.has("measure", measure))
    claims = claims[_last(ledger, (*same, "giver"), claims)]
    actual = np.flatnonzero(ledger.is_usable & ledger.has("measure", Measure.ACTUAL))
    actual = actual[_last(ledger, same, actual)]
    key = ledger.key(*same)
    at = find(key[claims], key[actual])
    return claims[at >= 0], actual[at[at >= 0]]


def _last(ledger: Ledger, kinds: Sequence[str], rows: Ints) -> Ints:
    """Which of some rows come last in order, one for each key."""
    return last_of(ledger.key(*kinds)[rows], ledger.order[rows])


def _shares(ledger: Ledger, key: Ints, claims: Ints, levels: Ints) -> Evidence:
    """base = value ÷ share."""
    fit = (ledger.value[claims] > 0) & (ledger.value[levels] > 0)
    claims, levels = claims[fit], levels[fit]
    return _implied(ledger, key, claims, levels, ledger.low[claims] / 100, ledger.high[claims] / 100)


def _growths(ledger: Ledger, key: Ints, catalogue: Catalogue) -> Evidence:
    """base = value ÷ (1 + growth); not for rates, whose growth may mean points, nor for constant prices."""
    claims, levels = _claims(ledger, Measure.CHANGE_PCT_YOY)
    deaf = relations(catalogue).constant_prices | {
        i.code for i in catalogue.indicators.values() if i.unit in ("%", "pp")
    }
    fit = (ledger.low[claims] > -100) & (ledger.value[levels] > 0) & ~ledger.has("indicator", *deaf)[claims]
    claims, levels = claims[fit], levels[fit]
    low, high = 1 + ledger.low[claims] / 100, 1 + ledger.high[claims] / 100
    return _implied(ledger, key, claims, levels, low, high)


def _changes(ledger: Ledger, key: Ints) -> Evidence:
    """base = value − change."""
    claims, levels = _claims(ledger, Measure.CHANGE_ABS)
    near, far = ledger.value[levels] - ledger.high[claims], ledger.value[levels] - ledger.low[claims]
    low, high = ledger.low[levels] - ledger.high[claims], ledger.high[levels] - ledger.low[claims]
    return Evidence(key[claims], claims, levels, low, high, near, far)


def _implied(
    ledger: Ledger, key: Ints, claims: Ints, levels: Ints, share_low: Floats, share_high: Floats
) -> Evidence:
    """value ÷ share, open where either is; an amount that is `gần` something is still more than nothing."""
    least = np.divide(1.0, share_high)
    most = np.divide(1.0, share_low, out=np.full(len(share_low), np.inf), where=share_low > 0)
    low, high = np.maximum(ledger.low[levels], 0.0) * least, ledger.high[levels] * most
    near = np.where(low > 0, ledger.value[levels] * least, low)
    far = np.where(np.isinf(high), high, ledger.value[levels] * most)
    return Evidence(key[claims], claims, levels, low, high, near, far)


def _stated(ledger: Ledger, key: Ints, rows: Ints) -> Evidence:
    low, high = ledger.low[rows], ledger.high[rows]
    return Evidence(key[rows], rows, np.full(len(rows), NOBODY), low, high, low, high)


def _joined(*told: Evidence) -> Evidence:
    return Evidence(
        np.concatenate([one.key for one in told]), np.concatenate([one.claim for one in told]),
        np.concatenate([one.level for one in told]), np.concatenate([one.low for one in told]),
        np.concatenate([one.high for one in told]), np.concatenate([one.near for one in told]),
        np.concatenate([one.far for one in told]),
    )  # fmt: skip


def grouped(told: Evidence) -> tuple[Evidence, Ints]:
    """The evidence in order of its bases, and where each base starts."""
    ordered = told.only(np.argsort(told.key, kind="stable"))
    if not len(ordered.key):
        return ordered, np.zeros(0, np.int64)
    return ordered, np.flatnonzero(np.append(True, ordered.key[1:] != ordered.key[:-1]))


def _apart(code: str, ledger: Ledger, told: Evidence) -> Iterator[Contradiction]:
    ordered, starts = grouped(told)
    if not len(starts):
        return
    most, least = np.maximum.reduceat(ordered.low, starts), np.minimum.reduceat(ordered.high, starts)
    ends = np.append(starts[1:], len(ordered.key))
    wrong = most - least > EDGE * np.maximum(abs(most), abs(least))
    for start, end in zip(starts[wrong], ends[wrong], strict=True):
        yield from _misfits(code, ledger, ordered.only(np.arange(start, end)))


def _misfits(code: str, ledger: Ledger, told: Evidence) -> Iterator[Contradiction]:
    """One contradiction a base: every claim that fits none of the values stated for it, older vintages included.

    Where none is stated, claims must fit the latest of them, and then each other.
    """
    stated, claims = np.flatnonzero(told.level == NOBODY), np.flatnonzero(told.level != NOBODY)
    latest = stated if len(stated) else claims
    pivot = int(latest[np.argmax(ledger.order[told.claim[latest]])])
    others = _unfit(ledger, told, claims, stated if len(stated) else np.array([pivot]))
    if not len(stated) and not len(others):
        pivot = int(np.argmax(told.low))
        others = _unfit(ledger, told, claims, np.array([pivot]))
    others = others[~_judged_by_row(ledger, told, pivot)[others]]
    if not len(others):
        return
    sides = ((told.level[one], told.claim[one]) for one in (pivot, *others))
    rows = dict.fromkeys(int(row) for side in sides for row in side if row != NOBODY)
    facts = (
        ("low", rough(told.near[pivot])), ("high", rough(told.far[pivot])),
        ("other_low", rough(told.near[others[0]])), ("other_high", rough(told.far[others[0]])),
    )  # fmt: skip
    yield Contradiction(code, Severity.WARN, tuple(rows), facts)


def _unfit(ledger: Ledger, told: Evidence, claims: Ints, against: Ints) -> Ints:
    """The claims that meet none of some intervals; a firmer value may differ from what a claim was made on."""
    grade = ledger.each("maturity", lambda code: GRADES.get(code, 0), told.claim)
    room = np.where(grade[against] > grade[claims][:, None], REVISED, EDGE)
    low, high = told.low[claims][:, None], told.high[claims][:, None]
    meets = (low <= told.high[against] * (1 + room)) & (high >= told.low[against] * (1 - room))
    unfit: Ints = claims[~meets.any(axis=1)]
    return unfit


def _judged_by_row(ledger: Ledger, told: Evidence, pivot: int) -> Bools:
    """A share beside its own base in one row of a table is judged there (pct_inconsistent)."""
    same = ledger.number["report"][told.claim] == ledger.number["report"][told.claim[pivot]]
    table = ~ledger.in_text[told.claim] & ~ledger.in_text[told.claim[pivot]]
    judged: Bools = same & table & ((told.level == NOBODY) != (told.level[pivot] == NOBODY))
    return judged


def _kind(code: str) -> PeriodKind | None:
    told = period_of(code)
    return told.kind if told else None


def _year_ago(code: str) -> str:
    told: Period | None = period_of(code)
    return told.shifted(-1).code if told and told.first.year > 1 else ""
