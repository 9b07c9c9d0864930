"""Published figures set against each other: what cannot all be true becomes a case for a person."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from etl.catalog import Catalogue
from etl.catalog.corrections import Correction
from etl.model import Draft
from etl.reconcile.corrections import expired, known, report_files
from etl.reconcile.drafted import with_draft
from etl.reconcile.found import between, found
from etl.reconcile.history import history
from etl.reconcile.implied import imply
from etl.reconcile.implied import standing as computed
from etl.store import Engine
from etl.store.cases import Found, Refreshed, refresh, standing
from etl.store.figures import SHIFT
from etl.store.tables import LOT

__all__ = [
    "AT_ONCE",
    "after_release",
    "examine",
    "foreseen",
    "foreseen_of",
    "history",
    "imply",
    "kept_figures",
    "reconcile",
]

AT_ONCE = 1_000_000
"""Figures judged in seconds, with every release; a larger history is judged on its own."""


def reconcile(engine: Engine, catalogue: Catalogue, by: str = "chitieu") -> Refreshed:
    """Judge the whole published history and keep what was found as cases; no figure is touched."""
    return examine(engine, catalogue, by)[0]


def examine(engine: Engine, catalogue: Catalogue, by: str = "chitieu") -> tuple[Refreshed, list[Correction]]:
    """What `reconcile` does, and the entries of the corrections ledger that are outdated."""
    past, files = history(engine, catalogue), report_files(engine)
    told = known(found(engine, catalogue, past), past, files, catalogue)
    return refresh(engine, told, by), expired(past, files, catalogue)


def foreseen(engine: Engine, catalogue: Catalogue, submission: int) -> list[Found]:
    """What a staged submission would newly contradict if it were published: told before it is, not in the meeting."""
    past = history(engine, catalogue, submission)
    lots = _lots_of(engine, submission)
    mine = {one for one in past.observation.tolist() if one // SHIFT in lots}
    return _new(engine, [one for one in found(engine, catalogue, past) if mine & set(one.observations)])


def foreseen_of(engine: Engine, catalogue: Catalogue, draft: Draft) -> list[Found] | None:
    """What a draft that nobody stored yet would newly contradict among what is published; the heaviest first.

    Its own figures are numbered -1, -2, … in their order. None where the store is too large to judge while one waits.
    """
    if kept_figures(engine) > AT_ONCE:
        return None
    past = history(engine, catalogue)
    beside = with_draft(past, engine, draft, catalogue)
    told = _new(engine, between(catalogue, beside, len(past.observation)))
    return sorted(told, key=lambda one: -one.weight)


def _new(engine: Engine, told: Iterable[Found]) -> list[Found]:
    """Those that are no case yet: the same numbers told once more contradict nothing anew."""
    known = standing(engine)
    return [one for one in told if one.fingerprint not in known]


def _lots_of(engine: Engine, submission: int) -> set[int]:
    with engine.connect() as db:
        return set(db.scalars(sa.select(LOT.c.id).where(LOT.c.submission == submission)))


def kept_figures(engine: Engine) -> int:
    """How many figures the store keeps."""
    with engine.connect() as db:
        return db.scalar(sa.select(sa.func.sum(LOT.c.figures))) or 0


def after_release(engine: Engine, catalogue: Catalogue, by: str) -> Refreshed | None:
    """What every release ends with, where the history is small enough to judge at once; else `check --data` does it.

    Where implied values are published, they give way to what the release told.
    """
    if kept_figures(engine) > AT_ONCE:
        return None
    if computed(engine):
        imply(engine, catalogue, by)
    return reconcile(engine, catalogue, by)
