"""`check`: the store's promises, proved on the store itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from etl.store.audit import broken_link
from etl.store.current import differences
from etl.store.tables import OBSERVATION, REPORT, REPORT_BYTES, SUBMISSION


def problems(engine: sa.Engine) -> Iterator[str]:
    """Every broken promise, in words; nothing when the store is whole."""
    with engine.connect() as tx:
        if count := differences(tx):
            yield f"current: {count} rows differ from what was published; run `chitieu rebuild`"
        if row := broken_link(tx):
            yield f"audit: the chain is broken at row {row}"
        for report, file, sha256, content in tx.execute(_kept()):
            if content is None or hashlib.sha256(content).hexdigest() != sha256:
                yield f"report {report} ({file}): the kept bytes are not those that were read"
        if orphans := tx.scalar(_orphans()):
            yield f"observation: {orphans} rows have no submission"
        if wrong := tx.scalar(_inexact()):
            yield f"observation: {wrong} rows whose exact and rounded value disagree"


def _kept() -> sa.Select[int, str, str, bytes]:
    kept = sa.select(REPORT.c.id, REPORT.c.file, REPORT.c.sha256, REPORT_BYTES.c.content)
    return kept.join(REPORT_BYTES, REPORT_BYTES.c.report == REPORT.c.id, isouter=True)


def _orphans() -> sa.Select[int]:
    missing = ~sa.exists().where(SUBMISSION.c.id == OBSERVATION.c.submission)
    return sa.select(sa.func.count()).select_from(OBSERVATION).where(missing)


def _inexact() -> sa.Select[int]:
    exact = sa.cast(OBSERVATION.c.exact, sa.Float(53))
    apart = sa.func.abs(exact - OBSERVATION.c.value) > 1e-9 * sa.func.abs(exact)
    return sa.select(sa.func.count()).select_from(OBSERVATION).where(OBSERVATION.c.exact.is_not(None), apart)
