"""The tables. Integer keys inside, codes at the edges; what was read is written once and never changed.

A *lot* is what many figures of one report share: line (indicator, season, measure, giver), period, manner (unit,
qualifier, maturity, …), the report's words for the subject. An observation adds its area and value to its lot, so a new
month of a whole country is appended at the end of one clustered tree, and a series or a cross-section is a walk over lots.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

META = sa.MetaData()
"""Every table of the store; a module with tables of its own registers them here and is named in etl.store.schema."""

LINE_TERMS = ("indicator", "season", "measure", "giver")
MANNER_TERMS = ("unit", "qualifier", "maturity", "missing", "flag", "method")
KEY = ("indicator", "period", "area", "season", "measure", "giver")
TERMS = (*KEY, *MANNER_TERMS)


def table(name: str, *parts: Any, append_only: bool = True, **options: Any) -> sa.Table:
    """A table on META; triggers refuse UPDATE and DELETE on it unless it is derived and says so."""
    return sa.Table(name, META, *parts, info={"append_only": append_only}, **options)


def number() -> sa.Column[int]:
    """The surrogate key of a table."""
    return sa.Column("id", sa.Integer, primary_key=True)


def texts(*names: str) -> list[sa.Column[str]]:
    """Columns of text that is never null."""
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def integers(*names: str) -> list[sa.Column[int]]:
    """Columns of integers that are never null."""
    return [sa.Column(name, sa.BigInteger, nullable=False) for name in names]


def _keys(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, primary_key=True, autoincrement=False) for name in names]


def _terms(names: Sequence[str]) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.ForeignKey("term.id"), nullable=False) for name in names]


TERM = table("term", number(), *texts("kind", "code"), sa.UniqueConstraint("kind", "code"))
"""Every code used in observations (indicator, area, period, unit, …) once."""

LINE = table("line", number(), *_terms(LINE_TERMS), sa.UniqueConstraint(*LINE_TERMS))
MANNER = table("manner", number(), *_terms(MANNER_TERMS), sa.UniqueConstraint(*MANNER_TERMS))

REPORT = table(
    "report",
    number(),
    sa.Column("sha256", sa.Text, nullable=False, unique=True),
    *texts("file", "kind"),
    *integers("size"),
    *texts("title", "sender", "dated", "period", "area", "source_url"),
    *integers("illustrative"),
    *texts("layout", "text", "received_at"),
)
REPORT_BYTES = table(
    "report_bytes",
    sa.Column("report", sa.ForeignKey("report.id"), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
"""The original bytes, packed; `etl.store.originals` unpacks them."""

SUBMISSION = table(
    "submission",
    number(),
    sa.Column("report", sa.ForeignKey("report.id"), nullable=False, index=True),
    *texts("by", "at"),
    *integers("cells_read", "base"),
    *texts("digest"),
)
"""A stored draft: `base` is the newest release its sender can have seen, `digest` seals its content."""

RELEASE = table(
    "release",
    number(),
    *texts("at", "by", "note", "catalogue"),
    sa.Column("undoes", sa.Integer),
)
DECISION = table(
    "decision",
    number(),
    sa.Column("submission", sa.ForeignKey("submission.id"), nullable=False),
    sa.Column("release", sa.ForeignKey("release.id")),
    *texts("state", "by", "at", "note"),
    sa.Index("decision_by_submission", "submission", "id"),
    sa.Index("decision_by_release", "release"),
)
"""What was decided about a submission, in order: staged → published | withdrawn | returned. The last one holds."""

LOT = table(
    "lot",
    number(),
    sa.Column("submission", sa.ForeignKey("submission.id"), nullable=False),
    sa.Column("line", sa.ForeignKey("line.id"), nullable=False),
    sa.Column("period", sa.ForeignKey("term.id"), nullable=False),
    sa.Column("manner", sa.ForeignKey("manner.id"), nullable=False),
    *texts("subject"),
    *integers("column", "figures", "areas"),
    sa.Index("lot_by_submission", "submission"),
    sa.Index("lot_by_line", "line", "period"),
)
"""What figures of one report share; `column` is where in a tidy file they stand, `areas` how many differ."""

OBSERVATION = table(
    "observation",
    *_keys("lot", "area", "nth"),
    sa.Column("value", sa.Float(53)),
    sa.Column("exact", sa.Text),
    sqlite_with_rowid=False,
)
"""One figure: `nth` is its record or place in its report; `exact` is kept where the double does not spell it.

Without foreign keys, which would look up two parents a row of a bulk load; `check` proves them instead.
"""

WORDING = table(
    "wording",
    *_keys("submission", "nth"),
    *texts("place"),
    *integers("start", "end"),
    *texts("words"),
    sqlite_with_rowid=False,
)
"""The words of a figure and their place, where they are more than the plain value at `nth:column`."""

BASIS = table("basis", *_keys("submission", "nth", "observation"), sqlite_with_rowid=False)
"""The observations a computed figure was computed from."""

FINDING = table(
    "finding",
    number(),
    sa.Column("submission", sa.ForeignKey("submission.id"), nullable=False),
    *texts("code", "severity", "place"),
    *integers("start", "end"),
    *texts("facts", "candidates"),
    sa.Index("finding_by_submission", "submission"),
)
AUDIT = table("audit", number(), *texts("at", "actor", "action", "facts", "hash"))
"""Who did what: each row's hash covers the row before it."""

HEAD = table("head", *_keys("id"), *integers("rows"), *texts("hash"), append_only=False)
"""One row: how long the audit chain is and where it ends, so that a lost end shows."""

STANDING = table(
    "standing",
    *_keys("line", "period", "lot"),
    *integers("release", "giving"),
    append_only=False,
    sqlite_with_rowid=False,
)
"""Derived: the lots of all published submissions, led by (line, period); `giving` counts their superseded figures."""

SUPERSEDED = table("superseded", *_keys("lot", "area", "nth"), append_only=False, sqlite_with_rowid=False)
"""Derived: figures of standing lots that give way to a better one of the same key."""

MEMBERSHIP = table(
    "membership", *_keys("area", "whole"), *texts("start", "end"), append_only=False, sqlite_with_rowid=False
)
"""From the catalogue: which communes a district or a province adds up, and when they existed."""

ROLL = table(
    "roll",
    *_keys("line", "whole", "period"),
    sa.Column("total", sa.Float(53), nullable=False),
    *integers("areas"),
    append_only=False,
    sqlite_with_rowid=False,
)
"""Derived: sums above commune level of what is additive, with the number of areas in them."""
