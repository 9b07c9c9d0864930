"""A figure beside the same stretch of the year before and beside its plan: said in words, with direction, never with a cause."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dash import html

from dashboard.components.figure import phrase, reckoned, sourced
from dashboard.course import Course, share
from dashboard.season import Progress
from dashboard.view import View
from etl.model import Period, PeriodKind
from etl.query import Change, Point


def against_last_year(view: View, course: Course, point: Point) -> list[Any] | None:
    """Up, down or the same as the year before; what the report itself says where no figure of ours can be compared."""
    found = course.change(point)
    span = "year" if Period.parse(point.period).kind is PeriodKind.YEAR else "span"
    if found:
        return _changed(view, found, span)
    for measure in ("pct_of_same_period", "change_pct_yoy"):
        claim = course.claim(point, measure)
        if claim and claim.value is not None:
            return phrase(view, f"versus.{measure}", value=sourced(view, claim))
    return None


def _changed(view: View, found: Change, span: str) -> list[Any]:
    points = [found.now, found.then]
    base = sourced(view, found.then)
    if not found.difference:
        return phrase(view, f"versus.same_{span}", base=base)
    way = "up" if found.difference > 0 else "down"
    in_points = found.now.unit in ("%", "pp") or found.percent is None
    size, unit = (
        (found.difference, "pp" if found.now.unit == "%" else found.now.unit)
        if in_points
        else (found.percent or Decimal(0), "%")
    )
    return phrase(view, f"versus.{way}_{span}", value=reckoned(view, abs(size), unit, points), base=base)


def against_plan(view: View, course: Course, point: Point) -> list[Any] | None:
    """The share of the plan, the giver named; computed from the plan's own figure, else as the report says it."""
    plan = course.plan(Period.parse(point.period).year)
    done = share(point, plan) if plan and course.indicator.over_periods == "sum" else None
    if plan and done is not None:
        key = f"versus.of_plan_{plan.giver}" if plan.giver else "versus.of_plan"
        return phrase(view, key, value=reckoned(view, done, "%", [point, plan]), plan=sourced(view, plan))
    if plan and plan.value is not None and course.indicator.over_periods != "sum":
        return phrase(view, "versus.plan_level", plan=sourced(view, plan))
    claim = course.claim(point, "pct_of_plan")
    return phrase(view, "versus.claimed_plan", value=sourced(view, claim)) if claim and claim.value else None


def in_season(view: View, found: Progress) -> list[Any]:
    """How far this year is for the time of year, beside the earlier years; nothing once the year is over."""
    month = Period.parse(found.now.period).last.month
    if month == 12:
        return []
    verdict = html.B(view.t(f"season.{found.verdict}"))
    usual = phrase(view, "season.usual_share", month=str(month), range=usual_range(view, found))
    done = reckoned(view, found.done, "%", [found.now, found.plan])
    return [verdict, ": ", *usual, *phrase(view, "season.now", done=done)]


def usual_range(view: View, found: Progress) -> html.Span:
    """What earlier years had reached by the same month: one share, or from the lowest to the highest."""
    past = list(found.past)
    high = reckoned(view, found.high, "%", past)
    if round(found.low, 1) == round(found.high, 1):
        return html.Span(high)
    return html.Span([reckoned(view, found.low, "", past), "–", high])
