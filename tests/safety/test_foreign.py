"""T10: whatever the method, header or body, a request that is not of our own pages changes nothing, of an administrator too."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.people.policies import ROUTES
from etl.model.people import Person, Role
from etl.pipeline.office import Office, open_office
from etl.query import Reader
from etl.store import people
from etl.store.tables import AUDIT, HEAD, META
from tests.people.conftest import GOOD, SAME
from tests.safety.test_layer import BODIES, FOREIGN

WAYS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
_LOOKING = {people.SESSION.name, AUDIT.name, HEAD.name}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(f"sqlite:///{tmp_path / 'chitieu.db'}")
    link = made.accounts.add(Person(0, "an", "an", frozenset(Role)), "test")
    made.accounts.choose_password(link, GOOD)
    yield made
    made.close()


@pytest.fixture
def app(office: Office) -> Dash:
    return create_app(Reader(office.engine), office.catalogue, office)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    """Someone who holds every right, lured to a stranger's page."""
    made = app.server.test_client()
    assert made.post("/dang-nhap", data={"ten": "an", "mat_khau": GOOD}, headers=SAME).status_code == 303
    return made


def held(office: Office) -> list[object]:
    """All the store holds but the marks of looking: sessions, and the lines of the chain that tell of exports."""
    with office.engine.connect() as tx:
        rows = {
            table.name: [tuple(row) for row in tx.execute(sa.select(table))]
            for table in META.sorted_tables
            if table.name not in _LOOKING
        }
        told = tx.execute(sa.select(AUDIT.c.actor, AUDIT.c.action).where(AUDIT.c.action != "export"))
        return [rows, [tuple(row) for row in told]]


def addresses() -> list[str]:
    return ["/" + "/".join("1" if "<" in part else part for part in rule.strip("/").split("/")) for rule in ROUTES]  # fmt: skip


def test_t10_no_stranger_changes_anything_whatever_the_method_header_or_body(
    client: FlaskClient, office: Office
) -> None:
    before = held(office)
    asked = 0
    for n, (path, way, headers) in enumerate(itertools.product(addresses(), WAYS, FOREIGN)):
        client.environ_base["REMOTE_ADDR"] = f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}"
        kind = BODIES[n % len(BODIES)]
        answer = client.open(
            path, method=way, headers=headers, content_type=kind, data=b"ten=x&vai_tro=admin"
        )
        asked += 1
        if way not in ("GET", "HEAD", "OPTIONS"):
            assert (answer.status_code, answer.json["error"]["code"]) == (403, "foreign"), (path, way)  # type: ignore[index]
        assert "Access-Control-Allow-Origin" not in answer.headers
        answer.close()
    assert asked > 2_000
    assert held(office) == before


def test_t10_looking_changes_nothing(client: FlaskClient, office: Office) -> None:
    before = held(office)
    for path in addresses():
        for way in ("GET", "HEAD", "OPTIONS"):
            client.open(f"{path}?ten=x&vai_tro=admin&gia_tri=1&chon=1&ve=1", method=way, headers=SAME).close()
    assert held(office) == before


def test_t10_our_own_pages_pass_on_every_route(client: FlaskClient) -> None:
    for path in addresses():
        answer = client.post(path, headers=SAME | {"Origin": "http://localhost"})
        assert "không đến từ trang" not in answer.get_data(as_text=True), path
        client.post("/dang-nhap", data={"ten": "an", "mat_khau": GOOD}, headers=SAME)


@pytest.mark.parametrize(
    "origin", ["http://localhost.evil.example", "http://localhost:81", "http://evil.example#localhost", "http://localhost@evil.example", "null", "file://", "x"]
)  # fmt: skip
def test_t10_an_origin_that_only_looks_like_ours_is_not(client: FlaskClient, origin: str) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": origin}
    answer = client.post("/dang-xuat", headers=headers)
    assert answer.status_code == 403
