"""Staging: a draft and its file's bytes are kept; the same bytes twice change nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from etl.catalog import Catalogue, load
from etl.model import Draft, Finding, Wording
from etl.store.audit import now, record
from etl.store.bulk import insert_columns, insert_rows
from etl.store.engine import writing
from etl.store.lots import Lots, columns_of
from etl.store.originals import keep
from etl.store.rollup import regroup
from etl.store.seal import submission_seal
from etl.store.tables import (
    BASIS,
    DECISION,
    FINDING,
    LOT,
    OBSERVATION,
    RELEASE,
    REPORT,
    SUBMISSION,
    TERM,
    WORDING,
)
from etl.store.terms import head_terms, line_numbers, manner_numbers, term_numbers

_WORDS = attrgetter(*Wording.__slots__)


@dataclass(frozen=True, slots=True)
class Staged:
    """A stored draft; `known_since` says when the same bytes first came, if they did."""

    submission: int
    known_since: str = ""


def stage(
    engine: sa.Engine,
    draft: Draft,
    content: bytes,
    by: str,
    *,
    anew: bool = False,
    catalogue: Catalogue | None = None,
) -> Staged:
    """Keep a draft with its bytes, all or nothing; a file already kept is not stored again.

    `anew` stores another reading of a kept file (after questions were settled) where it says something else.
    """
    with writing(engine) as tx:
        known = _known(tx, draft.report.sha256)
        if known and not anew:
            return Staged(known.id, known.received_at)
        lots = Lots(columns_of(draft))
        digest = seal_draft(draft, lots)
        if known and known.digest == digest:
            return Staged(known.id, known.received_at)
        at = now()
        report = known.report if known else _keep_report(tx, draft, content, at)
        base = tx.scalar(sa.select(sa.func.max(RELEASE.c.id))) or 0
        told = {"by": by, "at": at, "cells_read": draft.cells_read, "base": base, "digest": digest}
        submission = _insert(tx, SUBMISSION, {"report": report, **told})
        _keep_figures(tx, lots, submission, catalogue)
        if draft.findings:
            tx.execute(FINDING.insert(), [_finding(found, submission) for found in draft.findings])
        decided = {"submission": submission, "state": "staged", "by": by, "at": at, "note": ""}
        tx.execute(DECISION.insert().values(decided))
        record(
            tx, by, "stage", submission=submission, file=draft.report.file, sha256=draft.report.sha256, **told
        )
    return Staged(submission)


def seal_draft(draft: Draft, lots: Lots) -> str:
    """The hash of what a draft says, as `seals.stored` finds it again in the store."""
    columns = lots.columns
    told = [*report_facts(draft).values(), draft.cells_read]
    wording = [(columns.nth[k], *_WORDS(words)) for k, words in columns.wording.items()]
    basis = [(columns.nth[k], sorted(inputs)) for k, inputs in columns.inputs.items()]
    findings = [[*_finding(found, 0).values()][1:] for found in draft.findings]
    return submission_seal(told, lots.seals(), sorted(wording), sorted(basis), findings)


def _known(tx: sa.Connection, sha256: str) -> Any:
    query = sa.select(SUBMISSION.c.id, SUBMISSION.c.digest, SUBMISSION.c.report, REPORT.c.received_at)
    query = query.join(REPORT, REPORT.c.id == SUBMISSION.c.report).where(REPORT.c.sha256 == sha256)
    return tx.execute(query.order_by(SUBMISSION.c.id.desc())).first()


def _insert(tx: sa.Connection, table: sa.Table, values: dict[str, Any]) -> int:
    return int(tx.execute(table.insert().values(values).returning(table.c.id)).scalar_one())


def _keep_report(tx: sa.Connection, draft: Draft, content: bytes, at: str) -> int:
    report = _insert(tx, REPORT, {**report_facts(draft), "received_at": at})
    keep(tx, report, content)
    return report


def report_facts(draft: Draft) -> dict[str, Any]:
    """A report's row but for its number and the moment it came."""
    told = draft.report
    return {
        "sha256": told.sha256, "file": told.file, "kind": told.kind, "size": told.size, "title": told.title,
        "sender": told.sender, "dated": told.dated.isoformat() if told.dated else "", "period": told.period,
        "area": told.area_id, "source_url": told.source_url, "illustrative": int(told.is_illustrative),
        "layout": told.layout, "text": draft.text,
    }  # fmt: skip


def _keep_figures(tx: sa.Connection, lots: Lots, submission: int, catalogue: Catalogue | None) -> None:
    columns = lots.columns
    numbers = _keep_lots(tx, lots, submission)
    newest = tx.scalar(sa.select(sa.func.max(TERM.c.id)))
    terms = term_numbers(tx, {("area", code) for code in columns.areas})
    areas = [terms["area", code] for code in columns.areas]
    if any(area > (newest or 0) for area in areas):
        regroup(tx, catalogue or load())
    insert_columns(tx, OBSERVATION, lots.batches(numbers, areas))
    nth = columns.nth
    insert_rows(tx, WORDING, ((submission, nth[k], *_WORDS(words)) for k, words in columns.wording.items()))
    basis = ((submission, nth[k], one) for k, inputs in columns.inputs.items() for one in inputs)
    insert_rows(tx, BASIS, basis)


def _keep_lots(tx: sa.Connection, lots: Lots, submission: int) -> list[int]:
    heads = lots.columns.heads
    terms = term_numbers(tx, head_terms(heads))
    lines, manners = line_numbers(tx, heads, terms), manner_numbers(tx, heads, terms)
    first = (tx.scalar(sa.select(sa.func.max(LOT.c.id))) or 0) + 1
    numbers = list(range(first, first + len(heads)))
    rows = [
        {
            "id": number, "submission": submission, "line": line, "period": terms["period", head.period],
            "manner": manner, "subject": head.subject, "column": head.column, "figures": figures, "areas": areas,
        }
        for number, head, line, manner, (figures, areas) in zip(numbers, heads, lines, manners, lots.sizes(), strict=True)
    ]  # fmt: skip
    if rows:
        tx.execute(LOT.insert(), rows)
    return numbers


def _finding(found: Finding, submission: int) -> dict[str, Any]:
    return {
        "submission": submission, "code": found.code, "severity": str(found.severity), "place": found.place.at,
        "start": found.place.start, "end": found.place.end,
        "facts": json.dumps(dict(found.facts), ensure_ascii=False), "candidates": json.dumps(found.candidates, ensure_ascii=False),
    }  # fmt: skip
