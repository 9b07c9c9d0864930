"""What stands behind the figures: releases, reports, sources, findings. Cannot write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa

from etl.catalog import Catalogue, load
from etl.model import Maturity, Release
from etl.query.nouns import Noticed, ReportLine, Source, SubmissionLine
from etl.query.points import read_points
from etl.query.shapes import Shapes
from etl.query.submissions import submission_lines
from etl.query.terms import Terms
from etl.store.current import published
from etl.store.figures import FIGURE, numbered, place_of
from etl.store.tables import DECISION, FINDING, LOT, RELEASE, REPORT, SUBMISSION


class Records:
    """Answers questions about reports and releases, up to one release where it is pinned."""

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

    @contextmanager
    def shapes(self) -> Iterator[Shapes]:
        """The fast answers, all from one moment of what holds now."""
        with self._engine.connect() as db, db.begin():
            yield Shapes(db, self._terms)

    def latest_release(self) -> Release | None:
        """The newest release this reader sees; None in an empty store."""
        found = self.releases(1)
        return found[0] if found else None

    def releases(self, most: int = 100) -> list[Release]:
        """Releases, newest first."""
        return self._releases(most=most)

    def told_releases(self, most: int = 100) -> list[Release]:
        """Releases that decided about a report somebody sent, newest first: none of worked out values alone."""
        sent = sa.select(DECISION.c.release).join(SUBMISSION, SUBMISSION.c.id == DECISION.c.submission)
        sent = sent.join(REPORT, REPORT.c.id == SUBMISSION.c.report).where(REPORT.c.kind != Maturity.IMPLIED)
        return self._releases(RELEASE.c.id.in_(sent), most=most)

    def _releases(self, *where: sa.ColumnElement[bool], most: int) -> list[Release]:
        query = sa.select(RELEASE).where(*where).order_by(RELEASE.c.id.desc()).limit(most)
        if self.release is not None:
            query = query.where(RELEASE.c.id <= self.release)
        with self._engine.connect() as db:
            return [Release(row.id, row.at, row.by, row.note, row.undoes) for row in db.execute(query)]

    def source(self, observation: int) -> Source | None:
        """Everything that leads back from one figure to the words it was read from."""
        found = self._sources(numbered(FIGURE, [observation]))
        return found[0] if found else None

    def sources_of(self, observations: Sequence[int]) -> list[Source]:
        """The sources of several figures, in the order they were stored."""
        return self._sources(numbered(FIGURE, observations))

    def of_report(self, report: int) -> list[Source]:
        """Every figure of one report that is published, in reading order."""
        active = published(self.release)
        shown = FIGURE.c.submission.in_(sa.select(active.c.submission))
        found = self._sources(SUBMISSION.c.report == report, shown)
        return sorted(found, key=lambda source: (source.start, source.place))

    def reports(self, *, published_only: bool = False) -> list[ReportLine]:
        """Every report kept (or those whose figures are published), newest first, with how many figures and findings it gave."""
        figures = sa.select(sa.func.coalesce(sa.func.sum(LOT.c.figures), 0)).where(
            LOT.c.submission == SUBMISSION.c.id
        )
        findings = sa.select(sa.func.count()).where(FINDING.c.submission == SUBMISSION.c.id)
        query = sa.select(
            REPORT, figures.scalar_subquery().label("figures"), findings.scalar_subquery().label("findings")
        )
        query = query.join(SUBMISSION, SUBMISSION.c.report == REPORT.c.id)
        if published_only:
            query = query.where(SUBMISSION.c.id.in_(sa.select(published(self.release).c.submission)))
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

    def files(self, reports: Iterable[int] = ()) -> dict[int, str]:
        """Report → the name of its file; of all where none is named."""
        query = sa.select(REPORT.c.id, REPORT.c.file)
        wanted = set(reports)
        if wanted:
            query = query.where(REPORT.c.id.in_(wanted))
        with self._engine.connect() as db:
            return {row.id: row.file for row in db.execute(query)}

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


def _at(offset: int | None) -> int:
    return -1 if offset is None else offset
