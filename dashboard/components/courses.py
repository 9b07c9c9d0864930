"""Cards of one indicator: its course over years and months, its communes ranked, its communes side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboard.breaks import broken_at
from dashboard.charts.columns import columns
from dashboard.charts.multiples import multiples
from dashboard.charts.ranked import ranked
from dashboard.charts.spots import Break, Level, Spot
from dashboard.charts.years import years
from dashboard.communes import CrossSection, in_force
from dashboard.components.card import Card, draw_card
from dashboard.components.figure import phrase, sourced, value_words
from dashboard.components.table import measure_words, points_table
from dashboard.components.versus import against_last_year
from dashboard.course import Course
from dashboard.text import number, scale
from dashboard.view import View
from etl.model import Period
from etl.query import Point, discretise
from etl.words.search import sort_key

FIRST_PANELS = 24
"""Small multiples drawn at once."""


def course_card(view: View, key: str, course: Course) -> Any:
    """The district's course: years as lines where there are months, else years as columns; the title says the newest."""
    newest = course.newest
    if newest is None:
        return None
    points = [p for year in sorted(course.months) for _, p in sorted(course.months[year].items())]
    is_discrete = view.choice.show == "discrete"
    figure = _monthly(view, course, is_discrete) if course.is_monthly else _yearly(view, course)
    rows = points_table(view, points[::-1], ["period", "measure", "value", "maturity", "report"])
    unit = _unit(view, course)
    kind = (
        ("discrete" if is_discrete else "cumulative")
        if course.is_monthly and course.indicator.over_periods == "sum"
        else "level"
    )
    subtitle = view.t(f"course.{kind}", unit=unit, area=view.area(course.area))
    if not course.is_monthly and any(course.plan(year) for year in course.months):
        subtitle += view.t("course.ticks")
    method = (
        view.t("course.method_discrete")
        if kind == "discrete"
        else view.t(f"nature.{course.indicator.nature}")
    )
    return draw_card(
        view, Card(key, title(view, course, newest), subtitle, figure, points, rows, method, newest.lacking)
    )


def title(view: View, course: Course, newest: Point) -> list[Any]:
    """The finding: what it is, how much, and how it moved."""
    facts = {
        "name": view.name(newest.indicator),
        "period": view.period(newest.period),
        "value": sourced(view, newest),
    }
    moved = against_last_year(view, course, newest)
    said = phrase(view, "course.finding", **facts)
    return [*said, ", ", *moved] if moved else said


def spot(view: View, at: float | str, point: Point | None, divisor: Decimal) -> Spot:
    """A figure as charts have it; a missing one as a gap that says why."""
    if point is None:
        return Spot(at, None, view.t("missing.no_data"))
    words = f"{view.period(point.period)}: {value_words(point, view.lang)}"
    value = None if point.value is None else float(point.value / divisor)
    return Spot(at, value, f"{words}<br>{_from(view, point)}", view.source(point), point.qualifier == "exact")


def _from(view: View, point: Point) -> str:
    line = view.reports.get(point.report)
    return (
        view.t("card.source", title=line.title)
        if line and point.observation
        else view.t("card.computed", count=len(point.leaves))
    )


def _divisor(view: View, course: Course) -> Decimal:
    values = [abs(p.value) for found in course.months.values() for p in found.values() if p.value is not None]
    newest = course.newest
    return scale(newest.unit if newest else "", max(values, default=Decimal(0)), view.lang)[0]


def _unit(view: View, course: Course) -> str:
    newest = course.newest
    values = [abs(p.value) for found in course.months.values() for p in found.values() if p.value is not None]
    return scale(newest.unit if newest else "", max(values, default=Decimal(0)), view.lang)[1]


def _monthly(view: View, course: Course, is_discrete: bool) -> dict[str, Any]:
    divisor = _divisor(view, course)
    told = course.months
    if is_discrete:
        told = {year: _steps(course, year) for year in told}
    asked = sorted({month for found in told.values() for month in found})
    last = max(told)
    lines = {
        year: [
            spot(view, month, found.get(month), divisor)
            for month in asked
            if year != last or month <= max(found, default=0)
        ]
        for year, found in told.items()
        if found
    }
    plans = [] if is_discrete else _plans(view, course, last, divisor)
    months = [view.t("course.month", month=month) for month in range(1, 13)]
    return years(lines, plans, months, view.lang)


def _steps(course: Course, year: int) -> dict[int, Point]:
    """The months of a year by differencing its running totals; what cannot honestly be differenced is a gap."""
    points = [p for _, p in sorted(course.months[year].items()) if p.value is not None]
    steps, _ = discretise(points, course.indicator)
    return {Period.parse(p.period).last.month: p for p in steps}


