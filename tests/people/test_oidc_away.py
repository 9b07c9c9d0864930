"""T13: a sign-in provider that is away, silent, astray or on an open line harms nobody; a browser goes out and comes back."""

from __future__ import annotations

import argparse
import socket
import time
from pathlib import Path

import pytest
from dash import Dash
from playwright.sync_api import Browser

from dashboard import serve
from dashboard.people.oidc import Provider
from etl.model.people import ProviderAway, WrongProvider
from etl.pipeline.office import Office
from tests.people.conftest import GOOD, SAME, browser
from tests.people.provider import CLIENT, SECRET, FakeProvider, serving
from tests.people.vouching import (
    AN,
    BUTTON,
    OUT,
    app,
    come_in,
    fake,
    gone_out,
    is_in,
    office,
    with_provider,
)

__all__ = ["app", "fake", "office"]


def test_while_the_provider_is_away_a_password_still_opens(office: Office) -> None:
    with serving(FakeProvider().app()) as gone:
        pass
    client = browser(with_provider(office, gone))
    answer = client.get(f"{OUT}?tiep=/nop", headers=SAME)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert "không kết nối được với hệ thống đăng nhập" in page
    assert 'name="mat_khau"' in page
    told = client.post("/dang-nhap", data={"ten": "staff", "mat_khau": GOOD, "tiep": "/nop"}, headers=SAME)
    assert told.headers["Location"] == "/nop"
    assert is_in(client)


def test_a_provider_that_goes_away_in_between_is_told_of_too(office: Office) -> None:
    fake = FakeProvider()
    with serving(fake.app()) as fake.issuer:
        client = browser(with_provider(office, fake.issuer))
        back = gone_out(client)
    answer = client.get(back, headers=SAME)
    assert answer.status_code == 503
    assert 'name="mat_khau"' in answer.get_data(as_text=True)


def test_t13_a_provider_that_is_silent_is_left_alone_for_a_while(office: Office) -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    provider = Provider(f"http://127.0.0.1:{silent.getsockname()[1]}", CLIENT, SECRET)
    waited = []
    for _ in range(2):
        began = time.monotonic()
        with pytest.raises(ProviderAway):
            provider.ask("http://localhost/", "/", "vi")
        waited.append(time.monotonic() - began)
    silent.close()
    assert waited[0] < 8
    assert waited[1] < 0.1


@pytest.mark.parametrize(
    "onward",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "\t//evil.example", "/\r\n/evil.example",
     "javascript:1", "evil.example", "/nop\\..\\\\evil.example", "/" + "x" * 5000],
)  # fmt: skip
def test_t13_coming_back_leads_to_our_own_pages_only(app: Dash, onward: str) -> None:
    assert come_in(browser(app), onward).headers["Location"] == "/"


@pytest.mark.parametrize("issuer", ["http://so.example", "ftp://127.0.0.1", "so.example", "", "https://", "http://[", "http://127.0.0.1.evil.example"])  # fmt: skip
def test_t13_a_provider_is_asked_over_a_safe_line_only(issuer: str) -> None:
    with pytest.raises(WrongProvider):
        Provider(issuer, CLIENT, SECRET)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("authorization_endpoint", "http://so.example/authorize"),
        ("authorization_endpoint", "javascript:alert(1)"),
        ("authorization_endpoint", None),
        ("issuer", "https://so.example"),
    ],
)
def test_t13_a_document_that_leads_astray_is_not_followed(
    app: Dash, fake: FakeProvider, name: str, told: str | None
) -> None:
    fake.told[name] = told
    assert browser(app).get(OUT, headers=SAME).status_code == 503


@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri"])
def test_t13_neither_codes_nor_keys_go_over_an_open_line(app: Dash, fake: FakeProvider, name: str) -> None:
    fake.told[name] = "http://so.example/"
    client = browser(app)
    assert come_in(client).status_code == 503
    assert not is_in(client)


def test_t13_a_document_elsewhere_is_not_fetched(app: Dash, fake: FakeProvider) -> None:
    other = FakeProvider()
    other.issuer = fake.issuer
    with serving(other.app()) as elsewhere:
        fake.sends_to = f"{elsewhere}/.well-known/openid-configuration"
        assert browser(app).get(OUT, headers=SAME).status_code == 503
    assert other.asked == []


def test_t13_a_browser_goes_out_and_comes_back_signed_in(office: Office, chromium: Browser) -> None:
    fake, wrong = FakeProvider(), []
    with (
        serving(fake.app(), "localhost") as fake.issuer,
        serving(with_provider(office, fake.issuer).server) as home,
    ):
        page = chromium.new_page()
        page.on(
            "console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None
        )
        page.goto(f"{home}/dang-nhap?tiep=/nop")
        page.get_by_role("link", name=BUTTON).click()
        page.wait_for_url(f"{home}/nop")
        page.get_by_text(AN).wait_for()
        cookies = {one["name"]: one for one in page.context.cookies()}
        page.close()
    assert set(cookies) == {"phien"}
    assert cookies["phien"]["httpOnly"]
    assert wrong == []
    assert fake.asked == ["/.well-known/openid-configuration", "/authorize", "/token", "/jwks"]


def told(*argv: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    serve.add(parser)
    return parser.parse_args(argv)


def test_the_start_takes_a_provider_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("--oidc-issuer", "https://so.example/realms/x", "--oidc-client", CLIENT)
    assert serve.provider_of(told()) is None
    file = tmp_path / "bi-mat"
    for half in (names, names[:2], (*names[2:], "--oidc-secret-file", str(file)), ("--oidc-secret-file", str(file))):  # fmt: skip
        with pytest.raises(WrongProvider):
            serve.provider_of(told(*half))
    file.write_text(f"{SECRET}\n", "utf-8")
    assert serve.provider_of(told(*names, "--oidc-secret-file", str(file)))
    monkeypatch.setenv("CHITIEU_OIDC_SECRET", SECRET)
    assert serve.provider_of(told()) is None
    assert serve.provider_of(told(*names))
