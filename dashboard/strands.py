"""One indicator's communes month by month, by the fast answers: what a card shows first and redraws alone afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

from dashboard.charts.spots import Break
from dashboard.charts.strands import Strand, strands
from dashboard.state import Choice
from dashboard.text import day, scale, t
from etl.catalog import Catalogue
from etl.model import BadPeriod, Period, PeriodKind
from etl.query.shapes import Ground, Shapes, What

Lines = Mapping[str, Sequence[float | None]]
KINDS = RUNNING, EACH, LEVEL = "running", "each", "level"
"""Flows by running totals from January or month by month; anything else at the end of each period."""
_SPANS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.CUMULATIVE, PeriodKind.YEAR)
_LEVELS = (*_SPANS, PeriodKind.DAY)
LATE = 12
"""Months that count for who leads, and for the size that money is named by."""
MONEY = "VND"
"""The one unit that is named by the size of what it counts."""
FEWEST = 6
"""With fewer months there is nothing to follow."""


class Steps(NamedTuple):
    """The months a chart stands over: the way of reading, what takes them out of the values of a line and a None behind,
    and the first and last year there is to show.
    """

    kind: str
    at: tuple[str, ...]
    along: Callable[[Sequence[float | None]], tuple[float | None, ...]]
    years: tuple[int, int]


class Month(NamedTuple):
    """Where a period stands: the month it ends in, and the ways of reading it serves."""

    at: str
    year: int
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The chart with what must be said beside it; `areas` are the units with a line, `years` the first and the last."""

    figure: dict[str, Any]
    title: str
    subtitle: str
    source: str
    is_illustrative: bool
    areas: tuple[str, ...]
    years: tuple[int, int]


def drawn(shapes: Shapes, catalogue: Catalogue, choice: Choice) -> Drawn | None:
    """All communes of the home district on one chart, those in `areas` in colour; None where there is nothing to follow."""
    known = catalogue.indicators.get(choice.indicator)
    if known is None:
        return None
    what = What(known.code, choice.season)
    units = catalogue.areas.members(catalogue.areas.home) - {catalogue.areas.home}
    periods, told = shapes.grid(what, sorted(units))
    steps = _over(periods, known.over_periods == "sum", choice.since)
    ground = shapes.ground(what) if steps and len(told) > 1 else []
    if steps is None or not ground:
        return None
    lines = {area: steps.along((*values, None)) for area, values in told.items()}
    lines = {area: values for area, values in lines.items() if values.count(None) < len(values)}
    return _picture(catalogue, choice, steps, lines, ground) if lines else None


@lru_cache(maxsize=256)
def _over(periods: tuple[str, ...], is_flow: bool, since: int) -> Steps | None:
    """The months that some periods make, from a year on; None where they are too few. Most lines have the same periods."""
    kind, months = _months(periods, is_flow)
    if len(months) < FEWEST:
        return None
    shown = {at: code for at, code in months.items() if int(at[:4]) >= since} or months
    at, steps = _steps(shown, kind)
    place = {code: n for n, code in enumerate(periods)} | {"": len(periods)}
    taken = [place[code] for code in steps]
    along = itemgetter(*taken) if len(taken) > 1 else lambda values: (values[taken[0]],)
    return Steps(kind, tuple(at), along, (int(min(months)[:4]), int(max(months)[:4])))


