"""Everything published as one ledger, and which stored observation each of its rows is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa

from etl.catalog import Catalogue
from etl.store import Engine
from etl.store.current import published
from etl.store.figures import SHIFT, spelling
from etl.store.tables import LINE, LINE_TERMS, LOT, MANNER, OBSERVATION, REPORT, SUBMISSION, TERM, WORDING
from etl.validate.exact import last_digit
from etl.validate.ledger import KINDS, Floats, Ints, Ledger, Raw, build, find

BATCH = 100_000
"""Rows held as Python objects at a time."""
NEXT = 1 << 40
"""The release a submission would be published by."""
_LOT = ("submission", "report", "illustrative", "dated", "release")


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What holds and what held: `observation` is the stored number of each row of the ledger, `dated` its report's day."""

    ledger: Ledger
    observation: Ints
    dated: Ints


def history(engine: Engine, catalogue: Catalogue, also: int | None = None) -> History:
    """Every observation of every published report, older vintages included; `also` as if it were published."""
    with engine.connect() as db:
        names, compact = _terms(db)
        lots = _lots(db, also)
        worded = Worded(_words(db), _exact(db))
        query = sa.select(*(OBSERVATION.c[name] for name in ("lot", "area", "nth", "value")))
        parts = [_columns(rows, lots, worded) for rows in _blocks(db, query)]
    keys = np.concatenate([part[0] for part in parts] or [np.zeros((0, 4), np.int64)])
    numbers = np.concatenate([part[1] for part in parts] or [np.zeros((0, 2))])
    lot = {name: lots.columns[name][keys[:, 0]] for name in lots.columns}
    number = {kind: compact[keys[:, 1] if kind == "area" else lot[kind]] for kind in KINDS}
    number |= {"report": lot["report"], "world": lot["illustrative"]}
    order = np.empty(len(keys), np.int64)
    order[np.lexsort((keys[:, 2], lot["submission"], lot["release"], lot["dated"]))] = np.arange(len(keys))
    reports = [str(n) for n in range(int(lot["report"].max(initial=0)) + 1)]
    raw = Raw(
        {**names, "report": reports, "world": ("", "illustrative")},
        number, numbers[:, 0], numbers[:, 1], order, keys[:, 3] >= 0,
    )  # fmt: skip
    return History(build(raw, catalogue), lots.ids[keys[:, 0]] * SHIFT + keys[:, 2], lot["dated"])


@dataclass(frozen=True, slots=True, eq=False)
class Lots:
    """What the figures of each published lot share."""

    ids: Ints
    columns: Mapping[str, Ints]


def _terms(db: sa.Connection) -> tuple[dict[str, Sequence[str]], Ints]:
    """The codes of each kind, and the place of each stored term among its kind."""
    names: dict[str, list[str]] = {kind: [] for kind in KINDS}
    rows = list(db.execute(sa.select(TERM.c.id, TERM.c.kind, TERM.c.code)))
    compact = np.zeros(max((row.id for row in rows), default=0) + 1, np.int64)
    for id_, kind, code in rows:
        if kind in names:
            compact[id_] = len(names[kind])
            names[kind].append(code)
    return {kind: codes or [""] for kind, codes in names.items()}, compact


