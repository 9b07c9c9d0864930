"""Reader: the dashboard's and the notebooks' only door to the figures. Cannot write."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TypeVar

import sqlalchemy as sa

from etl.catalog import Catalogue, load
from etl.model import Period, Release
from etl.query.boundaries import AS_REPORTED
from etl.query.coverage import state_of
from etl.query.differences import Difference, between
from etl.query.moments import release_on, today, vietnam_day
from etl.query.nouns import Key, Line, Noticed, Point, ReportLine, Source, SubmissionLine, Vintage
from etl.query.order import in_time, line_of, newest_levels
from etl.query.points import Where, held_points, read_points
from etl.query.submissions import submission_lines
from etl.query.terms import Terms
from etl.query.views import Asked, answer
from etl.store import open_engine
from etl.store.current import published
from etl.store.figures import FIGURE, numbered, place_of
from etl.store.tables import FINDING, KEY, LOT, RELEASE, REPORT, SUBMISSION

AsOf = int | str | None
"""A release, a day (`2021-09-30`: what was published by its evening in Việt Nam), or None: what holds."""

Found = TypeVar("Found")


class Reader:
    """Answers questions about published figures; pinned by `at`, every answer comes from one release."""

    def __init__(
        self,
        engine: sa.Engine,
        release: int | None = None,
        terms: Terms | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        self._engine = engine
        self._terms = terms or Terms()
        self.release = release
        self.catalogue = catalogue or load()

    def at(self, as_of: AsOf = None) -> Reader:
        """This reader pinned to a release: whatever is published meanwhile, a page sees one state."""
        release = self._resolve(as_of)
        if release is None:
            newest = self.latest_release()
            release = newest.id if newest else 0
        return Reader(self._engine, release, self._terms, self.catalogue)

    def latest_release(self) -> Release | None:
        """The newest release this reader sees; None in an empty store."""
        found = self.releases(1)
        return found[0] if found else None

    def releases(self, most: int = 100) -> list[Release]:
        """Releases, newest first."""
        query = sa.select(RELEASE).order_by(RELEASE.c.id.desc()).limit(most)
        if self.release is not None:
            query = query.where(RELEASE.c.id <= self.release)
        with self._engine.connect() as db:
            return [Release(row.id, row.at, row.by, row.note, row.undoes) for row in db.execute(query)]

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
        return sorted(answer(question, self.catalogue, lambda where: self._held(where, as_of)), key=in_time)

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

    def differences(self, earlier: AsOf, later: AsOf = None) -> list[Difference]:
        """Every fact that two moments tell differently."""
        return list(between(self.points(as_of=earlier), self.points(as_of=later)))

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

    def source(self, observation: int) -> Source | None:
        """Everything that leads back from one figure to the words it was read from."""
        found = self._sources(numbered(FIGURE, [observation]))
        return found[0] if found else None

    def of_report(self, report: int) -> list[Source]:
        """Every figure of one report that is published, in reading order."""
        active = published(self.release)
        shown = FIGURE.c.submission.in_(sa.select(active.c.submission))
        found = self._sources(SUBMISSION.c.report == report, shown)
        return sorted(found, key=lambda source: (source.start, source.place))

    def reports(self) -> list[ReportLine]:
        """Every report kept, newest first, with how many figures and findings it gave."""
        figures = sa.select(sa.func.coalesce(sa.func.sum(LOT.c.figures), 0)).where(
            LOT.c.submission == SUBMISSION.c.id
        )
        findings = sa.select(sa.func.count()).where(FINDING.c.submission == SUBMISSION.c.id)
        query = sa.select(
            REPORT, figures.scalar_subquery().label("figures"), findings.scalar_subquery().label("findings")
        )
        query = query.join(SUBMISSION, SUBMISSION.c.report == REPORT.c.id)
        with self._engine.connect() as db:
            return [
                ReportLine(
                    row.id, row.file, row.title, row.dated, row.period, row.area, row.source_url,
                    bool(row.illustrative), row.received_at, int(row.figures), row.findings,
                )
                for row in db.execute(query.order_by(REPORT.c.dated.desc(), REPORT.c.id))
            ]  # fmt: skip

    def submissions(self) -> list[SubmissionLine]:
        """Everything handed in, newest first, with the state that holds."""
        with self._engine.connect() as db:
            return submission_lines(db)

    def files(self) -> dict[int, str]:
        """Report → the name of its file."""
        with self._engine.connect() as db:
            return {row.id: row.file for row in db.execute(sa.select(REPORT.c.id, REPORT.c.file))}

    def findings(self, report: int | None = None, submission: int | None = None) -> list[Noticed]:
        """What was noticed in one report or submission (everywhere where neither is named), in reading order."""
        query = sa.select(FINDING, SUBMISSION.c.report).join(
            SUBMISSION, SUBMISSION.c.id == FINDING.c.submission
        )
        if report is not None:
            query = query.where(SUBMISSION.c.report == report)
        if submission is not None:
            query = query.where(FINDING.c.submission == submission)
        with self._engine.connect() as db:
            return [
                Noticed(
                    row.id, row.submission, row.report, row.code, row.severity, row.place, row.start, row.end,
                    tuple(json.loads(row.facts).items()), tuple(json.loads(row.candidates)),
                )
                for row in db.execute(query.order_by(FINDING.c.submission, FINDING.c.start, FINDING.c.id))
            ]  # fmt: skip

    def _sources(self, *where: sa.ColumnElement[bool]) -> list[Source]:
        with self._engine.connect() as db:
            points = {
                point.observation: point for point in read_points(db, self._terms, self.release, *where)
            }
            query = sa.select(FIGURE, *(c for c in REPORT.c if c.name not in FIGURE.c)).join(
                SUBMISSION, SUBMISSION.c.id == FIGURE.c.submission
            )
            query = query.join(REPORT, REPORT.c.id == SUBMISSION.c.report).where(*where)
            return [
                Source(
                    points[row.id], row.file, row.title, row.sha256, row.dated, row.received_at,
                    row.source_url, place_of(row.place, row.nth, row.column), _at(row.start), _at(row.end), row.text,
                )
                for row in db.execute(query.order_by(FIGURE.c.id))
            ]  # fmt: skip

    def _told_until(self) -> date:
        """The day this reader speaks of: that of its release, today where there is none."""
        newest = self.latest_release()
        return vietnam_day(newest.at) if newest and self.release is not None else today()

    def _held(self, where: Where, as_of: AsOf) -> list[Point]:
        """What holds as of a release. `current` is read where the release is the newest, and only if it still is afterwards."""
        release = self._resolve(as_of)
        with self._engine.connect() as db:
            if release is None or release == _newest(db):
                found = held_points(db, self._terms, where, None)
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


def _at(offset: int | None) -> int:
    return -1 if offset is None else offset


def _newest(db: sa.Connection) -> int:
    return db.scalar(sa.select(sa.func.max(RELEASE.c.id))) or 0


def _several(choice: str | Sequence[str] | None) -> Sequence[str]:
    if not choice:
        return ()
    return [choice] if isinstance(choice, str) else choice


def open_reader(url: str | None = None) -> Reader:
    """A reader on the office's store, or on the one a URL names."""
    return Reader(open_engine(url, read_only=True))
