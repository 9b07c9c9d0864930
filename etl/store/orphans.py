"""Rows that lead nowhere: figures without a lot, words without a figure, codes nobody uses."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from etl.store.tables import (
    BASIS,
    FINDING,
    LINE,
    LINE_TERMS,
    LOT,
    MANNER,
    MANNER_TERMS,
    MEMBERSHIP,
    OBSERVATION,
    REPORT,
    REPORT_BYTES,
    SUBMISSION,
    TERM,
    WORDING,
)

_PARENTS = (
    (OBSERVATION, "lot", LOT, "id"),
    (OBSERVATION, "area", TERM, "id"),
    (LOT, "submission", SUBMISSION, "id"),
    (LOT, "line", LINE, "id"),
    (LOT, "period", TERM, "id"),
    (LOT, "manner", MANNER, "id"),
    (WORDING, "submission", SUBMISSION, "id"),
    (BASIS, "submission", SUBMISSION, "id"),
    (FINDING, "submission", SUBMISSION, "id"),
    (SUBMISSION, "report", REPORT, "id"),
    (REPORT, "id", REPORT_BYTES, "report"),
    (REPORT_BYTES, "report", REPORT, "id"),
    (REPORT, "id", SUBMISSION, "report"),
    (LINE, "id", LOT, "line"),
    (MANNER, "id", LOT, "manner"),
)
"""Child and parent of everything that must lead somewhere, also where no foreign key watches or none may be idle."""


def orphans(tx: sa.Connection) -> Iterator[str]:
    """What leads nowhere, in words."""
    for child, name, parent, key in _PARENTS:
        there = sa.exists().where(parent.c[key] == child.c[name])
        if count := tx.scalar(sa.select(sa.func.count()).select_from(child).where(~there)):
            yield f"{child.name}: {count} rows lead to no {parent.name}"
    if idle := _idle(tx):
        yield f"term: {', '.join(sorted(idle)[:5])} used by nothing of that kind"
    if count := _unlike(tx):
        yield f"lot: {count} do not have the figures they count"
    for beside in (WORDING, BASIS):
        if count := tx.scalar(_figureless(beside)):
            yield f"{beside.name}: {count} rows lead to no figure"


def _idle(tx: sa.Connection) -> set[str]:
    used = {
        *((kind, n) for kind in LINE_TERMS for n in tx.scalars(sa.select(LINE.c[kind]).distinct())),
        *((kind, n) for kind in MANNER_TERMS for n in tx.scalars(sa.select(MANNER.c[kind]).distinct())),
        *(("period", n) for n in tx.scalars(sa.select(LOT.c.period).distinct())),
        *(("area", n) for n in tx.scalars(sa.select(OBSERVATION.c.area).distinct())),
        *(("area", n) for n in tx.scalars(sa.select(MEMBERSHIP.c.whole).distinct())),
    }
    return {f"{row.kind}:{row.code}" for row in tx.execute(sa.select(TERM)) if (row.kind, row.id) not in used}


def _unlike(tx: sa.Connection) -> int:
    figures, areas = sa.func.count(), sa.func.count(OBSERVATION.c.area.distinct())
    counted = sa.select(OBSERVATION.c.lot, figures.label("figures"), areas.label("areas"))
    found = counted.group_by(OBSERVATION.c.lot).subquery()
    apart = sa.or_(found.c.lot.is_(None), found.c.figures != LOT.c.figures, found.c.areas != LOT.c.areas)
    joined = sa.outerjoin(LOT, found, found.c.lot == LOT.c.id)
    return tx.scalar(sa.select(sa.func.count()).select_from(joined).where(apart)) or 0


def _figureless(beside: sa.Table) -> sa.Select[int]:
    figure = sa.select(LOT.c.submission, OBSERVATION.c.nth).join(OBSERVATION, OBSERVATION.c.lot == LOT.c.id)
    there = figure.where(LOT.c.submission.in_(sa.select(beside.c.submission)))
    return (
        sa.select(sa.func.count())
        .select_from(beside)
        .where(sa.tuple_(beside.c.submission, beside.c.nth).not_in(there))
    )
