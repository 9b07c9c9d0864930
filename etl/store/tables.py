"""The tables. Integer keys inside, codes at the edges; observations are written once and never changed."""

from __future__ import annotations

import sqlalchemy as sa

META = sa.MetaData()
_KEY = ("indicator", "period", "area", "season", "measure", "giver")
_TERMS = (*_KEY, "unit", "qualifier", "maturity", "missing", "flag")

TERM = sa.Table(
    "term",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.UniqueConstraint("kind", "code"),
)
"""Every code used in observations (indicator, area, period, unit, …) once; observations hold its number."""

REPORT = sa.Table(
    "report",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False, unique=True),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("dated", sa.Text, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("area", sa.Text, nullable=False),
    sa.Column("source_url", sa.Text, nullable=False),
    sa.Column("illustrative", sa.Integer, nullable=False),
    sa.Column("layout", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("received_at", sa.Text, nullable=False),
)
REPORT_BYTES = sa.Table(
    "report_bytes",
    META,
    sa.Column("report", sa.ForeignKey("report.id"), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
SUBMISSION = sa.Table(
    "submission",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("report", sa.ForeignKey("report.id"), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("cells_read", sa.Integer, nullable=False),
)
RELEASE = sa.Table(
    "release",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("undoes", sa.Integer),
)
DECISION = sa.Table(
    "decision",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("submission", sa.ForeignKey("submission.id"), nullable=False),
    sa.Column("release", sa.ForeignKey("release.id")),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Index("decision_by_submission", "submission", "id"),
)
"""What was decided about a submission, in order: staged → published | withdrawn | returned. The last one holds."""

OBSERVATION = sa.Table(
    "observation",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("submission", sa.ForeignKey("submission.id"), nullable=False),
    *(sa.Column(name, sa.ForeignKey("term.id"), nullable=False) for name in _TERMS),
    sa.Column("exact", sa.Text),
    sa.Column("value", sa.Float(53)),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Index("observation_by_submission", "submission"),
)
FINDING = sa.Table(
    "finding",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("submission", sa.ForeignKey("submission.id"), nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("candidates", sa.Text, nullable=False),
    sa.Index("finding_by_submission", "submission"),
)
CURRENT = sa.Table(
    "current",
    META,
    *(sa.Column(name, sa.Integer, primary_key=True, autoincrement=False) for name in _KEY),
    sa.Column("observation", sa.Integer, nullable=False),
    sa.Column("release", sa.Integer, nullable=False),
    sa.Column("value", sa.Float(53)),
    sqlite_with_rowid=False,
)
"""The newest published observation of each key: derived, rebuildable, checked against `observation`."""

AUDIT = sa.Table(
    "audit",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)
"""Who did what: each row's hash covers the row before it."""

KEY = _KEY
TERMS = _TERMS
APPEND_ONLY = (
    "term",
    "report",
    "report_bytes",
    "submission",
    "release",
    "decision",
    "observation",
    "finding",
    "audit",
)


def guards(dialect: str) -> list[str]:
    """The triggers that refuse UPDATE and DELETE on everything append-only."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in APPEND_ONLY
            for verb in ("UPDATE", "DELETE")
        ]
    refuse = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    return [refuse] + [
        f'CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in APPEND_ONLY
    ]
