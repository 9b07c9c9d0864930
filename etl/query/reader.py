"""Reader: the dashboard's and the notebooks' only door to the figures. Cannot write."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from etl.model import Release
from etl.query.points import Point, ReportLine, Source, point_of, points_query
from etl.store import open_engine
from etl.store.tables import FINDING, OBSERVATION, RELEASE, REPORT, SUBMISSION


class Reader:
    """Answers questions about published figures; `as_of` a release shows what held then."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def latest_release(self) -> Release | None:
        """The newest release; None in an empty store."""
        found = self.releases(1)
        return found[0] if found else None

    def releases(self, most: int = 100) -> list[Release]:
        """Releases, newest first."""
        with self._engine.connect() as db:
            rows = db.execute(sa.select(RELEASE).order_by(RELEASE.c.id.desc()).limit(most))
            return [Release(row.id, row.at, row.by, row.note, row.undoes) for row in rows]

    def points(
        self,
        indicator: str | None = None,
        areas: Sequence[str] = (),
        measures: Sequence[str] = (),
        period: str | None = None,
        as_of: int | None = None,
    ) -> list[Point]:
        """What is published for an indicator (all where none is named), in order of indicator, area and period."""
        query, term = points_query(as_of)
        for column, codes in (
            ("indicator", [indicator] if indicator else []),
            ("area", areas),
            ("measure", measures),
        ):
            if codes:
                query = query.where(term[column].c.code.in_(codes))
        if period:
            query = query.where(term["period"].c.code == period)
        order = [term[name].c.code for name in ("indicator", "area", "period", "season", "measure", "giver")]
        with self._engine.connect() as db:
            return [point_of(row) for row in db.execute(query.order_by(*order))]

    def source(self, observation: int) -> Source | None:
        """Everything that leads back from one figure to the words it was read from."""
        query, _ = points_query(None, observation)
        with self._engine.connect() as db:
            row = db.execute(query).first()
            if row is None:
                return None
            told = db.execute(sa.select(REPORT).where(REPORT.c.id == row.report)).one()
            seen = db.execute(sa.select(OBSERVATION).where(OBSERVATION.c.id == observation)).one()
        return Source(
            point_of(row), told.file, told.title, told.sha256, told.dated, told.received_at, told.source_url,
            seen.place, seen.start, seen.end, told.text,
        )  # fmt: skip

    def reports(self) -> list[ReportLine]:
        """Every report kept, newest first, with how many figures and findings it gave."""
        figures = (
            sa.select(sa.func.count()).where(OBSERVATION.c.submission == SUBMISSION.c.id).scalar_subquery()
        )
        findings = sa.select(sa.func.count()).where(FINDING.c.submission == SUBMISSION.c.id).scalar_subquery()
        query = sa.select(REPORT, figures.label("figures"), findings.label("findings"))
        query = query.join(SUBMISSION, SUBMISSION.c.report == REPORT.c.id).order_by(
            REPORT.c.dated.desc(), REPORT.c.id
        )
        with self._engine.connect() as db:
            return [
                ReportLine(
                    row.id, row.file, row.title, row.dated, row.period, row.area, row.source_url,
                    bool(row.illustrative), row.received_at, row.figures, row.findings,
                )
                for row in db.execute(query)
            ]  # fmt: skip

    def of_report(self, report: int) -> list[Source]:
        """Every published figure of one report, in reading order."""
        query, _ = points_query(None)
        with self._engine.connect() as db:
            wanted = [row.observation for row in db.execute(query) if row.report == report]
        found = [source for source in map(self.source, wanted) if source]
        return sorted(found, key=lambda source: (source.start, source.place))


def open_reader(url: str | None = None) -> Reader:
    """A reader on the office's store, or on the one a URL names."""
    return Reader(open_engine(url, read_only=True))
