"""Period algebra: from the periods that were published to the one that is asked for, by adding and differencing only."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from etl.catalog import Indicator
from etl.model import CLAIMS, BadPeriod, Period, PeriodKind, cumulative
from etl.query.computed import EXACTLY, Part, combined, qualifier_of
from etl.query.nouns import Change, Point, Refusal

Span = tuple[int, int]
"""First month and the month after the last, as ordinals: where two spans meet they share a number."""

Ways = dict[int, list[tuple[int, Part]]]
"""From each end of a span: the other end, and the part that leads there."""

GRAINS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_LEVELS = frozenset({"actual", "plan", "target", "same_period"})


def derive(points: Sequence[Point], target: Period, known: Indicator) -> Point | Refusal:
    """One line's figure of a period: as read where it was published, else computed from the fewest others that make it up."""
    for point in points:
        if point.period == target.code:
            return point if point.value is not None else Refusal("no_value", (("period", target.code),))
    if refused := _undivided(points, target, known):
        return refused
    if known.over_periods == "last":
        return _at_end(points, target)
    return _made_up(_ways(_edges(points)), target)


def discretise(points: Sequence[Point], known: Indicator) -> tuple[list[Point], list[Refusal]]:
    """Running totals as steps: each stretch between two known ends of one year, with why a stretch is refused.

    Cells that hold no number pass through as they are, so that a gap stays a gap.
    """
    if refused := _undivided(points, None, known) or _no_flow(points, known):
        return list(points), [refused]
    steps: list[Point] = [point for point in points if point.value is None]
    refusals: list[Refusal] = []
    edges = _edges(points)
    ways = _ways(edges)
    for target in _stretches(edges):
        made = _made_up(ways, target)
        if isinstance(made, Point):
            steps.append(made)
        else:
            refusals.append(made)
    return steps, refusals


