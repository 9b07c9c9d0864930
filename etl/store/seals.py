"""What the store holds, sealed anew from its rows: compared by `check`, and joined into one hash of the whole store."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from etl.store.seal import lot_seal, seal_of, submission_seal
from etl.store.tables import (
    BASIS,
    DECISION,
    FINDING,
    LINE,
    LINE_TERMS,
    LOT,
    MANNER,
    MANNER_TERMS,
    OBSERVATION,
    REPORT,
    SUBMISSION,
    TERM,
    WORDING,
)

_REPORT = [column for column in REPORT.c if column.name not in ("id", "received_at")]
_NAN = float("nan")


def store_hash(tx: sa.Connection) -> str:
    """One hash of all content and what was decided about it; neither clocks nor insertion numbers enter it."""
    content = dict(submissions(tx))
    decided = sa.select(DECISION.c.submission, DECISION.c.release, DECISION.c.state).order_by(DECISION.c.id)
    releases: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for submission, release, state in tx.execute(decided):
        if release is not None:
            releases[release].append((content.get(submission, ""), state))
    return seal_of(sorted(content.values()), [sorted(releases[one]) for one in sorted(releases)])


def submissions(tx: sa.Connection) -> Iterator[tuple[int, str]]:
    """Each submission with the seal of what the store holds of it."""
    lots: dict[int, list[bytes]] = defaultdict(list)
    for submission, seal in _lots(tx):
        lots[submission].append(seal)
    for row in tx.execute(sa.select(SUBMISSION).order_by(SUBMISSION.c.id)).all():
        report = tx.execute(sa.select(*_REPORT).where(REPORT.c.id == row.report)).first()
        told = [*(report or ()), row.cells_read]
        yield row.id, submission_seal(told, lots[row.id], *_beside(tx, row.id))


def _beside(tx: sa.Connection, submission: int) -> tuple[list[Any], list[Any], list[Any]]:
    words = [column for column in WORDING.c if column.name != "submission"]
    wording = sa.select(*words).where(WORDING.c.submission == submission).order_by(WORDING.c.nth)
    basis = sa.select(BASIS.c.nth, BASIS.c.observation).where(BASIS.c.submission == submission)
    grouped = groupby(tx.execute(basis.order_by(BASIS.c.nth, BASIS.c.observation)), key=lambda row: row[0])
    found = [column for column in FINDING.c if column.name not in ("id", "submission")]
    findings = sa.select(*found).where(FINDING.c.submission == submission).order_by(FINDING.c.id)
    return (
        [list(row) for row in tx.execute(wording)],
        [[nth, [row[1] for row in rows]] for nth, rows in grouped],
        [list(row) for row in tx.execute(findings)],
    )


def _lots(tx: sa.Connection) -> Iterator[tuple[int, bytes]]:
    code = {row.id: row.code for row in tx.execute(sa.select(TERM))}
    heads = {row.lot: row for row in tx.execute(_heads())}
    told = sa.select(OBSERVATION).order_by(OBSERVATION.c.lot).execution_options(yield_per=50_000)
    names = ("indicator", "period", *LINE_TERMS[1:], *MANNER_TERMS)
    for lot, rows in groupby(tx.execute(told), key=lambda row: row.lot):
        row = heads.get(lot)
        if row is not None:
            head = [code.get(number := getattr(row, name), number) for name in names]
            figures = [(r.nth, code.get(r.area, "?"), r.value, r.exact) for r in rows]
            figures.sort(key=lambda figure: figure[0])
            yield row.submission, _seal([*head, row.subject, row.column], figures)


def _seal(head: list[object], rows: list[tuple[int, str, float | None, str | None]]) -> bytes:
    try:
        nth = array("q", [nth for nth, *_ in rows])
        value = array("d", [_NAN if value is None else value for *_, value, _ in rows])
    except TypeError:  # SQLite lets a hand put text where a number was
        return b"broken"
    exact = {nth: exact for nth, _, _, exact in rows if exact is not None}
    return lot_seal(head, nth, [area for _, area, _, _ in rows], value, exact)


def _heads() -> sa.Select[*tuple[Any, ...]]:
    columns = [LINE.c[name] for name in LINE_TERMS] + [MANNER.c[name] for name in MANNER_TERMS]
    query = sa.select(
        LOT.c.id.label("lot"), LOT.c.submission, LOT.c.period, LOT.c.subject, LOT.c.column, *columns
    )
    return query.join(LINE, LINE.c.id == LOT.c.line).join(MANNER, MANNER.c.id == LOT.c.manner)
