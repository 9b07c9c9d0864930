"""Cases as screens show them: what contradicts what, in both sides' words, and what people said about it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from etl.query.nouns import Point
from etl.query.points import read_points
from etl.query.terms import Terms
from etl.store.cases import CASE, CASE_FIGURE, CASE_STATE, LAST, CaseState, Found
from etl.store.figures import FIGURE, numbered, place_of
from etl.store.tables import REPORT, SUBMISSION

__all__ = ["Case", "CaseState", "Cases", "Doubt", "Said", "Side", "gravest"]

MOST_SIDES = 4
"""A card shows so many figures; `case(id)` shows all."""
_GRAVITY: Mapping[str, int] = {CaseState.OPEN: 3, CaseState.EXPLAINED: 2, CaseState.ACCEPTED: 1}


def gravest(states: Iterable[str]) -> str:
    """The state that asks most to be looked at."""
    return max(states, key=_GRAVITY.__getitem__)


@dataclass(frozen=True, slots=True)
class Side:
    """One figure of a case: the point, and the report and place of its words."""

    point: Point
    file: str
    title: str
    dated: str
    place: str


@dataclass(frozen=True, slots=True)
class Said:
    """What someone said about a case, and when; `id` is the number of the statement."""

    state: str
    owner: str
    note: str
    by: str
    at: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One contradiction as one card; its sentence is `finding.<code>` with `facts`. `figures` counts all its sides."""

    id: int
    code: str
    severity: str
    weight: int
    facts: Mapping[str, str]
    found_at: str
    said: Said
    sides: tuple[Side, ...]
    figures: int

    @property
    def is_illustrative(self) -> bool:
        """Whether it is about illustrative figures."""
        return any(side.point.is_illustrative for side in self.sides)


@dataclass(frozen=True, slots=True)
class Doubt:
    """How far a figure is to be trusted: the gravest state among the cases it is part of, and these cases."""

    state: str
    cases: tuple[int, ...]


