"""Course: one indicator of one area through time, put in the order in which screens ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from etl.catalog import Indicator
from etl.model import BadPeriod, Period, PeriodKind
from etl.query import Change, Point, change

_SPANS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.CUMULATIVE, PeriodKind.YEAR)
PLANS = (("plan", ""), ("plan", "district"), ("plan", "province"), ("target", ""))
"""Plans in the order of preference where one must stand for all."""


@dataclass(frozen=True, slots=True)
class Course:
    """`months` are running totals from January for a flow, and the figure at the month's end for anything else.

    `fallen` are sums that came out below what was published for an earlier month of their year, `partial` sums with
    communes missing: no levels to show or compare, but something to look at.
    """

    indicator: Indicator
    area: str
    months: Mapping[int, Mapping[int, Point]] = field(default_factory=dict)
    plans: Mapping[int, Sequence[Point]] = field(default_factory=dict)
    claims: Mapping[tuple[str, str], Point] = field(default_factory=dict)
    fallen: Sequence[Point] = ()
    partial: Sequence[Point] = ()

    @property
    def newest(self) -> Point | None:
        """The figure whose period ends last."""
        year = max(
            (year for year, found in self.months.items() if any(p.value is not None for p in found.values())),
            default=None,
        )
        if year is None:
            return None
        known = {month: p for month, p in self.months[year].items() if p.value is not None}
        return known[max(known)]

    def at(self, year: int, month: int) -> Point | None:
        """The figure of a year up to a month."""
        return self.months.get(year, {}).get(month)

    def year_end(self, year: int) -> Point | None:
        """The year's own figure, where it has a value."""
        found = self.at(year, 12)
        return found if found and found.value is not None else None

    def ends(self) -> list[Point]:
        """The figure of each whole year, in order; a gap is left out."""
        return [found for year in sorted(self.months) if (found := self.year_end(year))]

    def plan(self, year: int) -> Point | None:
        """The plan that stands for all of a year's plans: the office's own before the one given from above."""
        given = {(p.measure, p.giver): p for p in self.plans.get(year, ()) if p.value is not None}
        return next((given[kind] for kind in PLANS if kind in given), None)

    def before(self, point: Point) -> Point | None:
        """The same stretch of the year before."""
        period = Period.parse(point.period)
        return self.at(period.year - 1, period.last.month)

    def change(self, point: Point) -> Change | None:
        """The change on the same stretch of the year before, where the two may be compared."""
        then = self.before(point)
        found = change(point, then) if then else None
        return found if isinstance(found, Change) else None

    def claim(self, point: Point, measure: str) -> Point | None:
        """What a report says of this figure beside its plan or the year before."""
        return self.claims.get((point.period, measure))

    @property
    def is_monthly(self) -> bool:
        """Whether any year has figures of more months than its last."""
        return any(len(found) > 2 for found in self.months.values())


def courses(
    points: Iterable[Point], indicators: Mapping[str, Indicator]
) -> dict[tuple[str, str, str], Course]:
    """(indicator, area, season) → its course."""
    sorted_in: dict[tuple[str, str, str], list[Point]] = {}
    for point in points:
        if point.indicator in indicators:
            sorted_in.setdefault((point.indicator, point.area, point.season), []).append(point)
    return {key: _course(indicators[key[0]], key[1], found) for key, found in sorted_in.items()}


def _course(known: Indicator, area: str, points: Sequence[Point]) -> Course:
    months: dict[int, dict[int, Point]] = {}
    plans: dict[int, list[Point]] = {}
    claims: dict[tuple[str, str], Point] = {}
    for point in points:
        period = _period(point)
        if period is None:
            continue
        if point.measure == "actual":
            _put(months.setdefault(period.year, {}), point, period, known)
        elif point.measure in ("plan", "target") and period.kind is PeriodKind.YEAR:
            plans.setdefault(period.year, []).append(point)
        else:
            claims[point.period, point.measure] = point
    partial = [p for found in months.values() for p in found.values() if not p.observation and p.lacking[0]]
    fallen = [p for found in months.values() for p in _fallen(found)] if known.over_periods == "sum" else []
    out = {id(p) for p in (*partial, *fallen)}
    kept = {year: {m: p for m, p in found.items() if id(p) not in out} for year, found in months.items()}
    whole = {year: found for year, found in kept.items() if found}
    return Course(known, area, whole, plans, claims, [p for p in fallen if not p.lacking[0]], partial)


def _fallen(year: Mapping[int, Point]) -> list[Point]:
    """Computed sums below a published running total of an earlier month."""
    found, reached = [], Decimal(0)
    for _, point in sorted(year.items()):
        if point.value is None:
            continue
        if point.observation:
            reached = max(reached, point.value)
        elif point.value < reached:
            found.append(point)
    return found


def _put(year: dict[int, Point], point: Point, period: Period, known: Indicator) -> None:
    """A flow counts from January only; of two figures for one month the one of the longer period is kept."""
    is_flow = known.over_periods == "sum"
    if period.kind is PeriodKind.SEASON or (
        is_flow and (period.kind not in _SPANS or period.first.month != 1)
    ):
        return
    month = period.last.month
    held = year.get(month)
    if held is None or Period.parse(held.period).first >= period.first or held.value is None:
        year[month] = point


def _period(point: Point) -> Period | None:
    try:
        return Period.parse(point.period)
    except BadPeriod:
        return None


def share(part: Point, whole: Point) -> Decimal | None:
    """One figure in per cent of another of the same unit."""
    if part.value is None or not whole.value or part.unit != whole.unit:
        return None
    return part.value * 100 / whole.value
