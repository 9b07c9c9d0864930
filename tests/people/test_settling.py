"""Settling a contradiction: who may, within which reach, in which words; kept with its trace, never over another's word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from etl.model.people import Person, Right, Role
from etl.pipeline.office import Office, open_office
from etl.query import Case, Reader
from etl.reconcile import reconcile
from etl.store import publish
from tests.dashboard.test_trust import CATALOGUE, NINE, YEAR
from tests.people.conftest import GOOD, SAME, browser
from tests.people.test_matrix import screen
from tests.store.test_store import submit

ROLES = ["", *map(str, Role)]
SAID = {"tinh_trang": "explained", "phu_trach": "staff", "ghi_chu": "Rà soát lại vụ mùa."}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with a person of every role and one contradiction about the district's sown area."""
    made = open_office(f"sqlite:///{tmp_path / 'chitieu.db'}")
    for name in map(str, Role):
        link = made.accounts.add(Person(0, name, f"Ông {name}", frozenset({Role(name)})), "test")
        made.accounts.choose_password(link, GOOD)
    texts = enumerate((NINE, YEAR))
    publish(made.engine, [submit(made.engine, tmp_path, text, f"{n}.txt") for n, text in texts], "an")
    reconcile(made.engine, CATALOGUE, "an")
    yield made
    made.close()


@pytest.fixture
def app(office: Office) -> Dash:
    return create_app(Reader(office.engine), office.catalogue, office)


def held(office: Office) -> Case:
    found = Reader(office.engine).cases.case(1)
    assert found
    return found


def settle(client: FlaskClient, case: int = 1, **changes: str) -> Any:
    return client.post(f"/mau-thuan/{case}", data=SAID | changes, headers=SAME)


def shown(client: FlaskClient, query: str = "?case=1") -> str:
    """The words and markup of a screen, whatever they were packed in."""
    return unescape(unescape(str(json.loads(screen(client, "/nguon", query)))))


@pytest.mark.parametrize("who", ROLES)
def test_staff_and_approvers_say_what_a_contradiction_is_and_nobody_else(
    app: Dash, office: Office, who: str
) -> None:
    may = who in ("staff", "approver")
    client = browser(app, who)
    for query in ("?case=1", "?show=cases", ""):
        assert ("/mau-thuan/1" in shown(client, query)) is may
    answer = settle(client)
    said = held(office).said
    if may:
        assert (answer.status_code, answer.headers["Location"]) == (303, "/nguon?case=1")
        assert (said.state, said.owner, said.note, said.by) == ("explained", "staff", SAID["ghi_chu"], who)
        page = shown(client)
        assert "Phụ trách: Ông staff" in page
        assert f"“{SAID['ghi_chu']}”" in page
    else:
        assert answer.status_code in (302, 403)
        assert said.state == "open"
    assert Right.EXPLAIN in Person(0, "", "", frozenset({Role.STAFF})).rights


def test_a_request_from_elsewhere_settles_nothing(app: Dash, office: Office) -> None:
    client = browser(app, "approver")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        assert client.post("/mau-thuan/1", data=SAID, headers=headers).status_code == 403
    assert held(office).said.state == "open"


def test_what_was_said_stands_in_the_audit_chain(app: Dash, office: Office) -> None:
    settle(browser(app, "staff"))
    line = next(line for line in office.trail() if line.action == "case")
    told = {"case": 1, "before": "open", "state": "explained", "owner": "staff", "note": SAID["ghi_chu"]}
    assert (line.actor, line.facts) == ("staff", told | {"cases": line.facts["cases"]})
    assert office.is_trail_whole()


def test_to_accept_and_to_take_an_acceptance_back_is_for_those_who_publish(app: Dash, office: Office) -> None:
    staff, approver = browser(app, "staff"), browser(app, "approver")
    assert "accepted" not in re.findall(r'value="(\w+)', shown(staff))
    assert settle(staff, tinh_trang="accepted").status_code == 403
    assert held(office).said.state == "open"
    assert settle(approver, tinh_trang="accepted").status_code == 303
    assert settle(staff, tinh_trang="open").status_code == 403
    assert held(office).said.state == "accepted"
    assert "/mau-thuan/1" not in shown(staff)


