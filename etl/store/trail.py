"""The audit chain as people read it: who did what and when, newest first, and whether the chain holds."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

from etl.store.audit import broken_link
from etl.store.tables import AUDIT


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the chain; `hash` seals it and every line before it."""

    id: int
    at: str
    actor: str
    action: str
    facts: dict[str, object]
    hash: str


def trail(engine: sa.Engine, before: int = 0, actor: str = "", most: int = 100) -> list[Trace]:
    """The newest lines, or those before a line; of one actor where one is named."""
    query = sa.select(AUDIT).order_by(AUDIT.c.id.desc()).limit(most)
    if before:
        query = query.where(AUDIT.c.id < before)
    if actor:
        query = query.where(AUDIT.c.actor == actor)
    with engine.connect() as db:
        return [
            Trace(row.id, row.at, row.actor, row.action, json.loads(row.facts), row.hash)
            for row in db.execute(query)
        ]


def is_whole(engine: sa.Engine) -> bool:
    """Whether every line still fits the line before it."""
    with engine.connect() as db:
        return broken_link(db) is None
