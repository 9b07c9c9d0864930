"""Seals of what grows: a sum of hashes that the audit chain carries on with every row, so that no row is changed, lost or slipped in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from etl.store.tables import AUDIT

_WHOLE = 2**256


def sum_of(table: sa.Table, rows: Iterable[Sequence[object]]) -> int:
    """What some rows of a table add to its seal; their order does not enter it."""
    return sum(_hash(table, row) for row in rows)


def sum_from(tx: sa.Connection, table: sa.Table, after: int = 0) -> int:
    """What the rows of a numbered table behind some row add to its seal."""
    return sum_of(table, tx.execute(sa.select(table).where(table.c.id > after)))


def newest(tx: sa.Connection, table: sa.Table) -> int:
    """The number of the last row of a table."""
    return tx.scalar(sa.select(sa.func.max(table.c.id))) or 0


def held(tx: sa.Connection, tables: Iterable[sa.Table]) -> str:
    """The seal of some tables as they stand."""
    return printed(sum(sum_of(one, tx.execute(sa.select(one))) for one in tables))


def vouched(tx: sa.Connection, name: str, actions: Sequence[str]) -> str:
    """The seal that the audit chain last told under a name; that of no rows where it never did."""
    told = sa.select(AUDIT.c.facts).where(AUDIT.c.action.in_((*actions, "upgrade")))
    last = tx.scalar(told.order_by(AUDIT.c.id.desc()).limit(1))
    return str(json.loads(last).get(name) or "") if last else printed(0)


def grown(seal: str, *more: int) -> str:
    """A seal after some rows were added."""
    return printed(int(seal or "0", 16) + sum(more))


def printed(total: int) -> str:
    """A sum as the chain tells it."""
    return f"{total % _WHOLE:064x}"


def mark_of(*parts: object) -> str:
    """A short mark by which the chain knows one row again."""
    return hashlib.sha256(json.dumps(parts, default=repr).encode()).hexdigest()[:32]


def _hash(table: sa.Table, row: Sequence[object]) -> int:
    told = json.dumps([table.name, *row], ensure_ascii=False, default=repr)
    return int.from_bytes(hashlib.sha256(told.encode()).digest())
