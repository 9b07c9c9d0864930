"""T13: passwords, tries, sessions, one-time links; nothing tells a stranger which part was wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from etl.commands import main
from etl.model import BadChoice
from etl.model.people import LinkSpent, NotSignedIn, Person, Right, Role
from etl.pipeline.accounts import Accounts
from etl.store import Engine, open_engine, people, problems
from etl.store.tables import AUDIT

GOOD = "mật khẩu dài 1"


class Clock:
    """A clock the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2025, 3, 3, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(engine: Engine, clock: Clock) -> Accounts:
    known = Accounts(engine, clock)
    link = known.add(Person(0, "an", "Nguyễn An", frozenset({Role.STAFF})), "quan.tri")
    known.choose_password(link, GOOD)
    return known


def refusal(known: Accounts, name: str, password: str, address: str = "10.0.0.9") -> str:
    with pytest.raises(NotSignedIn) as told:
        known.sign_in(name, password, address)
    return f"{told.value.code} {told.value.facts}"


def actions(engine: Engine) -> list[str]:
    with engine.connect() as tx:
        return list(tx.scalars(sa.select(AUDIT.c.action).order_by(AUDIT.c.id)))


def test_a_password_lets_in_and_nothing_else_does(accounts: Accounts) -> None:
    person = accounts.person(accounts.sign_in("An", GOOD, "10.0.0.1"))
    assert person is not None
    assert person.name == "an"
    assert accounts.person("something else") is None


def test_a_session_is_read_once_until_anyone_commits(accounts: Accounts, engine: Engine) -> None:
    token, asked = accounts.sign_in("an", GOOD, "10.0.0.1"), []
    accounts.person(token)
    sa.event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert accounts.person(token) is not None
    assert accounts.person("something else") is None
    assert len([one for one in asked if "session" in one]) == 1


def test_what_another_process_changes_holds_at_the_next_request(accounts: Accounts, tmp_path: Path) -> None:
    other = Accounts(open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}"), accounts._clock)
    tokens = [accounts.sign_in("an", GOOD, "10.0.0.1") for _ in range(2)]
    assert all(accounts.person(token) for token in tokens)
    other.change(replace(other.named("an"), roles=frozenset({Role.APPROVER})), "quan.tri")
    assert [person.roles for token in tokens if (person := accounts.person(token))] == [{Role.APPROVER}] * 2
    other.set("idle_minutes", "15", "quan.tri")
    assert accounts.settings()["idle_minutes"] == 15
    other.sign_out(tokens[0], everywhere=True)
    assert [accounts.person(token) for token in tokens] == [None, None]


def test_t13_unknown_name_and_wrong_password_get_the_same_reply(accounts: Accounts) -> None:
    assert refusal(accounts, "an", "sai mật khẩu") == refusal(
        accounts, "khong.co", "sai mật khẩu", "10.0.0.8"
    )


