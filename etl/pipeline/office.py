"""The office: everything the dashboard writes through, on one store."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from etl.catalog import Catalogue
from etl.catalog import load as load_catalogue
from etl.pipeline.accounts import Accounts
from etl.pipeline.clerk import caller
from etl.pipeline.decisions import Decisions
from etl.pipeline.desk import Desk, tidy
from etl.store import Engine, open_engine, writing
from etl.store.trail import Trace, is_whole, trail
from etl.store.writable import UNAVAILABLE, hindrance, note, takes_writing

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
"""What a folder says that takes no more."""


@dataclass(frozen=True, slots=True)
class Office:
    """The people and papers of one store."""

    engine: Engine
    catalogue: Catalogue
    accounts: Accounts
    desk: Desk
    decisions: Decisions

    @property
    def is_writable(self) -> bool:
        """Whether the store takes writing just now."""
        return takes_writing(self.engine)

    @property
    def hindrance(self) -> str:
        """What stands in the way of writing: empty, `busy` or `closed`."""
        return hindrance(self.engine)

    def note(self, actor: str, action: str, **facts: object) -> None:
        """One line in the audit chain."""
        note(self.engine, actor, action, **facts)

    def trail(self, before: int = 0, actor: str = "", most: int = 100) -> list[Trace]:
        """The audit chain, newest first."""
        return trail(self.engine, before, actor, most)

    def is_trail_whole(self) -> bool:
        """Whether every line of the chain still fits the one before."""
        return is_whole(self.engine)

    def close(self) -> None:
        """Let go of every connection; the next use opens fresh ones."""
        self.engine.dispose()


def open_office(url: str | None = None, catalogue: Catalogue | None = None) -> Office:
    """The office on a store, brought to the newest version where it takes writing."""
    try:
        engine = open_engine(url)
    except UNAVAILABLE:
        engine = open_engine(url, read_only=True)
    known = catalogue or load_catalogue()
    if takes_writing(engine):
        with writing(engine) as tx:
            tidy(tx)
    accounts = Accounts(engine)
    desk = Desk(engine, known, caller(engine))
    return Office(engine, known, accounts, desk, Decisions(engine, known, accounts))


def is_unavailable(wrong: Exception) -> bool:
    """Whether an error means that the store takes no writing now, rather than a mistake of ours."""
    is_full = isinstance(wrong, OSError) and wrong.errno in _FULL
    return is_full or isinstance(wrong, UNAVAILABLE)
