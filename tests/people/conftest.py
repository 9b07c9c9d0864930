"""One office with a person of every role, each signed in with a browser of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from etl.model.people import Person, Role
from etl.pipeline.office import Office, open_office
from etl.query import Reader

GOOD = "mật khẩu dài 1"
SAME = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found = open_office(f"sqlite:///{tmp_path / 'chitieu.db'}")
    for role in Role:
        link = found.accounts.add(Person(0, str(role), str(role), frozenset({role})), "test")
        found.accounts.choose_password(link, GOOD)
    return found


@pytest.fixture
def app(office: Office) -> Dash:
    return create_app(Reader(office.engine), office.catalogue, office)


def browser(app: Dash, name: str = "", address: str = "127.0.0.1") -> FlaskClient:
    """A browser at an address; signed in where a name is given."""
    client = app.server.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    if name:
        answer = client.post("/dang-nhap", data={"ten": name, "mat_khau": GOOD}, headers=SAME)
        assert answer.status_code == 303
    return client
