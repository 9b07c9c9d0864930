"""Progress for the time of year: this year's share of the plan beside what earlier years had reached by the same month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.course import Course, share
from etl.model import Period
from etl.query import Point

FEWEST = 3
"""Earlier years needed before anything is said of what is usual."""
MOST = 5
SLACK = Decimal(2)
"""Percentage points around the range of the earlier years within which a year is on its usual course."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`verdict` is behind | usual | ahead | reached; `low` and `high` are earlier years' shares of their own whole year, in per cent."""

    verdict: str
    done: Decimal
    low: Decimal
    high: Decimal
    plan: Point
    now: Point
    past: Sequence[Point]


def progress(course: Course) -> Progress | None:
    """How the newest running total stands; None without a plan, a season or enough earlier years."""
    now = course.newest
    if now is None or course.indicator.over_periods != "sum":
        return None
    period = Period.parse(now.period)
    plan = course.plan(period.year)
    done = share(now, plan) if plan else None
    earlier = _earlier(course, period.year, period.last.month)
    if plan is None or done is None or len(earlier) < FEWEST:
        return None
    shares = [part for part, _, _ in earlier]
    low, high = min(shares), max(shares)
    past = [point for _, *points in earlier for point in points]
    return Progress(_verdict(done, low, high), done, low, high, plan, now, past)


def _earlier(course: Course, year: int, month: int) -> list[tuple[Decimal, Point, Point]]:
    found = []
    for before in range(year - 1, year - 12, -1):
        part, whole = course.at(before, month), course.year_end(before)
        reached = share(part, whole) if part and whole else None
        if part and whole and reached is not None:
            found.append((reached, part, whole))
    return found[:MOST]


def _verdict(done: Decimal, low: Decimal, high: Decimal) -> str:
    if done >= 100:
        return "reached"
    if done < low - SLACK:
        return "behind"
    return "ahead" if done > high + SLACK else "usual"
