"""T12: whatever is typed into an address is a parameter, never a statement; the store is the same afterwards."""

from __future__ import annotations

import random
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import sqlalchemy as sa

from dashboard.state import Choice
from dashboard.view import View
from etl.catalog import load
from etl.model import ChitieuError
from etl.query import Reader
from etl.store import open_engine, publish, store_hash
from etl.store.tables import OBSERVATION
from tests.store.test_store import FIRST, submit

PARTS = ("'", '"', ";", "--", "/*", "*/", " OR 1=1", "UNION SELECT", "DROP TABLE observation", "%", "_", "\\", "\x00",
         "${7*7}", "{{7*7}}", "__class__", "planted_area", "185", "2021", "\u2019", "\uff07")  # fmt: skip


def hostile(count: int, seed: int = 12) -> list[str]:
    dice = random.Random(seed)
    return ["".join(dice.choice(PARTS) for _ in range(dice.randint(1, 6))) for _ in range(count)]


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    publish(engine, [submit(engine, tmp_path, FIRST, "a.txt")], "an")
    return Reader(engine)


def test_t12_filters_are_parameters(reader: Reader) -> None:
    with reader._engine.connect() as db:
        before = store_hash(db)
    known = {str(point.value) for point in reader.points()}
    for words in hostile(1000):
        for asked in ({"indicator": words}, {"areas": [words]}, {"measures": [words]}):
            assert {str(point.value) for point in reader.points(**asked)} <= known  # type: ignore[arg-type]
        if words in load().indicators:
            continue
        assert all(words not in ("", point.indicator) for point in reader.points(words))
    with reader._engine.connect() as db:
        assert store_hash(db) == before


def test_t12_an_address_holds_choices_or_nothing(reader: Reader) -> None:
    for n, words in enumerate(hostile(20_000)):
        names = ("indicator", "area", "as_of", "period", "sort", "obs", "report", "q")
        choice = Choice.from_query("?" + urlencode(dict.fromkeys(names, words)))
        assert Choice.from_query(choice.to_query()) == choice
        if n % 1000:
            continue
        try:
            view = View(reader, load(), choice, "/chi-tieu")
            view.reader.points(choice.indicator or None)
        except ChitieuError:
            continue


def test_t12_a_hundred_thousand_filters_find_nothing_and_change_nothing(reader: Reader) -> None:
    with reader._engine.connect() as db:
        before, rows = store_hash(db), db.scalar(sa.select(sa.func.count()).select_from(OBSERVATION))
    known = {"planted_area", "185", "2021"}
    for n in range(250):
        words = [one for one in hostile(400, n) if one not in known]
        assert reader.points(areas=words) == []
        assert reader.points(words[0]) == []
        assert reader.points(measures=words) == []
    with reader._engine.connect() as db:
        assert store_hash(db) == before
        assert db.scalar(sa.select(sa.func.count()).select_from(OBSERVATION)) == rows


def test_t12_ten_thousand_addresses_hold_choices_or_nothing() -> None:
    names = ("indicator", "area", "as_of", "period", "sort", "obs", "report", "areas", "leaves", "boundaries")
    for words in hostile(10_000):
        choice = Choice.from_query("?" + "&".join(f"{name}={quote(words)}" for name in names))
        assert Choice.from_query(choice.to_query()) == choice
        assert not set(f"{choice.indicator}{choice.area}{choice.sort}{choice.as_of}{choice.areas[:1]}") & set(
            '";\\%{}<>'
        )
