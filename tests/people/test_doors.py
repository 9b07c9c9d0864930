"""T13: a password is not guessed, by many tries at once either; a stranger learns nothing, and nothing opens by default."""

from __future__ import annotations

import json
import os
import re
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from dash import Dash

from dashboard.app import create_app
from etl.model.people import NotSignedIn, Person, Role
from etl.pipeline.accounts import Accounts
from etl.pipeline.office import Office, open_office
from etl.query import Reader
from etl.store import Engine, open_engine
from etl.store.tables import AUDIT
from tests.people.conftest import GOOD, SAME, browser
from tests.sizes import size

HOURS, EVERY = size(usual=1, full=24), size(usual=90, full=10)
"""How long a robot guesses, and every how many seconds."""


def judged(engine: Engine) -> int:
    """How many tries were compared with the password and counted, not turned away unseen."""
    with engine.connect() as tx:
        facts = tx.scalars(sa.select(AUDIT.c.facts).where(AUDIT.c.action == "sign_in_refused"))
        return sum(not json.loads(one)["locked"] for one in facts)


def refused(accounts: Accounts, name: str, password: str, address: str) -> None:
    with pytest.raises(NotSignedIn):
        accounts.sign_in(name, password, address)


def test_t13_thirty_tries_at_once_are_five(office: Office) -> None:
    threads = [
        threading.Thread(target=refused, args=(office.accounts, "staff", f"đoán {n}", f"10.0.2.{n}"))
        for n in range(30)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert judged(office.engine) == 5
    refused(office.accounts, "staff", GOOD, "10.0.0.1")


@pytest.mark.parametrize("by", ["account", "address"])
def test_t13_a_robot_is_heard_five_times_a_quarter_of_an_hour(tmp_path: Path, by: str) -> None:
    now = [datetime(2025, 3, 3, 8, tzinfo=UTC)]
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    accounts = Accounts(engine, lambda: now[0])
    accounts.choose_password(accounts.add(Person(0, "an", "an", frozenset({Role.STAFF})), "test"), GOOD)
    for n in range(HOURS * 3600 // EVERY):
        name, address = ("an", f"10.{n >> 8}.{n & 255}.1") if by == "account" else (f"an{n}", "10.0.0.1")
        refused(accounts, name, "sai mật khẩu", address)
        now[0] += timedelta(seconds=EVERY)
    assert judged(engine) <= 5 * (HOURS * 4 + 1)


def test_t13_an_address_is_not_changed_by_saying_so(app: Dash, office: Office) -> None:
    client = browser(app, address="10.0.0.9")
    for n in range(12):
        told = {"ten": f"ai{n}", "mat_khau": "sai mật khẩu"}
        headers = SAME | {"X-Forwarded-For": f"10.9.9.{n}", "Forwarded": f"for=10.9.8.{n}", "X-Real-IP": f"10.9.7.{n}"}  # fmt: skip
        assert client.post("/dang-nhap", data=told, headers=headers).status_code == 401
    assert judged(office.engine) == 5


def test_t13_a_stranger_is_told_the_same_whatever_was_wrong(app: Dash, office: Office) -> None:
    office.accounts.change(
        Person(office.accounts.named("viewer").id, "viewer", "viewer", frozenset({Role.VIEWER}), is_active=False),
        "admin",
    )  # fmt: skip
    told = set()
    for n, name in enumerate(("staff", "khong.co", "viewer", "", "x" * 5_000, "staff' OR '1'='1")):
        client = browser(app, address=f"10.0.3.{n}")
        answer = client.post("/dang-nhap", data={"ten": name, "mat_khau": "sai mật khẩu"}, headers=SAME)
        page = re.sub(r'name="ten"[^>]*', "", answer.get_data(as_text=True))
        told.add((answer.status_code, page, tuple(sorted(answer.headers.keys()))))
    assert len(told) == 1


def test_t13_signing_out_everywhere_ends_the_other_browser_at_once(app: Dash) -> None:
    here, there = browser(app, "staff"), browser(app, "staff")
    assert there.get("/nop", headers=SAME).status_code == 200
    here.post("/dang-xuat", data={"moi_noi": "1"}, headers=SAME)
    assert there.get("/nop", headers=SAME).status_code == 302


def test_t13_a_session_is_not_what_the_browser_had_before_nor_what_anyone_else_has(app: Dash) -> None:
    client = browser(app, "staff")
    before = client.get_cookie("phien")
    client.post("/dang-nhap", data={"ten": "staff", "mat_khau": GOOD}, headers=SAME)
    after = client.get_cookie("phien")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert len(after.value) >= 40


def test_t13_nothing_opens_by_default(tmp_path: Path) -> None:
    offices = [open_office(f"sqlite:///{tmp_path / name}.db") for name in ("a", "b")]
    tokens = [one.accounts.setup_link() for one in offices]
    assert len(set(tokens)) == 2
    for one in offices:
        assert one.accounts.everyone() == []
        for name in ("admin", "quan.tri", "root", "chitieu", ""):
            for password in ("", "admin", "password", "chitieu", "123456", name):
                refused(one.accounts, name, password, "127.0.0.1")
        assert create_app(Reader(one.engine), one.catalogue, one).server.secret_key is None
        one.close()
    assert not [name for name in os.environ if name.startswith("CHITIEU_") and "SECRET" in name]
