"""The original bytes of every accepted file, packed; their hash is the report's."""

from __future__ import annotations

import hashlib
import zlib

import sqlalchemy as sa

from etl.model import DamagedStore
from etl.store.tables import REPORT, REPORT_BYTES


def keep(tx: sa.Connection, report: int, content: bytes) -> None:
    """Keep a file's bytes."""
    tx.execute(REPORT_BYTES.insert().values(report=report, content=zlib.compress(content, 1)))


def original(tx: sa.Connection, report: int) -> bytes:
    """A file's bytes as they came; DamagedStore where they are not those that were read."""
    query = sa.select(REPORT.c.sha256, REPORT.c.file, REPORT_BYTES.c.content)
    query = query.join(REPORT_BYTES, REPORT_BYTES.c.report == REPORT.c.id, isouter=True)
    row = tx.execute(query.where(REPORT.c.id == report)).one()
    try:
        content = zlib.decompress(row.content or b"")
    except zlib.error:
        content = b""
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise DamagedStore(
            f"the kept bytes of {row.file} are not those that were read", file=row.file, why="sha256"
        )
    return content
