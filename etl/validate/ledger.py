"""Ledger: figures as columns, so that one rule judges one report or the whole history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from etl.catalog import Catalogue
from etl.model import BadPeriod, Flag, Maturity, Measure, Missing, Observation, Period, PeriodKind, Qualifier
from etl.validate.exact import last_digit

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
T = TypeVar("T")

KINDS = (
    "indicator",
    "area",
    "period",
    "season",
    "measure",
    "giver",
    "unit",
    "qualifier",
    "maturity",
    "missing",
    "flag",
)
"""What each figure is coded by; `report` stands beside them."""
SERIES = ("world", "indicator", "area", "season")
KEY = (*SERIES, "period", "measure", "giver")
"""One fact: figures alike in all of these say the same thing. `world` parts real from illustrative."""
ABOUT = 0.05
"""How far, as a part of itself, a value told as “khoảng” may be off."""
LEVELS = (Measure.ACTUAL, Measure.PLAN, Measure.TARGET, Measure.SAME_PERIOD)
GRADES = {"implied": 0, "estimate": 1, "preliminary": 2, "final": 3}
REVISED = 0.1
"""A later, more final value may differ from its estimate by this part before anyone is asked why."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Ledger:
    """Figures in columns: `number[kind]` points into `names[kind]`; a value is known to lie in [low, high].

    `order` sorts by what holds: of usable figures with one KEY the highest is newest. `half` is the rounding
    alone. A figure without number, name, area or period, or that a person has yet to settle, is not usable;
    a dash counts as nothing to add.
    """

    names: Mapping[str, Sequence[str]]
    number: Mapping[str, Ints]
    value: Floats
    half: Floats
    low: Floats
    high: Floats
    order: Ints
    in_text: Bools
    is_usable: Bools
    is_newest: Bools

    def __len__(self) -> int:
        return len(self.value)

    def name(self, kind: str, figure: int) -> str:
        """The code of one figure."""
        return self.names[kind][int(self.number[kind][figure])]

    def has(self, kind: str, *codes: str) -> Bools:
        """Which figures bear one of these codes."""
        wanted = set(codes)
        return self.each(kind, lambda code: code in wanted).astype(np.bool_)

    def each(self, kind: str, say: Callable[[str], int | bool], at: Ints | None = None) -> Ints:
        """What `say` tells about each figure's code (or those at some rows), asked once a code."""
        told = np.fromiter((int(say(code)) for code in self.names[kind]), np.int64, len(self.names[kind]))
        return told[self.number[kind] if at is None else self.number[kind][at]]

    def ends(self, figure: int) -> date:
        """The last day of one figure's period; the first of all days where the report names none."""
        told = period_of(self.name("period", figure))
        return told.last if told else date.min

    def key(self, *kinds: str, at: Ints | None = None) -> Ints:
        """One number for what some figures have in common."""
        return pack([self.number[kind] if at is None else self.number[kind][at] for kind in kinds])

    @property
    def year(self) -> Ints:
        """The year each figure is booked to; 0 where the report names no period."""
        return self.each("period", lambda code: told.year if (told := period_of(code)) else 0)

    @property
    def last_day(self) -> Ints:
        """The last day of each figure's period, as an ordinal."""
        return self.each("period", lambda code: told.last.toordinal() if (told := period_of(code)) else 0)

    @property
    def months(self) -> Ints:
        """Up to which month of its year each figure's period runs; 0 where the report names no period."""
        return self.each("period", lambda code: told.last.month if (told := period_of(code)) else 0)

    @property
    def from_january(self) -> Bools:
        """Whether a flow of this period counts from the first of January."""
        return self.each("period", _counts_from_january).astype(np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Raw:
    """What a ledger is made of: codes numbered, values as read, rounding as printed."""

    names: Mapping[str, Sequence[str]]
    number: Mapping[str, Ints]
    value: Floats
    step: Floats
    order: Ints
    in_text: Bools


def build(raw: Raw, catalogue: Catalogue) -> Ledger:
    """The columns with their intervals: counted things are exact, qualifiers open a bound."""
    names, number, value = raw.names, raw.number, raw.value.copy()
    value[_mask(names, number, "missing", Missing.DASH)] = 0.0
    counted = _mask(names, number, "unit", *(u.code for u in catalogue.units.values() if u.is_counted))
    half = np.where(np.isnan(raw.value) | (counted & (raw.step == 1.0)), 0.0, raw.step / 2)
    low, high = _bounds(names, number["qualifier"], value, half)
    usable = ~np.isnan(value) & ~_mask(names, number, "flag", Flag.ASK)
    usable &= ~_mask(names, number, "maturity", Maturity.IMPLIED)
    for kind in ("indicator", "area", "period"):
        usable &= ~_mask(names, number, kind, "")
    last = newest(number, usable, raw.order)
    return Ledger(names, number, value, half, low, high, raw.order, raw.in_text, usable, last)


def newest(number: Mapping[str, Ints], usable: Bools, order: Ints) -> Bools:
    """Which figures hold: of usable ones with one KEY the last in order."""
    rows, last = np.flatnonzero(usable), np.zeros(len(usable), np.bool_)
    last[rows[last_of(pack([number[kind][rows] for kind in KEY]), order[rows])]] = True
    return last


def of_observations(
    seen: Sequence[Observation], catalogue: Catalogue, reports: Sequence[str] | None = None
) -> Ledger:
    """Figures as a ledger, in their own order; of one report, or of the reports named beside each of them."""
    columns: dict[str, list[str]] = {kind: [_code(one, kind) for one in seen] for kind in KINDS}
    names, number = {}, {}
    for kind, codes in columns.items():
        names[kind], number[kind] = numbered(codes)
    alone = np.zeros(len(seen), np.int64)
    names["report"], number["report"] = numbered(reports or [""] * len(seen))
    names["world"], number["world"] = ("",), alone
    steps = (last_digit(o.cell.text, f"{o.value:f}") if o.value is not None else 0.0 for o in seen)
    raw = Raw(
        names, number,
        np.array([np.nan if o.value is None else float(o.value) for o in seen], np.float64),
        np.fromiter(steps, np.float64, len(seen)),
        np.arange(len(seen), dtype=np.int64),
        np.array([not o.cell.group for o in seen], np.bool_),
    )  # fmt: skip
    return build(raw, catalogue)


def once(work: Callable[[Ledger, Catalogue], T]) -> Callable[[Ledger, Catalogue], T]:
    """What some rules share is worked out once for a ledger, and kept as long as it is."""
    kept: WeakKeyDictionary[Ledger, T] = WeakKeyDictionary()

    @wraps(work)
    def known(ledger: Ledger, catalogue: Catalogue) -> T:
        if ledger not in kept:
            kept[ledger] = work(ledger, catalogue)
        return kept[ledger]

    return known


def numbered(codes: Iterable[str]) -> tuple[tuple[str, ...], Ints]:
    """The different codes, and each one's number."""
    known: dict[str, int] = {}
    numbers = [known.setdefault(code, len(known)) for code in codes]
    return tuple(known) or ("",), np.array(numbers, np.int64)


def pack(columns: Sequence[Ints]) -> Ints:
    """One number a row that is equal exactly where all columns are equal."""
    packed = np.zeros(len(columns[0]), np.int64)
    room = 1
    for column in columns:
        if not len(column):
            continue
        base, width = int(column.min()), int(column.max() - column.min()) + 1
        if room * width >= 2**62:
            packed = np.unique(packed, return_inverse=True)[1].astype(np.int64)
            room = int(packed.max()) + 1
        packed, room = packed * width + (column - base), room * width
    return packed


def last_of(key: Ints, order: Ints) -> Ints:
    """The row that comes last in order, for each key."""
    if not len(key):
        return np.zeros(0, np.int64)
    by = np.lexsort((order, key))
    ends = np.append(key[by][1:] != key[by][:-1], True)
    ends_at: Ints = by[ends]
    return ends_at


def find(wanted: Ints, among: Ints) -> Ints:
    """Where each wanted key stands among unique ones; -1 where it does not."""
    if not len(among):
        return np.full(len(wanted), -1, np.int64)
    by = np.argsort(among, kind="stable")
    at = np.minimum(np.searchsorted(among[by], wanted), len(among) - 1)
    found: Ints = np.where(among[by][at] == wanted, by[at], -1)
    return found


def _mask(names: Mapping[str, Sequence[str]], number: Mapping[str, Ints], kind: str, *codes: str) -> Bools:
    wanted = set(codes)
    told: Bools = np.array([code in wanted for code in names[kind]], np.bool_)[number[kind]]
    return told


def _bounds(
    names: Mapping[str, Sequence[str]], qualifier: Ints, value: Floats, half: Floats
) -> tuple[Floats, Floats]:
    low, high = value - half, value + half
    is_above = _mask(names, {"qualifier": qualifier}, "qualifier", Qualifier.OVER, Qualifier.AT_LEAST)
    is_below = _mask(names, {"qualifier": qualifier}, "qualifier", Qualifier.NEARLY, Qualifier.AT_MOST)
    about = _mask(names, {"qualifier": qualifier}, "qualifier", Qualifier.ABOUT)
    low = np.where(is_above, value, np.where(about, low - ABOUT * abs(value), low))
    high = np.where(is_below, value, np.where(about, high + ABOUT * abs(value), high))
    return np.where(is_below, -np.inf, low), np.where(is_above, np.inf, high)


def _code(seen: Observation, kind: str) -> str:
    return (seen.area_id or seen.area) if kind == "area" else str(getattr(seen, kind))


def period_of(code: str) -> Period | None:
    """The period a code names; None where the report names none."""
    try:
        return Period.parse(code)
    except BadPeriod:
        return None


def is_month(code: str) -> bool:
    """Whether a code names one month."""
    told = period_of(code)
    return told is not None and told.kind is PeriodKind.MONTH


def _counts_from_january(code: str) -> bool:
    told = period_of(code)
    if told is None or told.kind in (PeriodKind.SEASON, PeriodKind.TERM):
        return False
    return told.kind is PeriodKind.DAY or told.first == date(told.year, 1, 1)
