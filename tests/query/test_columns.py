"""One answer in two shapes: what is taken column by column says, row for row, what the points say."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.query import Point, Reader
from etl.query.choices import asked
from etl.query.columns import Told
from etl.query.rows import Names
from etl.store import Engine, open_engine, undo
from tests.query.make import CATALOGUE, point, released

QUESTIONS: tuple[dict[str, Any], ...] = (
    {}, {"indicators": ["planted_area", "forest_new"], "areas": ["185", "06325@2020"]}, {"periods": ["2020", "2019-MUA"]},
    {"measures": ["plan"], "areas": ["06349@2025"]}, {"areas": ["06370@pre2020"], "indicators": ["ntm_status"], "periods": ["1999"]},
    {"indicators": ["planted_area"], "boundaries": "today", "sums": True},
)  # fmt: skip


def some(chance: random.Random, count: int) -> list[Point]:
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


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    fresh: Callable[[], str] = request.getfixturevalue("postgres")
    return open_engine(fresh())


def test_columns_and_points_say_the_same(engine: Engine) -> None:
    chance = random.Random(11)
    for n in range(6):
        newest = released(engine, some(chance, 60), f"{n}.csv", is_illustrative=n % 3 == 1)
    undo(engine, newest, "an")
    reader = Reader(engine).at()
    for given in QUESTIONS:
        question = asked(CATALOGUE, **given)
        for as_of in (None, 0, 1, 3, newest):
            for kind in (None, True, False):
                points = [p for p in reader.ask(question, as_of) if kind in (None, p.is_illustrative)]
                names, told = Names(CATALOGUE, reader.files()), Told(points)
                with reader.answering(question, as_of, kind=kind) as answer:
                    rows = list(told.table(names).rows())
                    assert list(answer.table(names).rows()) == rows
                    assert [row for table in answer.tables(names, 50) for row in table.rows()] == rows
                    assert answer.gist.count == len(rows)
                    assert replace(answer.gist, lacking=frozenset(), notes=frozenset()) == replace(
                        told.gist, lacking=frozenset(), notes=frozenset()
                    )
    assert {row["value"] for row in rows} >= {Decimal("12345678901234567.89"), None}
