"""The nouns a reader answers with, and the query behind every one of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from etl.store.current import newest
from etl.store.tables import CURRENT, KEY, OBSERVATION, REPORT, SUBMISSION, TERM, TERMS


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


def points_query(
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


def point_of(row: sa.Row[*tuple[Any, ...]]) -> Point:
    """One row of the query as a Point."""
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
