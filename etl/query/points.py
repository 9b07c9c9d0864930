"""The one query behind every answer: what is held (now, or as of a release), joined to where it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from etl.query.nouns import Point
from etl.query.terms import Terms
from etl.store.current import newest
from etl.store.figures import FIGURE, place_of, spelling, words_of
from etl.store.tables import DECISION, LINE, LINE_TERMS, LOT, REPORT, SUBMISSION, TERMS

Select = sa.Select[*tuple[Any, ...]]
Where = Mapping[str, Sequence[str]]
"""Key column → the codes it may have; an absent or empty entry asks for all."""


def held_points(db: sa.Connection, terms: Terms, where: Where, as_of: int | None) -> list[Point]:
    """The published figures a question asks for; `as_of` None reads what is current."""
    wanted = {column: terms.numbers(db, column, codes) for column, codes in where.items() if codes}
    tables = {"period": LOT} | dict.fromkeys(LINE_TERMS, LINE)
    narrowed = [tables[name].c[name].in_(numbers) for name, numbers in wanted.items() if name in tables]
    held = newest(as_of, *narrowed).subquery()
    query = _figures(held, held.c.release)
    for column, numbers in wanted.items():
        query = query.where(held.c[column].in_(numbers))
    return _points(db, terms, query)


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
    return Point(
        observation, release, report,
        codes[indicator], codes[period], codes[area], codes[season], codes[measure], codes[giver],
        None if spelt is None else Decimal(spelt),
        codes[unit], codes[qualifier], codes[maturity], codes[missing], codes[flag],
        bool(illustrative), words_of(words, value, exact), codes[method],
        place=place_of(place, nth, column),
    )  # fmt: skip