def _picture(
    catalogue: Catalogue, choice: Choice, steps: Steps, lines: Lines, ground: Sequence[Ground]
) -> Drawn:
    lang, newest = choice.lang, ground[-1]
    top = max(map(_largest, lines.values())) if newest.unit == MONEY else 1.0
    divisor, unit = scale(newest.unit, Decimal(str(top)), lang)
    found = Choice(lang=lang, indicator=choice.indicator, season=choice.season, show=steps.kind)
    where, by = found.here("/nguon"), float(divisor)
    told = [
        Strand(
            name_of(catalogue, area, lang),
            steps.at,
            values if by == 1 else [None if value is None else value / by for value in values],
            f"{where}&area={area}&period=",
            area in choice.areas,
        )
        for area, values in lines.items()
    ]
    known = catalogue.indicators[choice.indicator]
    name = known.short.get(lang) or known.name[lang]
    leader, times, of = _leader(lines)
    facts = {"name": name, "area": name_of(catalogue, leader, lang), "times": times, "of": of}
    source = f"{newest.title}, {day(newest.dated, lang)}" if newest.dated else newest.title
    return Drawn(
        strands(told, _breaks(catalogue, steps.at, lang), unit, lang),
        t("strands.finding", lang, **facts),
        t(f"strands.{steps.kind}", lang, unit=unit, count=len(lines)),
        t("card.source_more", lang, title=source, more=len({one.report for one in ground}) - 1),
        any(one.is_illustrative for one in ground),
        tuple(lines),
        steps.years,
    )


def _breaks(catalogue: Catalogue, at: Sequence[str], lang: str) -> list[Break]:
    """Where communes of the home district became others."""
    units = catalogue.areas.members(catalogue.areas.home)
    changes = [
        change for change in catalogue.areas.changes if any(old in units for old, _, _ in change.shares)
    ]
    months = sorted({f"{change.date:%Y-%m}" for change in changes})
    return [Break(month, t("break.merger", lang)) for month in months if at[0] < month <= at[-1]]


def name_of(catalogue: Catalogue, area: str, lang: str) -> str:
    """A unit's name, with the month it ended in where it is no more: later units carry the same names."""
    unit = catalogue.areas[area]
    return (
        unit.name
        if unit.end.year == 9999
        else t("strands.until", lang, name=unit.name, end=f"{unit.end.month:02d}/{unit.end.year}")
    )


def _largest(values: Sequence[float | None]) -> float:
    """The value of late that is farthest from zero, its sign aside."""
    known = list(filter(None, values[-LATE:]))
    return max(max(known), -min(known)) if known else 0.0


def _leader(lines: Lines) -> tuple[str, int, int]:
    """The unit that was highest most often of late: how often, of how many months that two units at least tell."""
    areas = list(lines)
    first = Counter[str]()
    for values in islice(zip(*map(reversed, lines.values()), strict=True), LATE):
        known = [value for value in values if value is not None]
        if len(known) > 1:
            first[areas[values.index(max(known))]] += 1
    (area, times), *_ = first.most_common(1) or [(areas[0], 0)]
    return area, times, first.total()


def _months(codes: Sequence[str], is_flow: bool) -> tuple[str, dict[str, str]]:
    """The way of reading that serves most months, and for each month its period; of two periods the longer one."""
    kinds = (RUNNING, EACH) if is_flow else (LEVEL,)
    found = {
        kind: {at: code for code in sorted(codes, key=len) if (at := month_of(code, kind))} for kind in kinds
    }
    kind = max(kinds, key=lambda one: len(found[one]))
    return kind, dict(sorted(found[kind].items()))


def _steps(months: Mapping[str, str], kind: str) -> tuple[list[str], list[str]]:
    """Months and their periods in order; between the running totals of two years is a gap, unless there is one a year."""
    begins_anew = kind == RUNNING and len({month[:4] for month in months}) < len(months)
    at: list[str] = []
    steps: list[str] = []
    for month, code in months.items():
        if begins_anew and at and at[-1][:4] != month[:4]:
            at.append(month)
            steps.append("")
        at.append(month)
        steps.append(code)
    return at, steps


def month_of(period: str, kind: str) -> str:
    """The month a period stands at in one way of reading; "" where it has no place in it."""
    month = _month(period)
    return month.at if month and kind in month.kinds else ""


@lru_cache(maxsize=4096)
def _month(code: str) -> Month | None:
    try:
        period = Period.parse(code)
    except BadPeriod:
        return None
    kinds = {LEVEL} if period.kind in _LEVELS else set()
    kinds |= {RUNNING} if period.kind in _SPANS and period.first.month == 1 else set()
    kinds |= {EACH} if period.kind is PeriodKind.MONTH else set()
    return Month(f"{period.last:%Y-%m}", period.year, frozenset(kinds))
