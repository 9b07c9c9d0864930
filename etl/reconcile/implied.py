"""Plans and last year's values nobody told us, worked out from shares and growth: an interval each, with its inputs.

They are published like any report, as one computed report whose text says how each interval came about; where the
value itself is told, nothing is implied.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np
import sqlalchemy as sa

from etl.catalog import Catalogue
from etl.model import (
    Cell,
    Draft,
    Flag,
    Giver,
    Maturity,
    Measure,
    Missing,
    Observation,
    Place,
    Qualifier,
    Report,
)
from etl.query import Reader
from etl.query.cases import Cases, Side
from etl.reconcile.history import History, history
from etl.store import Engine, publish, stage, withdraw
from etl.store.current import published
from etl.store.tables import REPORT, SUBMISSION
from etl.validate import JUDGES
from etl.validate.bases import NOBODY, Evidence, grouped, plan_evidence, year_ago_evidence
from etl.validate.ledger import Ledger, period_of
from etl.words.messages import sentence, spoken

FILE = "suy-ra.txt"
METHOD = "implied"
WIDEST = 1.1
"""An interval whose ends are further apart than this says too little to be kept."""


def imply(engine: Engine, catalogue: Catalogue, by: str) -> int | None:
    """Publish what is implied now and withdraw what was implied before; the new release, None where nothing changed."""
    found = implied(history(engine, catalogue), catalogue)
    draft, content = computed_report(found, Cases(engine), catalogue)
    before = standing(engine)
    if draft.report.sha256 in before.values() or not (found or before):
        return None
    if found:
        newest = Reader(engine).latest_release()
        staged = stage(engine, draft, content, by)
        return publish(
            engine, [staged.submission], by, draft.report.title,
            seen=newest.id if newest else 0, catalogue=catalogue, instead_of=list(before),
        )  # fmt: skip
    for submission in before:
        release = withdraw(engine, submission, by, draft.report.title, catalogue=catalogue)
    return release


def standing(engine: Engine) -> dict[int, str]:
    """The computed submissions that are published, with the hash of their text."""
    active = published()
    query = (
        sa.select(SUBMISSION.c.id, REPORT.c.sha256)
        .join(active, active.c.submission == SUBMISSION.c.id)
        .join(REPORT, REPORT.c.id == SUBMISSION.c.report)
        .where(REPORT.c.kind == METHOD)
    )
    with engine.connect() as db:
        return {row.id: row.sha256 for row in db.execute(query)}


@dataclass(frozen=True, slots=True)
class Implied:
    """A value that claims imply: it lies in [low, high]; `inputs` are the stored figures it follows from."""

    indicator: str
    area: str
    period: str
    season: str
    measure: Measure
    giver: Giver
    low: float
    high: float
    inputs: tuple[int, ...]


def implied(past: History, catalogue: Catalogue) -> list[Implied]:
    """Every base that real claims agree on and no report states; nothing from an amount whose unit is in doubt."""
    ledger = past.ledger
    plans = _unstated(past, plan_evidence(ledger), Measure.PLAN)
    years = _unstated(past, year_ago_evidence(ledger, catalogue), Measure.ACTUAL)
    slips = (*JUDGES["unit_slip"](ledger, catalogue), *JUDGES["per_head_impossible"](ledger, catalogue))
    doubted = {int(past.observation[slip.figures[0]]) for slip in slips}
    kept = [
        one
        for one in (*plans, *years)
        if _is_amount(one.indicator, catalogue) and doubted.isdisjoint(one.inputs)
    ]
    return sorted(kept, key=lambda one: (one.indicator, one.area, one.period, one.measure, one.giver))


def _is_amount(code: str, catalogue: Catalogue) -> bool:
    unit = catalogue.units[catalogue.indicators[code].unit]
    return unit.kind not in ("share", "points", "status") and not unit.is_counted


def _unstated(past: History, told: Evidence, measure: Measure) -> Iterator[Implied]:
    ordered, starts = grouped(told)
    if not len(starts):
        return
    low, high = np.maximum.reduceat(ordered.low, starts), np.minimum.reduceat(ordered.high, starts)
    stated = np.maximum.reduceat(ordered.level == NOBODY, starts)
    ends = np.append(starts[1:], len(ordered.key))
    closed = np.isfinite(low) & np.isfinite(high) & (low > 0)
    for n in np.flatnonzero(~stated & closed & (low <= high) & (high <= WIDEST * low)):
        group = ordered.only(np.arange(starts[n], ends[n]))
        claim = int(group.claim[0])
        if not past.ledger.name("world", claim):
            yield _one(past, group, measure, float(low[n]), float(high[n]))


def _one(past: History, group: Evidence, measure: Measure, low: float, high: float) -> Implied:
    ledger, claim = past.ledger, int(group.claim[0])
    rows = dict.fromkeys(int(row) for pair in zip(group.level, group.claim, strict=True) for row in pair)
    is_plan = measure is Measure.PLAN
    return Implied(
        ledger.name("indicator", claim),
        ledger.name("area", claim),
        _plan_period(ledger, claim) if is_plan else _year_before(ledger, claim),
        ledger.name("season", claim),
        measure,
        Giver(ledger.name("giver", claim)) if is_plan else Giver.NONE,
        low,
        high,
        tuple(int(past.observation[row]) for row in rows if row != NOBODY),
    )


def _plan_period(ledger: Ledger, claim: int) -> str:
    """Year-to-date shares are of the year's plan."""
    return str(ledger.year[claim]) if ledger.from_january[claim] else ledger.name("period", claim)