def test_t13_an_unknown_name_costs_as_much_work(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    original = PasswordHasher.verify

    def counted(self: PasswordHasher, known: str, password: str) -> bool:
        verified.append(known.split("$")[3])
        return original(self, known, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    refusal(accounts, "an", "sai")
    refusal(accounts, "khong.co", "sai", "10.0.0.8")
    assert len(verified) == 2
    assert len(set(verified)) == 1  # one set of cost parameters


@pytest.mark.parametrize("by", ["account", "address"])
def test_t13_five_tries_then_fifteen_minutes(accounts: Accounts, clock: Clock, by: str) -> None:
    for n in range(5):
        name, address = ("an", f"10.0.1.{n}") if by == "account" else (f"ai{n}", "10.0.0.1")
        refusal(accounts, name, "sai", address)
    refusal(accounts, "an", GOOD, "10.0.0.1")
    clock.passes(minutes=14)
    refusal(accounts, "an", GOOD, "10.0.0.1")
    clock.passes(minutes=2)
    assert accounts.sign_in("an", GOOD, "10.0.0.1")


def test_t13_sessions_end_when_idle_and_at_the_end_of_the_day(accounts: Accounts, clock: Clock) -> None:
    idle = accounts.sign_in("an", GOOD, "10.0.0.1")
    clock.passes(minutes=61)
    assert accounts.person(idle) is None
    busy = accounts.sign_in("an", GOOD, "10.0.0.1")
    for _ in range(14):
        clock.passes(minutes=50)
        accounts.person(busy)
    clock.passes(minutes=50)
    assert accounts.person(busy) is None


def test_t13_signing_out_everywhere_ends_every_session(accounts: Accounts) -> None:
    here, there = (accounts.sign_in("an", GOOD, "10.0.0.1") for _ in range(2))
    accounts.sign_out(here, everywhere=True)
    assert accounts.person(there) is None


def test_t13_each_sign_in_has_a_token_of_its_own_and_the_store_holds_only_its_hash(
    accounts: Accounts, engine: Engine
) -> None:
    one, two = (accounts.sign_in("an", GOOD, "10.0.0.1") for _ in range(2))
    assert one != two
    with engine.connect() as tx:
        held = "".join(tx.scalars(sa.select(people.SESSION.c.token)))
        password = tx.scalar(sa.select(people.USER.c.password))
    assert one not in held
    assert GOOD not in str(password)
    assert str(password).startswith("$argon2id$")


def test_t13_the_setup_link_makes_one_administrator_and_dies(engine: Engine, clock: Clock) -> None:
    fresh = Accounts(engine, clock)
    first, second = fresh.setup_link(), fresh.setup_link()
    with pytest.raises(LinkSpent):
        fresh.choose_password(first, GOOD, "quan.tri")
    assert fresh.choose_password(second, GOOD, "quan.tri", "Quản trị") == "quan.tri"
    with pytest.raises(LinkSpent):
        fresh.choose_password(second, GOOD, "ke.gian")
    assert fresh.setup_link() == ""
    assert [p.name for p in fresh.everyone()] == ["quan.tri"]
    assert fresh.everyone()[0].may(Right.ADMINISTER)


def test_t13_a_link_runs_out_and_weak_passwords_are_refused(accounts: Accounts, clock: Clock) -> None:
    link = accounts.reset("an", "quan.tri")
    with pytest.raises(BadChoice):
        accounts.choose_password(link, "ngắn")
    clock.passes(hours=73)
    with pytest.raises(LinkSpent):
        accounts.choose_password(link, GOOD)


def test_a_reset_ends_sessions_and_the_old_password(accounts: Accounts) -> None:
    token = accounts.sign_in("an", GOOD, "10.0.0.1")
    accounts.reset("an", "quan.tri")
    assert accounts.person(token) is None
    refusal(accounts, "an", GOOD)


def test_t14_a_changed_role_holds_at_once(accounts: Accounts) -> None:
    token = accounts.sign_in("an", GOOD, "10.0.0.1")
    an = accounts.named("an")
    accounts.change(replace(an, roles=frozenset({Role.VIEWER})), "quan.tri")
    person = accounts.person(token)
    assert person is not None
    assert not person.may(Right.SUBMIT)
    accounts.change(replace(an, is_active=False), "quan.tri")
    assert accounts.person(token) is None


def test_t17_every_sign_in_and_change_of_rights_is_chained(accounts: Accounts, engine: Engine) -> None:
    token = accounts.sign_in("an", GOOD, "10.0.0.1")
    refusal(accounts, "an", "sai")
    accounts.set("two_persons", "1", "quan.tri")
    accounts.sign_out(token)
    assert actions(engine) == ["user_add", "password", "sign_in", "sign_in_refused", "setting", "sign_out"]
    assert list(problems(engine)) == []


def test_the_user_command_says_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "home"))
    assert main(["user", "add", "binh", "--role", "staff", "--area", "xã Bắc Sơn", "--topic", "crops"]) == 0
    assert "/dat-mat-khau/" in capsys.readouterr().out
    assert main(["user", "roles", "binh", "--role", "approver"]) == 0
    assert main(["user", "list"]) == 0
    assert "approver" in capsys.readouterr().out
    assert main(["user", "roles", "binh", "--area", "xã Không Có"]) == 2
    assert "Có thể chọn" in capsys.readouterr().err
