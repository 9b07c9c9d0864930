"""T16: a thousand callbacks a second, huge selections, a storm of `as_of`: who asks too much is slowed, nobody else, and memory stays flat."""

from __future__ import annotations

import io
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import create_environ

from dashboard.app import create_app
from dashboard.safety import Limits, rates
from etl.model import TooLong
from etl.query import Reader
from etl.store import open_engine
from tests.conftest import make_store
from tests.sizes import size

SECONDS = size(usual=60, full=3_600)
"""How long the storm of callbacks lasts, by the clock of the limits."""
STORM = size(usual=200, full=5_000)
"""How many moments are asked for."""
A_SECOND = 1_000
FLAT_MB = 24
PATHS = ("/", "/chi-tieu", "/xa", "/nong-thon-moi", "/ngan-sach", "/ban-do", "/nguon", "/tro-giup")
SAME = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}


PLAIN = create_environ(
    "/_dash-update-component", method="POST", headers=SAME, content_type="application/json"
)


def resident() -> float:
    """What this process holds in memory now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return make_store(tmp_path_factory.mktemp("store"))


@pytest.fixture
def app(reader: Reader) -> Dash:
    return create_app(reader)


def screen(path: str, search: str = "") -> dict[str, Any]:
    inputs = [
        {"id": "url", "property": "pathname", "value": path},
        {"id": "url", "property": "search", "value": search},
    ]
    return {"output": "shell.children", "outputs": {"id": "shell", "property": "children"}, "inputs": inputs, "changedPropIds": []}  # fmt: skip


def sender(app: Dash, address: str) -> Callable[[dict[str, Any]], int]:
    """A quick way to send callbacks as one visitor: the status of each."""
    serve = app.server.wsgi_app

    def send(body: dict[str, Any]) -> int:
        raw = json.dumps(body, separators=(",", ":")).encode()
        told: list[str] = []
        sent = {"wsgi.input": io.BytesIO(raw), "CONTENT_LENGTH": str(len(raw)), "REMOTE_ADDR": address}
        for _ in serve(PLAIN | sent, lambda status, *_: told.append(status)):
            pass
        return int(told[0][:3])

    return send


def test_t16_of_a_thousand_callbacks_a_second_sixty_are_answered_others_are_not_slowed_and_memory_is_flat(
    app: Dash, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(rates, "time", SimpleNamespace(monotonic=lambda: now[0]))
    greedy, patient, bodies = (
        sender(app, "10.0.0.1"),
        sender(app, "10.0.0.2"),
        [screen(path) for path in PATHS],
    )
    told: Counter[int] = Counter()
    held = 0.0
    for second in range(SECONDS):
        for n in range(A_SECOND):
            now[0] += 1 / A_SECOND
            told[greedy(bodies[n % len(bodies)])] += 1
        assert patient(bodies[second % len(bodies)]) == 200
        held = held or (resident() if second * 3 >= SECONDS else 0.0)
    limits = Limits()
    assert set(told) == {200, 429}
    assert limits.per_second * SECONDS <= told[200] <= limits.burst + limits.per_second * SECONDS + 1
    assert resident() - held < FLAT_MB


def answered(client: FlaskClient, address: str) -> tuple[int, float]:
    since = time.monotonic()
    answer = client.get(address, headers=SAME)
    return answer.status_code, time.monotonic() - since


MANY = 50_000
HUGE = {
    "figures by number": "/tai-ve?figures=1-999999999999999999&format=csv",
    "figures, span by span": "/tai-ve?format=csv&figures=" + ",".join(f"{n}-{n + 20_000}" for n in range(1, 20_000)),
    "units named to the API": "/api/v1/observations?" + "&".join(f"area={n}" for n in range(MANY)),
    "indicators named to the API": "/api/v1/observations?" + "&".join(f"indicator=x{n}" for n in range(MANY)),
    "a page of everything": "/api/v1/observations?limit=999999999&offset=999999999999",
    "a letter a thousand times over": f"/api/v1/observations?area={'x' * 1_000_000}",
    "a choice of everything": "/?areas=" + ",".join(map(str, range(MANY))),
    "what is looked for": f"/tim?q={quote('ấ' * 100_000)}",
}  # fmt: skip


@pytest.mark.parametrize("what", HUGE)
def test_t16_a_huge_selection_is_answered_or_refused_at_once_and_takes_no_memory(
    app: Dash, what: str
) -> None:
    client = app.server.test_client()
    answered(client, "/")
    before = resident()
    status, seconds = answered(client, HUGE[what])
    assert status in (200, 400, 404, 413, 414, 422), status
    assert seconds < 5
    assert resident() - before < 200


@pytest.mark.parametrize("name", ["areas", "leaves", "q", "indicator", "obs", "period", "as_of"])
def test_t16_a_huge_choice_in_an_address_is_drawn_as_the_page_or_says_why(app: Dash, name: str) -> None:
    send, since, before = sender(app, "10.0.0.3"), time.monotonic(), resident()
    for words in (",".join(map(str, range(MANY))), "9" * MANY, "ấ" * MANY):
        assert send(screen("/chi-tieu", f"?{name}={quote(words)}")) in (200, 413)
    assert send(screen("/chi-tieu", "?q=" + "x" * 2_000_000)) == 413
    assert time.monotonic() - since < 20
    assert resident() - before < 200


def test_t16_a_storm_of_as_of_is_answered_and_memory_is_flat(reader: Reader) -> None:
    app = create_app(reader, limits=Limits(per_second=1e9, burst=10**9))
    send, dice, held = sender(app, "10.0.0.4"), random.Random(16), 0.0
    for n in range(STORM):
        day = f"{dice.randint(2000, 2035)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        moment = dice.choice((day, str(dice.randint(0, 10**9)), f"{day}T{n % 24:02}:00", "hôm qua"))
        assert send(screen(dice.choice(PATHS), f"?as_of={quote(moment)}&n={n}")) == 200
        held = held or (resident() if n * 2 >= STORM else 0.0)
    assert resident() - held < FLAT_MB


def test_t16_a_made_up_version_or_question_of_a_file_is_not_kept_beside_the_file(app: Dash) -> None:
    client = app.server.test_client()
    client.get("/")
    whole = "/_dash-component-suites/plotly/package_data/plotly.min.js"
    packs = {"Accept-Encoding": "br"}
    first = client.get(whole, headers=packs).data
    since = time.monotonic()
    for n in range(60):
        made_up = whole.replace("plotly.min", f"plotly.v{n}_0m{n:x}.min")
        answer = client.get(f"{made_up}?m={n}", headers=packs)
        assert (answer.status_code, answer.data) == (200, first)
    assert time.monotonic() - since < 5


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_t16_a_question_that_takes_too_long_is_ended_and_the_next_is_answered(
    dialect: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = (
        f"sqlite:///{tmp_path / 'chitieu.db'}"
        if dialect == "sqlite"
        else request.getfixturevalue("postgres")()
    )
    open_engine(url).dispose()
    engine = open_engine(url, read_only=True, seconds=0.3)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT count(*) FROM n"
    since = time.monotonic()
    with pytest.raises(TooLong), engine.connect() as tx:
        tx.execute(sa.text(endless))
    assert time.monotonic() - since < 5
    with engine.connect() as tx:
        assert tx.scalar(sa.text("SELECT 1")) == 1
    engine.dispose()


def test_t16_a_body_grown_while_it_is_sent_is_cut_off_at_its_limit(app: Dash) -> None:
    body = io.BytesIO(b"x" * 3_000_000)
    answer = app.server.test_client().post(
        "/_dash-update-component", input_stream=body, headers=SAME, content_type="application/json"
    )
    assert answer.status_code == 413
    assert body.tell() < 2_200_000