def _lots(db: sa.Connection, also: int | None) -> Lots:
    active = published()
    if also is not None:
        foreseen = sa.select(sa.literal(also).label("submission"), sa.literal(NEXT).label("release"))
        active = sa.union(sa.select(active).where(active.c.submission != also), foreseen).subquery()
    kinds = [kind for kind in KINDS if kind != "area"]
    sides = {kind: LINE if kind in LINE_TERMS else LOT if kind == "period" else MANNER for kind in kinds}
    query = (
        sa.select(
            LOT.c.id, LOT.c.submission, SUBMISSION.c.report, REPORT.c.illustrative,
            sa.func.coalesce(sa.func.nullif(REPORT.c.dated, ""), sa.func.substr(REPORT.c.received_at, 1, 10)),
            active.c.release, *(side.c[kind] for kind, side in sides.items()),
        )
        .join(active, active.c.submission == LOT.c.submission)
        .join(SUBMISSION, SUBMISSION.c.id == LOT.c.submission)
        .join(REPORT, REPORT.c.id == SUBMISSION.c.report)
        .join(LINE, LINE.c.id == LOT.c.line)
        .join(MANNER, MANNER.c.id == LOT.c.manner)
    )  # fmt: skip
    rows = [(*row[:4], int(row[4].replace("-", "")), *row[5:]) for row in db.execute(query)]
    table = np.array(rows or np.zeros((0, 6 + len(kinds))), np.int64)
    columns = dict(zip((*_LOT, *kinds), table.T[1:], strict=True))
    return Lots(table[:, 0], columns)


@dataclass(frozen=True, slots=True)
class Worded:
    """(submission, record) → where its words start and what they are; (lot, record) → its decimal where no double is it."""

    words: Mapping[tuple[int, int], tuple[int, str]]
    exact: Mapping[tuple[int, int], str]


def _words(db: sa.Connection) -> dict[tuple[int, int], tuple[int, str]]:
    query = sa.select(WORDING.c.submission, WORDING.c.nth, WORDING.c.start, WORDING.c.words)
    told = db.execute(query.execution_options(yield_per=BATCH)).partitions()
    return {(submission, nth): (start, words) for rows in told for submission, nth, start, words in rows}


def _exact(db: sa.Connection) -> dict[tuple[int, int], str]:
    """Of the figures that have words: only there it is asked for."""
    query = sa.select(OBSERVATION.c.lot, OBSERVATION.c.nth, OBSERVATION.c.exact)
    query = query.join(LOT, LOT.c.id == OBSERVATION.c.lot).where(
        OBSERVATION.c.exact.is_not(None), LOT.c.submission.in_(sa.select(WORDING.c.submission))
    )
    return {(lot, nth): exact for lot, nth, exact in db.execute(query)}


def _blocks(db: sa.Connection, query: sa.Select[*tuple[Any, ...]]) -> Iterator[Floats]:
    """Rows of numbers as the driver hands them over, so many at a time: no object is made of any."""
    cursor: Any = db.connection.cursor()
    cursor.execute(str(query.compile(db)))
    while rows := cursor.fetchmany(BATCH):
        yield np.array(rows, np.float64)


def _columns(told: Floats, lots: Lots, worded: Worded) -> tuple[Ints, Floats]:
    """(lot, area, nth, start) and (value, worth of the last printed digit) of the published ones."""
    at = find(told[:, 0].astype(np.int64), lots.ids)
    told, at = told[at >= 0], at[at >= 0]
    value = told[:, 3]
    area, nth = told[:, 1].astype(np.int64), told[:, 2].astype(np.int64)
    keys = np.stack([at, area, nth, np.full(len(at), -1)], axis=1)
    step = _steps(value)
    submission = lots.columns["submission"][at]
    has_words = np.isin(submission, np.array(sorted({key[0] for key in worded.words}), np.int64))
    for n in np.flatnonzero(has_words & ~np.isnan(value)):
        start, words = worded.words.get((int(submission[n]), int(nth[n])), (-1, ""))
        exact = spelling(float(value[n]), worded.exact.get((int(told[n, 0]), int(nth[n]))))
        keys[n, 3], step[n] = start, last_digit(words, exact or "")
    return keys, np.stack([value, step], axis=1)


def _steps(value: Floats) -> Floats:
    """The worth of the last digit of plain numbers, up to six decimals."""
    step = np.full(len(value), 1e-6)
    for places in range(5, -1, -1):
        scaled = value * 10.0**places
        step[abs(scaled - np.round(scaled)) <= 1e-9 * np.maximum(1.0, abs(scaled))] = 10.0**-places
    return step
