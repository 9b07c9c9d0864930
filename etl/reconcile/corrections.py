"""The ledger of known source errors beside what is published: it explains cases, and notices when an error is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import sqlalchemy as sa

from etl.catalog import Catalogue
from etl.catalog.corrections import Correction, corrections
from etl.reconcile.history import History
from etl.store import Engine
from etl.store.cases import Found
from etl.store.tables import REPORT


def known(found: Iterable[Found], past: History, files: dict[str, str], catalogue: Catalogue) -> list[Found]:
    """Cases about a figure the ledger speaks of carry its explanation."""
    said: dict[int, str] = {}
    for entry, row in _figures(past, files, catalogue):
        if entry.still_wrong(float(past.ledger.value[row])):
            said[int(past.observation[row])] = entry.why["vi"]
    return [replace(one, known=said.get(one.observations[0], "")) for one in found]


def expired(past: History, files: dict[str, str], catalogue: Catalogue) -> list[Correction]:
    """Entries whose report is published and whose error is no longer in it."""
    return [
        entry
        for entry, row in _figures(past, files, catalogue)
        if not entry.still_wrong(float(past.ledger.value[row]))
    ]


def _figures(past: History, files: dict[str, str], catalogue: Catalogue) -> Iterator[tuple[Correction, int]]:
    ledger = past.ledger
    for entry in corrections(catalogue):
        wanted = {"measure": "actual", **entry.figure}
        holds = ledger.is_usable.copy()
        for kind, code in wanted.items():
            holds &= ledger.has(kind, code)
        holds &= ledger.has("report", *(number for number, file in files.items() if file == entry.report))
        for row in holds.nonzero()[0]:
            yield entry, int(row)


def report_files(engine: Engine) -> dict[str, str]:
    """The file name of each report, by its number as a ledger names it."""
    with engine.connect() as db:
        return {str(row.id): row.file for row in db.execute(sa.select(REPORT.c.id, REPORT.c.file))}
