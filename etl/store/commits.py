"""What was read before holds until someone commits; SQLite tells for next to nothing whether anyone has."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import sqlalchemy as sa

Read = TypeVar("Read")
MOST = 256
"""Answers a thread keeps."""


class Commits:
    """Answers that are kept until the next commit to the store, by whatever thread or process."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._own = threading.local()

    def kept(self, key: Hashable, read: Callable[[], Read]) -> Read:
        """What `read` gives, or gave under this key since the last commit; asked anew each time where a store does not tell."""
        if self._engine.dialect.name != "sqlite":
            return read()
        number, own = self._number(), self._own
        if number != own.number or len(own.answers) > MOST:
            own.number, own.answers = (
                number,
                {},
            )  # the number is older than the answer: at worst it is read twice
        if key not in own.answers:
            own.answers[key] = read()
        answer: Read = own.answers[key]
        return answer

    def _number(self) -> int:
        """Counts the commits of all connections but the one that asks, which therefore nothing else uses."""
        own: Any = self._own
        if getattr(own, "db", None) is None:
            held = self._engine.raw_connection()
            own.db, own.number, own.answers = held.driver_connection, -1, {}
            held.detach()
        found: int = own.db.execute("PRAGMA data_version").fetchone()[0]
        return found
