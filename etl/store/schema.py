"""The whole schema in one place: importing a module registers its tables on META, and guards and views follow.

A module of the store with tables of its own is named in MODULES; nothing else is needed: the first migration creates
whatever META holds, and triggers keep every table append-only whose info does not say `append_only: False`.
"""

from __future__ import annotations

import sqlalchemy as sa

from etl.store import cases, desk, naming, people
from etl.store.tables import META
from etl.store.views import VIEWS

__all__ = ["META", "append_only", "create", "drop", "guards", "views"]

MODULES = (cases, people, desk, naming)
"""The modules besides etl.store.tables whose tables are on META."""


def append_only() -> list[str]:
    """The names of the tables that nothing may change."""
    return [table.name for table in META.sorted_tables if table.info.get("append_only", True)]


def guards(dialect: str) -> list[str]:
    """The triggers that refuse UPDATE and DELETE on everything append-only."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
            for name in append_only()
            for verb in ("UPDATE", "DELETE")
        ]
    refuse = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    return [refuse] + [
        f'CREATE TRIGGER {name}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON "{name}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for name in append_only()
    ]


def views(connection: sa.Connection) -> list[str]:
    """The views that are not there yet."""
    there = sa.inspect(connection).get_view_names()
    return [
        " ".join((f"CREATE VIEW {name} AS SELECT", *parts))
        for name, parts in VIEWS.items()
        if name not in there
    ]


def create(connection: sa.Connection) -> None:
    """Tables, guards and views of an empty database."""
    META.create_all(connection)
    for statement in (*guards(connection.dialect.name), *views(connection)):
        connection.execute(sa.text(statement))


def drop(connection: sa.Connection) -> None:
    """Take everything away again, before a backup is put in its place."""
    for name in VIEWS:
        connection.execute(sa.text(f"DROP VIEW IF EXISTS {name}"))
    META.drop_all(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("DROP FUNCTION IF EXISTS refuse_change"))
