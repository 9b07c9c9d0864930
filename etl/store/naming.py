"""What codes are called, beside them in the store for people who ask it in SQL: derived from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from etl.catalog import Catalogue
from etl.model import BadPeriod, Period
from etl.store.bulk import insert_rows
from etl.store.tables import LINE, LINE_TERMS, LOT, MANNER, OBSERVATION, STANDING, TERM, table, texts
from etl.words.messages import period_words

NAMING = table(
    "naming",
    sa.Column("term", sa.Integer, primary_key=True, autoincrement=False),
    *texts("vi", "en", "first", "last"),
    append_only=False,
    sqlite_with_rowid=False,
)
"""Derived: the names of indicators, areas, units and periods, and a period's first and last day."""

Name = tuple[str, str, str, str]


def name_terms(tx: sa.Connection, catalogue: Catalogue, *, anew: bool) -> None:
    """Name the codes that have no name yet, or all of them anew."""
    if anew:
        tx.execute(NAMING.delete())
    unnamed = sa.select(TERM).outerjoin(NAMING, NAMING.c.term == TERM.c.id).where(NAMING.c.term.is_(None))
    found = [
        (row.id, *_name(row.kind, row.code, catalogue)) for row in tx.execute(unnamed.order_by(TERM.c.id))
    ]
    insert_rows(tx, NAMING, found)


def misnamed(tx: sa.Connection, catalogue: Catalogue) -> int:
    """How many names differ from the catalogue's, name nothing, or are lost for what stands published; 0 when the store is whole."""
    held = {term: tuple(name) for term, *name in tx.execute(sa.select(NAMING))}
    wrong = 0
    for row in tx.execute(sa.select(TERM)):
        name = held.pop(row.id, None)
        if name is None:
            wrong += bool(tx.scalar(_stands(row.id)))
        else:
            wrong += name != _name(row.kind, row.code, catalogue)
    return wrong + len(held)


def _stands(term: int) -> sa.Select[tuple[bool]]:
    """Whether a published figure has that code; what is only staged has no name yet."""
    one = sa.select(sa.literal(1)).select_from(STANDING)
    lines = one.join(LINE, LINE.c.id == STANDING.c.line)
    units = one.join(LOT, LOT.c.id == STANDING.c.lot).join(MANNER, MANNER.c.id == LOT.c.manner)
    areas = one.join(OBSERVATION, OBSERVATION.c.lot == STANDING.c.lot)
    ways = (
        lines.where(sa.or_(*(LINE.c[name] == term for name in LINE_TERMS))),
        one.where(STANDING.c.period == term),
        units.where(MANNER.c.unit == term),
        areas.where(OBSERVATION.c.area == term),
    )
    return sa.select(sa.or_(*(way.exists() for way in ways)))


def _name(kind: str, code: str, catalogue: Catalogue) -> Name:
    """A code the catalogue does not know is its own name."""
    if kind == "period":
        return _period(code)
    if kind == "area" and code in catalogue.areas.by_id:
        label = catalogue.areas.label(code)
        return label, label, "", ""
    if kind == "indicator" and code in catalogue.indicators:
        return _both(catalogue.indicators[code].name)
    if kind == "unit" and code in catalogue.units:
        return _both(catalogue.units[code].name)
    return code, code, "", ""


def _both(name: Mapping[str, str]) -> Name:
    return name["vi"], name["en"], "", ""


def _period(code: str) -> Name:
    try:
        period = Period.parse(code)
    except BadPeriod:
        return code, code, "", ""
    return period_words(code), period_words(code, "en"), period.first.isoformat(), period.last.isoformat()
