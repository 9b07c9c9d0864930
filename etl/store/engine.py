"""The database by URL: SQLite in the office folder unless a URL says otherwise; migrated when opened for writing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def home() -> Path:
    """Where the store lives: CHITIEU_HOME, or `home` in the current folder."""
    return Path(os.environ.get("CHITIEU_HOME") or "home").absolute()


def database_url() -> str:
    """CHITIEU_DATABASE_URL, or the SQLite file in the office folder."""
    return os.environ.get("CHITIEU_DATABASE_URL") or f"sqlite:///{home() / 'chitieu.db'}"


def open_engine(url: str | None = None, *, read_only: bool = False) -> sa.Engine:
    """An engine on the store; opened for writing, it is brought to the newest version first."""
    address = sa.make_url(url or database_url())
    if address.get_backend_name() == "sqlite":
        engine = _sqlite(address, read_only)
    else:
        engine = sa.create_engine(address, pool_pre_ping=True)
    if not read_only:
        migrate(engine)
    return engine


def _sqlite(address: sa.URL, read_only: bool) -> sa.Engine:
    if address.database and not read_only:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(address)

    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")
        if read_only:
            connection.execute("PRAGMA query_only=ON")

    return engine


def migrate(engine: sa.Engine) -> None:
    """Bring the store to the newest version in one transaction; nothing happens if it is there."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
