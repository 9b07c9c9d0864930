"""Figures as one relation: an observation with its lot, line, manner and wording, under one number; and what of it holds."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

import sqlalchemy as sa

from etl.store.tables import (
    LINE,
    LINE_TERMS,
    LOT,
    MANNER,
    MANNER_TERMS,
    OBSERVATION,
    STANDING,
    SUPERSEDED,
    WORDING,
)

SHIFT = 1 << 24
"""An observation's number is lot × SHIFT + nth."""

_NUMBER: sa.ColumnElement[int] = sa.cast(OBSERVATION.c.lot, sa.BigInteger) * SHIFT + OBSERVATION.c.nth

COLUMNS = (
    _NUMBER.label("id"),
    OBSERVATION.c.lot,
    OBSERVATION.c.nth,
    LOT.c.submission,
    LOT.c.line,
    *(LINE.c[name] for name in LINE_TERMS),
    LOT.c.period,
    OBSERVATION.c.area,
    *(MANNER.c[name] for name in MANNER_TERMS),
    OBSERVATION.c.value,
    OBSERVATION.c.exact,
    LOT.c.subject,
    LOT.c.column,
    WORDING.c.place,
    WORDING.c.start,
    WORDING.c.end,
    WORDING.c.words,
)
Row = sa.Row[*tuple[object, ...]]


def _joined(start: sa.FromClause, lot: sa.ColumnElement[int]) -> sa.Join:
    joined = start.join(LOT, LOT.c.id == lot).join(LINE, LINE.c.id == LOT.c.line)
    joined = joined.join(MANNER, MANNER.c.id == LOT.c.manner)
    if start is not OBSERVATION:
        joined = joined.join(OBSERVATION, OBSERVATION.c.lot == LOT.c.id)
    worded = sa.and_(WORDING.c.submission == LOT.c.submission, WORDING.c.nth == OBSERVATION.c.nth)
    return joined.outerjoin(WORDING, worded)


FIGURE = sa.select(*COLUMNS).select_from(_joined(OBSERVATION, OBSERVATION.c.lot)).subquery("figure")
"""Every figure ever read, staged and superseded ones included."""


def holding(standing: sa.FromClause, losing: sa.FromClause) -> sa.Select[*tuple[object, ...]]:
    """The figures of some standing lots less those that give way, with the release that published them."""
    return (
        sa.select(*COLUMNS, standing.c.release)
        .select_from(_joined(standing, standing.c.lot))
        .where(standing.c.line == LOT.c.line, standing.c.period == LOT.c.period, _holds(standing, losing))
    )


def cells(standing: sa.FromClause, losing: sa.FromClause) -> sa.Select[*tuple[object, ...]]:
    """What differs from figure to figure in some standing lots, less those that give way; all else is their lot's."""
    query = sa.select(standing.c.line, standing.c.period, standing.c.release, *OBSERVATION.c)
    query = query.join_from(standing, OBSERVATION, OBSERVATION.c.lot == standing.c.lot)
    return query.where(_holds(standing, losing))


def _holds(standing: sa.FromClause, losing: sa.FromClause) -> sa.ColumnElement[bool]:
    lost = sa.exists().where(
        losing.c.lot == OBSERVATION.c.lot,
        losing.c.area == OBSERVATION.c.area,
        losing.c.nth == OBSERVATION.c.nth,
    )
    return sa.or_(standing.c.giving == 0, ~lost) if "giving" in standing.c else ~lost


CURRENT = holding(STANDING, SUPERSEDED).subquery("held")
"""What holds now: FIGURE's columns and `release`."""

CELLS = cells(STANDING, SUPERSEDED).subquery("cells")
"""What holds now, without what a lot's figures share."""


def numbered(figures: sa.FromClause, ids: Iterable[int]) -> sa.ColumnElement[bool]:
    """The condition that a figure is one of these numbers, in a form the clustered tree answers at once."""
    wanted = [divmod(one, SHIFT) for one in ids]
    none: sa.ColumnElement[bool] = sa.false()
    if len(wanted) > 1:
        return sa.tuple_(figures.c.lot, figures.c.nth).in_(wanted)
    return reduce(sa.or_, (sa.and_(figures.c.lot == lot, figures.c.nth == nth) for lot, nth in wanted), none)


def spelling(value: float | None, exact: str | None) -> str | None:
    """The exact decimal of a stored value, plainly written; None where there is no number."""
    if exact is not None or value is None:
        return exact
    plain = repr(value)
    return (f"{Decimal(plain):f}" if "e" in plain else plain).removesuffix(".0")


def place_of(place: str | None, nth: int, column: int) -> str:
    """Where a figure stands: the place kept with its words, else its record and column."""
    return f"{nth}:{column}" if place is None else place


def words_of(words: str | None, value: float | None, exact: str | None) -> str:
    """The words of a figure: as kept, else its value plainly written."""
    return spelling(value, exact) or "" if words is None else words
