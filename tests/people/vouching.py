"""An office beside a sign-in provider of its own, and a browser that goes there and comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.people.oidc import Provider
from etl.model.people import Person, Role
from etl.pipeline.office import Office
from etl.query import Reader
from tests.people.conftest import SAME
from tests.people.provider import CLIENT, SECRET, FakeProvider, serving

OUT, BACK = "/dang-nhap/co-quan", "/dang-nhap/co-quan/ve"
AN = "an@co-quan.example"
BUTTON = "Đăng nhập bằng tài khoản của cơ quan"


@pytest.fixture
def fake() -> Iterator[FakeProvider]:
    found = FakeProvider()
    with serving(found.app()) as found.issuer:
        yield found


@pytest.fixture
def office(office: Office) -> Office:
    office.accounts.add(Person(0, AN, "Nguyễn An", frozenset({Role.STAFF})), "test")
    return office


@pytest.fixture
def app(office: Office, fake: FakeProvider) -> Dash:
    return with_provider(office, fake.issuer)


def with_provider(office: Office, issuer: str, claim: str = "email") -> Dash:
    return create_app(Reader(office.engine), office.catalogue, office, provider=Provider(issuer, CLIENT, SECRET, claim))  # fmt: skip


def gone_out(client: FlaskClient, onward: str = "/nop", lang: str = "vi") -> str:
    """The address by which one comes back from the provider, after going there."""
    answer = client.get(OUT, query_string={"tiep": onward, "lang": lang}, headers=SAME)
    assert answer.status_code == 303
    back = requests.get(answer.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith(f"http://localhost{BACK}?")
    return back


def come_in(client: FlaskClient, onward: str = "/nop", lang: str = "vi") -> TestResponse:
    return client.get(gone_out(client, onward, lang), headers=SAME | {"Sec-Fetch-Site": "cross-site"})


def is_in(client: FlaskClient) -> bool:
    return client.get("/nop", headers=SAME).status_code == 200


def last_line(office: Office) -> tuple[str, str, dict[str, object]]:
    line = office.trail(most=1)[0]
    return line.actor, line.action, line.facts
