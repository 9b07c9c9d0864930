"""A stamp of everything that can be asked: as long as it stays the same, so does every answer."""

from __future__ import annotations

import threading

import sqlalchemy as sa

from etl.store.tables import AUDIT, RELEASE

Stamp = tuple[int, int]
"""The newest release and the length of the audit chain, in which every write stands."""

_QUERY = sa.select(
    sa.select(sa.func.max(RELEASE.c.id)).scalar_subquery(),
    sa.select(sa.func.max(AUDIT.c.id)).scalar_subquery(),
)


class State:
    """Knows the stamp without asking twice: SQLite tells for nothing whether anyone has committed since."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._own = threading.local()

    def stamp(self) -> Stamp:
        """The stamp as it is now."""
        if self._engine.dialect.name != "sqlite":
            with self._engine.connect() as db:
                return _stamp(db)
        if getattr(self._own, "db", None) is None:
            self._own.db, self._own.version = self._engine.connect(), -1
        version = self._own.db.exec_driver_sql("PRAGMA data_version").scalar()
        if version != self._own.version:
            self._own.stamp, self._own.version = _stamp(self._own.db), version
        self._own.db.rollback()
        found: Stamp = self._own.stamp
        return found


def _stamp(db: sa.Connection) -> Stamp:
    release, audit = db.execute(_QUERY).one()
    return release or 0, audit or 0
