"""What needs a look: each rule gives lines with a weight; the ten heaviest are shown, each a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dash import dcc

from dashboard.components.figure import phrase, reckoned, sourced
from dashboard.components.versus import usual_range
from dashboard.course import Course, share
from dashboard.season import progress
from dashboard.view import View
from etl.model import Period
from etl.query import Point
from etl.words.messages import noticed_message

MOST = 10
DOUBTS = 3
"""Contradictions told one by one."""
BIG = Decimal(20)
"""Per cent against the year before from which a change to the worse is worth a line."""
NEARLY = Decimal(98)
"""Per cent of the plan below which a finished year counts as missed."""


@dataclass(frozen=True, slots=True)
class Note:
    """One line: the heavier, the higher; `key` keeps lines of one weight in one order."""

    weight: float
    words: Sequence[Any]
    key: str


def notes(view: View, found: Mapping[str, Course]) -> list[Note]:
    """The heaviest lines over all courses, in a stable order."""
    told = [note for rule in _RULES for course in found.values() for note in rule(view, course)]
    told += _doubts(view)
    return sorted(told, key=lambda note: (-note.weight, note.key))[:MOST]


def _behind(view: View, course: Course) -> Iterator[Note]:
    """Behind plan for the time of year."""
    standing = progress(course)
    if standing and standing.verdict == "behind" and Period.parse(standing.now.period).last.month < 12:
        words = phrase(
            view, "attention.behind", name=_named(view, course, standing.now),
            done=reckoned(view, standing.done, "%", [standing.now, standing.plan]),
            range=usual_range(view, standing),
        )  # fmt: skip
        yield Note(100 + float(standing.low - standing.done), words, course.indicator.code)


def _missed(view: View, course: Course) -> Iterator[Note]:
    """The newest whole year ended below its plan."""
    now = course.newest
    if now is None or course.indicator.over_periods != "sum" or Period.parse(now.period).last.month < 12:
        return
    plan = course.plan(Period.parse(now.period).year)
    done = share(now, plan) if plan else None
    if plan and done is not None and done < NEARLY and course.indicator.polarity >= 0:
        words = phrase(
            view,
            "attention.missed",
            name=_named(view, course, now),
            done=reckoned(view, done, "%", [now, plan]),
        )
        yield Note(90 + float(100 - done), words, course.indicator.code)


def _fallen(view: View, course: Course) -> Iterator[Note]:
    """The communes' sum is below what was published for an earlier month."""
    for point in course.fallen[-1:]:
        words = phrase(view, "attention.fallen", name=_named(view, course, point), value=sourced(view, point))
        yield Note(80, words, course.indicator.code)


def _lacking(view: View, course: Course) -> Iterator[Note]:
    """Communes that have not reported the newest figure."""
    now, newest = max(course.partial, key=_ends, default=None), course.newest
    if now and (newest is None or _ends(now) > _ends(newest)):
        facts = {"name": _named(view, course, now), "k": str(now.lacking[0]), "n": str(now.lacking[1])}
        yield Note(60 + now.lacking[0], phrase(view, "attention.lacking", **facts), course.indicator.code)


def _doubts(view: View) -> Iterator[Note]:
    """The weightiest contradictions, and how many more there are."""
    cases = view.reader.cases
    shown = cases.open(DOUBTS)
    for case in shown:
        point = case.sides[0].point
        known = point.indicator in view.catalogue.indicators
        name = f"{view.name(point.indicator) if known else point.indicator}, {view.period(point.period)}"
        link = dcc.Link(name, href=view.link("/nguon", case=case.id))
        words = noticed_message(case.code, case.facts.items(), view.lang)
        yield Note(
            50 + case.weight / 1000,
            phrase(view, "attention.doubt", name=link, words=words),
            f"case {case.id}",
        )
    if more := cases.count() - len(shown):
        yield Note(
            30,
            [dcc.Link(view.t("attention.doubts", count=more), href=view.link("/nguon", show="cases"))],
            "cases",
        )


def _ends(point: Point) -> date:
    return Period.parse(point.period).last


def _turned(view: View, course: Course) -> Iterator[Note]:
    """A big change to the worse on the year before."""
    now = course.newest
    moved = course.change(now) if now else None
    if not now or not moved or moved.percent is None or not course.indicator.polarity:
        return
    if moved.percent * course.indicator.polarity <= -BIG:
        key = "attention.fell" if moved.percent < 0 else "attention.rose"
        words = phrase(
            view,
            key,
            name=_named(view, course, now),
            value=reckoned(view, abs(moved.percent), "%", [moved.now, moved.then]),
        )
        yield Note(40 + float(abs(moved.percent)) / 10, words, course.indicator.code)


_RULES: Iterable[Callable[[View, Course], Iterator[Note]]] = (_behind, _missed, _fallen, _lacking, _turned)


def _named(view: View, course: Course, point: Point) -> dcc.Link:
    words = f"{view.name(course.indicator.code)}, {view.period(point.period)}"
    return dcc.Link(words, href=view.link("/chi-tieu", indicator=course.indicator.code))