def _plans(view: View, course: Course, year: int, divisor: Decimal) -> list[Level]:
    """The year's plans, one line a value: givers who set the same value share it."""
    found: dict[Decimal, str] = {}
    for plan in course.plans.get(year, ()):
        if plan.value is not None and (plan.giver or plan.value not in found):
            found[plan.value] = measure_words(view, plan)
    return [
        Level(float(value / divisor), f"{words} {number(round(value / divisor, 2), view.lang)}")
        for value, words in found.items()
    ]


def _yearly(view: View, course: Course) -> dict[str, Any]:
    divisor = _divisor(view, course)
    shown = range(min(course.months), max(course.months) + 1)
    found = {year: course.year_end(year) or _last_of(course, year) for year in shown}
    spots = [spot(view, year, found[year], divisor) for year in shown]
    labels = ["" if s.value is None else number(round(Decimal(str(s.value)), 2), view.lang) for s in spots]
    plans = [spot(view, year, plan, divisor) for year in shown if (plan := course.plan(year))]
    breaks = [Break(year - 0.5, words) for year, words in broken_at(view, course.indicator.code, list(shown))]
    return columns(spots, labels, plans, breaks, view.lang)


def _last_of(course: Course, year: int) -> Point | None:
    found = course.months.get(year, {})
    return found[max(found)] if found else None


def ranked_card(view: View, key: str, cross: CrossSection) -> Any:
    """The communes in order, the one that lags and the one that leads in the title."""
    points = sorted(cross.points, key=lambda p: (-(p.value or 0), view.commune(p.area)))
    most, least = points[0], points[-1]
    divisor, unit = scale(most.unit, most.value or Decimal(0), view.lang)
    spots = [spot(view, view.commune(p.area), p, divisor) for p in points]
    spots += [
        Spot(view.commune(p.area), None, value_words(p, view.lang), view.source(p)) for p in cross.marks
    ]
    spots += [Spot(unit_.name, None, view.t("missing.no_data")) for unit_ in cross.silent]
    labels = ["" if s.value is None else number(round(Decimal(str(s.value)), 2), view.lang) for s in spots]
    chosen = view.commune(view.choice.area) if view.choice.area else ""
    facts = {
        "most": held_by(view, points, most),
        "value": sourced(view, most),
        "least": held_by(view, points, least),
        "low": sourced(view, least),
    }
    rows = points_table(view, [*points, *cross.marks], ["area", "value", "maturity", "report"])
    subtitle = f"{view.name(cross.indicator)}, {unit}, {view.period(cross.period)}"
    return draw_card(
        view,
        Card(
            key,
            phrase(view, "ranked.finding", **facts),
            subtitle,
            ranked(spots, labels, chosen, None, view.lang),
            [*cross.marks, *points],
            rows,
            lacking=cross.lacking,
        ),
    )


def held_by(view: View, points: Sequence[Point], level: Point) -> str:
    """Who stands at a level: the unit's name, or how many units share it."""
    tied = [point for point in points if point.value == level.value]
    return view.area(level.area) if len(tied) == 1 else view.t("ranked.several", count=len(tied))


def _multiples_title(view: View, lines: Sequence[Sequence[Point]], first: int, last: int) -> str:
    """How many rose and how many fell from the first year to the last, of those that have both."""
    whole = [
        (line[0].value, line[-1].value)
        for line in lines
        if Period.parse(line[0].period).year == first and Period.parse(line[-1].period).year == last
    ]
    rose = sum((then or 0) < (now or 0) for then, now in whole)
    fell = sum((then or 0) > (now or 0) for then, now in whole)
    key = "multiples.finding" if whole else "multiples.title"
    return view.t(key, count=len(whole) or len(lines), first=first, last=last, rose=rose, fell=fell)


def multiples_card(view: View, key: str, communes: Mapping[str, Course]) -> Any:
    """Each of today's communes through the years on one scale; one with fewer than two years is not drawn."""
    units = {unit.id for unit in in_force(view, view.today)}
    drawn = {area: c for area, c in communes.items() if area in units and len(c.ends()) > 1}
    if len(drawn) < 2:
        return None
    order = sorted(drawn, key=lambda area: sort_key(view.commune(area)))[:FIRST_PANELS]
    points = [p for area in order for p in drawn[area].ends()]
    divisor, unit = scale(points[0].unit, max(abs(p.value or Decimal(0)) for p in points), view.lang)
    panels = {
        view.commune(area): [spot(view, Period.parse(p.period).year, p, divisor) for p in drawn[area].ends()]
        for area in order
    }
    first, last = (pick(Period.parse(p.period).year for p in points) for pick in (min, max))
    title_words = _multiples_title(view, [drawn[area].ends() for area in order], first, last)
    subtitle = view.t("multiples.sub", name=view.name(points[0].indicator), unit=unit)
    rows = points_table(view, points, ["area", "period", "value", "maturity", "report"])
    figure = multiples(panels, [], 3, view.lang)
    return draw_card(view, Card(key, title_words, subtitle, figure, points, rows, view.t("multiples.method")))
