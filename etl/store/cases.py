"""Cases: what cannot all be true among published figures, and what people said about it; nothing is ever rewritten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from etl.model import BadChoice, CaseMoved, NeedsWords
from etl.store.audit import now, record
from etl.store.engine import writing
from etl.store.sealed import grown, newest, sum_from, sum_of, vouched
from etl.store.tables import integers, number, table, texts


class CaseState(StrEnum):
    """mở · giải thích · đã sửa · chấp nhận."""

    OPEN = "open"
    EXPLAINED = "explained"
    FIXED = "fixed"
    ACCEPTED = "accepted"


CASE = table(
    "cases",
    number(),
    sa.Column("fingerprint", sa.Text, nullable=False, unique=True),
    *texts("code", "severity"),
    *integers("weight"),
    *texts("facts", "at"),
)
"""One contradiction between certain numbers: other numbers are another case."""

CASE_FIGURE = table(
    "case_figure",
    sa.Column("case", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("observation", sa.BigInteger, primary_key=True, autoincrement=False),
    *integers("nth"),
    sa.Index("case_figure_by_observation", "observation"),
)
"""The figures of a case in order; the first is the one to look at."""

CASE_STATE = table(
    "case_state",
    number(),
    *integers("case"),
    *texts("state", "owner", "note", "by", "at"),
    sa.Index("case_state_by_case", "case", "id"),
)
"""What was said about a case, in order; the last one holds."""

SEALED, TELLING = (CASE, CASE_FIGURE, CASE_STATE), ("reconcile", "case")
"""What the audit chain seals as `cases`, and the lines that tell the seal."""


@dataclass(frozen=True, slots=True)
class Found:
    """A contradiction among stored figures. `known` is what the corrections ledger says of it, if anything."""

    fingerprint: str
    code: str
    severity: str
    weight: int
    facts: tuple[tuple[str, str], ...]
    observations: tuple[int, ...]
    known: str = ""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many cases were opened and closed, and how many stand."""

    opened: int
    fixed: int
    standing: int


def refresh(engine: sa.Engine, found: Sequence[Found], by: str) -> Refreshed:
    """Keep what was found: new contradictions open, those gone are fixed, explained ones stay explained."""
    wanted = {one.fingerprint: one for one in found}
    with writing(engine) as tx:
        ends = _ends(tx)
        held = {row.fingerprint: row.id for row in tx.execute(sa.select(CASE.c.fingerprint, CASE.c.id))}
        state = {row.case: row.state for row in tx.execute(sa.select(LAST.c.case, LAST.c.state))}
        opened = [
            one for print_, one in wanted.items() if state.get(held.get(print_)) in (None, CaseState.FIXED)
        ]
        fresh = _insert(tx, [one for one in opened if one.fingerprint not in held])
        held |= fresh
        gone = [
            case for print_, case in held.items() if print_ not in wanted and state[case] != CaseState.FIXED
        ]
        related = _relate(tx, held, found)
        said = [(held[one.fingerprint], _first_state(one), one.known) for one in opened]
        said += [(case, CaseState.FIXED, "") for case in gone]
        for case, state_, note in said:
            _say(tx, case, state_, note, by)
        if opened or gone or related:
            seal = _seal(tx, ends, related)
            record(tx, by, "reconcile", opened=len(opened), fixed=len(gone), cases=seal)
    return Refreshed(len(opened), len(gone), len(wanted))


def standing(engine: sa.Engine) -> set[str]:
    """The fingerprints of contradictions that stand, explained and accepted ones included."""
    query = sa.select(CASE.c.fingerprint).join(LAST, LAST.c.case == CASE.c.id)
    with engine.connect() as db:
        return set(db.scalars(query.where(LAST.c.state != CaseState.FIXED)))


def _first_state(one: Found) -> CaseState:
    return CaseState.EXPLAINED if one.known else CaseState.OPEN


def decide(
    engine: sa.Engine,
    case: int,
    state: CaseState,
    by: str,
    note: str = "",
    owner: str = "",
    seen: int = 0,
) -> None:
    """Say what a case is; an explanation needs words, and an owner not named stays who it was.

    CaseMoved where `seen`, the number of the statement that was thought to be the last, is not.
    """
    with writing(engine) as tx:
        last = tx.execute(sa.select(LAST).where(LAST.c.case == case)).first()
        if last is None:
            raise BadChoice(f"there is no case {case}", choice=case, welcome="…")
        if seen and seen != last.id:
            raise CaseMoved
        if state in (CaseState.EXPLAINED, CaseState.ACCEPTED) and not note.strip():
            raise NeedsWords
        ends, holder = _ends(tx), owner or last.owner
        _say(tx, case, state, note, by, holder)
        told = {"case": case, "before": last.state, "state": str(state), "note": note, "owner": holder}
        record(tx, by, "case", **told, cases=_seal(tx, ends))


def _last() -> sa.Subquery:
    newest = sa.select(sa.func.max(CASE_STATE.c.id).label("id")).group_by(CASE_STATE.c.case).subquery()
    return sa.select(CASE_STATE).join(newest, newest.c.id == CASE_STATE.c.id).subquery("last")


LAST = _last()
"""The state that holds of each case."""


def _insert(tx: sa.Connection, fresh: Sequence[Found]) -> Mapping[str, int]:
    at = now()
    if fresh:
        rows = [
            {
                "fingerprint": one.fingerprint, "code": one.code, "severity": one.severity, "weight": one.weight,
                "facts": json.dumps(dict(one.facts), ensure_ascii=False), "at": at,
            }
            for one in fresh
        ]  # fmt: skip
        tx.execute(CASE.insert(), rows)
    return {row.fingerprint: row.id for row in tx.execute(sa.select(CASE.c.fingerprint, CASE.c.id))}


def _ends(tx: sa.Connection) -> tuple[int, int]:
    """Behind which rows of the cases and of what was said the new ones stand."""
    return newest(tx, CASE), newest(tx, CASE_STATE)


def _seal(tx: sa.Connection, ends: tuple[int, int], related: Sequence[Mapping[str, int]] = ()) -> str:
    """The seal of all cases, carried on by the rows that were just added."""
    added = sum_from(tx, CASE, ends[0]) + sum_from(tx, CASE_STATE, ends[1])
    rows = [[row[column.name] for column in CASE_FIGURE.c] for row in related]
    return grown(vouched(tx, "cases", TELLING), added, sum_of(CASE_FIGURE, rows))


def _relate(tx: sa.Connection, held: Mapping[str, int], found: Iterable[Found]) -> list[dict[str, int]]:
    """A number told again by another report belongs to its case as well; the rows that are new."""
    known = {tuple(row) for row in tx.execute(sa.select(CASE_FIGURE.c.case, CASE_FIGURE.c.observation))}
    rows = [
        {"case": held[one.fingerprint], "observation": observation, "nth": nth}
        for one in found
        for nth, observation in enumerate(one.observations)
        if (held[one.fingerprint], observation) not in known
    ]
    if rows:
        tx.execute(CASE_FIGURE.insert(), rows)
    return rows


def _say(tx: sa.Connection, case: int, state: CaseState, note: str, by: str, owner: str = "") -> None:
    tx.execute(
        CASE_STATE.insert().values(case=case, state=str(state), owner=owner, note=note, by=by, at=now())
    )
