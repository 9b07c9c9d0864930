"""T17: cases, remembered answers, files on the desk, sessions and links changed in the database, each is found by `check`."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from etl.model.people import Person, Role
from etl.reconcile import reconcile
from etl.store import backup, cases, desk, open_engine, people, problems, publish
from etl.store.cases import CaseState, decide
from etl.store.engine import newest
from etl.store.people import LINK, SESSION
from tests.dashboard.test_trust import NINE, YEAR
from tests.people.conftest import GOOD
from tests.store.test_check import Look, other
from tests.store.test_store import submit
from tests.upload.test_answers import CATALOGUE, MESSY
from tests.upload.test_desk import AN, Office

ANSWERED = 1
"""The file whose questions were answered, not remembered."""
VOLATILE = {
    "upload": {"id", "state", "task", "clerk", "layout", "done", "total", "problem", "reading", "received_at", "changed_at"},
    "user_session": {"seen_at"},
}  # fmt: skip
"""What the clerk notes of its own work and takes from the bytes again; when a session was last used."""


def used(url: str, folder: Path) -> None:
    """An office with cases that were found, explained and fixed, files sent, answered, handed in and dropped, people inside."""
    office = Office(open_engine(url))
    office.accounts.choose_password(
        office.accounts.add(Person(0, "an", "An", frozenset({Role.STAFF})), "test"), GOOD
    )
    office.accounts.add(Person(0, "binh", "Bình", frozenset({Role.STAFF})), "test")
    office.accounts.sign_in("an", GOOD, "10.0.0.1")
    for name, text in (("9.txt", NINE), ("12.txt", YEAR)):
        publish(office.engine, [submit(office.engine, folder, text, name)], "test")
        reconcile(office.engine, CATALOGUE, "test")
    decide(office.engine, 1, CaseState.EXPLAINED, "an", "vụ mùa", "an")
    office.settle(first := office.upload(folder, MESSY))
    office.desk.stage(first, AN)
    office.settle(office.upload(folder, MESSY.replace("1.310", "1.311")))
    office.desk.discard(office.upload(folder, MESSY.replace("1.310", "1.312")), AN)
    assert list(problems(office.engine)) == []
    backup(office.engine, folder / "whole.zip")
    office.engine.dispose()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    used(f"sqlite:///{folder / 'chitieu.db'}", folder)
    with zipfile.ZipFile(folder / "whole.zip") as packed:
        return Path(packed.extract("chitieu.db", folder / "copy"))


def changes(store: sa.Connection) -> Iterator[tuple[sa.Table, sa.UpdateBase]]:
    """Each column of each row that is no mere note of work, every row put in again or taken away."""
    for table in (*cases.SEALED, desk.ANSWER, desk.UPLOAD, SESSION, LINK):
        volatile = VOLATILE.get(table.name, set())
        key = list(table.primary_key)
        for row in store.execute(sa.select(table)).mappings():
            here = sa.and_(*(column == row[column.name] for column in key))
            told = {column.name: other(row[column.name]) for column in table.c if column.name not in volatile}
            told |= (
                {"answers": [*answers_like(row["answers"], row["id"] == ANSWERED)]}
                if table is desk.UPLOAD
                else {}
            )
            for name, values in told.items():
                for value in values if isinstance(values, list) else [values]:
                    yield table, table.update().where(here).values({name: value})
            if table not in (SESSION, LINK):  # a door that is shut lets nobody in
                yield table, table.delete().where(here)
            new = {c.name: other(row[c.name]) for c in table.c if c in key or c.unique}
            yield table, table.insert().values(dict(row) | new)


def answers_like(told: str, are_own: bool) -> Iterator[str]:
    """One that nobody gave, each decided otherwise or by another, one fewer of its own, and no list at all."""
    given = json.loads(told)
    forged = {"settles": "total", "scope": "row:xã tân tri", "decision": "", "by": "an", "at": "2021-10-01"}
    yield from ("[", "{}", json.dumps([*given, forged]))
    for at, one in enumerate(given):
        if are_own:  # one that was only remembered is asked again where it is gone
            yield json.dumps(given[:at] + given[at + 1 :])
        for name in ("decision", "by", "settles", "scope"):
            yield json.dumps([*given[:at], one | {name: f"{one[name]}x"}, *given[at + 1 :]])


def test_t17_a_hundred_tamperings_of_what_stands_beside_the_figures_are_found(
    whole: Path, tmp_path: Path
) -> None:
    with sa.create_engine(f"sqlite:///{whole}").connect() as store:
        tried = list(changes(store))
    assert len(tried) >= 130
    look = Look(whole, tmp_path / "x.db")
    for table, statement in tried:
        assert look.after(statement, table.name), f"{table}: {statement.compile().params} in {statement}"


def test_t17_a_tampering_stays_found_after_more_work(whole: Path, tmp_path: Path) -> None:
    look = Look(whole, tmp_path / "x.db")
    assert look.after(cases.CASE_STATE.update().values(note="khác"), "case_state")
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    decide(engine, 1, CaseState.ACCEPTED, "an", "lại chấp nhận")
    assert any(told.startswith("cases") for told in problems(engine))
    engine.dispose()


def test_t17_a_store_of_an_earlier_version_is_sealed_as_it_is_and_everyone_signs_in_again(
    whole: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "old.db"
    copy.write_bytes(whole.read_bytes())
    with sa.create_engine(f"sqlite:///{copy}").begin() as tx:
        for guard in ("audit_no_update", "audit_no_delete"):
            tx.execute(sa.text(f"DROP TRIGGER {guard}"))
        tx.execute(sa.text("UPDATE alembic_version SET version_num = '0002'"))
    engine = open_engine(f"sqlite:///{copy}")
    with engine.connect() as tx:
        assert tx.scalar(sa.text("SELECT version_num FROM alembic_version")) == newest()
        assert people.everyone(tx)
        assert not tx.execute(sa.select(SESSION)).all()
        line = tx.execute(sa.text("SELECT actor, action FROM audit ORDER BY id DESC LIMIT 1")).one()
    assert tuple(line) == ("chitieu", "upgrade")
    engine.dispose()
