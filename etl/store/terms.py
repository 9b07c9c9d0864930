"""Codes ↔ numbers: terms, lines and manners, made where they are new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from etl.model import Head
from etl.store.tables import LINE, LINE_TERMS, MANNER, MANNER_TERMS, TERM

Terms = dict[tuple[str, str], int]


def term_numbers(tx: sa.Connection, wanted: Iterable[tuple[str, str]]) -> Terms:
    """The number of each (kind, code), made where it is new, in order of kind and code."""
    known = {(row.kind, row.code): row.id for row in tx.execute(sa.select(TERM))}
    fresh = sorted(set(wanted) - known.keys())
    if fresh:
        tx.execute(TERM.insert(), [{"kind": kind, "code": code} for kind, code in fresh])
        known = {(row.kind, row.code): row.id for row in tx.execute(sa.select(TERM))}
    return known


def codes(tx: sa.Connection) -> dict[int, str]:
    """The code of every number."""
    return {row.id: row.code for row in tx.execute(sa.select(TERM.c.id, TERM.c.code))}


def head_terms(heads: Iterable[Head]) -> set[tuple[str, str]]:
    """Every (kind, code) some heads name."""
    names = (*LINE_TERMS, *MANNER_TERMS, "period")
    return {(name, getattr(head, name)) for head in heads for name in names}


def line_numbers(tx: sa.Connection, heads: Sequence[Head], terms: Terms) -> list[int]:
    """The line of each head, made where it is new."""
    return _combined(tx, LINE, LINE_TERMS, heads, terms)


def manner_numbers(tx: sa.Connection, heads: Sequence[Head], terms: Terms) -> list[int]:
    """The manner of each head, made where it is new."""
    return _combined(tx, MANNER, MANNER_TERMS, heads, terms)


def _combined(
    tx: sa.Connection, table: sa.Table, names: Sequence[str], heads: Sequence[Head], terms: Terms
) -> list[int]:
    wanted = [tuple(terms[name, getattr(head, name)] for name in names) for head in heads]
    columns = [table.c[name] for name in names]

    def read() -> dict[tuple[int, ...], int]:
        return {tuple(row)[1:]: row.id for row in tx.execute(sa.select(table.c.id, *columns))}

    known = read()
    fresh = sorted(set(wanted) - known.keys())
    if fresh:
        tx.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in fresh])
        known = read()
    return [known[row] for row in wanted]
