"""T10, T16 and the layer's own promises: only our pages write, nothing too large comes in, no trace goes out."""

import io
import itertools
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from dashboard.app import create_app
from dashboard.safety import Guarded, Limits
from dashboard.safety.headers import inline_scripts
from dashboard.safety.rates import Rates
from etl.query import Reader
from etl.store import open_engine

SAME = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


@pytest.fixture
def app(tmp_path: Path) -> Dash:
    return create_app(Reader(open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")))


def writing_routes(app: Dash) -> list[tuple[str, str]]:
    """Every route that takes more than reading, its variables filled in."""
    rules = app.server.url_map.iter_rules()
    return [
        ("/" + "/".join("1" if "<" in part else part for part in rule.rule.strip("/").split("/")), method)
        for rule in rules
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"})
    ]


FOREIGN = [
    {}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"}, {"Origin": "null"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
]  # fmt: skip
BODIES = [
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
]


def test_t10_only_our_own_pages_change_anything(app: Dash) -> None:
    client = app.server.test_client()
    routes = writing_routes(app)
    assert ("/_dash-update-component", "POST") in routes
    for n, ((path, method), headers, kind) in enumerate(itertools.product(routes, FOREIGN, BODIES)):
        client.environ_base["REMOTE_ADDR"] = f"10.0.{n >> 8}.{n & 255}"
        answer = client.open(path, method=method, headers=headers, content_type=kind, data=b"{}")
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "foreign"), (path, headers)


def test_t10_our_own_pages_still_work(app: Dash) -> None:
    body = {
        "output": "shell.children", "outputs": {"id": "shell", "property": "children"}, "changedPropIds": ["url.pathname"],
        "inputs": [{"id": "url", "property": "pathname", "value": "/"}, {"id": "url", "property": "search", "value": ""}],
    }  # fmt: skip
    client = app.server.test_client()
    assert client.post("/_dash-update-component", json=body, headers=SAME).status_code != 403


def answer_of(layer: Guarded, **environ: Any) -> tuple[str, dict[str, str], bytes]:
    told: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        told.update(status=status, headers=dict(headers))

    base = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "REMOTE_ADDR": "10.0.0.1", "wsgi.input": io.BytesIO()}
    body = b"".join(layer(base | environ, start))
    return told["status"], told["headers"], body


def reading(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
    """An application that reads whatever it is sent."""
    while environ["wsgi.input"].read(65536):
        pass
    start("200 OK", [("Content-Type", "text/plain")])
    return iter([b"ok"])


class Endless(io.RawIOBase):
    """A body that never ends, and counts what was taken of it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        return b"x" * size


class Dripping(io.RawIOBase):
    """A body that comes a byte at a time."""

    def read(self, size: int = -1) -> bytes:
        time.sleep(0.02)
        return b"x"


def post(**more: Any) -> dict[str, Any]:
    return {"REQUEST_METHOD": "POST", "HTTP_SEC_FETCH_SITE": "same-origin"} | more


def test_a_body_is_refused_by_its_claim_before_it_is_read() -> None:
    endless = Endless()
    layer = Guarded(reading, Limits(), tuple)
    status, _, body = answer_of(layer, **post(CONTENT_LENGTH="62914560", **{"wsgi.input": endless}))
    assert status.startswith("413")
    assert "vượt mức" in json.loads(body)["error"]["message"]
    assert endless.taken == 0


@pytest.mark.parametrize("claim", ["", "10", "-1", "abc"])
def test_t1_a_body_that_lies_about_its_length_is_cut_off(claim: str) -> None:
    endless = Endless()
    layer = Guarded(reading, Limits(body=300_000), tuple)
    status, _, _ = answer_of(layer, **post(CONTENT_LENGTH=claim, **{"wsgi.input": endless}))
    assert status.startswith("413")
    assert endless.taken < 400_000


def test_t1_a_body_that_only_drips_is_given_up() -> None:
    layer = Guarded(reading, Limits(patience=0.01), tuple)
    status, _, _ = answer_of(layer, **post(**{"wsgi.input": Dripping()}))
    assert status.startswith("408")


def test_t16_one_busy_visitor_is_slowed_and_others_are_not() -> None:
    layer = Guarded(reading, Limits(per_second=0.001, burst=20), tuple)
    states = [answer_of(layer, HTTP_COOKIE="phien=a")[0] for _ in range(30)]
    assert [s[:3] for s in states] == ["200"] * 20 + ["429"] * 10
    assert answer_of(layer, HTTP_COOKIE="phien=b")[0].startswith("200")
    assert answer_of(layer, HTTP_COOKIE="phien=a", PATH_INFO="/assets/app.css")[0].startswith("200")


def test_t16_changing_the_cookie_does_not_escape_the_limit() -> None:
    layer = Guarded(reading, Limits(per_second=0.001, burst=5), tuple)
    states = [answer_of(layer, HTTP_COOKIE=f"phien={n}")[0][:3] for n in range(60)]
    assert states.count("200") == 40


def test_t16_workers_count_together() -> None:
    rates = Rates(per_second=0.001, burst=20)
    for _ in range(2):
        child = os.fork()
        if child == 0:
            os._exit(sum(rates.allows({"REMOTE_ADDR": "10.0.0.1"}) for _ in range(8)))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 8
    assert [rates.allows({"REMOTE_ADDR": "10.0.0.1"}) for _ in range(6)] == [True] * 4 + [False] * 2


def test_t16_a_crowd_does_not_wash_a_busy_visitor_out() -> None:
    rates = Rates(per_second=0.001, burst=20)
    for n in range(20_000):
        rates.allows({"REMOTE_ADDR": f"crowd {n}"})
        if n % 1_000 == 0:
            assert rates.allows({"REMOTE_ADDR": "busy"})
    assert sum(rates.allows({"REMOTE_ADDR": f"new {n}"}) for n in range(1_000)) == 1_000


def test_t20_an_error_shows_its_number_and_nothing_of_its_inside(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Any, __: Any) -> Iterator[bytes]:
        raise RuntimeError("mật khẩu cơ sở dữ liệu: bí mật")

    with caplog.at_level(logging.ERROR):
        status, _, body = answer_of(Guarded(broken, Limits(), tuple), HTTP_ACCEPT="text/html")
    text = body.decode()
    assert status.startswith("500")
    assert "bí mật" not in text
    assert "RuntimeError" not in text
    number = text.partition("mã lỗi ")[2][:8]
    assert number in caplog.text


def test_t11_scripts_run_only_if_they_are_ours(app: Dash) -> None:
    answer = app.server.test_client().get("/", headers={"Accept": "text/html"})
    policy = answer.headers["Content-Security-Policy"]
    scripts = policy.partition("script-src ")[2].partition(";")[0]
    assert "unsafe" not in scripts
    own = inline_scripts(answer.get_data(as_text=True))
    assert own
    assert set(own) <= set(scripts.split())
    assert "frame-ancestors 'none'" in policy


def test_every_answer_carries_the_headers(app: Dash) -> None:
    client = app.server.test_client()
    for path in ("/", "/assets/app.css", "/_dash-dependencies", "/nothing-here"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"


def test_no_service_of_dash_that_runs_code_is_switched_on(app: Dash) -> None:
    assert not [rule.rule for rule in app.server.url_map.iter_rules() if "mcp" in rule.rule]
