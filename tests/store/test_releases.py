"""Publishing by one release at a time comes to the same as deriving everything anew; two writers are told of each other."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from etl.model import Conflict, NotPublishable
from etl.query import Reader
from etl.store import (
    Engine,
    give_back,
    open_engine,
    problems,
    publish,
    rebuild,
    stage,
    store_hash,
    undo,
    withdraw,
)
from etl.store.naming import NAMING
from etl.store.tables import MEMBERSHIP, OBSERVATION, ROLL, STANDING, SUPERSEDED
from tests.store.made import FIRST, SECOND, bulk, history, keep, submit

DERIVED = (STANDING, SUPERSEDED, MEMBERSHIP, ROLL, NAMING)
MONTHS = ("2021-01", "2021-02", "2021-03")


def derived(engine: Engine) -> list[set[tuple[object, ...]]]:
    with engine.connect() as tx:
        return [{tuple(row) for row in tx.execute(sa.select(table))} for table in DERIVED]


def content(engine: Engine) -> str:
    with engine.connect() as tx:
        return store_hash(tx)


def test_release_by_release_is_the_same_as_anew(engine: Engine) -> None:
    chance = random.Random(5)
    made = [keep(engine, bulk(n, tuple(chance.sample(MONTHS, 2)), illustrative=n % 3 == 0)) for n in range(8)]
    steps = [
        lambda: publish(engine, made[:2], "an"), lambda: publish(engine, made[2:5], "an", seen=1),
        lambda: withdraw(engine, made[1], "an"), lambda: undo(engine, 2, "an"), lambda: undo(engine, 4, "an"),
        lambda: publish(engine, made[5:], "an", seen=5), lambda: withdraw(engine, made[3], "an"),
        lambda: undo(engine, 2, "an"), lambda: undo(engine, 6, "an"), lambda: undo(engine, 1, "an"),
    ]  # fmt: skip
    for step in steps:
        step()
        before = derived(engine)
        rebuild(engine)
        assert derived(engine) == before
        assert list(problems(engine)) == []
    assert not any(before[:2])
    with pytest.raises(NotPublishable):
        undo(engine, 1, "an")


def test_a_sum_is_that_of_the_figures_that_hold(engine: Engine) -> None:
    publish(engine, [keep(engine, bulk(1)), keep(engine, bulk(2))], "an")
    with engine.connect() as tx:
        rolled = sorted(row.total for row in tx.execute(sa.select(ROLL)) if row.whole == 0)
    totals: dict[tuple[str, str], float] = {}
    for point in Reader(engine).points():
        if point.value is not None:
            key = (point.indicator, point.period)
            totals[key] = totals.get(key, 0.0) + float(point.value)
    assert rolled == pytest.approx(sorted(totals.values()))


def test_what_holds_is_real_before_illustrative_and_later_dated_before_earlier(engine: Engine) -> None:
    made = [
        (date(2021, 3, 1), True, "1"), (date(2021, 1, 5), False, "2"), (date(2021, 2, 5), False, "3"),
    ]  # fmt: skip
    for n, (dated, illustrative, _) in enumerate(made):
        draft = bulk(7)
        told = replace(draft.report, sha256=f"{n:064}", dated=dated, is_illustrative=illustrative)
        publish(engine, [stage(engine, replace(draft, report=told), b"", "an").submission], "an")
    with engine.connect() as tx:
        standing = {row.release: row.giving for row in tx.execute(sa.select(STANDING))}
    assert standing[1] > 0
    assert standing[2] > 0
    points = Reader(engine).points()
    assert {point.release for point in points} == {3}


def test_the_second_of_two_writers_is_told_both_values(engine: Engine, tmp_path: Path) -> None:
    mine, theirs = submit(engine, tmp_path, FIRST), submit(engine, tmp_path, SECOND)
    release = publish(engine, [theirs], "binh")
    before = content(engine)
    with pytest.raises(Conflict) as told:
        publish(engine, [mine], "an")
    (clash,) = told.value.clashes
    assert (clash.indicator, clash.area, clash.yours, clash.theirs) == ("planted_area", "185", "9120", "9250")
    assert (clash.release, clash.by) == (release, "binh")
    assert content(engine) == before
    assert publish(engine, [mine], "an", seen=release) == release + 1


def test_the_same_reading_twice_is_one_and_another_reading_is_kept(engine: Engine) -> None:
    draft = bulk(1)
    first = stage(engine, draft, b"x", "an")
    assert stage(engine, draft, b"x", "an", anew=True).submission == first.submission
    other = replace(draft, cells_read=draft.cells_read + 1)
    assert stage(engine, other, b"x", "an").known_since
    again = stage(engine, other, b"x", "an", anew=True)
    assert again.submission != first.submission
    assert not again.known_since


def test_what_stands_in_the_way_is_said(engine: Engine, tmp_path: Path) -> None:
    one = submit(engine, tmp_path, FIRST)
    release = publish(engine, [one], "an")
    for refused in (
        lambda: publish(engine, [], "an"),
        lambda: publish(engine, [99], "an"),
        lambda: publish(engine, [one], "an"),
        lambda: withdraw(engine, 99, "an"),
        lambda: undo(engine, 99, "an"),
        lambda: give_back(engine, one, "an", ""),
    ):
        with pytest.raises(NotPublishable):
            refused()
    undo(engine, release, "an")
    with pytest.raises(NotPublishable):
        undo(engine, release, "an")


def test_equal_histories_have_equal_hashes_and_one_figure_more_another(
    engine: Engine, tmp_path: Path
) -> None:
    history(engine, tmp_path)
    before = content(engine)
    with engine.connect() as tx:
        assert tx.scalar(sa.select(sa.func.count()).select_from(OBSERVATION)) > 100
    keep(engine, bulk(99))
    assert content(engine) != before
    assert list(problems(engine)) == []


def test_a_check_while_somebody_publishes_finds_nothing(engine: Engine, url: str) -> None:
    publish(engine, [keep(engine, bulk(1))], "an")
    later, elsewhere, done = [keep(engine, bulk(n)) for n in range(2, 14)], open_engine(url), 0

    @sa.event.listens_for(engine, "after_cursor_execute")
    def _(*_: object) -> None:
        nonlocal done
        if done < len(later):
            publish(elsewhere, [later[done]], "binh", seen=done + 1)
            done += 1

    assert list(problems(engine)) == []
    assert done == len(later)
    assert list(problems(elsewhere)) == []
    elsewhere.dispose()
