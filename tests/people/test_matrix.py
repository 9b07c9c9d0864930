"""T14: every route × role × owner × reach: other people's papers are nobody's, no field gives more than it names, a change holds at once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.people.policies import ROUTES
from etl.model.people import Person, Role
from etl.pipeline.clerk import Clerk
from etl.pipeline.desk import Desk
from etl.pipeline.office import Office, open_office
from etl.query import Reader
from etl.store import desk as papers
from etl.store import people
from etl.store.tables import RELEASE, SUBMISSION
from tests.people.conftest import GOOD, SAME, browser
from tests.upload.test_answers import CATALOGUE, MESSY

PLAIN = MESSY.replace("1.234", "1.234,0").replace("Vũ Lể", "Vũ Lễ")
DECIDING = [rule for rule in ROUTES if rule.startswith("/duyet/")]
OTHERS = ["", *(str(role) for role in Role), "other"]
JSON = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(f"sqlite:///{tmp_path / 'chitieu.db'}")

    def work() -> None:
        while Clerk(made.engine, CATALOGUE).work():
            pass

    office = Office(made.engine, CATALOGUE, made.accounts, Desk(made.engine, CATALOGUE, work), made.decisions)
    for name in (*Role, "other", "owner"):
        role = Role(name) if name in set(Role) else Role.STAFF
        link = office.accounts.add(Person(0, str(name), str(name), frozenset({role})), "test")
        office.accounts.choose_password(link, GOOD)
    yield office
    office.close()


@pytest.fixture
def app(office: Office) -> Dash:
    return create_app(Reader(office.engine), office.catalogue, office)


def sent(client: FlaskClient, text: str = PLAIN) -> int:
    data = {"tep": (io.BytesIO(text.encode()), "a.csv")}
    return int(client.post("/nop/tep", data=data, headers=JSON).json["upload"])  # type: ignore[index]


def state(office: Office) -> list[Any]:
    """What may change by someone's act on papers."""
    with office.engine.connect() as tx:
        return [
            [tuple(row) for row in tx.execute(sa.select(table))]
            for table in (papers.UPLOAD, papers.ANSWER, SUBMISSION, RELEASE, people.USER, people.SETTING)
        ]


def own_routes(app: Dash) -> list[tuple[str, set[str]]]:
    """Every route about one file of one's own, and its methods."""
    known = [r for r in app.server.url_map.iter_rules() if r.rule.startswith("/nop/<int:upload>/")]
    return [(rule.rule, set(rule.methods or ()) - {"HEAD", "OPTIONS"}) for rule in known]


def filled(rule: str, number: int) -> str:
    return "/" + "/".join(str(number) if "<" in part else part for part in rule.strip("/").split("/"))


def screen(client: FlaskClient, path: str, search: str) -> str:
    body = {
        "output": "shell.children", "outputs": {"id": "shell", "property": "children"}, "changedPropIds": ["url.pathname"],
        "inputs": [{"id": "url", "property": "pathname", "value": path}, {"id": "url", "property": "search", "value": search}],
    }  # fmt: skip
    return client.post("/_dash-update-component", json=body, headers=JSON).get_data(as_text=True)


@pytest.mark.parametrize("who", OTHERS)
def test_t14_another_persons_file_is_nobodys(app: Dash, office: Office, who: str) -> None:
    upload = sent(browser(app, "owner"), MESSY)
    client, before = browser(app, who), state(office)
    for rule, methods in own_routes(app):
        for method in methods:
            for number in (upload, upload + 1, 0, 2**40):
                answer = client.open(f"{filled(rule, number)}?ve=row:x", method=method, data={"chon": '["total",""]'}, headers=SAME)  # fmt: skip
                assert answer.status_code in (302, 401, 403, 404, 405), (rule, method, number)
                assert "Tân Tri" not in answer.get_data(as_text=True)
    assert "Tân Tri" not in screen(client, "/nop", f"?report={upload}")
    assert state(office) == before


@pytest.mark.parametrize("who", OTHERS)
def test_t14_only_approvers_decide_and_only_they_see_what_waits(app: Dash, office: Office, who: str) -> None:
    owner = browser(app, "owner")
    upload = sent(owner)
    owner.post(f"/nop/{upload}/chuyen", headers=SAME)
    client, before = browser(app, who), state(office)
    may = who == str(Role.APPROVER)
    assert ("Tân Tri" in screen(client, "/nop", "?show=submission&page=1")) is may
    for rule in [] if may else DECIDING:
        answer = client.post(filled(rule, 1), data={"thay": "1", "ghi_chu": "x"}, headers=SAME)
        assert answer.status_code in (302, 403)
    assert state(office) == before
    if may:
        assert client.post("/duyet/1/cong-bo", headers=SAME).status_code == 303


@pytest.mark.parametrize("who", [str(role) for role in Role])
def test_t14_no_extra_field_gives_anything(app: Dash, office: Office, who: str) -> None:
    client = browser(app, who)
    extra = {"vai_tro": "admin", "roles": '["admin"]', "role": "admin", "id": "1", "by": "admin", "user": "admin",
             "is_active": "1", "two_persons": "0", "person": "admin", "name": "admin"}  # fmt: skip
    held = {p.name: (p.roles, p.areas, p.topics) for p in office.accounts.everyone()}
    link = office.accounts.reset("other", "test")
    form = {"mat_khau": GOOD, "nhac_lai": GOOD, "ten": "admin", "ho_ten": "Ai đó"}
    browser(app).post(f"/dat-mat-khau/{link}", data=extra | form, headers=SAME)
    for rule in ROUTES:
        if who != "admin" or not rule.startswith("/nguoi-dung/"):
            client.post(filled(rule, 1), data=extra, headers=SAME)
    assert {p.name: (p.roles, p.areas, p.topics) for p in office.accounts.everyone()} == held


def test_t14_a_commune_reaches_its_own_figures_only_over_the_web_too(app: Dash, office: Office) -> None:
    commune = CATALOGUE.areas.find("xã Tân Tri", date(2021, 9, 1))
    owner = office.accounts.named("owner")
    office.accounts.change(replace(owner, areas=frozenset({commune.id})), "admin")
    client = browser(app, "owner")
    upload = sent(client)
    before = state(office)
    for act in ("chuyen", "cong-bo"):
        assert client.post(f"/nop/{upload}/{act}", headers=SAME).status_code in (403, 409)
    assert state(office) == before
    lines = [line for line in PLAIN.splitlines() if "Lập" not in line and "Lễ" not in line]
    own = sent(client, "\n".join(lines).replace("1.310", "1.310,0"))
    assert client.post(f"/nop/{own}/chuyen", headers=SAME).status_code == 303


def test_t14_a_changed_role_holds_from_the_next_request_on(app: Dash, office: Office) -> None:
    admin, client = browser(app, "admin"), browser(app, "owner")
    assert client.get("/nop", headers=SAME).status_code == 200
    admin.post("/nguoi-dung/doi/owner", data={"vai_tro": "viewer"}, headers=SAME)
    assert client.get("/nop", headers=SAME).status_code == 403
    admin.post("/nguoi-dung/doi/owner", data={"vai_tro": "staff"}, headers=SAME)
    assert client.get("/nop", headers=SAME).status_code == 200
    admin.post("/nguoi-dung/dong/owner", headers=SAME)
    assert client.get("/nop", headers=SAME).status_code == 302
