"""One answer in two shapes: what is taken column by column says, row for row, what the points say."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

from etl.query import Reader
from etl.query.choices import asked
from etl.query.columns import Told
from etl.query.rows import Names
from etl.store import Engine, undo
from tests.query.make import CATALOGUE, mixed, released

QUESTIONS: tuple[dict[str, Any], ...] = (
    {}, {"indicators": ["planted_area", "forest_new"], "areas": ["185", "06325@2020"]}, {"periods": ["2020", "2019-MUA"]},
    {"measures": ["plan"], "areas": ["06349@2025"]}, {"areas": ["06370@pre2020"], "indicators": ["ntm_status"], "periods": ["1999"]},
    {"indicators": ["planted_area"], "boundaries": "today", "sums": True},
)  # fmt: skip


def test_columns_and_points_say_the_same(either: Engine) -> None:
    chance = random.Random(11)
    for n in range(6):
        newest = released(either, mixed(chance, 60), f"{n}.csv", is_illustrative=n % 3 == 1)
    undo(either, newest, "an")
    reader = Reader(either).at()
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
