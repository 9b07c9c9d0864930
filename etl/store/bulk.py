"""Many rows at once, by the fastest road each database has: INSERTs of many rows on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa

CHUNK = 20_000
_AT_ONCE = 50
"""Rows an INSERT holds: stepping a statement costs SQLite more than a row does."""
Rows = list[tuple[Any, ...]]
Batch = Sequence[Sequence[Any]]
"""Some rows as columns of equal length."""


def insert_rows(tx: sa.Connection, table: sa.Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows that hold a table's columns in its order."""
    waiting = iter(rows)
    insert_batches(tx, table, iter(lambda: list(islice(waiting, CHUNK)), []))


def insert_batches(tx: sa.Connection, table: sa.Table, batches: Iterable[Rows]) -> None:
    """Insert rows that come in batches."""
    insert_columns(tx, table, (tuple(zip(*batch, strict=True)) for batch in batches))


def insert_columns(tx: sa.Connection, table: sa.Table, batches: Iterable[Batch]) -> None:
    """Insert rows that come in batches of columns; a batch may leave out the table's last columns."""
    add = _copy if tx.dialect.name == "postgresql" else _execute
    for batch in batches:
        add(tx, table.name, [f'"{name}"' for name in table.c.keys()[: len(batch)]], batch)


def _execute(tx: sa.Connection, table: str, names: list[str], batch: Batch) -> None:
    width, size = len(names), len(batch[0])
    flat: list[Any] = [None] * (width * size)
    for n, column in enumerate(batch):
        flat[n::width] = column
    whole = size // _AT_ONCE * _AT_ONCE * width
    for part, rows in ((flat[:whole], _AT_ONCE), (flat[whole:], 1)):
        if part:
            marks = ", ".join([f"({', '.join('?' * width)})"] * rows)
            values = list(zip(*[iter(part)] * (width * rows), strict=True))
            tx.exec_driver_sql(f'INSERT INTO "{table}" ({", ".join(names)}) VALUES {marks}', values)  # noqa: S608 - our own names


def _copy(tx: sa.Connection, table: str, names: list[str], batch: Batch) -> None:
    driver: Any = tx.connection.driver_connection
    lines = map("\t".join, zip(*map(_texts, batch), strict=True))
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" ({", ".join(names)}) FROM STDIN') as copy:
        copy.write("\n".join(lines) + "\n")


def _texts(column: Sequence[Any]) -> Iterator[str]:
    """A column as COPY spells it."""
    return map(repr if {type(value) for value in column} <= {int, float} else _field, column)


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _field(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    return f"\\\\x{value.hex()}" if isinstance(value, bytes) else repr(value)
