"""The one query behind every answer: what is held (now, or as of a release), joined to where it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from etl.query.nouns import Point
from etl.query.terms import Terms
from etl.store.current import newest
from etl.store.figures import CURRENT, FIGURE, place_of, spelling
from etl.store.tables import (
    DECISION,
    LINE,
    LINE_TERMS,
    LOT,
    OBSERVATION,
    REPORT,
    STANDING,
    SUBMISSION,
    TERMS,
)

Select = sa.Select[*tuple[Any, ...]]
Where = Mapping[str, Sequence[str]]
"""Key column → the codes it may have; an absent or empty entry asks for all."""


_WALK = 16
"""So many neighbours a wanted area are passed before looking each one up is cheaper."""


def among(area: sa.ColumnElement[int], numbers: Sequence[int]) -> sa.ColumnElement[bool]:
    """The condition of being one of some areas; many close together are met on one walk through a lot."""
    if len(numbers) > 2 and max(numbers) - min(numbers) < _WALK * len(numbers):
        return sa.and_(area.between(min(numbers), max(numbers)), (area + 0).in_(numbers))
    return area.in_(numbers)


@dataclass(frozen=True, slots=True)
class Spare:
    """Figures nobody needs: those of `parts` where each of `wholes` tells the fact itself."""

    parts: Sequence[str]
    wholes: Sequence[str]


def held_points(
    db: sa.Connection, terms: Terms, where: Where, as_of: int | None, spare: Spare | None = None
) -> list[Point]:
    """The published figures a question asks for; `as_of` None reads what is current, and only then leaves out the spare ones."""
    wanted = wanted_numbers(db, terms, where)
    held = CURRENT if as_of is None else newest(as_of, *narrowed(wanted)).subquery()
    query = _figures(held, held.c.release)
    for column, numbers in wanted.items():
        is_one = among(held.c.area, numbers) if column == "area" else held.c[column].in_(numbers)
        query = query.where(is_one)
    if as_of is None and spare:
        query = query.where(_needed(db, terms, spare))
    return _points(db, terms, query)


def _needed(db: sa.Connection, terms: Terms, spare: Spare) -> sa.ColumnElement[bool]:
    wholes = [terms.number(db, "area", code) for code in spare.wholes]
    told = [
        sa.exists()
        .where(STANDING.c.line == CURRENT.c.line, STANDING.c.period == CURRENT.c.period)
        .where(OBSERVATION.c.lot == STANDING.c.lot, OBSERVATION.c.area == whole)
        for whole in wholes
    ]
    return sa.or_(CURRENT.c.area.not_in(terms.numbers(db, "area", spare.parts)), ~sa.and_(*told))


def wanted_numbers(db: sa.Connection, terms: Terms, where: Where) -> dict[str, list[int]]:
    """Key column → the numbers it may have; a column that may have any is not in it."""
    return {column: terms.numbers(db, column, codes) for column, codes in where.items() if codes}


def narrowed(wanted: Mapping[str, Sequence[int]]) -> list[sa.ColumnElement[bool]]:
    """What is wanted of lots and their lines."""
    tables = {"period": LOT} | dict.fromkeys(LINE_TERMS, LINE)
    return [tables[name].c[name].in_(numbers) for name, numbers in wanted.items() if name in tables]


def read_points(
    db: sa.Connection, terms: Terms, as_of: int | None, *where: sa.ColumnElement[bool]
) -> list[Point]:
    """Figures as read, whether or not they still hold; `release` is the one that last published them, 0 if none."""
    last = sa.select(sa.func.max(DECISION.c.release)).where(
        DECISION.c.submission == FIGURE.c.submission, DECISION.c.state == "published"
    )
    if as_of is not None:
        last = last.where(DECISION.c.release <= as_of)
    query = _figures(FIGURE, sa.func.coalesce(last.scalar_subquery(), 0)).where(*where).order_by(FIGURE.c.id)
    return _points(db, terms, query)


def _figures(figure: sa.FromClause, release: sa.ColumnElement[int]) -> Select:
    query: Select = sa.select(
        figure.c.id.label("observation"),
        release.label("release"),
        SUBMISSION.c.report,
        *(figure.c[name] for name in TERMS),
        figure.c.value,
        figure.c.exact,
        figure.c.words,
        figure.c.place,
        figure.c.nth,
        figure.c.column,
        REPORT.c.illustrative,
    )
    query = query.select_from(figure).join(SUBMISSION, SUBMISSION.c.id == figure.c.submission)
    return query.join(REPORT, REPORT.c.id == SUBMISSION.c.report)


def _points(db: sa.Connection, terms: Terms, query: Select) -> list[Point]:
    """The rows of a query as points: read at once and taken apart by position, since a series is what people wait for."""
    rows = db.execute(query).all()
    try:
        return [_point(row, terms.codes) for row in rows]
    except KeyError:
        terms.read(db)
        return [_point(row, terms.codes) for row in rows]


def _point(row: sa.Row[*tuple[Any, ...]], codes: Mapping[int, str]) -> Point:
    observation, release, report, indicator, period, area, season, measure, giver, *rest = row
    (
        unit,
        qualifier,
        maturity,
        missing,
        flag,
        method,
        value,
        exact,
        words,
        place,
        nth,
        column,
        illustrative,
    ) = rest
    spelt = spelling(value, exact)
    said = spelt or "" if words is None else words
    return Point(
        observation, release, report,
        codes[indicator], codes[period], codes[area], codes[season], codes[measure], codes[giver],
        None if spelt is None else Decimal(spelt),
        codes[unit], codes[qualifier], codes[maturity], codes[missing], codes[flag],
        bool(illustrative), said, codes[method],
        place=place_of(place, nth, column),
    )  # fmt: skip
