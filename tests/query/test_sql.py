"""Asked in SQL, the store answers what the kit answers: the same figures, names, sources and releases."""

from __future__ import annotations

import random
from typing import Any

import pytest
import sqlalchemy as sa

from etl.query import Reader
from etl.query.frames import FRAME_COLUMNS
from etl.query.nouns import Key
from etl.store import Engine, open_engine, problems, rebuild, undo
from etl.store.views import VIEWS
from tests.query.make import CATALOGUE, mixed, released

SAME = [
    name
    for name in FRAME_COLUMNS
    if name not in ("lacking", "expected", "note", "start", "end", "exact", "words", "value")
]


def rows(engine: Engine, query: str) -> list[dict[str, Any]]:
    with engine.connect() as db:
        return [dict(row) for row in db.execute(sa.text(query)).mappings()]


@pytest.fixture
def engine(either: Engine) -> Engine:
    chance = random.Random(5)
    for n in range(4):
        newest = released(either, mixed(chance, 50), f"{n}.csv", is_illustrative=n == 2)
    undo(either, newest, "an")
    return either


def test_series_is_the_kits_table(engine: Engine) -> None:
    frame = Reader(engine).table().astype({"start": str, "end": str}).to_dict("records")
    found = {row["observation"]: row for row in rows(engine, "SELECT * FROM series")}
    assert len(found) == len(frame) > 50
    for told in frame:
        row = found[told["observation"]]
        assert {name: row[name] for name in SAME} == {name: told[name] for name in SAME}
        assert (row["period_start"], row["period_end"]) == (told["start"], told["end"])
        assert (row["value"] is None, row["value"] or 0.0) == (told["exact"] == "", float(told["exact"] or 0))
        assert row["exact"] in (None, told["exact"])
        assert row["words"] == told["words"]
    names = {
        row["indicator"]: (row["indicator_name"], row["indicator_name_en"], row["unit_name"])
        for row in found.values()
    }
    known = CATALOGUE.indicators
    assert names == {
        c: (known[c].name["vi"], known[c].name["en"], CATALOGUE.units[known[c].unit].name["vi"])
        for c in names
    }


def test_vintages_sources_and_releases_are_the_kits(engine: Engine) -> None:
    reader = Reader(engine)
    told = {
        row["observation"]: (row["release"], row["released_at"])
        for row in rows(engine, "SELECT * FROM vintages")
    }
    keys = [
        Key(**row)
        for row in rows(
            engine, "SELECT DISTINCT indicator, period, area, season, measure, giver FROM vintages"
        )
    ]
    kit = {v.point.observation: (v.point.release, v.at) for key in keys for v in reader.vintages(key)}
    assert told == kit
    assert len(kit) > len(reader.points())
    sources = {
        (r.id, r.file, r.dated, r.received_at, r.is_illustrative) for r in reader.reports(published_only=True)
    }
    found = rows(engine, "SELECT * FROM sources")
    assert {
        (r["report"], r["file"], r["dated"], r["received_at"], bool(r["is_illustrative"])) for r in found
    } == sources
    assert len(sources) == 3
    releases = {(r.id, r.at, r.note, r.undoes) for r in reader.releases()}
    assert {
        tuple(row.values()) for row in rows(engine, "SELECT release, at, note, undoes FROM releases")
    } == releases


def test_a_store_of_the_first_version_gets_its_names(engine: Engine) -> None:
    wanted = rows(engine, "SELECT * FROM series ORDER BY observation")
    before = list(problems(engine))
    with engine.begin() as tx:
        for name in VIEWS.keys() - {"current"}:
            tx.execute(sa.text(f"DROP VIEW {name}"))
        tx.execute(sa.text("DROP TABLE naming"))
        tx.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    assert [told.partition(":")[0] for told in problems(engine)] == ["schema"]
    again = open_engine(engine.url.render_as_string(hide_password=False))
    assert rows(again, "SELECT * FROM series ORDER BY observation") == wanted
    assert list(problems(again)) == before
    rebuild(again)
    assert rows(again, "SELECT * FROM series ORDER BY observation") == wanted
    again.dispose()
