"""`check` finds whatever was changed behind the store's back, and nothing where nothing was."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from etl.store import open_engine, problems
from etl.store import tables as core
from etl.store.naming import NAMING
from tests.store.made import history

TABLES = [*(value for value in vars(core).values() if isinstance(value, sa.Table)), NAMING]
SHOWN = (
    "SELECT DISTINCT t.id FROM term t JOIN current c ON t.code IN (c.indicator, c.area, c.period, c.unit) "
    "WHERE t.kind IN ('indicator', 'area', 'period', 'unit')"
)
GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    engine = open_engine(f"sqlite:///{folder / 'chitieu.db'}")
    history(engine, folder)
    assert list(problems(engine)) == []
    engine.dispose()
    return folder / "chitieu.db"


def test_t17_a_hundred_tamperings_are_a_hundred_found(whole: Path, tmp_path: Path) -> None:
    with sa.create_engine(f"sqlite:///{whole}").connect() as store:
        changes = [(table, one) for table in TABLES for one in tamperings(store, table)]
    assert len(changes) >= 100
    look = Look(whole, tmp_path / "x.db")
    for table, statement in changes:
        assert look.after(statement, table.name), f"{table}: {statement.compile().params} in {statement}"


def test_a_lost_name_of_anything_published_is_found(whole: Path, tmp_path: Path) -> None:
    look = Look(whole, tmp_path / "x.db")
    with sa.create_engine(f"sqlite:///{whole}").connect() as store:
        shown = store.execute(sa.text(SHOWN)).scalars().all()
    assert len(shown) >= 8
    assert [term for term in shown if not look.after(NAMING.delete().where(NAMING.c.term == term))] == []


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER observation_no_update",
        "DROP VIEW current",
        "UPDATE alembic_version SET version_num = 'x'",
    ],
)
def test_a_lost_guard_view_or_version_is_found(whole: Path, tmp_path: Path, statement: str) -> None:
    assert Look(whole, tmp_path / "x.db").after(sa.text(statement))


class Look:
    """What `check` says after someone who knows SQL changed something and put the guards back."""

    def __init__(self, whole: Path, copy: Path) -> None:
        self._whole, self._copy = whole, copy
        self._hand = sa.create_engine(f"sqlite:///{copy}")
        self._engine = open_engine(f"sqlite:///{copy}", read_only=True)

    def after(self, statement: Any, table: str = "") -> str:
        shutil.copy(self._whole, self._copy)
        with self._hand.begin() as tx:
            tx.exec_driver_sql("PRAGMA synchronous = OFF")
            guards = tx.execute(sa.text(GUARDS), {"table": table}).all()
            for name, _ in guards:
                tx.execute(sa.text(f"DROP TRIGGER {name}"))
            tx.execute(statement)
            for _, sql in guards:
                tx.execute(sa.text(sql))
        told = next(problems(self._engine), "")
        self._hand.dispose()
        self._engine.dispose()
        return told


def tamperings(store: sa.Connection, table: sa.Table) -> Iterator[sa.UpdateBase]:
    """Each column of some row changed, a row taken away, a row put in."""
    chance = random.Random(table.name)
    rows = [dict(row._mapping) for row in store.execute(sa.select(table))]
    key = set(table.primary_key)
    for column in table.c:
        row = chance.choice(rows[:-1] or rows)
        yield (
            table.update()
            .where(*(c == row[c.name] for c in key))
            .values({column.name: other(row[column.name])})
        )
    row = chance.choice(rows)
    yield table.delete().where(*(c == row[c.name] for c in key))
    new = key | {c for c in table.c if table.name in ("term", "line", "manner") or c.name == "sha256"}
    yield table.insert().values({c.name: other(row[c.name]) if c in new else row[c.name] for c in table.c})


def other(value: object) -> object:
    """Another value of the same type."""
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"
    if isinstance(value, str):
        return f"{value}x"
    return value + 1_000_003 if isinstance(value, int | float) else 7
