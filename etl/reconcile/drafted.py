"""A draft beside the published history, as if it were published: what it would contradict, told before anything is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import sqlalchemy as sa

from etl.catalog import Catalogue
from etl.model import Draft
from etl.reconcile.history import History
from etl.store import Engine
from etl.store.tables import REPORT
from etl.validate.ledger import KINDS, Ints, Ledger, newest, of_observations


def with_draft(past: History, engine: Engine, draft: Draft, catalogue: Catalogue) -> History:
    """The history with the draft's figures behind it; the k-th of them has the number -(k + 1)."""
    held, mine = past.ledger, of_observations(draft.observations, catalogue)
    count = len(mine)
    names, number = _merged(held, mine)
    names["report"] = [*held.names["report"], _report_of(engine, draft)]
    at = names["report"].index(names["report"][-1])
    number["report"] = np.append(held.number["report"], np.full(count, at))
    names["world"] = list(held.names["world"])
    number["world"] = np.append(held.number["world"], np.full(count, int(draft.report.is_illustrative)))
    day = _day(draft)
    before = int((past.dated <= day).sum())
    order = np.append(held.order + count * (held.order >= before), mine.order + before)
    usable = np.append(held.is_usable, mine.is_usable)
    in_text = np.array([one.cell.place.start >= 0 for one in draft.observations], np.bool_)
    ledger = replace(
        held, names=names, number=number, order=order, is_usable=usable,
        **{name: np.append(getattr(held, name), getattr(mine, name)) for name in ("value", "half", "low", "high")},
        in_text=np.append(held.in_text, in_text), is_newest=newest(number, usable, order),
    )  # fmt: skip
    numbers = np.append(past.observation, -1 - np.arange(count))
    return History(ledger, numbers, np.append(past.dated, np.full(count, day)))


def _merged(held: Ledger, mine: Ledger) -> tuple[dict[str, list[str]], dict[str, Ints]]:
    """The codes of both, the draft's new ones behind the known."""
    names: dict[str, list[str]] = {}
    number: dict[str, Ints] = {}
    for kind in KINDS:
        known = {code: n for n, code in enumerate(held.names[kind])}
        places = [known.setdefault(code, len(known)) for code in mine.names[kind]]
        names[kind] = list(known)
        number[kind] = np.append(held.number[kind], np.array(places, np.int64)[mine.number[kind]])
    return names, number


def _report_of(engine: Engine, draft: Draft) -> str:
    """The number of the report these bytes are kept as; empty where they are new."""
    query = sa.select(REPORT.c.id).where(REPORT.c.sha256 == draft.report.sha256)
    with engine.connect() as db:
        return str(db.scalar(query) or "")


def _day(draft: Draft) -> int:
    """The report's day as a number, today where it names none."""
    told = draft.report.dated or datetime.now(UTC).date()
    return int(told.strftime("%Y%m%d"))
