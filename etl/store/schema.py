"""The whole schema in one place: importing a module registers its tables on META, and guards and views follow.

A module of the store with tables of its own is named in MODULES; nothing else is needed: the first migration creates
whatever META holds, and triggers keep every table append-only whose info does not say `append_only: False`.
"""

from __future__ import annotations

import sqlalchemy as sa

from etl.store import cases, desk, people
from etl.store.tables import KEY, MANNER_TERMS, META

__all__ = ["META", "append_only", "create", "drop", "guards", "views"]

MODULES = (cases, people, desk)
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


def views() -> list[str]:
    """`current` for people who know SQL: what holds, in codes, one row a figure."""
    sides = {name: f"n.{name}" for name in KEY} | {"period": "l.period", "area": "o.area"}
    sides |= {name: f"m.{name}" for name in MANNER_TERMS}
    codes = ", ".join(f"t_{name}.code AS {name}" for name in sides)
    joins = " ".join(f"JOIN term t_{name} ON t_{name}.id = {side}" for name, side in sides.items())
    return [_CURRENT.format(codes=codes, joins=joins)]


_CURRENT = """
CREATE VIEW current AS
SELECT {codes}, o.value, o.exact, s.release, r.file, r.illustrative, l.submission, o.lot, o.nth
FROM standing s JOIN lot l ON l.id = s.lot JOIN line n ON n.id = s.line JOIN manner m ON m.id = l.manner
JOIN observation o ON o.lot = s.lot JOIN submission u ON u.id = l.submission JOIN report r ON r.id = u.report
{joins}
WHERE s.giving = 0 OR NOT EXISTS
  (SELECT 1 FROM superseded x WHERE x.lot = o.lot AND x.area = o.area AND x.nth = o.nth)
"""


def create(connection: sa.Connection) -> None:
    """Tables, guards and views of an empty database."""
    META.create_all(connection)
    for statement in (*guards(connection.dialect.name), *views()):
        connection.execute(sa.text(statement))


def drop(connection: sa.Connection) -> None:
    """Take everything away again, before a backup is put in its place."""
    connection.execute(sa.text("DROP VIEW IF EXISTS current"))
    META.drop_all(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("DROP FUNCTION IF EXISTS refuse_change"))
