"""How long one statement may take: beyond that it ends as TooLong, and nobody else has to wait for it."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa

from etl.model import TooLong

_OFTEN = 100_000
"""Steps of SQLite's machine between two looks at the clock: some milliseconds."""
_SAID = ("interrupted", "statement timeout")


def limit(engine: sa.Engine, seconds: float) -> None:
    """Give every statement of this engine so many seconds; PostgreSQL counts them itself."""

    @sa.event.listens_for(engine, "handle_error")
    def _(context: sa.engine.ExceptionContext) -> None:
        if any(words in str(context.original_exception) for words in _SAID):
            raise TooLong(str(context.statement), seconds=f"{seconds:g}") from context.original_exception

    if engine.dialect.name == "sqlite":
        _watch(engine, seconds)


def _watch(engine: sa.Engine, seconds: float) -> None:
    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, record: Any) -> None:
        until = record.info["until"] = [float("inf")]
        connection.set_progress_handler(lambda: time.monotonic() > until[0], _OFTEN)

    @sa.event.listens_for(engine, "checkout")
    def _(_connection: Any, record: Any, _proxy: Any) -> None:
        record.info["until"][0] = time.monotonic() + seconds

    @sa.event.listens_for(engine, "before_cursor_execute")
    def _(connection: sa.Connection, *_asked: Any) -> None:
        connection.info["until"][0] = time.monotonic() + seconds
