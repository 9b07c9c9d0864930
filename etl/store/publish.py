"""Publishing: a release is one transaction; undo is a later release, history is never touched."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from etl.catalog import Catalogue, load
from etl.catalog.files import fingerprint
from etl.model import Conflict, NotPublishable
from etl.store.audit import now, record
from etl.store.clashes import clashes
from etl.store.current import settle
from etl.store.engine import writing
from etl.store.naming import name_terms
from etl.store.rollup import add_up
from etl.store.tables import DECISION, FINDING, RELEASE, SUBMISSION


def publish(
    engine: sa.Engine,
    submissions: Sequence[int],
    by: str,
    note: str = "",
    *,
    seen: int | None = None,
    catalogue: Catalogue | None = None,
    instead_of: Sequence[int] = (),
) -> int:
    """One release of some staged submissions; NotPublishable names what stands in the way.

    The published submissions they stand `instead_of` are withdrawn by the same release.
    Conflict where a fact was published with another value after the release its publisher saw: `seen`, or the newest
    one when the submission was stored.
    """
    with writing(engine) as tx:
        if not submissions:
            raise NotPublishable("nothing_to_publish")
        for submission in submissions:
            _may_publish(tx, submission)
        if found := clashes(tx, submissions, seen):
            raise Conflict(found)
        to = [*((one, "published") for one in submissions), *((one, "withdrawn") for one in instead_of)]
        return _release(tx, "publish", to, by, note, catalogue)


def withdraw(
    engine: sa.Engine, submission: int, by: str, note: str = "", *, catalogue: Catalogue | None = None
) -> int:
    """Take one submission back: a new release without it."""
    with writing(engine) as tx:
        if state(tx, submission) != "published":
            raise NotPublishable("not_published", submission=submission)
        return _release(tx, "withdraw", [(submission, "withdrawn")], by, note, catalogue)


def undo(
    engine: sa.Engine, release: int, by: str, note: str = "", *, catalogue: Catalogue | None = None
) -> int:
    """Take back what a release decided, by a later release that says which one it undoes."""
    with writing(engine) as tx:
        if not tx.scalar(sa.select(RELEASE.c.id).where(RELEASE.c.id == release)):
            raise NotPublishable("no_release", release=release)
        changed = sa.select(DECISION.c.submission, DECISION.c.state).where(DECISION.c.release == release)
        opposite = [
            (submission, "withdrawn" if was == "published" else "published")
            for submission, was in tx.execute(changed.order_by(DECISION.c.id)).all()
            if state(tx, submission) == was
        ]
        if not opposite:
            raise NotPublishable("nothing_left", release=release)
        return _release(tx, "undo", opposite, by, note, catalogue, undoes=release)


def give_back(engine: sa.Engine, submission: int, by: str, note: str) -> None:
    """Return a staged submission to its sender with a note; nothing published changes."""
    with writing(engine) as tx:
        if state(tx, submission) not in ("staged", "withdrawn"):
            raise NotPublishable("not_waiting", submission=submission)
        told = {"submission": submission, "state": "returned", "by": by, "at": now(), "note": note}
        tx.execute(DECISION.insert().values(told))
        record(tx, by, "return", **told)


def rebuild(engine: sa.Engine, catalogue: Catalogue | None = None, by: str = "chitieu") -> None:
    """Derive what holds and every sum anew from the decisions."""
    with writing(engine) as tx:
        settle(tx)
        known = catalogue or load()
        add_up(tx, known)
        name_terms(tx, known, anew=True)
        record(tx, by, "rebuild", catalogue=fingerprint(known.home))


def state(tx: sa.Connection, submission: int) -> str:
    """The state that holds: the last decision about it; empty where there is no such submission."""
    last = (
        sa.select(DECISION.c.state).where(DECISION.c.submission == submission).order_by(DECISION.c.id.desc())
    )
    return tx.scalar(last.limit(1)) or ""


def _may_publish(tx: sa.Connection, submission: int) -> None:
    if not tx.scalar(sa.select(SUBMISSION.c.id).where(SUBMISSION.c.id == submission)):
        raise NotPublishable("no_submission", submission=submission)
    if state(tx, submission) == "published":
        raise NotPublishable("published_already", submission=submission)
    blocking = sa.select(sa.func.count()).where(
        FINDING.c.submission == submission, FINDING.c.severity == "block"
    )
    if count := tx.scalar(blocking):
        raise NotPublishable("blocked", submission=submission, count=count)


def _release(
    tx: sa.Connection,
    action: str,
    decisions: Sequence[tuple[int, str]],
    by: str,
    note: str,
    catalogue: Catalogue | None,
    undoes: int | None = None,
) -> int:
    """A release with its decisions, what is derived from them, and its row in the audit chain."""
    known = catalogue or load()
    told = {"at": now(), "by": by, "note": note, "catalogue": fingerprint(known.home), "undoes": undoes}
    release = int(tx.execute(RELEASE.insert().values(told).returning(RELEASE.c.id)).scalar_one())
    same = {"release": release, "by": by, "at": told["at"], "note": note}
    tx.execute(DECISION.insert(), [{"submission": s, "state": to, **same} for s, to in decisions])
    touched = settle(tx, release)
    is_same = _same_catalogue(tx, release)
    add_up(tx, known, touched if is_same else None)
    name_terms(tx, known, anew=not is_same)
    record(tx, by, action, release=release, decisions=[list(one) for one in decisions], **told)
    return release


def _same_catalogue(tx: sa.Connection, release: int) -> bool:
    """Whether the release before was published with the same catalogue, so that its sums still stand."""
    last = (
        sa.select(RELEASE.c.catalogue).where(RELEASE.c.id <= release).order_by(RELEASE.c.id.desc()).limit(2)
    )
    return len(set(tx.scalars(last))) == 1
