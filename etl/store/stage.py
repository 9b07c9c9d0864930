"""Staging: a draft and its file's bytes are kept; the same bytes twice change nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from etl.model import Draft, Finding, Observation
from etl.store.audit import now, record
from etl.store.tables import DECISION, FINDING, OBSERVATION, REPORT, REPORT_BYTES, SUBMISSION, TERM, TERMS


@dataclass(frozen=True, slots=True)
class Staged:
    """A stored draft; `known_since` says when the same bytes first came, if they did."""

    submission: int
    known_since: str = ""


def stage(engine: sa.Engine, draft: Draft, content: bytes, by: str) -> Staged:
    """Keep a draft with its bytes, all or nothing; a file already kept is not stored again."""
    with engine.begin() as tx:
        known = tx.execute(
            sa.select(SUBMISSION.c.id, REPORT.c.received_at)
            .join(REPORT, REPORT.c.id == SUBMISSION.c.report)
            .where(REPORT.c.sha256 == draft.report.sha256)
            .order_by(SUBMISSION.c.id.desc())
        ).first()
        if known:
            return Staged(known.id, known.received_at)
        report = _insert(tx, REPORT, _report(draft))
        tx.execute(REPORT_BYTES.insert().values(report=report, content=content))
        submission = _insert(
            tx, SUBMISSION, {"report": report, "by": by, "at": now(), "cells_read": draft.cells_read}
        )
        rows = list(_rows(tx, draft.observations, submission))
        if rows:
            tx.execute(OBSERVATION.insert(), rows)
        if draft.findings:
            tx.execute(FINDING.insert(), [_finding(found, submission) for found in draft.findings])
        tx.execute(DECISION.insert().values(submission=submission, state="staged", by=by, at=now(), note=""))
        record(tx, by, "stage", submission=submission, file=draft.report.file, sha256=draft.report.sha256)
    return Staged(submission)


def _insert(tx: sa.Connection, table: sa.Table, values: dict[str, Any]) -> int:
    return int(tx.execute(table.insert().values(values).returning(table.c.id)).scalar_one())


def _report(draft: Draft) -> dict[str, Any]:
    told = draft.report
    return {
        "sha256": told.sha256, "file": told.file, "kind": told.kind, "size": told.size, "title": told.title,
        "sender": told.sender, "dated": told.dated.isoformat() if told.dated else "", "period": told.period,
        "area": told.area_id, "source_url": told.source_url, "illustrative": int(told.is_illustrative),
        "layout": told.layout, "text": draft.text, "received_at": now(),
    }  # fmt: skip


def _rows(tx: sa.Connection, seen: Iterable[Observation], submission: int) -> Iterator[dict[str, Any]]:
    observations = list(seen)
    numbers = term_numbers(tx, {(kind, code_of(o, kind)) for o in observations for kind in TERMS})
    for one in observations:
        place = one.cell.place
        yield {
            "submission": submission,
            **{kind: numbers[kind, code_of(one, kind)] for kind in TERMS},
            "exact": None if one.value is None else f"{one.value:f}",
            "value": None if one.value is None else float(one.value),
            "place": place.at, "start": place.start, "end": place.end,
            "words": one.cell.text, "subject": one.cell.subject,
        }  # fmt: skip


def code_of(seen: Observation, kind: str) -> str:
    """The code an observation is kept under; an area outside the catalogue is kept as written."""
    if kind == "area":
        return seen.area_id or seen.area
    return str(getattr(seen, kind))


def term_numbers(tx: sa.Connection, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The number of each (kind, code), made where it is new."""
    known = {(row.kind, row.code): row.id for row in tx.execute(sa.select(TERM))}
    fresh = sorted(wanted - known.keys())
    if fresh:
        tx.execute(TERM.insert(), [{"kind": kind, "code": code} for kind, code in fresh])
        known = {(row.kind, row.code): row.id for row in tx.execute(sa.select(TERM))}
    return known


def _finding(found: Finding, submission: int) -> dict[str, Any]:
    return {
        "submission": submission, "code": found.code, "severity": str(found.severity), "place": found.place.at,
        "start": found.place.start, "end": found.place.end,
        "facts": json.dumps(dict(found.facts), ensure_ascii=False), "candidates": json.dumps(found.candidates, ensure_ascii=False),
    }  # fmt: skip
