"""The audit chain: every write leaves a row whose hash covers the row before it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa

from etl.store.tables import AUDIT


def now() -> str:
    """This moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def record(tx: sa.Connection, actor: str, action: str, **facts: object) -> None:
    """Append one row to the chain, in the caller's transaction."""
    last = tx.scalar(sa.select(AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1)) or ""
    told = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
    at = now()
    tx.execute(
        AUDIT.insert().values(
            at=at, actor=actor, action=action, facts=told, hash=link(last, at, actor, action, told)
        )
    )


def link(last: str, *parts: str) -> str:
    """The hash of a row that follows `last`."""
    return hashlib.sha256("\x1f".join((last, *parts)).encode()).hexdigest()


def broken_link(tx: sa.Connection) -> int | None:
    """The first row whose hash does not fit the row before it; None when the chain holds."""
    last = ""
    for row in tx.execute(sa.select(AUDIT).order_by(AUDIT.c.id)):
        if row.hash != link(last, row.at, row.actor, row.action, row.facts):
            return int(row.id)
        last = row.hash
    return None
