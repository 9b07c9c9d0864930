"""`check`: the store's promises, proved on the store itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from etl.catalog import Catalogue, load
from etl.model import DamagedStore, plain
from etl.store.apart import stands_apart
from etl.store.audit import broken_link, told
from etl.store.current import differences
from etl.store.engine import is_newest, snapshot
from etl.store.naming import misnamed
from etl.store.originals import original
from etl.store.orphans import orphans
from etl.store.rollup import misadded
from etl.store.schema import META, append_only
from etl.store.seals import submissions
from etl.store.tables import DECISION, OBSERVATION, RELEASE, REPORT, SUBMISSION
from etl.store.views import VIEWS
from etl.store.watched import tampered_people

_RELEASING = ("publish", "withdraw", "undo")
_SENT = ("submission", "by", "at", "cells_read", "base", "digest", "sha256", "file")
_RELEASED = ("release", "at", "by", "note", "catalogue", "undoes")


def problems(engine: sa.Engine, catalogue: Catalogue | None = None) -> Iterator[str]:
    """Every broken promise, in words; nothing when the store is whole."""
    with snapshot(engine) as tx:
        if missing := list(_missing(tx)):
            yield f"schema: {', '.join(missing)} missing; restore a backup"
            return
        if count := differences(tx):
            yield f"current: {count} rows differ from what was published; run `chitieu rebuild`"
        known = catalogue or load()
        if count := misnamed(tx, known):
            yield f"names: {count} differ from the catalogue's; run `chitieu rebuild`"
        if count := misadded(tx, known):
            yield f"sums: {count} differ from the figures they add up; run `chitieu rebuild`"
        if (row := broken_link(tx)) is not None:
            yield f"audit: the chain is broken at row {row or 'its end'}"
        yield from _unlike_audit(tx)
        yield from tampered_people(tx)
        yield from stands_apart(tx)
        yield from _unlike_originals(tx)
        yield from _unlike_seals(tx)
        yield from orphans(tx)
        if wrong := _inexact(tx):
            yield f"observation: {wrong} rows whose exact and rounded value disagree"


def _missing(tx: sa.Connection) -> Iterator[str]:
    seen = sa.inspect(tx)
    yield from sorted(set(META.tables) - set(seen.get_table_names()))
    if not is_newest(tx):
        yield "the newest version"
    yield from sorted(set(VIEWS) - set(seen.get_view_names()))
    if tx.dialect.name == "sqlite":
        found = sa.text(
            "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name"
        )
        wanted = 2
    else:
        found = sa.text(
            "SELECT relname, count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgenabled = 'O' GROUP BY relname"
        )
        wanted = 1
    guards = {name: count for name, count in tx.execute(found)}
    yield from (f"guard of {name}" for name in append_only() if guards.get(name, 0) < wanted)


def _unlike_audit(tx: sa.Connection) -> Iterator[str]:
    """Submissions, releases and decisions are what the audit chain says of them."""
    sent, released, decided = _audited(tx)
    query = sa.select(SUBMISSION, REPORT.c.sha256, REPORT.c.file, REPORT.c.received_at)
    query = query.join(REPORT, REPORT.c.id == SUBMISSION.c.report)
    held = {(r.id, r.by, r.at, r.cells_read, r.base, r.digest, r.sha256, r.file) for r in tx.execute(query)}
    if apart := {row[0] for row in held ^ sent}:
        yield f"submission: {sorted(apart)} differ from the audit chain"
    first: dict[str, str] = {}
    for row in sorted(sent):
        first.setdefault(row[6], row[2])
    reports = {
        (r.sha256, r.received_at) for r in tx.execute(sa.select(REPORT.c.sha256, REPORT.c.received_at))
    }
    if reports != set(first.items()):
        yield "report: the times of receipt differ from the audit chain"
    releases = {(r.id, r.at, r.by, r.note, r.catalogue, r.undoes) for r in tx.execute(sa.select(RELEASE))}
    if apart := {row[0] for row in releases ^ released}:
        yield f"release: {sorted(apart)} differ from the audit chain"
    order = sa.select(DECISION).order_by(DECISION.c.id)
    decisions = [(r.submission, r.release, r.state, r.by, r.at, r.note) for r in tx.execute(order)]
    if decisions != decided:
        yield "decision: what was decided differs from the audit chain"


def _audited(tx: sa.Connection) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]], list[tuple[Any, ...]]]:
    sent: set[tuple[Any, ...]] = set()
    released: set[tuple[Any, ...]] = set()
    decided: list[tuple[Any, ...]] = []
    for _, action, f in told(tx, "stage", "return", *_RELEASING):
        if action == "stage":
            sent.add(tuple(f[name] for name in _SENT))
            decided.append((f["submission"], None, "staged", f["by"], f["at"], ""))
        elif action == "return":
            decided.append((f["submission"], None, "returned", f["by"], f["at"], f["note"]))
        else:
            released.add(tuple(f[name] for name in _RELEASED))
            pairs: Any = f["decisions"]
            decided += [(s, f["release"], to, f["by"], f["at"], f["note"]) for s, to in pairs]
    return sent, released, decided


def _unlike_originals(tx: sa.Connection) -> Iterator[str]:
    for report in tx.scalars(sa.select(REPORT.c.id).order_by(REPORT.c.id)).all():
        try:
            original(tx, report)
        except DamagedStore as wrong:
            yield f"report {report}: {wrong}"


def _unlike_seals(tx: sa.Connection) -> Iterator[str]:
    sealed = {row.id: row.digest for row in tx.execute(sa.select(SUBMISSION.c.id, SUBMISSION.c.digest))}
    for submission, digest in submissions(tx):
        if sealed[submission] != digest:
            yield f"submission {submission}: its figures, words or findings are not those that were stored"


def _inexact(tx: sa.Connection) -> int:
    told = sa.select(OBSERVATION.c.value, OBSERVATION.c.exact).where(OBSERVATION.c.exact.is_not(None))
    return sum(
        value is None or float(exact) != value or exact == plain(value) for value, exact in tx.execute(told)
    )