def cumulate(points: Sequence[Point], known: Indicator) -> tuple[list[Point], list[Refusal]]:
    """Steps as running totals from January: one for each end of a step; the inverse of `discretise`."""
    if refused := _undivided(points, None, known) or _no_flow(points, known):
        return list(points), [refused]
    totals: list[Point] = [point for point in points if point.value is None]
    refusals: list[Refusal] = []
    edges = _edges(points)
    ways = _ways(edges)
    for last in sorted({end - 1 for start, end in edges if (end - 1) // 12 == start // 12}):
        made = _made_up(ways, cumulative(last // 12, last % 12 + 1))
        if isinstance(made, Point):
            totals.append(made)
        else:
            refusals.append(made)
    return totals, refusals


def at_grain(points: Sequence[Point], grain: str, known: Indicator) -> tuple[list[Point], list[Refusal]]:
    """A line as months, quarters, halves or years: every one of them that lies within what was published."""
    made = [derive(points, target, known) for target in _grid(points, GRAINS[grain])]
    return [p for p in made if isinstance(p, Point)], [r for r in made if isinstance(r, Refusal)]


def same_period_last_year(points: Sequence[Point], period: str, known: Indicator) -> Point | Refusal:
    """The figure of the same stretch of the year before, from the line itself."""
    return derive(points, Period.parse(period).shifted(-1), known)


def change(now: Point, then: Point) -> Change | Refusal:
    """The change between two levels of equal coverage and unit; anything else is refused with a reason."""
    if now.value is None or then.value is None:
        lacking = now if now.value is None else then
        return Refusal("no_value", (("period", lacking.period),))
    if now.measure not in _LEVELS or then.measure not in _LEVELS:
        return Refusal("claim")
    if now.unit != then.unit:
        return Refusal("unequal_unit", (("now", now.unit), ("then", then.unit)))
    if _shape(now) != _shape(then):
        return Refusal("unequal_coverage", (("now", now.period), ("then", then.period)))
    difference = EXACTLY.subtract(now.value, then.value)
    percent = EXACTLY.divide(difference * 100, abs(then.value)) if then.value else None
    return Change(now, then, difference, percent, qualifier_of([(1, now.qualifier), (-1, then.qualifier)]))


def legal_span(period: Period) -> tuple[date, date]:
    """First and last day by the legal calendar: a month runs from the 15th before it to its 14th (Decree 09/2019, art. 12).

    A season, a term and a day stand for themselves.
    """
    if period.kind in (PeriodKind.DAY, PeriodKind.SEASON, PeriodKind.TERM):
        return period.first, period.last
    return (period.first - timedelta(days=1)).replace(day=15), period.last.replace(day=14)


def span_of(period: Period) -> Span:
    """The months of a period, half open."""
    first, last = period.months
    return first, last + 1


def _undivided(points: Sequence[Point], target: Period | None, known: Indicator) -> Refusal | None:
    if any(point.measure in CLAIMS for point in points):
        return Refusal("claim")
    if any(point.season for point in points) or (target and target.kind is PeriodKind.SEASON):
        return Refusal("season")
    if known.over_periods == "none" or known.nature == "ratio":
        return Refusal("ratio")
    return None


def _no_flow(points: Sequence[Point], known: Indicator) -> Refusal | None:
    if known.over_periods == "sum":
        return None
    return Refusal("stock", (("period", points[-1].period if points else ""),))


def _at_end(points: Sequence[Point], target: Period) -> Point | Refusal:
    """A stock's figure of a period is the one at its end, whatever span it was printed under."""
    spans = [(_parsed(point), point) for point in points if point.value is not None]
    ends = [point for period, point in spans if period and period.last == target.last]
    if not ends:
        return Refusal("stock", (("period", target.code),))
    best = min(ends, key=lambda p: (p.qualifier != "exact", p.period))
    return combined([(1, best)], f"computed:{best.period}", period=target.code)


def _parsed(point: Point) -> Period | None:
    try:
        return Period.parse(point.period)
    except BadPeriod:
        return None


def _edges(points: Iterable[Point]) -> dict[Span, Part]:
    """Every published stretch of months, walked forward (+) or back (−); of two figures for one stretch the exact one."""
    found: dict[Span, Part] = {}
    for point in sorted(points, key=lambda p: (p.qualifier != "exact", p.period)):
        period = _parsed(point)
        if point.value is not None and period and period.kind not in (PeriodKind.DAY, PeriodKind.SEASON):
            found.setdefault(span_of(period), (1, point))
    return found


def _ways(edges: dict[Span, Part]) -> Ways:
    ways: Ways = {}
    for (start, end), (sign, point) in sorted(edges.items(), key=lambda edge: edge[0]):
        ways.setdefault(start, []).append((end, (sign, point)))
        ways.setdefault(end, []).append((start, (-sign, point)))
    return ways


def _made_up(ways: Ways, target: Period) -> Point | Refusal:
    path = _shortest(ways, span_of(target))
    if not path:
        return Refusal("no_coverage", (("period", target.code),))
    if len(path) == 1 and path[0][1].period == target.code:
        return path[0][1]
    return _judged(combined(path, _method(path), period=target.code), path)


def _shortest(ways: Ways, target: Span) -> list[Part]:
    """The fewest signed stretches that lead from the start of a span to its end, within its calendar years."""
    low, high = target[0] - target[0] % 12, -(-target[1] // 12) * 12
    came: dict[int, tuple[int, Part]] = {}
    queue = deque([target[0]])
    while queue and target[1] not in came:
        here = queue.popleft()
        for there, part in ways.get(here, ()):
            if low <= there <= high and there not in came and there != target[0]:
                came[there] = (here, part)
                queue.append(there)
    return list(_walk(came, target))[::-1]


def _walk(came: dict[int, tuple[int, Part]], target: Span) -> Iterator[Part]:
    here = target[1]
    while here in came:
        here, part = came[here]
        yield part


def _judged(made: Point, path: Sequence[Part]) -> Point | Refusal:
    """A difference of figures that are not negative must not be negative: the running total fell."""
    value = made.value or Decimal(0)
    if value < 0 and all((point.value or 0) >= 0 for _, point in path):
        return Refusal("falls", (("period", made.period), ("value", f"{value:f}")))
    return made


def _method(path: Sequence[Part]) -> str:
    told = "".join(f" {'+' if sign > 0 else '-'} {point.period}" for sign, point in path)
    return "computed:" + told.removeprefix(" + ").strip()


def _stretches(edges: dict[Span, Part]) -> Iterator[Period]:
    """Between neighbouring ends of months that a chain of published spans connects within one year."""
    for year in sorted({start // 12 for start, end in edges if (end - 1) // 12 == start // 12}):
        inside = [s for s in edges if s[0] // 12 == year == (s[1] - 1) // 12]
        reached = {year * 12}
        while grown := {n for s in inside if reached & set(s) for n in s} - reached:
            reached |= grown
        ends = sorted(reached)
        yield from (_period(a, b) for a, b in pairwise(ends))


def _grid(points: Sequence[Point], months: int) -> Iterator[Period]:
    spans = list(_edges(points))
    cells = {n // months * months for start, end in spans for n in range(start, end) if end - start <= 12}
    return (_period(start, start + months) for start in sorted(cells))


def _period(start: int, end: int) -> Period:
    """The period of a span inside one year, under its shortest name."""
    year, first, length = start // 12, start % 12 + 1, end - start
    if length == 1:
        return Period.parse(f"{year}-{first:02d}")
    if length == 12:
        return Period.parse(f"{year}")
    if length in (3, 6) and (first - 1) % length == 0:
        return Period.parse(f"{year}-{'Q' if length == 3 else 'H'}{(first - 1) // length + 1}")
    return Period.parse(f"{year}-{first:02d}/{year}-{first + length - 1:02d}")


def _shape(point: Point) -> tuple[object, ...]:
    """What two figures must share to be compared: months of the year, season, and whether it is a day."""
    period = _parsed(point)
    if period is None:
        return (point.period,)
    start, end = span_of(period)
    return start % 12, end - start, point.season, period.kind is PeriodKind.DAY