class Cases:
    """Answers questions about contradictions; cannot write."""

    def __init__(self, engine: sa.Engine, terms: Terms | None = None) -> None:
        self._engine = engine
        self._terms = terms or Terms()

    def open(self, most: int = 100, states: Collection[str] = (CaseState.OPEN,), skip: int = 0) -> list[Case]:
        """Cases in these states, the weightiest first; `skip` leaves out so many of them."""
        chosen = LAST.c.state.in_([str(state) for state in states])
        return self._cases([chosen], most, MOST_SIDES, skip)

    def count(self) -> int:
        """How many cases are open."""
        return self.counts().get(str(CaseState.OPEN), 0)

    def counts(self) -> dict[str, int]:
        """State → how many cases are in it; states without any are absent."""
        query = sa.select(LAST.c.state, sa.func.count()).group_by(LAST.c.state)
        with self._engine.connect() as db:
            return {str(state): int(count) for state, count in db.execute(query)}

    def case(self, id_: int) -> Case | None:
        """One case with all its sides; None where there is none."""
        found = self._cases([CASE.c.id == id_], 1, None)
        return found[0] if found else None

    def of_observations(self, observations: Iterable[int], most: int = 100) -> list[Case]:
        """Cases some figures are part of, those already fixed left out."""
        among = CASE_FIGURE.c.observation.in_(list(observations))
        cases = sa.select(CASE_FIGURE.c.case).where(among)
        return self._cases([CASE.c.id.in_(cases), LAST.c.state != CaseState.FIXED], most, MOST_SIDES)

    def of_report(self, report: int, most: int = 100) -> list[Case]:
        """Cases a report's figures are part of, those already fixed left out."""
        figures = sa.select(FIGURE.c.id).join(SUBMISSION, SUBMISSION.c.id == FIGURE.c.submission)
        mine = figures.where(SUBMISSION.c.report == report)
        cases = sa.select(CASE_FIGURE.c.case).where(CASE_FIGURE.c.observation.in_(mine))
        return self._cases([CASE.c.id.in_(cases), LAST.c.state != CaseState.FIXED], most, MOST_SIDES)

    def foreseen(self, found: Iterable[Found]) -> list[Case]:
        """Contradictions not kept yet, as cards; they have no number and nothing was said about them."""
        told = sorted(found, key=lambda one: -one.weight)
        sides = self.sides({number for one in told for number in one.observations[:MOST_SIDES]})
        return [
            Case(
                0, one.code, one.severity, one.weight, dict(one.facts), "", Said(CaseState.OPEN, "", one.known, "", ""),
                tuple(sides[number] for number in one.observations[:MOST_SIDES]), len(one.observations),
            )
            for one in told
        ]  # fmt: skip

    def marks(self, observations: Iterable[int] | None = None) -> dict[int, str]:
        """The trust mark of figures in doubt: the gravest state among their cases. Figures beyond doubt are absent."""
        return {observation: doubt.state for observation, doubt in self.doubts(observations).items()}

    def doubts(self, observations: Iterable[int] | None = None) -> dict[int, Doubt]:
        """What `marks` tells, with the cases each figure is part of; all figures in doubt where none are named."""
        query = (
            sa.select(CASE_FIGURE.c.observation, CASE_FIGURE.c.case, LAST.c.state)
            .join(LAST, LAST.c.case == CASE_FIGURE.c.case)
            .where(LAST.c.state != CaseState.FIXED)
            .order_by(CASE_FIGURE.c.case)
        )
        if observations is not None:
            query = query.where(CASE_FIGURE.c.observation.in_(list(observations)))
        told: dict[int, Doubt] = {}
        with self._engine.connect() as db:
            for observation, case, state in db.execute(query):
                known = told.get(observation, Doubt(state, ()))
                told[observation] = Doubt(gravest((known.state, state)), (*known.cases, case))
        return told

    def sides(self, observations: Collection[int]) -> dict[int, Side]:
        """Some figures with the report and place of their words, by number."""
        with self._engine.connect() as db:
            return self._sides(db, observations)

    def history(self, id_: int) -> list[Said]:
        """Everything said about a case, in order."""
        query = sa.select(CASE_STATE).where(CASE_STATE.c.case == id_).order_by(CASE_STATE.c.id)
        with self._engine.connect() as db:
            return [_said(row) for row in db.execute(query)]

    def _cases(
        self, where: list[sa.ColumnElement[bool]], most: int, sides: int | None, skip: int = 0
    ) -> list[Case]:
        query = sa.select(CASE, *(LAST.c[name].label(f"said_{name}") for name in _SAID))
        query = query.join(LAST, LAST.c.case == CASE.c.id).where(*where)
        with self._engine.connect() as db:
            rows = db.execute(query.order_by(CASE.c.weight.desc(), CASE.c.id).limit(most).offset(skip)).all()
            members = _members(db, [row.id for row in rows])
            shown = {one for told in members.values() for one in told[:sides]}
            points = self._sides(db, shown)
        return [
            Case(
                row.id, row.code, row.severity, row.weight, json.loads(row.facts), row.at,
                Said(*(getattr(row, f"said_{name}") for name in _SAID)),
                tuple(points[one] for one in members[row.id][:sides] if one in points), len(members[row.id]),
            )
            for row in rows
        ]  # fmt: skip

    def _sides(self, db: sa.Connection, observations: Collection[int]) -> dict[int, Side]:
        if not observations:
            return {}
        wanted = numbered(FIGURE, observations)
        places = {
            row.id: place_of(row.place, row.nth, row.column)
            for row in db.execute(
                sa.select(FIGURE.c.id, FIGURE.c.place, FIGURE.c.nth, FIGURE.c.column).where(wanted)
            )
        }
        reports = {
            row.id: row
            for row in db.execute(sa.select(REPORT.c.id, REPORT.c.file, REPORT.c.title, REPORT.c.dated))
        }
        sides = {}
        for point in read_points(db, self._terms, None, wanted):
            told = reports[point.report]
            sides[point.observation] = Side(
                point, told.file, told.title, told.dated, places[point.observation]
            )
        return sides


_SAID = ("state", "owner", "note", "by", "at", "id")


def _said(row: sa.Row[*tuple[Any, ...]]) -> Said:
    return Said(*(getattr(row, name) for name in _SAID))


def _members(db: sa.Connection, cases: list[int]) -> dict[int, list[int]]:
    query = sa.select(CASE_FIGURE.c.case, CASE_FIGURE.c.observation).where(CASE_FIGURE.c.case.in_(cases))
    told: dict[int, list[int]] = defaultdict(list)
    for case, observation in db.execute(query.order_by(CASE_FIGURE.c.case, CASE_FIGURE.c.nth)):
        told[case].append(observation)
    return told
