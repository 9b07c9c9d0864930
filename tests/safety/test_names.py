"""What a name may be, the host's and a person's: nobody passes for another, and what is refused is said in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.safety import Limits
from etl.commands import main
from etl.model import BadChoice
from etl.model.people import BadName, Person, Role
from etl.pipeline.accounts import Accounts
from etl.pipeline.office import Office
from etl.query import Reader
from etl.store import open_engine
from tests.people.conftest import GOOD, SAME

NO_NAMES = ("", " ", "a b", "a\x00", "an\u202en", "\u2066an", "ａｎ", "\u0430n", "a" * 41, "a/b", "a?b", "a<b")  # fmt: skip
NAMES = ("an", "an.nguyen", "nguyễn.ân", "an_2", "an-3", "an@xa", "Đặng", "a" * 40)
NO_SHOWN = ("An\x00", "A\u202en", "A" * 101, "An\nAn", "\u2067An")


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}"))


def person(name: str, shown: str) -> Person:
    return Person(0, name, shown, frozenset({Role.STAFF}))


@pytest.mark.parametrize("name", NO_NAMES)
def test_t4_a_user_name_of_hidden_turning_or_too_many_signs_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(BadName):
        accounts.add(person(name, "An"), "test")
    with pytest.raises(BadName):
        accounts.choose_password(accounts.setup_link(), GOOD, name, "An")
    assert accounts.everyone() == []


@pytest.mark.parametrize("name", ["an\u200b", "an\n", "\ufeffan", "a\u00adn", "AN"])
def test_t4_a_name_that_only_looks_different_is_the_same_name(accounts: Accounts, name: str) -> None:
    accounts.add(person("an", "An"), "test")
    with pytest.raises(BadChoice):
        accounts.add(person(name, "An"), "test")


@pytest.mark.parametrize("shown", NO_SHOWN)
def test_t4_a_shown_name_is_held_to_the_same(accounts: Accounts, shown: str) -> None:
    with pytest.raises(BadName):
        accounts.add(person("an", shown), "test")
    with pytest.raises(BadName):
        accounts.choose_password(accounts.setup_link(), GOOD, "an", shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_people_have_is_taken(accounts: Accounts, name: str) -> None:
    accounts.choose_password(accounts.add(person(name, "Nguyễn Thị Ấn"), "test"), GOOD)
    assert accounts.sign_in(name, GOOD, "127.0.0.1")


def test_a_refused_name_is_explained_on_the_page_and_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office_url = f"sqlite:///{tmp_path / 'chitieu.db'}"
    monkeypatch.setenv("CHITIEU_DATABASE_URL", office_url)
    assert main(["user", "add", "a" * 500, "--role", "staff"]) == 2
    assert "dài nhất 40 ký tự" in capsys.readouterr().err


def test_the_first_administrators_bad_name_does_not_spend_the_link(app: Dash, office: Office) -> None:
    link = office.accounts.setup_link()
    client = app.server.test_client()
    form = {"ten": "quan\u202etri", "ho_ten": "An", "mat_khau": GOOD, "nhac_lai": GOOD}
    answer = client.post(f"/dat-mat-khau/{link}", data=form, headers=SAME)
    assert answer.status_code == 422
    assert "dài nhất 40 ký tự" in answer.get_data(as_text=True)
    assert (
        client.post(f"/dat-mat-khau/{link}", data=form | {"ten": "quan.tri"}, headers=SAME).status_code == 303
    )


@pytest.fixture
def office(tmp_path: Path) -> Office:
    from etl.pipeline.office import open_office

    return open_office(f"sqlite:///{tmp_path / 'office.db'}")


@pytest.fixture
def app(office: Office) -> Dash:
    limits = Limits(names=frozenset({"chitieu.example.vn", "may-chu"}))
    return create_app(Reader(office.engine), office.catalogue, office, limits)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    return app.server.test_client()


OWN = ("localhost", "localhost:8050", "127.0.0.1:8050", "127.8.8.8", "[::1]:8050", "192.168.1.20:8050", "may-chu:8050", "MAY-CHU", "chitieu.example.vn", "chitieu.example.vn.")  # fmt: skip
STRANGE = ("evil.example", "evil.example:8050", "localhost.evil.example", "chitieu.example.vn.evil.example", "127.0.0.1.nip.io", "xchitieu.example.vn", "localhost@evil.example", "a" * 5000, "[::1", "evil.example]")  # fmt: skip


@pytest.mark.parametrize("host", OWN)
def test_t10_a_request_to_a_name_of_ours_is_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", STRANGE)
@pytest.mark.parametrize("path", ["/", "/assets/app.css", "/healthz", "/api/v1/indicators", "/dang-nhap"])
def test_t10_a_page_elsewhere_whose_name_points_here_gets_nothing(
    client: FlaskClient, host: str, path: str
) -> None:
    answer = client.get(path, headers={"Host": host, "Accept": "text/html"})
    assert answer.status_code == 421
    assert "chitieu serve --name" in answer.get_data(as_text=True)
    same = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/dang-nhap", headers=same).status_code == 421


ERRORS = (
    ("GET", "/assets/khong-co.css", {}, 404), ("GET", "/_dash-component-suites/khong/co.js", {}, 404), ("DELETE", "/nop/tep", SAME, 405),
    ("POST", "/api/v1/indicators", SAME, 405), ("GET", "/tro-giup/anh/khong-co.png", {}, 404),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path", "headers", "status"), ERRORS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_the_framework_refuses_is_said_in_our_words_with_our_headers(
    client: FlaskClient, method: str, path: str, headers: dict[str, str], status: int, lang: str
) -> None:
    page = client.open(f"{path}?lang={lang}", method=method, headers=headers | {"Accept": "text/html"})
    assert page.status_code == status
    words = page.get_data(as_text=True)
    assert f'<html lang="{lang}">' in words
    assert "Method Not Allowed" not in words
    assert "Not Found" not in words
    assert "script-src" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    told = client.open(f"{path}?lang={lang}", method=method, headers=headers | {"Accept": "application/json"})
    assert set(told.json["error"]) == {"code", "message"}  # type: ignore[index]
    assert status != 405 or "Allow" in told.headers


def test_a_form_of_too_many_fields_and_a_callback_that_is_no_json_are_refused_in_our_words(
    client: FlaskClient,
) -> None:
    many = client.post(
        "/dang-nhap",
        data={f"x{n}": "1" for n in range(2_000)},
        headers=SAME,
        content_type="multipart/form-data",
    )
    assert (many.status_code, "quá lớn" in many.get_data(as_text=True)) == (413, True)
    for body in (b"{", b"", b"[]", b"null"):
        told = client.post(
            "/_dash-update-component", data=body, content_type="application/json", headers=SAME
        )
        assert told.status_code in (400, 403, 415)
        assert "<h1>" not in told.get_data(as_text=True)
        assert "card" in told.get_data(as_text=True)
