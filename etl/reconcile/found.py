"""Contradictions as cases: a fingerprint of the numbers, a weight, the stored figures on every side."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from etl.catalog import Catalogue
from etl.model import Severity
from etl.reconcile.history import History
from etl.store import Engine
from etl.store.cases import Found
from etl.store.current import published
from etl.store.figures import SHIFT
from etl.store.tables import FINDING, LOT, OBSERVATION, WORDING
from etl.validate import RULES, Contradiction, contradictions
from etl.validate.ledger import KEY, Ledger

OF_REPORTS = frozenset(RULES) - {"unknown_indicator"}
"""Rules that need a table's own layout speak when the report is read; what they said then becomes a case."""
_WEIGHT = {Severity.BLOCK: 300, Severity.WARN: 200, Severity.NOTE: 100}


def found(engine: Engine, catalogue: Catalogue, past: History) -> list[Found]:
    """Everything that cannot be true in what is published, each contradiction once."""
    told = [_across(one, past, catalogue) for one in contradictions(past.ledger, catalogue)]
    told += _within(engine, past, catalogue)
    return list({one.fingerprint: one for one in told}.values())


def _across(one: Contradiction, past: History, catalogue: Catalogue) -> Found:
    ledger = past.ledger
    return Found(
        _fingerprint(one.code, [_fact(ledger, figure) for figure in one.figures]),
        one.code,
        str(one.severity),
        weight(ledger, one.figures[0], one.severity, catalogue),
        one.facts,
        tuple(int(past.observation[figure]) for figure in one.figures),
    )


def _within(engine: Engine, past: History, catalogue: Catalogue) -> Iterator[Found]:
    """What the rules of one report said of those that are published."""
    row_of = {int(number): row for row, number in enumerate(past.observation)}
    for said, numbers in _said(engine):
        rows = [row_of[number] for number in numbers if number in row_of]
        if rows:
            severity = Severity(said.severity)
            facts: Mapping[str, str] = json.loads(said.facts)
            yield Found(
                _fingerprint(said.code, [_fact(past.ledger, row) for row in rows] + sorted(facts.items())),
                said.code,
                said.severity,
                weight(past.ledger, rows[0], severity, catalogue),
                tuple(facts.items()),
                tuple(int(past.observation[row]) for row in rows),
            )


def _said(engine: Engine) -> Iterator[tuple[Any, Sequence[int]]]:
    """Findings of published reports, each with the numbers of the figures at its place."""
    active = published()
    query = (
        sa.select(FINDING)
        .join(active, active.c.submission == FINDING.c.submission)
        .where(FINDING.c.code.in_(OF_REPORTS))
        .order_by(FINDING.c.id)
    )
    with engine.connect() as db:
        for said in db.execute(query).all():
            yield said, db.scalars(at_place(said.submission, said.place, said.start)).all()


def at_place(submission: int, place: str, start: int) -> sa.Select[int]:
    """The numbers of the figures a submission read at one place."""
    words = sa.select(WORDING.c.nth).where(
        WORDING.c.submission == submission, WORDING.c.place == place, WORDING.c.start == start
    )
    number = sa.cast(OBSERVATION.c.lot, sa.BigInteger) * SHIFT + OBSERVATION.c.nth
    return (
        sa.select(number)
        .join(LOT, LOT.c.id == OBSERVATION.c.lot)
        .where(LOT.c.submission == submission, OBSERVATION.c.nth.in_(words))
    )


def weight(ledger: Ledger, figure: int, severity: Severity, catalogue: Catalogue) -> int:
    """What to look at first: how grave, whether real, whether of the whole district, how recent."""
    newest = int(ledger.year.max(initial=0))
    real = 0 if ledger.name("world", figure) else 40
    district = 30 if ledger.name("area", figure) == catalogue.areas.home else 0
    recent = max(0, 20 - 2 * (newest - int(ledger.year[figure])))
    return _WEIGHT[severity] + real + district + recent


def _fact(ledger: Ledger, figure: int) -> tuple[str, ...]:
    """One number of one fact, whichever report tells it."""
    bounds = (repr(float(ledger.low[figure])), repr(float(ledger.high[figure])))
    return (*(ledger.name(kind, figure) for kind in KEY), *bounds)


def _fingerprint(code: str, sides: Sequence[tuple[str, ...]]) -> str:
    told = json.dumps([code, *sorted(sides)], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
