"""The database by URL: SQLite in the office folder unless a URL says otherwise; migrated when opened for writing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from etl.model import ChitieuError
from etl.store.limits import limit

_LOCK = 0x43684974
PATIENCE = 10_000
"""Milliseconds a write waits for another one before it is refused: it waits at its sender's, not in our memory."""
_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION = sa.table("alembic_version", sa.column("version_num"))


def home() -> Path:
    """Where the store lives: CHITIEU_HOME, or `home` in the current folder or the nearest one above that has it."""
    if told := os.environ.get("CHITIEU_HOME"):
        return Path(told).absolute()
    here = Path.cwd()
    return next(
        (f / "home" for f in (here, *here.parents) if (f / "home" / "chitieu.db").exists()), here / "home"
    )


def database_url() -> str:
    """CHITIEU_DATABASE_URL, or the SQLite file in the office folder."""
    return os.environ.get("CHITIEU_DATABASE_URL") or f"sqlite:///{home() / 'chitieu.db'}"


class NoStore(ChitieuError):
    """Nothing was stored yet where a reader looks."""

    code = "no_store"


def open_engine(url: str | None = None, *, read_only: bool = False, seconds: float = 0) -> sa.Engine:
    """An engine on the store; opened for writing, it is brought to the newest version first.

    `seconds` is the most one statement may take before it ends as TooLong; 0 for as long as it takes.
    """
    address = sa.make_url(url or database_url())
    if address.get_backend_name() == "sqlite":
        engine = _sqlite(address, read_only)
    else:
        engine = _postgresql(address, read_only, seconds)
    if seconds:
        limit(engine, seconds)
    if not read_only:
        migrate(engine)
    return engine


def _postgresql(address: sa.URL, read_only: bool, seconds: float) -> sa.Engine:
    level: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if read_only else {}
    options = f"-c lock_timeout={PATIENCE} -c statement_timeout={int(seconds * 1000)}"
    options += " -c default_transaction_read_only=on" if read_only else ""
    told = {"options": f"{address.query.get('options', '')} {options}".strip()}
    return sa.create_engine(
        address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=told, **level
    )


def _sqlite(address: sa.URL, read_only: bool) -> sa.Engine:
    if address.database and not read_only:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(address)
    pragmas = [f"busy_timeout={PATIENCE}", "foreign_keys=ON", "recursive_triggers=ON", "temp_store=MEMORY"]
    pragmas += (
        ["query_only=ON", "mmap_size=17179869184", "cache_size=-32000"]
        if read_only
        else ["journal_mode=WAL", "synchronous=FULL"]
    )

    @sa.event.listens_for(engine, "do_connect")
    def _(*_asked: Any) -> None:
        if read_only and address.database and not Path(address.database).exists():
            raise NoStore(address.database, path=address.database)

    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours: the driver's own comes too late for a snapshot
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        is_writing = connection.get_execution_options().get("chitieu_writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction that writes: all or nothing, and the store's only one at a time."""
    with engine.connect().execution_options(chitieu_writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        yield connection


def is_free_to_write(tx: sa.Connection) -> bool:
    """Whether nobody writes just now; SQLite says so itself, by its lock."""
    if tx.dialect.name != "postgresql":
        return True
    return bool(tx.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK))))


def snapshot(engine: sa.Engine) -> sa.Connection:
    """A connection on which every statement sees the store of one moment, whoever writes meanwhile."""
    if engine.dialect.name == "sqlite":
        return engine.connect()
    return engine.connect().execution_options(isolation_level="REPEATABLE READ")


def migrate(engine: sa.Engine) -> None:
    """Bring the store to the newest version in one transaction; nothing happens if it is there."""
    with engine.connect() as connection:
        if is_newest(connection):
            return
    from alembic import command  # only where a store is made or grows older: serving one does without
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_newest(connection: sa.Connection) -> bool:
    """Whether the store is of the version this code knows."""
    if not sa.inspect(connection).has_table(_VERSION.name):
        return False
    return connection.scalar(sa.select(_VERSION.c.version_num)) == newest()


def newest() -> str:
    """The version this code knows: migration files are named by it."""
    return max(file.name[1:5] for file in _MIGRATIONS.glob("versions/v*.py"))
