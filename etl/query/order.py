"""How figures stand in line: by series, by time, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from etl.model import BadPeriod, Period
from etl.query.nouns import Point

Moment = tuple[str, str, str, str]
_NO_TIME = (date.min, date.min)


def in_time(point: Point) -> tuple[object, ...]:
    """Indicator, area, then the day a figure's period ends, and for one day the longest last."""
    return (point.indicator, point.area, *in_line(point.period, point.season, point.measure, point.giver))


def in_line(period: str, season: str, measure: str, giver: str) -> tuple[int, int, str, str, str, str]:
    """Where the figures of one indicator and area stand among each other; of two names of one time by the name."""
    return (*_days(period), season, measure, giver, period)


def line_of(point: Point) -> tuple[str, str, str, str, str, str]:
    """What all points of one series share."""
    return (point.indicator, point.area, point.season, point.measure, point.giver, point.unit)


def span(code: str) -> tuple[date, date]:
    """Last and first day of a period; the beginning of time for a code that is none."""
    try:
        period = Period.parse(code)
    except BadPeriod:
        return _NO_TIME
    return period.last, period.first


@lru_cache(maxsize=8192)
def _days(code: str) -> tuple[int, int]:
    """A period's end, and of one end the shortest first."""
    last, first = span(code)
    return last.toordinal(), -first.toordinal()


def newest_levels(points: Iterable[Point]) -> dict[tuple[str, str], Point]:
    """(indicator, area) → the figure with a value whose period ends last, whole years before their seasons."""
    found: dict[tuple[str, str], Point] = {}
    for point in sorted(points, key=_weight):
        if point.value is not None:
            found[point.indicator, point.area] = point
    return found


def _weight(point: Point) -> tuple[object, ...]:
    last, first = span(point.period)
    return (last, not point.season, -first.toordinal(), point.release, point.observation)
