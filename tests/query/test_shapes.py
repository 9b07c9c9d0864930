"""The fast answers are those of the slow ones."""

from pathlib import Path

import pytest

from etl.query import Reader
from etl.query.shapes import What
from etl.store import Engine, open_engine, publish
from tests.store.made import COMMUNES, INDICATORS, bulk, keep

MONTH, OTHER = "2021-01", "2021-02"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    publish(engine, [keep(engine, bulk(n)) for n in range(3)], "an")
    return engine


def test_shapes_say_what_points_say(engine: Engine) -> None:
    reader, what = Reader(engine), What(INDICATORS[0])
    points = reader.points(what.indicator)
    told = {(p.area, p.period): None if p.value is None else float(p.value) for p in points}
    area = next(p.area for p in points if p.period == MONTH and p.value is not None)
    with reader.shapes() as shapes:
        assert dict(shapes.series(what, area)) == {p: v for (a, p), v in told.items() if a == area}
        assert dict(shapes.across(what, MONTH)) == {a: v for (a, p), v in told.items() if p == MONTH}
        ends = (COMMUNES[0], COMMUNES[-1])  # too far from each other to be walked over
        for areas in (COMMUNES, ends):
            periods, grid = shapes.grid(what, areas)
            assert {
                (a, p): v
                for a, values in grid.items()
                for p, v in zip(periods, values, strict=True)
                if v is not None
            } == {(a, p): v for (a, p), v in told.items() if a in areas and v is not None}
        assert shapes.matrix([what], MONTH, COMMUNES) == {
            (what, a): v for (a, p), v in told.items() if p == MONTH
        }
        assert shapes.cards([what], area, [MONTH]) == {what: {MONTH: told[area, MONTH]}}
        sums = {p: sum(v or 0 for (_, q), v in told.items() if p == q) for p in (MONTH, OTHER)}
        counts = {p: sum(v is not None for (_, q), v in told.items() if p == q) for p in (MONTH, OTHER)}
        for rows in (shapes.totals(what, COMMUNES), shapes.rolled(what), shapes.rolled(what, "185")):
            assert {p: pytest.approx(total) for p, total, _ in rows} == sums
            assert {p: count for p, _, count in rows} == counts
        above = sum(
            v is not None and v > (told[area, MONTH] or 0) for (_, p), v in told.items() if p == MONTH
        )
        assert shapes.rank(what, MONTH, area) == 1 + above


def test_what_nobody_told_has_no_answer(engine: Engine) -> None:
    with Reader(engine).shapes() as shapes:
        assert shapes.series(What("nothing"), COMMUNES[0]) == []
        assert shapes.rank(What(INDICATORS[0]), MONTH, "nowhere") is None
        assert shapes.totals(What(INDICATORS[0]), []) == []
