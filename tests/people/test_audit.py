"""T17: whatever anyone changes, by page or command, stands in the audit chain: who, when, before and after, and why.

A walk of random acts by random people plays the office; after each act the whole store is compared with what it was.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.app import create_app
from dashboard.people.policies import EXPORTS
from dashboard.safety import Limits
from dashboard.text import keys
from etl.commands import main
from etl.model.people import Person, Role
from etl.pipeline.clerk import Clerk
from etl.pipeline.desk import Desk
from etl.pipeline.office import Office, open_office
from etl.query import Reader
from etl.reconcile import reconcile
from etl.store import open_engine, people, problems, publish
from etl.store.trail import Trace, trail
from etl.store.watched import tampered_people, told
from tests.dashboard.test_trust import NINE, YEAR
from tests.people.conftest import GOOD
from tests.people.walk import ACTS, PEOPLE, Walk
from tests.sizes import size
from tests.store.test_store import submit
from tests.upload.test_answers import CATALOGUE, MESSY

STEPS = size(usual=400, full=10_000)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(f"sqlite:///{tmp_path / 'chitieu.db'}")

    def work() -> None:
        while Clerk(made.engine, CATALOGUE).work():
            pass

    office = Office(made.engine, CATALOGUE, made.accounts, Desk(made.engine, CATALOGUE, work), made.decisions)
    for name in PEOPLE:
        roles = frozenset({Role.APPROVER, Role.STAFF} if name == "approver" else {Role(name)})
        office.accounts.choose_password(office.accounts.add(Person(0, name, name, roles), "test"), GOOD)
    for name, text in (("9.txt", NINE), ("12.txt", YEAR)):
        publish(office.engine, [submit(office.engine, tmp_path, text, name)], "test")
    reconcile(office.engine, CATALOGUE, "test")
    yield office
    office.close()


def test_t17_every_route_that_writes_or_exports_is_walked(office: Office) -> None:
    server = create_app(Reader(office.engine), CATALOGUE, office).server
    writing = {rule.rule for rule in server.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert set(ACTS) == (writing - {"/_dash-update-component", "/_reload-hash"}) | EXPORTS


def test_t17_every_change_of_the_store_is_in_the_chain_with_who_when_what_and_why(office: Office) -> None:
    limits = Limits(per_second=1e9, burst=10**9)
    walk = Walk(office, create_app(Reader(office.engine), CATALOGUE, office, limits))
    changed: set[str] = set()
    for step in range(STEPS):
        rule = list(ACTS)[step % len(ACTS)] if step < 3 * len(ACTS) else walk.dice.choice(list(ACTS))
        who = actor_of(rule, walk)
        client, before, rights, last = (
            walk.client(who),
            walk.state(),
            held(office),
            office.trail(most=1)[0].id,
        )
        walk.asked, walk.reason, since = who, "", datetime.now(UTC).replace(microsecond=0)
        answer = ACTS[rule](walk, client)
        after = walk.state()
        lines = [line for line in office.trail(most=1000) if line.id > last]
        moved = {name for name in after if after[name] != before[name]}
        assert bool(lines) or not moved, (rule, who, moved)
        assert moved or not lines or {line.action for line in lines} <= SAYING, (rule, lines)
        assert {line.actor for line in lines} <= {who, walk.asked}, (rule, lines)
        assert all(since <= datetime.fromisoformat(line.at) <= datetime.now(UTC) for line in lines)
        assert (
            rule not in EXPORTS or answer.status_code != 200 or [line.action for line in lines] == ["export"]
        )
        assert_told(lines, rights, held(office), walk.reason)
        changed |= {rule} if lines else set()
    assert changed == set(ACTS)
    assert list(problems(office.engine)) == []
    said = {line.action for line in office.trail(most=10**6)}
    assert {f"trail_action.{action}" for action in said} <= set(keys())


SAYING = {
    "export",
    "sign_in_refused",
    "compare",
    "setting",
    "sign_out",
    "answer",
    "user_change",
    "user_reset",
}
"""What is told even where it leaves the store as it was."""


def actor_of(rule: str, walk: Walk) -> str:
    """Mostly someone who may, now and then anyone."""
    if walk.dice.random() < 0.15:
        return walk.dice.choice(PEOPLE)
    return "admin" if rule.startswith("/nguoi-dung") else "approver"


def held(office: Office) -> dict[str, str]:
    """What each account may do, and each setting."""
    settings = {name: str(value) for name, value in office.accounts.settings().values.items()}
    return settings | {person.name: told(person) for person in office.accounts.everyone()}


def assert_told(lines: list[Trace], before: dict[str, str], after: dict[str, str], reason: str) -> None:
    """A change of rights and settings says what was and what is; a decision repeats its reason."""
    for line in lines:
        if line.action in ("user_add", "user_change", "setting"):
            name = str(line.facts["name" if line.action == "setting" else "user"])
            assert str(line.facts["after"]) == after[name]
            assert str(line.facts.get("before", "")) == before.get(name, "")
        if line.action in ("return", "withdraw", "undo"):
            assert line.facts["note"] == reason
            assert reason
        if line.action == "case":
            assert (line.facts["note"], line.facts["state"] != "") == (reason, True)
            assert line.facts["before"]
        if line.action in ("publish", "withdraw", "undo"):
            assert line.facts["decisions"]
            assert line.facts["release"]


def test_t17_the_commands_stand_in_the_chain_like_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'chitieu.db'}"
    monkeypatch.setenv("CHITIEU_DATABASE_URL", url)
    monkeypatch.setattr(getpass, "getuser", lambda: "may.chu")
    report = tmp_path / "a.csv"
    report.write_text(MESSY.replace("1.234", "1.234,0").replace("Vũ Lể", "Vũ Lễ"), "utf-8")
    for command, action in (
        (["load", str(report), "--publish", "--by", "may.chu"], "publish"),
        (["withdraw", "1", "--by", "may.chu", "--note", "nhầm kỳ"], "withdraw"),
        (["undo", "2", "--by", "may.chu", "--note", "không nhầm"], "undo"),
        (["export", str(tmp_path / "a.zip")], "export"),
        (["user", "add", "binh", "--role", "staff"], "user_add"),
        (["user", "roles", "binh", "--role", "approver"], "user_change"),
        (["user", "close", "binh"], "user_change"),
        (["user", "reset", "binh"], "user_reset"),
        (["rebuild"], "rebuild"),
        (["backup", str(tmp_path / "b.zip")], "backup"),
        (["restore", str(tmp_path / "b.zip"), "--replace"], "restore"),
    ):
        engine = open_engine(url)
        last = (trail(engine, most=1) or [None])[0]
        assert main(command) == 0
        told = [line for line in trail(engine) if last is None or line.id > last.id]
        assert action in {line.action for line in told}, command
        assert {line.actor for line in told} == {"may.chu"}
        if "--note" in command:
            assert command[-1] in {line.facts.get("note") for line in told}
        assert list(problems(engine)) == []
        engine.dispose()


def test_t17_accounts_and_settings_changed_behind_the_chain_are_found(office: Office) -> None:
    office.accounts.set("two_persons", "1", "admin")
    assert list(problems(office.engine)) == []
    with office.engine.connect() as tx:
        held = {row.name: row for row in tx.execute(sa.select(people.USER))}
        setting = dict(tx.execute(sa.select(people.SETTING.c.name, people.SETTING.c.value)).all())
    tampering: list[sa.UpdateBase] = [
        people.SETTING.delete(),
        people.SETTING.insert().values(name="visitors", value="2"),
    ]
    tampering += [people.SETTING.update().values(value="0")] if setting else []
    for name, row in held.items():
        mine = people.USER.update().where(people.USER.c.name == name)
        tampering += [
            mine.values(roles='["admin", "approver"]'), mine.values(areas='["x"]'), mine.values(topics='["x"]'),
            mine.values(password=row.password[:-1] + "x"), mine.values(shown="Ai đó"), mine.values(is_active=0),
            mine.values(name=f"{name}2"),
        ]  # fmt: skip
    tampering.append(people.USER.insert().values({**held["viewer"]._mapping, "id": 99, "name": "ke.gian"}))
    for one in tampering:
        with office.engine.connect() as tx:
            tx.execute(one)
            assert list(tampered_people(tx)), one
            tx.rollback()
