"""Who owes what: each duty of a year against the reports that came; received needs figures, not an empty file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from etl.catalog.duties import Due, due, duties
from etl.query.reader import Reader
from etl.store.current import published
from etl.store.tables import LINE, LOT, SUBMISSION, TERM

STATES = ("late", "due", "late_received", "received", "revised", "later")
"""In the order of a list sorted by what needs doing."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty of one stretch and what became of it; `reports` are those that answered it, oldest first."""

    due: Due
    state: str
    late_days: int
    reports: tuple[int, ...]


def owed(reader: Reader, year: int, today: date) -> list[Owed]:
    """Every duty of a year, the latest first; a report answers a duty by its date and by what its figures are about."""
    topics = _topics(reader)
    dated = sorted((line.dated, line.id) for line in reader.reports() if line.dated and line.figures)
    found = []
    for duty in duties(reader.catalogue.home):
        for one in due(duty, year):
            until = one.by + (one.cut_off - one.start) // 2
            came = [(day, n) for day, n in dated if one.cut_off.isoformat() <= day <= until.isoformat()]
            answers = [(day, n) for day, n in came if topics.get(n, frozenset()) & duty.topics]
            found.append(_owed(one, answers, today))
    return sorted(found, key=lambda o: (STATES.index(o.state), -o.late_days, o.due.by))


def _owed(one: Due, answers: list[tuple[str, int]], today: date) -> Owed:
    reports = tuple(number for _, number in answers)
    if answers:
        late = max(0, (date.fromisoformat(answers[0][0]) - one.by).days)
        state = "revised" if len(answers) > 1 else "late_received" if late else "received"
        return Owed(one, state, late, reports)
    late = max(0, (today - one.by).days)
    is_near = one.cut_off - timedelta(days=7) <= today
    return Owed(one, "late" if late else "due" if is_near else "later", late, reports)


def _topics(reader: Reader) -> dict[int, frozenset[str]]:
    """What each published report's figures are about."""
    known = reader.catalogue.indicators
    active = published(reader.release)
    query = (
        sa.select(SUBMISSION.c.report, TERM.c.code)
        .distinct()
        .join(active, active.c.submission == SUBMISSION.c.id)
        .join(LOT, LOT.c.submission == SUBMISSION.c.id)
        .join(LINE, LINE.c.id == LOT.c.line)
        .join(TERM, TERM.c.id == LINE.c.indicator)
    )
    found: dict[int, set[str]] = {}
    with reader._engine.connect() as db:
        for report, indicator in db.execute(query):
            if indicator in known:
                found.setdefault(report, set()).add(known[indicator].topic)
    return {report: frozenset(told) for report, told in found.items()}
