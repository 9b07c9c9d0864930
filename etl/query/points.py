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
    return [point_of(db, terms, row) for row in db.execute(query)]


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
    return [point_of(db, terms, row) for row in db.execute(query)]


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


def point_of(db: sa.Connection, terms: Terms, row: sa.Row[*tuple[Any, ...]]) -> Point:
    """One row of the query as a Point."""
    told = row._mapping
    exact = spelling(told["value"], told["exact"])
    code = {name: terms.code(db, told[name]) for name in TERMS}
    return Point(
        told["observation"], told["release"], told["report"],
        code["indicator"], code["period"], code["area"], code["season"], code["measure"], code["giver"],
        None if exact is None else Decimal(exact),
        code["unit"], code["qualifier"], code["maturity"], code["missing"], code["flag"],
        bool(told["illustrative"]), words_of(told["words"], told["value"], told["exact"]), code["method"],
        place=place_of(told["place"], told["nth"], told["column"]),
    )  # fmt: skip