def test_a_staff_members_reach_bounds_what_they_may_explain(app: Dash, office: Office) -> None:
    """Two people of one role and another reach never see each other's kept screen."""
    staff = office.accounts.named("staff")
    office.accounts.change(replace(staff, topics=frozenset({"budget"})), "admin")
    link = office.accounts.add(Person(0, "farm", "Bà farm", frozenset({Role.STAFF}), topics=frozenset({"crops"})), "test")  # fmt: skip
    office.accounts.choose_password(link, GOOD)
    for name, may in (("farm", True), ("staff", False), ("farm", True)):
        client = browser(app, name)
        assert ("/mau-thuan/1" in shown(client)) is may
        assert settle(client).status_code == (303 if may else 403)
        assert held(office).said.by == "farm"


@pytest.mark.parametrize("state", ["explained", "accepted"])
def test_an_explanation_needs_words_and_says_so(app: Dash, office: Office, state: str) -> None:
    answer = settle(browser(app, "approver"), tinh_trang=state, ghi_chu="  ")
    assert answer.status_code == 422
    page = unescape(answer.get_data(as_text=True))
    assert "phải ghi rõ lý do" in page
    assert 'href="/nguon?case=1"' in page
    assert held(office).said.state == "open"


def test_nobody_settles_over_what_another_has_just_said(app: Dash, office: Office) -> None:
    seen = re.search(r'name="thay"[^>]*value="([^"]+)', shown(browser(app, "approver")))
    assert seen
    assert settle(browser(app, "staff"), thay=seen[1]).status_code == 303
    answer = settle(browser(app, "approver"), tinh_trang="accepted", thay=seen[1])
    assert answer.status_code == 409
    assert "có người vừa đổi" in unescape(answer.get_data(as_text=True))
    assert held(office).said.by == "staff"


def test_a_contradiction_that_stands_is_not_called_fixed(app: Dash, office: Office) -> None:
    answer = settle(browser(app, "approver"), tinh_trang="fixed")
    assert answer.status_code == 409
    assert "vẫn mâu thuẫn" in unescape(answer.get_data(as_text=True))
    assert held(office).said.state == "open"
    later = next(line for line in Reader(office.engine).submissions() if line.file == "1.txt")
    office.decisions.withdraw(later.id, office.accounts.named("approver"), "nhầm")
    assert held(office).said.state == "fixed"
    assert "/mau-thuan/1" not in shown(browser(app, "approver"))


@pytest.mark.parametrize(
    "wrong", [{"tinh_trang": "khac"}, {"tinh_trang": ""}, {"phu_trach": "viewer"}, {"phu_trach": "ai đó"}]
)
def test_a_state_or_an_owner_that_is_none_is_refused(
    app: Dash, office: Office, wrong: dict[str, str]
) -> None:
    assert settle(browser(app, "approver"), **wrong).status_code == 404
    assert held(office).said.state == "open"


def test_a_case_that_is_none_is_nobodys(app: Dash) -> None:
    for number in (2, 0, 2**40):
        assert settle(browser(app, "approver"), number).status_code == 404


def test_the_owner_stays_until_another_is_named(app: Dash, office: Office) -> None:
    client = browser(app, "approver")
    settle(client)
    settle(client, phu_trach="", ghi_chu="Đã hỏi lại.")
    assert held(office).said.owner == "staff"
    settle(client, phu_trach="approver")
    assert held(office).said.owner == "approver"


def test_a_note_is_shown_as_text(app: Dash) -> None:
    client = browser(app, "staff")
    settle(client, ghi_chu="</textarea><img src=x onerror=alert(1)>")
    page = screen(client, "/nguon", "?case=1")
    assert "onerror=alert" in page
    assert "<img src=x" not in page
    assert "</textarea><img" not in page
