"""What was handed in and what became of it: every submission with the state that holds."""

from __future__ import annotations

import sqlalchemy as sa

from etl.query.nouns import SubmissionLine
from etl.store.tables import DECISION, FINDING, LOT, REPORT, SUBMISSION


def submission_lines(db: sa.Connection) -> list[SubmissionLine]:
    """Every submission, newest first."""
    decided = sa.select(
        DECISION.c.submission,
        sa.func.max(DECISION.c.id).label("last"),
        sa.func.max(DECISION.c.release).label("release"),
    )
    last = decided.group_by(DECISION.c.submission).subquery()
    figures = sa.select(sa.func.coalesce(sa.func.sum(LOT.c.figures), 0)).where(
        LOT.c.submission == SUBMISSION.c.id
    )
    findings = sa.select(sa.func.count()).where(FINDING.c.submission == SUBMISSION.c.id)
    query = (
        sa.select(
            SUBMISSION, DECISION.c.state, REPORT.c.file, REPORT.c.dated, last.c.release,
            figures.scalar_subquery().label("figures"), findings.scalar_subquery().label("findings"),
        )
        .join(REPORT, REPORT.c.id == SUBMISSION.c.report)
        .join(last, last.c.submission == SUBMISSION.c.id)
        .join(DECISION, DECISION.c.id == last.c.last)
        .order_by(SUBMISSION.c.id.desc())
    )  # fmt: skip
    return [
        SubmissionLine(
            row.id, row.report, row.state, row.file, row.dated, row.by, row.at, row.release or 0,
            int(row.figures), row.findings,
        )
        for row in db.execute(query)
    ]  # fmt: skip
