"""A stamp of everything that can be asked: as long as it stays the same, so does every answer."""

from __future__ import annotations

import sqlalchemy as sa

from etl.store.commits import Commits
from etl.store.tables import AUDIT, RELEASE

Stamp = tuple[int, int]
"""The newest release and the length of the audit chain, in which every write stands."""

_QUERY = sa.select(
    sa.select(sa.func.max(RELEASE.c.id)).scalar_subquery(),
    sa.select(sa.func.max(AUDIT.c.id)).scalar_subquery(),
)


class State:
    """Knows the stamp without asking twice while nobody commits."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._commits = Commits(engine)

    def stamp(self) -> Stamp:
        """The stamp as it is now."""
        return self._commits.kept("stamp", self._read)

    def _read(self) -> Stamp:
        with self._engine.connect() as db:
            return _stamp(db)


def _stamp(db: sa.Connection) -> Stamp:
    release, audit = db.execute(_QUERY).one()
    return release or 0, audit or 0
