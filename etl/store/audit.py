"""The audit chain: every write leaves a row whose hash covers the row before it, and the head says where it ends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import sqlalchemy as sa

from etl.store.tables import AUDIT, HEAD


def now() -> str:
    """This moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def record(tx: sa.Connection, actor: str, action: str, **facts: object) -> None:
    """Append one row to the chain, in the caller's transaction; the head's lock keeps two writers apart."""
    head = tx.execute(sa.select(HEAD.c.rows, HEAD.c.hash).with_for_update()).first()
    rows, last = (head.rows, head.hash) if head else (0, "")
    told = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
    at = now()
    made = link(last, at, actor, action, told)
    tx.execute(AUDIT.insert().values(at=at, actor=actor, action=action, facts=told, hash=made))
    if head:
        tx.execute(HEAD.update().values(rows=rows + 1, hash=made))
    else:
        tx.execute(HEAD.insert().values(id=1, rows=1, hash=made))


def link(last: str, *parts: str) -> str:
    """The hash of a row that follows `last`."""
    return hashlib.sha256("\x1f".join((last, *parts)).encode()).hexdigest()


def broken_link(tx: sa.Connection) -> int | None:
    """The first row whose hash does not fit the row before it, 0 for a lost end; None when the chain holds."""
    last, rows = "", 0
    for row in tx.execute(sa.select(AUDIT).order_by(AUDIT.c.id)):
        if row.hash != link(last, row.at, row.actor, row.action, row.facts):
            return int(row.id)
        last, rows = row.hash, rows + 1
    head = [tuple(row) for row in tx.execute(sa.select(HEAD))]
    return None if head == ([(1, rows, last)] if rows else []) else 0


def told(tx: sa.Connection, *actions: str) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Actor, action and facts of some kinds of rows, in order."""
    query = sa.select(AUDIT.c.actor, AUDIT.c.action, AUDIT.c.facts).where(AUDIT.c.action.in_(actions))
    for actor, action, facts in tx.execute(query.order_by(AUDIT.c.id)):
        yield actor, action, json.loads(facts)
