"""`current`: the newest published observation of each key, derived from the decisions; any day's view is the same query."""

from __future__ import annotations

import sqlalchemy as sa

from etl.store.tables import CURRENT, DECISION, KEY, OBSERVATION, REPORT, SUBMISSION, TERM


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


def newest(as_of: int | None = None) -> sa.Select[*tuple[int, ...]]:
    """Key columns, observation, release and value of what holds: real figures before illustrative, later before earlier."""
    active = published(as_of)
    order = (REPORT.c.illustrative, active.c.release.desc(), REPORT.c.dated.desc(), OBSERVATION.c.id.desc())
    key = [OBSERVATION.c[name] for name in KEY]
    ranked = (
        sa.select(
            *key,
            OBSERVATION.c.id.label("observation"),
            active.c.release,
            OBSERVATION.c.value,
            sa.func.row_number().over(partition_by=key, order_by=order).label("nth"),
        )
        .join(active, active.c.submission == OBSERVATION.c.submission)
        .join(SUBMISSION, SUBMISSION.c.id == OBSERVATION.c.submission)
        .join(REPORT, REPORT.c.id == SUBMISSION.c.report)
        .join(TERM, TERM.c.id == OBSERVATION.c.indicator)
        .where(TERM.c.code != "")
        .subquery()
    )
    return sa.select(*(column for column in ranked.c if column.name != "nth")).where(ranked.c.nth == 1)


def rebuild(tx: sa.Connection) -> None:
    """Derive `current` anew, in the caller's transaction."""
    tx.execute(CURRENT.delete())
    tx.execute(CURRENT.insert().from_select([*KEY, "observation", "release", "value"], newest()))


def differences(tx: sa.Connection) -> int:
    """How many rows of `current` differ from what the decisions say; 0 when the store is whole."""
    held = {tuple(row) for row in tx.execute(sa.select(CURRENT))}
    derived = {tuple(row) for row in tx.execute(newest())}
    return len(held ^ derived)