def _year_before(ledger: Ledger, claim: int) -> str:
    told = period_of(ledger.name("period", claim))
    return told.shifted(-1).code if told and told.first.year > 1 else ""


def computed_report(found: Sequence[Implied], cases: Cases, catalogue: Catalogue) -> tuple[Draft, bytes]:
    """The report of what is implied: one line a value, each interval leading to the words it follows from."""
    text = sentence("implied_title") + "\n\n"
    seen = []
    sides = cases.sides({number for one in found for number in one.inputs})
    for n, one in enumerate(found, 1):
        line, words, start = _line(one, [sides[number] for number in one.inputs], catalogue)
        seen.append(
            _observation(
                one, words, Place(FILE, f"p{n}", len(text) + start, len(text) + start + len(words)), catalogue
            )
        )
        text += line + "\n"
    content = text.encode()
    dated = min((side.dated for side in sides.values() if side.dated), default="")
    report = Report(
        FILE, hashlib.sha256(content).hexdigest(), METHOD, len(content), sentence("implied_title"),
        dated=date.fromisoformat(dated) if dated else None, area_id=catalogue.areas.home, layout=METHOD,
    )  # fmt: skip
    return Draft(report, tuple(seen), (), len(seen), text), content


def _line(one: Implied, inputs: Sequence[Side], catalogue: Catalogue) -> tuple[str, str, int]:
    """The line of one value, the words of its interval, and where in the line they start."""
    low, high = ends(one)
    unit = catalogue.units[catalogue.indicators[one.indicator].unit].name["vi"]
    words = sentence("implied_interval", low=spoken(f"{low:f}"), high=spoken(f"{high:f}"), unit=unit)
    what = sentence(f"implied_{one.measure}_{one.giver}".rstrip("_"), period=one.period)
    area = catalogue.areas.label(one.area) if one.area in catalogue.areas.by_id else one.area
    season = sentence(f"season_{one.season}") if one.season else ""
    name = " ".join(part for part in (catalogue.indicators[one.indicator].name["vi"], season) if part)
    head = f"{name}, {area}, {what}: "
    proof = "; ".join(f"“{side.point.words}” ({side.file}, {side.place})" for side in inputs)
    return f"{head}{words}. {sentence('implied_from')} {proof}.", words, len(head)


def ends(one: Implied) -> tuple[Decimal, Decimal]:
    """The interval's ends as told: rounded outwards, to a tenth of its width."""
    step = Decimal(10) ** (math.floor(math.log10(max(one.high - one.low, one.high * 1e-6))) - 1)
    low = (Decimal(one.low) / step).to_integral_value(ROUND_FLOOR) * step
    return low.normalize(), ((Decimal(one.high) / step).to_integral_value(ROUND_CEILING) * step).normalize()


def _observation(one: Implied, words: str, place: Place, catalogue: Catalogue) -> Observation:
    low, high = ends(one)
    unit = catalogue.indicators[one.indicator].unit
    known = one.area in catalogue.areas.by_id
    area = catalogue.areas.label(one.area) if known else one.area
    cell = Cell(
        place, words, words, unit, catalogue.indicators[one.indicator].name["vi"], one.indicator, area,
        one.area if known else "", one.period, one.season, one.measure, one.giver, Qualifier.ABOUT, Maturity.IMPLIED,
    )  # fmt: skip
    return Observation(
        one.indicator, area, cell.area_id, one.period, one.season, one.measure, one.giver, (low + high) / 2, unit,
        Qualifier.ABOUT, Maturity.IMPLIED, Missing.NONE, Flag.NONE, cell, METHOD, one.inputs,
    )  # fmt: skip
