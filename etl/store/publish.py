"""Publishing: a release is one transaction; undo is a later release, history is never touched."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from etl.model import NotPublishable
from etl.store.audit import now, record
from etl.store.current import rebuild
from etl.store.tables import DECISION, FINDING, RELEASE, SUBMISSION


def publish(engine: sa.Engine, submissions: Sequence[int], by: str, note: str = "") -> int:
    """One release of some staged submissions; NotPublishable names what stands in the way."""
    with engine.begin() as tx:
        for submission in submissions:
            _may_publish(tx, submission)
        release = _release(tx, by, note)
        _decide(tx, submissions, release, "published", by, note)
        rebuild(tx)
        record(tx, by, "publish", release=release, submissions=list(submissions))
    return release


def withdraw(engine: sa.Engine, submission: int, by: str, note: str = "") -> int:
    """Take one submission back: a new release without it."""
    with engine.begin() as tx:
        if state(tx, submission) != "published":
            raise NotPublishable(f"submission {submission} is not published", submission=submission)
        release = _release(tx, by, note)
        _decide(tx, [submission], release, "withdrawn", by, note)
        rebuild(tx)
        record(tx, by, "withdraw", release=release, submission=submission)
    return release


def undo(engine: sa.Engine, release: int, by: str, note: str = "") -> int:
    """Take back what a release published, by a later release that says which one it undoes."""
    with engine.begin() as tx:
        changed = sa.select(DECISION.c.submission, DECISION.c.state).where(DECISION.c.release == release)
        decided = tx.execute(changed).all()
        if not decided:
            raise NotPublishable(f"there is no release {release} to undo", release=release)
        later = _release(tx, by, note, undoes=release)
        for submission, was in decided:
            _decide(tx, [submission], later, "withdrawn" if was == "published" else "published", by, note)
        rebuild(tx)
        record(tx, by, "undo", release=later, undoes=release)
    return later


def state(tx: sa.Connection, submission: int) -> str:
    """The state that holds: the last decision about it; empty where there is no such submission."""
    last = (
        sa.select(DECISION.c.state).where(DECISION.c.submission == submission).order_by(DECISION.c.id.desc())
    )
    return tx.scalar(last.limit(1)) or ""


def _may_publish(tx: sa.Connection, submission: int) -> None:
    if not tx.scalar(sa.select(SUBMISSION.c.id).where(SUBMISSION.c.id == submission)):
        raise NotPublishable(f"there is no submission {submission}", submission=submission)
    if state(tx, submission) == "published":
        raise NotPublishable(f"submission {submission} is published already", submission=submission)
    blocking = sa.select(sa.func.count()).where(
        FINDING.c.submission == submission, FINDING.c.severity == "block"
    )
    if count := tx.scalar(blocking):
        raise NotPublishable(
            f"{count} findings block submission {submission}", submission=submission, count=count
        )


def _release(tx: sa.Connection, by: str, note: str, undoes: int | None = None) -> int:
    values = {"at": now(), "by": by, "note": note, "undoes": undoes}
    return int(tx.execute(RELEASE.insert().values(values).returning(RELEASE.c.id)).scalar_one())


def _decide(tx: sa.Connection, submissions: Sequence[int], release: int, to: str, by: str, note: str) -> None:
    at = now()
    rows = [
        {"submission": s, "release": release, "state": to, "by": by, "at": at, "note": note}
        for s in submissions
    ]
    tx.execute(DECISION.insert(), rows)
