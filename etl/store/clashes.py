"""Two writers on one fact: what was published with another value since a submission's sender looked."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from etl.model import Clash
from etl.store.current import published
from etl.store.figures import spelling
from etl.store.tables import LINE, LOT, OBSERVATION, RELEASE, SUBMISSION, TERM

MOST = 100


def clashes(tx: sa.Connection, submissions: Sequence[int], seen: int | None) -> list[Clash]:
    """At most MOST facts whose published value changed since the base release and differs from the submission's."""
    mine, theirs = LOT.alias("mine"), LOT.alias("theirs")
    own, other = OBSERVATION.alias("own"), OBSERVATION.alias("other")
    active, sent = published(), SUBMISSION.alias("sent")
    line, indicator, measure, period, area = (
        table.alias(name) for table, name in ((LINE, "l"), (TERM, "i"), (TERM, "m"), (TERM, "p"), (TERM, "a"))
    )
    base = sent.c.base if seen is None else sa.literal(seen)
    if not _anything_since(tx, submissions, seen):
        return []
    query = (
        sa.select(
            indicator.c.code, area.c.code, period.c.code, measure.c.code,
            own.c.value, own.c.exact, other.c.value, other.c.exact, active.c.release, RELEASE.c.by,
        )
        .select_from(mine)
        .join(sent, sent.c.id == mine.c.submission)
        .join(theirs, sa.and_(theirs.c.line == mine.c.line, theirs.c.period == mine.c.period))
        .join(active, sa.and_(active.c.submission == theirs.c.submission, active.c.release > base))
        .join(RELEASE, RELEASE.c.id == active.c.release)
        .join(own, own.c.lot == mine.c.id)
        .join(other, sa.and_(other.c.lot == theirs.c.id, other.c.area == own.c.area))
        .join(line, line.c.id == mine.c.line)
        .join(indicator, indicator.c.id == line.c.indicator)
        .join(measure, measure.c.id == line.c.measure)
        .join(period, period.c.id == mine.c.period)
        .join(area, area.c.id == own.c.area)
        .where(mine.c.submission.in_(submissions), theirs.c.submission.not_in(submissions), indicator.c.code != "")
        .where(sa.or_(own.c.value != other.c.value, own.c.value.is_(None) != other.c.value.is_(None)))
        .limit(MOST)
    )  # fmt: skip
    return [
        Clash(
            indicator=row[0], area=row[1], period=row[2], measure=row[3],
            yours=spelling(row[4], row[5]) or "", theirs=spelling(row[6], row[7]) or "", release=row[8], by=row[9],
        )
        for row in tx.execute(query)
    ]  # fmt: skip


def _anything_since(tx: sa.Connection, submissions: Sequence[int], seen: int | None) -> bool:
    """Whether any release came after what the senders saw; mostly none did, and no figure need be looked at."""
    if seen is None:
        seen = tx.scalar(sa.select(sa.func.min(SUBMISSION.c.base)).where(SUBMISSION.c.id.in_(submissions)))
    return bool(tx.scalar(sa.select(sa.exists().where(RELEASE.c.id > seen))))
