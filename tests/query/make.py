"""Points made by hand for tests of what is computed from points."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import accumulate, count

from etl.catalog import load
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
from etl.query import Point
from etl.store import Engine, publish, stage

CATALOGUE = load()
_NUMBER = count(1)
_BASE = Point(
    0, 1, 1, "planted_area", "2020", "185", "", "actual", "", None, "ha", "exact", "final", "", "", False, ""
)


def point(period: str, value: str | None, **more: object) -> Point:
    """One figure as read, numbered anew."""
    number = None if value is None else Decimal(value)
    missing = "" if value is not None else "no_data"
    made = replace(_BASE, observation=next(_NUMBER), period=period, value=number, missing=missing)
    return replace(made, **more)  # type: ignore[arg-type]


def report_of(points: Sequence[Point], name: str = "a.csv", is_illustrative: bool = False) -> Draft:
    """A draft whose observations are these points, each read from a line of its own."""
    lines = [f"{p.indicator} {p.value}" for p in points]
    text = "\n".join(lines)
    sha256 = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()
    report = Report(
        name, sha256, "csv", len(text), name, dated=date(2026, 1, 1), is_illustrative=is_illustrative
    )
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    seen = tuple(
        _observation(p, Place(name, f"{n}:1", at, at + len(line)), line)
        for n, (p, at, line) in enumerate(zip(points, starts, lines, strict=False), 1)
    )
    return Draft(report, seen, (), len(seen), text)


def released(
    engine: Engine, points: Sequence[Point], name: str = "a.csv", is_illustrative: bool = False
) -> int:
    """Stage these points as one report and publish it."""
    draft = report_of(points, name, is_illustrative)
    return publish(engine, [stage(engine, draft, draft.text.encode(), "an").submission], "an")


def _observation(p: Point, place: Place, words: str) -> Observation:
    known = CATALOGUE.areas.by_id
    area = CATALOGUE.areas.label(p.area) if p.area in known else p.area
    area_id = p.area if p.area in known else ""
    unit, missing = p.unit, Missing(p.missing)
    cell = Cell(place, words, words, unit, "", p.indicator, area, area_id, p.period, missing=missing)
    return Observation(
        p.indicator, area, area_id, p.period, p.season, Measure(p.measure), Giver(p.giver), p.value, unit,
        Qualifier(p.qualifier), Maturity(p.maturity), missing, Flag(p.flag), cell,
    )  # fmt: skip


def mixed(chance: random.Random, count: int) -> list[Point]:
    """Figures of every kind: codes and words, doubles and longer decimals, absent for each reason."""
    units = ["185", "06325@2020", "06349@2025", "06325@pre2020", "thôn ngoài danh mục"]
    values = ["0", "-0", "-1.50", "10.5", "12345678901234567.89", "1e21", "0.00001", None]
    made = {}
    for _ in range(count):
        code = chance.choice(["planted_area", "planted_area.rice", "forest_new", "ntm_status"])
        period, season = chance.choice(
            [("2020", ""), ("2020-01/2020-12", ""), ("2019-H1", ""), ("2019-09", ""), ("2019", "MUA")]
        )
        measure, giver = chance.choice(
            [("actual", ""), ("plan", "province"), ("plan", "district"), ("target", "")]
        )
        told = point(
            period, chance.choice(values), indicator=code, area=chance.choice(units), season=season, measure=measure, giver=giver,
            unit=CATALOGUE.indicators[code].unit, qualifier=chance.choice(["exact", "over"]), maturity=chance.choice(["final", "estimate"]),
        )  # fmt: skip
        made[told.key] = told
    return list(made.values())
