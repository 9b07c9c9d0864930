"""Contradictions as cases: a fingerprint of the numbers, a weight, the stored figures on every side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from etl.catalog import Catalogue
from etl.model import Severity
from etl.reconcile.history import History
from etl.reconcile.kin import Scale, gathered
from etl.store import Engine
from etl.store.cases import Found
from etl.store.current import published
from etl.store.figures import SHIFT
from etl.store.tables import FINDING, LOT, OBSERVATION, WORDING
from etl.validate import RULES, Contradiction, contradictions
from etl.validate.ledger import KEY, Ledger

OF_REPORTS = frozenset(RULES) - {"unknown_indicator"}
"""Rules that need a table's own layout speak when the report is read; what they said then becomes a case."""


def found(engine: Engine, catalogue: Catalogue, past: History) -> list[Found]:
    """Everything that cannot be true in what is published, each contradiction once."""
    scale = Scale(past.ledger, catalogue)
    told = [_across(one, past, scale) for one in gathered(contradictions(past.ledger, catalogue), scale)]
    told += _within(engine, past, scale)
    return list({one.fingerprint: one for one in told}.values())


def between(catalogue: Catalogue, past: History, first: int) -> list[Found]:
    """Contradictions of the figures from row `first` on with those before them."""
    scale, ledger = Scale(past.ledger, catalogue), past.ledger
    told = (one for one in contradictions(ledger, catalogue) if max(one.figures) >= first > min(one.figures))
    return [_across(one, past, scale) for one in gathered(told, scale)]


def _across(one: Contradiction, past: History, scale: Scale) -> Found:
    ledger = past.ledger
    return Found(
        _fingerprint(one.code, [_fact(ledger, figure) for figure in one.figures]),
        one.code,
        str(one.severity),
        scale.weight(one.figures[0], one.severity),
        one.facts,
        tuple(int(past.observation[figure]) for figure in one.figures),
    )


def _within(engine: Engine, past: History, scale: Scale) -> Iterator[Found]:
    """What the rules of one report said of those that are published."""
    said = list(_said(engine))
    row_of = {int(number): row for row, number in enumerate(past.observation)} if said else {}
    for one, numbers in said:
        rows = [row_of[number] for number in numbers if number in row_of]
        if rows:
            facts: Mapping[str, str] = json.loads(one.facts)
            yield Found(
                _fingerprint(one.code, [_fact(past.ledger, row) for row in rows] + sorted(facts.items())),
                one.code,
                one.severity,
                scale.weight(rows[0], Severity(one.severity)),
                tuple(facts.items()),
                tuple(int(past.observation[row]) for row in rows),
            )


def _said(engine: Engine) -> Iterator[tuple[Any, Sequence[int]]]:
    """Findings of published reports, each with the numbers of the figures at its place."""
    active = published()
    number = (sa.cast(OBSERVATION.c.lot, sa.BigInteger) * SHIFT + OBSERVATION.c.nth).label("number")
    at_place = sa.and_(
        WORDING.c.submission == FINDING.c.submission,
        WORDING.c.place == FINDING.c.place,
        WORDING.c.start == FINDING.c.start,
    )
    query = (
        sa.select(FINDING, number)
        .join(active, active.c.submission == FINDING.c.submission)
        .join(WORDING, at_place)
        .join(LOT, LOT.c.submission == FINDING.c.submission)
        .join(OBSERVATION, sa.and_(OBSERVATION.c.lot == LOT.c.id, OBSERVATION.c.nth == WORDING.c.nth))
        .where(FINDING.c.code.in_(OF_REPORTS))
        .order_by(FINDING.c.id, number)
    )
    with engine.connect() as db:
        for _, rows in groupby(db.execute(query), key=lambda row: row.id):
            members = list(rows)
            yield members[0], [row.number for row in members]


def _fact(ledger: Ledger, figure: int) -> tuple[str, ...]:
    """One number of one fact, whichever report tells it."""
    bounds = (repr(float(ledger.low[figure])), repr(float(ledger.high[figure])))
    return (*(ledger.name(kind, figure) for kind in KEY), *bounds)


def _fingerprint(code: str, sides: Sequence[tuple[str, ...]]) -> str:
    told = json.dumps([code, *sorted(sides)], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
