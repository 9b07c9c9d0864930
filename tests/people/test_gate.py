"""T14: every route and every callback has a policy, holds it for every role, and a new one without is refused."""

from __future__ import annotations

from typing import Any

import pytest
from dash import Dash, Input, Output
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.people.gate import outputs_of
from dashboard.people.policies import CALLBACKS, EXPORTS, PAGES, ROUTES
from etl.model.people import Person, Right, Role
from etl.pipeline.office import Office
from etl.pipeline.settings import SETTINGS
from etl.query import Reader
from tests.people.conftest import SAME, browser

WHO = ["", *map(str, Role)]


def path_of(rule: str) -> str:
    return "/" + "/".join("1" if "<" in part else part for part in rule.strip("/").split("/"))


def is_refused(answer: Any) -> bool:
    to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith("/dang-nhap")
    return answer.status_code in (401, 403) or to_sign_in


def held(name: str, right: Right) -> bool:
    person = (
        Person(1, name, name, frozenset({Role(name)}))
        if name
        else Person(0, "", "", frozenset({Role.ANALYST}))
    )
    return person.may(right)


def test_t14_every_route_has_a_policy_and_every_policy_a_route(app: Dash) -> None:
    rules = {rule.rule for rule in app.server.url_map.iter_rules()}
    assert rules == set(ROUTES)
    assert set(EXPORTS) <= rules


def test_t14_every_callback_has_a_policy_and_every_policy_a_callback(app: Dash) -> None:
    app.server.test_client().get("/")
    assert {one for key in app.callback_map for one in outputs_of(key)} == set(CALLBACKS)


@pytest.mark.parametrize("who", WHO)
def test_t14_each_role_reaches_what_its_rights_allow_and_nothing_else(app: Dash, who: str) -> None:
    client = browser(app, who)
    for rule in app.server.url_map.iter_rules():
        right = ROUTES[rule.rule]
        if rule.rule in ("/dang-nhap", "/dang-xuat", "/_dash-update-component"):
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            answer = client.open(path_of(rule.rule), method=method, headers=SAME)
            assert is_refused(answer) is not held(who, right), (who, method, rule.rule, answer.status_code)


def drawn(client: FlaskClient, path: str, output: str = "shell.children") -> int:
    body = {
        "output": output, "outputs": {"id": "shell", "property": "children"}, "changedPropIds": ["url.pathname"],
        "inputs": [{"id": "url", "property": "pathname", "value": path}, {"id": "url", "property": "search", "value": ""}],
    }  # fmt: skip
    return client.post("/_dash-update-component", json=body, headers=SAME).status_code


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("page", PAGES)
def test_t14_a_page_that_is_not_for_everyone_is_not_drawn_by_the_back_door(
    app: Dash, who: str, page: str
) -> None:
    allowed = held(who, PAGES[page])
    client = browser(app, who)
    assert (drawn(client, page) != 403) is allowed
    assert (drawn(client, page + "/") != 403) is allowed
    assert is_refused(client.get(page, headers=SAME)) is not allowed


def test_t14_a_callback_nobody_gave_a_policy_is_refused(office: Office) -> None:
    app = create_app(Reader(office.engine), office.catalogue, office)

    @app.callback(Output("secret", "children"), Input("url", "pathname"))
    def _(_path: str) -> str:
        return "bí mật"

    assert drawn(browser(app, "admin"), "/", "secret.children") == 403


def test_a_session_that_ended_is_told_to_sign_in_again(app: Dash) -> None:
    told = browser(app).post("/nop/tep", data={}, headers=SAME | {"Accept": "application/json"})
    assert (told.status_code, told.json["error"]["code"]) == (403, "signed_out")  # type: ignore[index]
    assert "đăng nhập lại" in told.json["error"]["message"]  # type: ignore[index]


def test_t14_a_route_nobody_gave_a_policy_is_refused(office: Office) -> None:
    app = create_app(Reader(office.engine), office.catalogue, office)
    app.server.add_url_rule("/bi-mat", view_func=lambda: "bí mật")
    assert browser(app, "admin").get("/bi-mat", headers=SAME).status_code == 403


@pytest.mark.parametrize(
    ("visitors", "here", "there"), [("0", False, False), ("1", True, False), ("2", True, True)]
)
def test_who_may_look_without_signing_in(
    app: Dash, office: Office, visitors: str, here: bool, there: bool
) -> None:
    office.accounts.set("visitors", visitors, "admin")
    assert (drawn(browser(app), "/") != 403) is here
    assert (drawn(browser(app, address="10.1.1.1"), "/") != 403) is there
    assert drawn(browser(app, "viewer", "10.1.1.1"), "/") != 403


