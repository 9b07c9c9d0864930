"""Reader: the dashboard's and the notebooks' only door to the figures. Cannot write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

import sqlalchemy as sa

from etl.model import Period
from etl.query.boundaries import AS_REPORTED
from etl.query.cases import Cases
from etl.query.choices import asked
from etl.query.columns import Answer, Told, each, listed
from etl.query.coverage import state_of
from etl.query.differences import Difference, between
from etl.query.moments import release_on, today, vietnam_day
from etl.query.nouns import Key, Line, Point, Vintage
from etl.query.order import in_time, line_of, newest_levels
from etl.query.points import Spare, Where, among, held_points, read_points
from etl.query.records import Records
from etl.query.rows import Names
from etl.query.state import State
from etl.query.views import Asked, answer
from etl.store import open_engine
from etl.store.current import published, standing_at
from etl.store.engine import snapshot
from etl.store.figures import FIGURE, numbered
from etl.store.tables import DECISION, KEY, LINE, LOT, OBSERVATION, RELEASE, STANDING, TERM

if TYPE_CHECKING:
    from pandas import DataFrame

_HASHED = (*KEY, "value", "unit", "qualifier", "maturity", "missing", "flag", "is_illustrative")
AsOf = int | str | None
"""A release, a day (`2021-09-30`: what was published by its evening in Việt Nam), or None: what holds."""


class Reader(Records):
    """Answers questions about published figures; pinned by `at`, every answer comes from one release."""

    @property
    def cases(self) -> Cases:
        """The contradictions among published figures."""
        return Cases(self._engine, self._terms)

    def at(self, as_of: AsOf = None) -> Reader:
        """This reader pinned to a release: whatever is published meanwhile, a page sees one state."""
        release = self._resolve(as_of)
        if release is None:
            newest = self.latest_release()
            release = newest.id if newest else 0
        return Reader(self._engine, release, self._terms, self.catalogue)

    @cached_property
    def state(self) -> State:
        """By which a screen knows whether what it was drawn from still holds."""
        return State(self._engine)

    def points(
        self,
        indicator: str | Sequence[str] | None = None,
        areas: Sequence[str] = (),
        measures: Sequence[str] = (),
        period: str | Sequence[str] | None = None,
        as_of: AsOf = None,
        boundaries: str = AS_REPORTED,
        sums: bool = False,
    ) -> list[Point]:
        """What is published for some indicators (all where none is named), in order of indicator, area and time.

        `boundaries` is `as-reported`, `today` or a year; `sums` adds, for areas above the communes, what their
        communes come to where the area itself published nothing.
        """
        question = Asked(_several(indicator), areas, measures, _several(period), boundaries, sums)
        return self.ask(question, as_of)

    def ask(self, question: Asked, as_of: AsOf = None) -> list[Point]:
        """The answer to a question, in order of indicator, area and time."""
        held = answer(question, self.catalogue, lambda where, spare: self._held(where, as_of, spare))
        return sorted(held, key=in_time)

    @contextmanager
    def answering(self, question: Asked, as_of: AsOf = None, *, kind: bool | None = None) -> Iterator[Answer]:
        """The answer in columns, from one moment, as long as the context lasts; `kind` keeps what is illustrative or not."""
        if question.is_held:
            from etl.query.held import Held
            from etl.query.lots import Lots

            release = self._resolve(as_of)
            with snapshot(self._engine) as db, db.begin():
                then = None if release in (None, _newest(db)) else release
                where = question.where(question.indicators, question.areas)
                yield Held(Lots(db, self._terms, where, then, kind))
        else:
            points = self.ask(question, as_of)
            yield Told(points if kind is None else [p for p in points if p.is_illustrative == kind])

    def lines(
        self,
        indicator: str | Sequence[str],
        areas: Sequence[str] = (),
        measures: Sequence[str] = (),
        periods: Sequence[str] = (),
        as_of: AsOf = None,
        boundaries: str = AS_REPORTED,
        sums: bool = False,
    ) -> list[Line]:
        """The series of some indicators: one line an (area, season, measure, giver, unit), points in order of time."""
        found = self.points(indicator, areas, measures, periods, as_of, boundaries, sums)
        return [
            Line(*line, tuple(sorted(points, key=in_time)))
            for line, points in groupby(sorted(found, key=line_of), key=line_of)
        ]

    def latest(
        self,
        indicators: Sequence[str] = (),
        areas: Sequence[str] = (),
        measure: str = "actual",
        as_of: AsOf = None,
        boundaries: str = AS_REPORTED,
        sums: bool = False,
    ) -> dict[tuple[str, str], Point]:
        """(indicator, area) → its figure whose period ends last; the longest of those, whole-year seasons aside."""
        return newest_levels(self.points(indicators, areas, [measure], None, as_of, boundaries, sums))

    def coverage(self, indicator: str, period: str, ancestor: str, measure: str = "actual") -> dict[str, str]:
        """Commune → value, dash, not_applicable, missing or not_due, for the communes in force when a period ended."""
        end = Period.parse(period).last
        units = [unit.id for unit in self.catalogue.areas.communes(ancestor, end)]
        held = {point.area: point for point in self.points(indicator, units, [measure], period)}
        return {unit: state_of(held.get(unit), period, self._told_until()) for unit in units}

    def indicators(self, areas: Sequence[str] = ()) -> list[str]:
        """The indicators that anything is published of, or a value of one of some areas, in order of code."""
        with self._engine.connect() as db:
            is_newest = self.release is None or self.release == _newest(db)
            lots = STANDING if is_newest else standing_at(self.release).subquery()
            held = sa.exists().where(lots.c.line == LINE.c.id)
            if areas:
                inside = among(OBSERVATION.c.area, self._terms.numbers(db, "area", areas))
                held = held.where(OBSERVATION.c.lot == lots.c.lot, inside, OBSERVATION.c.value.is_not(None))
            query = sa.select(TERM.c.code).distinct().join(LINE, LINE.c.indicator == TERM.c.id)
            return sorted(db.scalars(query.where(held)))

    def touched(self, since: int) -> list[str]:
        """The periods that releases after one decided about: nothing else can have changed from then on."""
        decided = sa.select(DECISION.c.submission).where(DECISION.c.release > since)
        if self.release is not None:
            decided = decided.where(DECISION.c.release <= self.release)
        query = sa.select(TERM.c.code).distinct().join(LOT, LOT.c.period == TERM.c.id)
        with self._engine.connect() as db:
            return sorted(db.scalars(query.where(LOT.c.submission.in_(decided))))

    def differences(self, earlier: AsOf, later: AsOf = None) -> list[Difference]:
        """Every fact that two moments tell differently."""
        return list(between(self.points(as_of=earlier), self.points(as_of=later)))

    def digest(self, as_of: AsOf = None) -> str:
        """One hash of every fact that holds: equal for equal figures, wherever they were read from."""
        with self.answering(Asked((), (), (), (), AS_REPORTED, False), as_of) as answer:
            columns = dict(answer.table(Names(self.catalogue, {})).columns)
        columns["value"] = each(columns["value"], lambda one: "" if one is None else f"{one.normalize():f}")
        told = sorted(zip(*(listed(columns[name]) for name in _HASHED), strict=True))
        return sha256(repr(told).encode()).hexdigest()

    def vintages(self, key: Key) -> list[Vintage]:
        """Every figure one fact was ever published with, in order of release."""
        with self._engine.connect() as db:
            numbers = [self._terms.numbers(db, column, [code]) for column, code in zip(KEY, key, strict=True)]
            if not all(numbers):
                return []
            same = [FIGURE.c[name] == found[0] for name, found in zip(KEY, numbers, strict=True)]
            read = [p for p in read_points(db, self._terms, self.release, *same) if p.release]
            active = set(db.scalars(self._active(same)))
            at = {row.id: row.at for row in db.execute(sa.select(RELEASE.c.id, RELEASE.c.at))}
        ordered = sorted(read, key=lambda point: (point.release, point.observation))
        return [Vintage(point, at[point.release], point.observation in active) for point in ordered]

    def figures(self, observations: Sequence[int]) -> list[Point]:
        """Figures by their numbers, whichever release they stem from."""
        with self._engine.connect() as db:
            return read_points(db, self._terms, self.release, numbered(FIGURE, observations))

    def series(
        self,
        indicator: str,
        area: str | Sequence[str] = (),
        measure: str | Sequence[str] = "actual",
        *,
        period: str | Sequence[str] = (),
        as_of: AsOf = None,
        boundaries: str = AS_REPORTED,
        sums: bool = False,
    ) -> DataFrame:
        """A tidy frame of one indicator over time, the screen's numbers with unit, maturity, place and release."""
        question = asked(
            self.catalogue, [indicator], _several(area), _several(measure), _several(period), boundaries, sums
        )
        return self._frame(question, as_of)

    def table(
        self,
        indicators: str | Sequence[str] = (),
        period: str | Sequence[str] = (),
        *,
        areas: str | Sequence[str] = (),
        measures: str | Sequence[str] = (),
        as_of: AsOf = None,
        boundaries: str = AS_REPORTED,
        sums: bool = False,
    ) -> DataFrame:
        """A tidy frame of several indicators, areas and measures; everything where nothing is named."""
        question = asked(
            self.catalogue, _several(indicators), _several(areas), _several(measures), _several(period),
            boundaries, sums,
        )  # fmt: skip
        return self._frame(question, as_of)

    def compare(self, earlier: AsOf, later: AsOf = None) -> DataFrame:
        """A tidy frame of what was added, changed or vanished between two moments."""
        from etl.query.frames import of_differences

        return of_differences(self, self.differences(earlier, later))

    def sources(self, observations: Iterable[int] | DataFrame) -> DataFrame:
        """Where figures were read: file, place, the words and the sentence or row around them."""
        from etl.query.frames import of_sources

        return of_sources(self, observations)

    def _frame(self, question: Asked, as_of: AsOf) -> DataFrame:
        """The pandas side is loaded when it is first asked for: a dashboard worker never does."""
        from etl.query.frames import of_answer

        with self.answering(question, as_of) as answer:
            return of_answer(self, answer)

    def _told_until(self) -> date:
        """The day this reader speaks of: that of its release, today where there is none."""
        newest = self.latest_release()
        return vietnam_day(newest.at) if newest and self.release is not None else today()

    def _held(self, where: Where, as_of: AsOf, spare: Spare | None = None) -> list[Point]:
        """What holds as of a release. `current` is read where the release is the newest, and only if it still is afterwards."""
        release = self._resolve(as_of)
        with self._engine.connect() as db:
            if release is None or release == _newest(db):
                found = held_points(db, self._terms, where, None, spare)
                if release is None or release == _newest(db):
                    return found
            return held_points(db, self._terms, where, release)

    def _active(self, same: Sequence[sa.ColumnElement[bool]]) -> sa.Select[int]:
        active = published(self.release)
        return sa.select(FIGURE.c.id).join(active, active.c.submission == FIGURE.c.submission).where(*same)

    def _resolve(self, as_of: AsOf) -> int | None:
        if as_of is None or as_of == "":
            return self.release
        with self._engine.connect() as db:
            return release_on(db, as_of)


def _newest(db: sa.Connection) -> int:
    return db.scalar(sa.select(sa.func.max(RELEASE.c.id))) or 0


def _several(choice: str | Sequence[str] | None) -> Sequence[str]:
    if not choice:
        return ()
    return [choice] if isinstance(choice, str) else choice


def open_reader(url: str | None = None, seconds: float = 0) -> Reader:
    """A reader on the office's store, or on the one a URL names; no question takes longer than `seconds`, if told."""
    return Reader(open_engine(url, read_only=True, seconds=seconds))
