"""Reading what is published: the dashboard's and the notebooks' only door to the figures. Cannot write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from etl.model import Release
from etl.store import open_engine
from etl.store.current import newest
from etl.store.tables import CURRENT, FINDING, KEY, OBSERVATION, RELEASE, REPORT, SUBMISSION, TERM, TERMS


@dataclass(frozen=True, slots=True)
class Point:
    """One published figure with everything a screen shows beside it; `area` is an id, or words outside the catalogue."""

    observation: int
    release: int
    report: int
    indicator: str
    period: str
    area: str
    season: str
    measure: str
    giver: str
    value: Decimal | None
    unit: str
    qualifier: str
    maturity: str
    missing: str
    flag: str
    is_illustrative: bool
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where one figure comes from: the file, the place, its words and the words around them."""

    point: Point
    file: str
    title: str
    sha256: str
    dated: str
    received_at: str
    source_url: str
    place: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list of sources."""

    id: int
    file: str
    title: str
    dated: str
    period: str
    area: str
    source_url: str
    is_illustrative: bool
    received_at: str
    figures: int
    findings: int


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
        query, term = _points(as_of)
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
            return [_point(row) for row in db.execute(query.order_by(*order))]

    def source(self, observation: int) -> Source | None:
        """Everything that leads back from one figure to the words it was read from."""
        query, _ = _points(None, observation)
        with self._engine.connect() as db:
            row = db.execute(query).first()
            if row is None:
                return None
            told = db.execute(sa.select(REPORT).where(REPORT.c.id == row.report)).one()
            seen = db.execute(sa.select(OBSERVATION).where(OBSERVATION.c.id == observation)).one()
        return Source(
            _point(row), told.file, told.title, told.sha256, told.dated, told.received_at, told.source_url,
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
        query, _ = _points(None)
        with self._engine.connect() as db:
            wanted = [row.observation for row in db.execute(query) if row.report == report]
        found = [source for source in map(self.source, wanted) if source]
        return sorted(found, key=lambda source: (source.start, source.place))


def _points(
    as_of: int | None, observation: int | None = None
) -> tuple[sa.Select[*tuple[Any, ...]], dict[str, Any]]:
    """The query behind every answer, and the alias of each code table."""
    held = sa.select(CURRENT).subquery() if as_of is None else newest(as_of).subquery()
    term = {name: TERM.alias(f"t_{name}") for name in TERMS}
    query = sa.select(
        held.c.observation,
        held.c.release,
        SUBMISSION.c.report,
        *(term[name].c.code.label(name) for name in TERMS),
        OBSERVATION.c.exact,
        OBSERVATION.c.words,
        REPORT.c.illustrative,
    ).join(OBSERVATION, OBSERVATION.c.id == held.c.observation)
    query = query.join(SUBMISSION, SUBMISSION.c.id == OBSERVATION.c.submission)
    query = query.join(REPORT, REPORT.c.id == SUBMISSION.c.report)
    for name in TERMS:
        query = query.join(term[name], term[name].c.id == OBSERVATION.c[name])
    if observation is not None:
        query = query.where(held.c.observation == observation)
    return query, term


def _point(row: sa.Row[*tuple[Any, ...]]) -> Point:
    told = row._mapping
    value = told["exact"]
    codes = {name: str(told[name]) for name in (*KEY, "unit", "qualifier", "maturity", "missing", "flag")}
    return Point(
        observation=int(str(told["observation"])),
        release=int(str(told["release"])),
        report=int(str(told["report"])),
        value=None if value is None else Decimal(str(value)),
        is_illustrative=bool(told["illustrative"]),
        words=str(told["words"]),
        **codes,
    )


def open_reader(url: str | None = None) -> Reader:
    """A reader on the office's store, or on the one a URL names."""
    return Reader(open_engine(url, read_only=True))
