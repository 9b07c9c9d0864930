"""Many rows at once, by the fastest road each database has: executemany on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

CHUNK = 20_000
Rows = list[tuple[Any, ...]]


def insert_rows(tx: sa.Connection, table: sa.Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows that hold a table's columns in its order."""
    waiting = iter(rows)
    insert_batches(tx, table, iter(lambda: list(islice(waiting, CHUNK)), []))


def insert_batches(tx: sa.Connection, table: sa.Table, batches: Iterable[Rows]) -> None:
    """Insert rows that come in batches; all rows of a batch may leave out the same last columns."""
    add = _copy if tx.dialect.name == "postgresql" else _execute
    for batch in batches:
        add(tx, table.name, [f'"{name}"' for name in table.c.keys()[: len(batch[0])]], batch)


def _execute(tx: sa.Connection, table: str, names: list[str], batch: Rows) -> None:
    marks = ", ".join("?" * len(names))
    tx.exec_driver_sql(f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({marks})', batch)  # noqa: S608 - our own names


def _copy(tx: sa.Connection, table: str, names: list[str], batch: Rows) -> None:
    driver: Any = tx.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" ({", ".join(names)}) FROM STDIN') as copy:
        copy.write("".join(map(_line, batch)))


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _line(row: Sequence[Any]) -> str:
    return "\t".join(map(_field, row)) + "\n"


def _field(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    return f"\\\\x{value.hex()}" if isinstance(value, bytes) else repr(value)