def test_a_proxy_does_not_make_strangers_local(app: Dash) -> None:
    client = browser(app)
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "203.0.113.9"
    assert drawn(client, "/") == 403


def test_t13_the_cookie_is_for_the_server_alone(app: Dash) -> None:
    client = browser(app)
    answer = client.post(
        "/dang-nhap",
        data={"ten": "staff", "mat_khau": "mật khẩu dài 1"},
        headers=SAME,
        base_url="https://localhost",
    )
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/"))


def test_t13_a_planted_cookie_is_not_taken_over(app: Dash) -> None:
    client = app.server.test_client()
    client.set_cookie("phien", "planted")
    answer = client.post("/dang-nhap", data={"ten": "staff", "mat_khau": "mật khẩu dài 1"}, headers=SAME)
    assert "planted" not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\r/evil.example",
        "javascript:1",
        "/nop\nX: 1",
    ],
)
def test_signing_in_leads_to_our_own_pages_only(app: Dash, onward: str) -> None:
    data = {"ten": "staff", "mat_khau": "mật khẩu dài 1", "tiep": onward}
    answer = app.server.test_client().post("/dang-nhap", data=data, headers=SAME)
    assert answer.headers["Location"] == "/"


def test_t13_the_first_link_opens_on_its_own_machine_only(tmp_path: Any) -> None:
    from etl.pipeline.office import open_office

    fresh = open_office(f"sqlite:///{tmp_path / 'fresh.db'}")
    app = create_app(Reader(fresh.engine), fresh.catalogue, fresh)
    token = fresh.accounts.setup_link()
    assert browser(app, address="10.0.0.7").get(f"/dat-mat-khau/{token}").status_code == 410
    form = {
        "ten": "quan.tri",
        "ho_ten": "Quản trị",
        "mat_khau": "mật khẩu dài 1",
        "nhac_lai": "mật khẩu dài 1",
    }
    answer = browser(app).post(f"/dat-mat-khau/{token}", data=form, headers=SAME)
    assert answer.status_code == 303
    assert "phien=" in answer.headers["Set-Cookie"]
    assert browser(app).get(f"/dat-mat-khau/{token}").status_code == 410


def test_t11_what_a_visitor_types_is_shown_as_text(app: Dash) -> None:
    hostile = "<script>alert(1)</script>\"'>"
    data = {"ten": hostile, "mat_khau": "x", "tiep": hostile}
    page = app.server.test_client().post("/dang-nhap", data=data, headers=SAME).get_data(as_text=True)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_administrator_adds_someone_with_a_reach(app: Dash, office: Office) -> None:
    commune = next(iter(office.catalogue.areas.by_id.values())).id
    form = {"ten": "binh", "ho_ten": "Lê Bình", "vai_tro": ["staff"], "xa": [commune], "linh_vuc": ["crops"]}
    answer = browser(app, "admin").post("/nguoi-dung/them", data=form, headers=SAME)
    assert "/dat-mat-khau/" in answer.get_data(as_text=True)
    binh = office.accounts.named("binh")
    assert commune in binh.areas
    assert binh.topics == {"crops"}


def test_t14_no_form_field_gives_more_than_it_names(app: Dash, office: Office) -> None:
    form = {"vai_tro": ["staff", "god"], "id": "1", "is_active": "0"}
    assert browser(app, "admin").post("/nguoi-dung/doi/staff", data=form, headers=SAME).status_code == 404
    assert office.accounts.named("staff").roles == {Role.STAFF}


def test_the_last_administrator_does_not_lock_the_door_from_inside(app: Dash) -> None:
    client = browser(app, "admin")
    assert client.post("/nguoi-dung/doi/admin", data={"vai_tro": ["viewer"]}, headers=SAME).status_code == 403
    assert client.post("/nguoi-dung/dong/admin", headers=SAME).status_code == 403


def test_t17_the_trail_is_readable_and_says_whether_it_holds(app: Dash, office: Office) -> None:
    lines = office.trail()
    assert {"user_add", "password"} <= {line.action for line in lines}
    assert office.is_trail_whole()
    assert drawn(browser(app, "approver"), "/nhat-ky") == 200


def test_t17_no_setting_switches_the_audit_off() -> None:
    assert not [setting.name for setting in SETTINGS if "audit" in setting.name or "log" in setting.name]
