"""T13: the office's own sign-in lets in whom it proves and the office knows, and nobody else; without it nothing changes."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from dash import Dash
from joserfc.jwk import RSAKey

from dashboard.app import create_app
from etl.pipeline.office import Office
from etl.query import Reader
from etl.store import problems
from tests.people.conftest import SAME, browser
from tests.people.provider import CLIENT, SECRET, FakeProvider
from tests.people.vouching import (
    AN,
    BACK,
    BUTTON,
    OUT,
    app,
    come_in,
    fake,
    gone_out,
    is_in,
    last_line,
    office,
    with_provider,
)

__all__ = ["app", "fake", "office"]


def test_t13_without_a_provider_there_is_no_such_door(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, place: asked.append(place))
    client = browser(create_app(Reader(office.engine), office.catalogue, office))
    assert BUTTON not in client.get("/dang-nhap").get_data(as_text=True)
    for path in (OUT, BACK, f"{BACK}?code=1&state=1"):
        assert client.get(path, headers=SAME).status_code == 404
    assert asked == []


def test_t13_whom_the_provider_proves_is_in_with_a_session_as_by_password(
    app: Dash, office: Office, fake: FakeProvider
) -> None:
    client = browser(app)
    assert BUTTON in client.get("/dang-nhap").get_data(as_text=True)
    answer = come_in(client, "/nop?report=3")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/nop?report=3")
    held = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("phien="))
    assert all(part in held for part in ("HttpOnly", "SameSite=Lax", "Path=/"))
    assert client.get_cookie("co_quan", path=OUT) is None
    actor, action, facts = last_line(office)
    assert facts.pop("mark")
    assert (actor, action, facts) == (AN, "sign_in", {"address": "127.0.0.1", "how": "oidc"})
    assert list(problems(office.engine)) == []
    assert is_in(client)
    client.post("/dang-xuat", headers=SAME)
    assert not is_in(client)


def test_signing_in_by_password_says_so_in_the_trail(app: Dash, office: Office) -> None:
    browser(app, "staff")
    actor, action, facts = last_line(office)
    assert facts.pop("mark")
    assert (actor, action, facts) == ("staff", "sign_in", {"address": "127.0.0.1", "how": "password"})


def test_t13_each_going_out_has_secrets_of_its_own(app: Dash) -> None:
    client = browser(app)
    asked = [parse_qs(urlsplit(client.get(OUT).headers["Location"]).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
        assert len(asked[0][name][0]) >= 43
    assert asked[0]["redirect_uri"] == [f"http://localhost{BACK}"]
    assert SECRET not in json.dumps(asked, ensure_ascii=False)


NOW = int(time.time())
CLAIMS: dict[str, tuple[dict[str, Any], str]] = {
    "nonce of another": ({"nonce": "khác"}, "nonce"), "no nonce": ({"nonce": None}, "nonce"),
    "for another client": ({"aud": "ung-dung-khac"}, "aud"), "for nobody": ({"aud": None}, "aud"),
    "for another, through us": ({"aud": "ung-dung-khac", "azp": CLIENT}, "aud"),
    "for several, none named": ({"aud": [CLIENT, "ung-dung-khac"]}, "azp"),
    "of another issuer": ({"iss": "https://evil.example"}, "iss"), "of nobody": ({"iss": None}, "iss"),
    "run out": ({"exp": NOW - 3600}, "expired"), "for ever": ({"exp": None}, "exp"), "of the future": ({"iat": NOW + 3600}, "future"),
    "mail not verified": ({"email_verified": False}, "email_verified"), "mail perhaps": ({"email_verified": None}, "email_verified"),
    "mail verified in words": ({"email_verified": "true"}, "email_verified"),
    "without a name": ({"email": None}, "claim: email"), "a name that is none": ({"email": [AN]}, "claim: email"),
}  # fmt: skip
"""What the provider says wrongly, and what the audit chain tells of it."""


@pytest.mark.parametrize("how", CLAIMS)
def test_t13_a_token_that_says_something_else_lets_nobody_in(
    app: Dash, office: Office, fake: FakeProvider, how: str
) -> None:
    claims, why = CLAIMS[how]
    fake.claims |= claims
    refused_for(why, app, office)


def refused_for(why: str, app: Dash, office: Office) -> None:
    """One who comes back is not let in; the page says so and the chain says why."""
    client = browser(app)
    answer = come_in(client)
    assert answer.status_code == 401
    assert "chưa xác nhận được" in answer.get_data(as_text=True)
    assert not is_in(client)
    actor, action, facts = last_line(office)
    assert (actor, action, facts["how"]) == ("visitor", "sign_in_refused", "oidc")
    assert why in str(facts["why"])


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("by another key", "bad_signature"),
        ("by a key nobody published", "invalid_key_id"),
        ("by nobody", "unsupported_algorithm"),
        ("with the public key as a secret", "unsupported_algorithm"),
        ("with the client's secret", "unsupported_algorithm"),
    ],
)
def test_t13_a_token_signed_otherwise_lets_nobody_in(
    app: Dash, office: Office, fake: FakeProvider, how: str, why: str
) -> None:
    fake.told["id_token_signing_alg_values_supported"] = ["none", "HS256", "RS256"]
    secret = SECRET.encode() if "client" in how else fake.key.as_pem(private=False)
    if how == "by another key":
        fake.signs = RSAKey.generate_key(2048, {"kid": "ky"})
    elif how == "by a key nobody published":
        fake.header = {"alg": "RS256", "kid": "ky la"}
    else:
        fake.header = {"alg": "none" if how == "by nobody" else "HS256", "kid": "ky"}
        fake.signs = b"" if how == "by nobody" else secret
    refused_for(why, app, office)


def test_t13_nobody_comes_back_who_did_not_go_out(app: Dash, office: Office, fake: FakeProvider) -> None:
    here, there = browser(app), browser(app)
    mine, strange = gone_out(here), gone_out(there)
    asked = len(fake.asked)
    for client, way in ((here, strange), (browser(app), mine), (here, f"{BACK}?code=1")):
        assert client.get(way, headers=SAME).status_code == 401
        assert not is_in(client)
        assert last_line(office)[2]["why"] == "state"
    planted = browser(app)
    planted.set_cookie("co_quan", "WyJhIiwiYiIsImMiLCIvIiwidmkiXQ.aaaa.bbbb", path=OUT)
    assert planted.get(f"{BACK}?code=1&state=a", headers=SAME).status_code == 401
    assert len(fake.asked) == asked


def test_t13_a_ticket_runs_out(app: Dash, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser(app)
    back = gone_out(client)
    later = time.time() + 3600
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    assert client.get(back, headers=SAME).status_code == 401


def test_t13_a_code_works_once_and_guessing_codes_locks_the_address(
    app: Dash, office: Office, fake: FakeProvider
) -> None:
    client = browser(app, address="10.0.0.9")
    for n in range(7):
        back = gone_out(client)
        ticket = client.get_cookie("co_quan", path=OUT)
        assert ticket is not None
        assert client.get(back, headers=SAME).status_code == (303 if n < 5 else 401)
        client.delete_cookie("phien")
        client.set_cookie("co_quan", ticket.value, path=OUT)
        asked = fake.asked.count("/token")
        again = client.get(back, headers=SAME)
        assert again.status_code == 401
        assert not is_in(client)
        assert last_line(office)[2]["why"] == ("invalid_grant" if n < 5 else "locked")
        assert fake.asked.count("/token") == asked + (n < 5)
    assert "15 phút" in again.get_data(as_text=True)


@pytest.mark.parametrize(
    "who", ["la@co-quan.example", "", AN.replace("a", "а"), f"{AN}\u200b", f" {AN}", "ſtaff"]
)
def test_t13_nobody_gets_an_account_by_signing_in_elsewhere(
    app: Dash, office: Office, fake: FakeProvider, who: str
) -> None:
    before = office.accounts.everyone()
    fake.claims["email"] = who
    client = browser(app)
    assert come_in(client).status_code == (403 if who else 401)
    assert not is_in(client)
    assert last_line(office)[1] == "sign_in_refused"
    assert office.accounts.everyone() == before


def test_a_name_is_the_same_in_capitals(app: Dash, fake: FakeProvider) -> None:
    fake.claims["email"] = "An@Co-Quan.example"
    assert come_in(browser(app)).status_code == 303


def test_t13_a_closed_account_stays_closed(app: Dash, office: Office) -> None:
    office.accounts.change(replace(office.accounts.named(AN), is_active=False), "admin")
    client = browser(app)
    answer = come_in(client)
    assert answer.status_code == 403
    assert AN in answer.get_data(as_text=True)
    assert not is_in(client)
    assert last_line(office)[2]["why"] == "closed"


def test_t13_a_locked_account_is_locked_at_this_door_too_and_passwords_are_not_forgiven(
    office: Office, fake: FakeProvider
) -> None:
    app = with_provider(office, fake.issuer, "preferred_username")
    guess = {"ten": "staff", "mat_khau": "đoán"}
    for n in range(4):
        browser(app, address=f"10.0.1.{n}").post("/dang-nhap", data=guess, headers=SAME)
    assert come_in(browser(app)).status_code == 303
    browser(app, address="10.0.1.9").post("/dang-nhap", data=guess, headers=SAME)
    answer = come_in(browser(app))
    assert answer.status_code == 401
    assert "15 phút" in answer.get_data(as_text=True)
    assert last_line(office)[2]["why"] == "locked"


def test_who_changes_their_mind_over_there_is_told_in_their_language(app: Dash, office: Office) -> None:
    client = browser(app)
    back = urlsplit(gone_out(client, lang="en"))
    state = parse_qs(back.query)["state"][0]
    answer = client.get(BACK, query_string={"error": "access_denied", "state": state}, headers=SAME)
    assert answer.status_code == 401
    page = answer.get_data(as_text=True)
    assert "did not confirm who you are" in page
    assert 'name="tiep" value="/nop"' in page
    assert last_line(office)[2]["why"] == "provider: access_denied"
