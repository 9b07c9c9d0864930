"""What holds, derived from the decisions: standing lots, superseded figures, sums. Any day's view is the same query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from etl.store.figures import CELLS, CURRENT, cells, holding
from etl.store.tables import DECISION, LINE, LOT, OBSERVATION, REPORT, STANDING, SUBMISSION, SUPERSEDED, TERM


def published(as_of: int | None = None) -> sa.Subquery:
    """The submissions whose last decision (up to a release) is `published`, with the release that published them."""
    decided = sa.select(DECISION).where(DECISION.c.release.is_not(None))
    if as_of is not None:
        decided = decided.where(DECISION.c.release <= as_of)
    told = decided.subquery()
    rank = sa.func.row_number().over(partition_by=told.c.submission, order_by=told.c.id.desc()).label("nth")
    ranked = sa.select(told.c.submission, told.c.release, told.c.state, rank).subquery()
    last = sa.select(ranked.c.submission, ranked.c.release).where(
        ranked.c.nth == 1, ranked.c.state == "published"
    )
    return last.subquery()


def newest(as_of: int | None = None, *where: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    """What holds now or held as of a release: FIGURE's columns and `release`; `where` narrows by LOT's columns."""
    return sa.select(CURRENT) if as_of is None else holding(*_then(as_of, where))


def newest_cells(as_of: int | None = None, *where: sa.ColumnElement[bool]) -> sa.Subquery:
    """What holds or held, without its words: `etl.store.figures.cells` with line, period and release."""
    return CELLS if as_of is None else cells(*_then(as_of, where)).subquery("cells")


def _then(as_of: int, where: Sequence[sa.ColumnElement[bool]]) -> tuple[sa.FromClause, sa.FromClause]:
    standing = standing_at(as_of, *where).subquery("standing_then")
    return standing, losing(standing).subquery("losing")


def standing_at(as_of: int | None, *where: sa.ColumnElement[bool]) -> sa.Select[int, int, int, int]:
    """(line, period, lot, release) of every lot with a known indicator that is published, now or as of a release."""
    active = published(as_of)
    return (
        sa.select(LOT.c.line, LOT.c.period, LOT.c.id.label("lot"), active.c.release)
        .join(active, active.c.submission == LOT.c.submission)
        .join(LINE, LINE.c.id == LOT.c.line)
        .join(TERM, TERM.c.id == LINE.c.indicator)
        .where(TERM.c.code != "", *where)
    )


def losing(standing: sa.FromClause) -> sa.Select[int, int, int]:
    """(lot, area, nth) of figures that give way: real before illustrative, later dated before earlier, then later published."""
    s = standing
    crowded = (
        sa.select(s.c.line, s.c.period)
        .join(LOT, LOT.c.id == s.c.lot)
        .group_by(s.c.line, s.c.period)
        .having(sa.or_(sa.func.count() > 1, sa.func.sum(LOT.c.figures) > sa.func.sum(LOT.c.areas)))
        .subquery("crowded")
    )
    received = sa.func.substr(REPORT.c.received_at, 1, 10)
    told = sa.func.coalesce(sa.func.nullif(REPORT.c.dated, ""), received)
    order = (REPORT.c.illustrative, told.desc(), s.c.release.desc(), LOT.c.submission.desc(), OBSERVATION.c.nth.desc())  # fmt: skip
    key = (s.c.line, s.c.period, OBSERVATION.c.area)
    rank = sa.func.row_number().over(partition_by=key, order_by=order).label("rank")
    ranked = (
        sa.select(OBSERVATION.c.lot, OBSERVATION.c.area, OBSERVATION.c.nth, rank)
        .select_from(s)
        .join(crowded, sa.and_(crowded.c.line == s.c.line, crowded.c.period == s.c.period))
        .join(LOT, LOT.c.id == s.c.lot)
        .join(SUBMISSION, SUBMISSION.c.id == LOT.c.submission)
        .join(REPORT, REPORT.c.id == SUBMISSION.c.report)
        .join(OBSERVATION, OBSERVATION.c.lot == s.c.lot)
        .subquery("ranked")
    )
    return sa.select(ranked.c.lot, ranked.c.area, ranked.c.nth).where(ranked.c.rank > 1)


def settle(tx: sa.Connection, release: int | None = None) -> sa.Subquery | None:
    """Bring what is derived up to date with one release's decisions, or derive everything anew; returns what was touched."""
    if release is None:
        tx.execute(SUPERSEDED.delete())
        tx.execute(STANDING.delete())
        _stand(tx)
        tx.execute(SUPERSEDED.insert().from_select(["lot", "area", "nth"], losing(STANDING)))
        _count(tx)
        return None
    decided = sa.select(DECISION.c.submission).where(DECISION.c.release == release)
    ours = LOT.c.submission.in_(decided)
    touched = sa.select(LOT.c.line, LOT.c.period).where(ours).distinct().subquery("touched")
    neighbours = sa.select(LOT.c.id).join(
        touched, sa.and_(touched.c.line == LOT.c.line, touched.c.period == LOT.c.period)
    )
    tx.execute(SUPERSEDED.delete().where(SUPERSEDED.c.lot.in_(neighbours)))
    tx.execute(STANDING.delete().where(STANDING.c.lot.in_(sa.select(LOT.c.id).where(ours))))
    _stand(tx, ours)
    near = sa.select(STANDING).where(STANDING.c.lot.in_(neighbours)).subquery("near")
    tx.execute(SUPERSEDED.insert().from_select(["lot", "area", "nth"], losing(near)))
    _count(tx, STANDING.c.lot.in_(neighbours))
    return touched


def _stand(tx: sa.Connection, *where: sa.ColumnElement[bool]) -> None:
    found = standing_at(None, *where).subquery()
    rows = sa.select(found, sa.literal(0)).order_by(found.c.line, found.c.period, found.c.lot)
    tx.execute(STANDING.insert().from_select(["line", "period", "lot", "release", "giving"], rows))


def _count(tx: sa.Connection, *where: sa.ColumnElement[bool]) -> None:
    lost = sa.select(sa.func.count()).where(SUPERSEDED.c.lot == STANDING.c.lot)
    counted = lost.correlate(STANDING).scalar_subquery()
    tx.execute(STANDING.update().where(*where).values(giving=counted))


def differences(tx: sa.Connection) -> int:
    """How many rows of what is derived differ from what the decisions say; 0 when the store is whole."""
    lost = {tuple(row) for row in tx.execute(sa.select(SUPERSEDED))}
    giving = Counter(lot for lot, _, _ in lost)
    held = {tuple(row) for row in tx.execute(sa.select(STANDING))}
    derived = {(*row, giving[row.lot]) for row in tx.execute(standing_at(None))}
    return len(held ^ derived) + len(lost ^ {tuple(row) for row in tx.execute(losing(STANDING))})
