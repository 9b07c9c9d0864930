"""Whether the store takes writing just now: a full disk, a lock or a read-only copy is no reason to stop reading."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from enum import StrEnum

import sqlalchemy as sa

from etl.store.audit import record
from etl.store.engine import is_free_to_write, writing
from etl.store.people import SETTING

UNAVAILABLE = (sa.exc.OperationalError, sa.exc.InternalError, sa.exc.InterfaceError, sa.exc.TimeoutError)
"""What the driver raises when the store is down, locked, full or read-only."""
_FRESH_FOR = 3.0
_MOMENT = 3.0
"""Seconds after which somebody who still writes is in the way."""
_seen: dict[str, tuple[float, Hindrance]] = {}


class Hindrance(StrEnum):
    """What stands in the way of writing: nothing, somebody who writes just now, or a store that takes none."""

    NONE = ""
    BUSY = "busy"
    CLOSED = "closed"


def takes_writing(engine: sa.Engine) -> bool:
    """Whether a write would go through; somebody who writes just now is waited for, as the write itself would wait."""
    until = time.monotonic() + _MOMENT
    while (found := hindrance(engine)) is Hindrance.BUSY and time.monotonic() < until:
        _seen.pop(str(engine.url), None)
        time.sleep(0.05)
    return found is Hindrance.NONE


def hindrance(engine: sa.Engine) -> Hindrance:
    """What stands in the way of a write; tried at most every few seconds."""
    at, was = _seen.get(str(engine.url), (float("-inf"), Hindrance.NONE))
    if time.monotonic() - at > _FRESH_FOR:
        was = _tried(engine)
        _seen[str(engine.url)] = (time.monotonic(), was)
    return was


def _tried(engine: sa.Engine) -> Hindrance:
    nothing = SETTING.update().where(sa.false()).values(value="")
    try:
        with engine.connect() as tx, _patience(tx, 500):
            tx.execute(nothing)
            is_free = is_free_to_write(tx)
            tx.rollback()
    except UNAVAILABLE as wrong:
        return Hindrance.BUSY if "locked" in str(wrong) else Hindrance.CLOSED
    return Hindrance.NONE if is_free else Hindrance.BUSY


@contextlib.contextmanager
def _patience(tx: sa.Connection, milliseconds: int) -> Iterator[None]:
    """SQLite waits this long for a lock, and afterwards as long as before."""
    if tx.dialect.name != "sqlite":
        yield
        return
    before = tx.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    tx.exec_driver_sql(f"PRAGMA busy_timeout={milliseconds}")
    try:
        yield
    finally:
        tx.exec_driver_sql(f"PRAGMA busy_timeout={before}")


def note(engine: sa.Engine, actor: str, action: str, **facts: object) -> None:
    """One line in the audit chain, in a transaction of its own."""
    with writing(engine) as tx:
        record(tx, actor, action, **facts)
