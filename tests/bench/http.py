"""`python -m tests.bench http`: the served dashboard, signed in and with everything on, beside bare SQL + orjson under the same gunicorn."""

from __future__ import annotations

import os
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from dashboard.serving import slim
from etl.model.people import Person, Role
from etl.pipeline.office import open_office
from tests.bench.bare import CODES
from tests.bench.clients import Client, asked, rate
from tests.bench.measure import table
from tests.chromium import FLAGS

BIN = Path(sys.executable).parent
CALL = "/_dash-update-component"
SUPERSET = {"uncached": 48.0, "cached": 11.0}
"""Superset 6.1 by the same floor, paired on one machine: 199-213 ms and 45-48 ms against 4.3-4.5 ms."""


def run(home: Path, store: Path, times: int, smaller: Path | None = None) -> str:
    """The tables of the served dashboard; `home` gets the district's reports first, `store` is one of 18 × 140 × 120.

    `smaller` is a plotly-basic.min.js, with which a first view is measured too.
    """
    env = os.environ | {"CHITIEU_HOME": str(home), "BENCH_STORE": str(store)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # served as `make run` serves: compiled once
    subprocess.run([BIN / "chitieu", "init"], env=env, check=True, stdout=subprocess.DEVNULL)
    cold = [_cold(env) for _ in range(3)]
    with _bare(env) as floor, served(env) as (port, process, _):
        cookie = signed_in(home, Role.APPROVER)
        kept = asked(CALL, cookie, "/")
        busy = max(rate(port, kept, 50, 4) for _ in range(3))
        ways = {
            "overview again": lambda _: asked(CALL, cookie, "/"),
            "Chỉ tiêu again": lambda _: asked(CALL, cookie, "/chi-tieu"),
            "Chỉ tiêu drawn anew, five charts and their rows": lambda n: asked(CALL, cookie, "/chi-tieu", f"?x={n}"),
        }  # fmt: skip
        rows = [_paired(floor, port, name, way, times) for name, way in ways.items()]
        memory = _memory(process)
        rows.append(_one_chart(env, store, floor, times))
        first, second = _views(f"http://127.0.0.1:{port}/")
    facts = [
        ("repeat view, 50 clients, 2 workers", f"{busy:,.0f}/s"),
        ("start of the process → first 200, median of 3", f"{statistics.median(cold):.2f} s"),
        ("PSS, 2 workers and their parent, after all this", f"{memory:.0f} MB"),
        ("first view, everything on the wire", f"{first:,.0f} kB"),
        ("second view", f"{second:,.0f} kB"),
    ]
    if smaller:
        facts.insert(4, ("first view, the smaller plotly.js", f"{_slim(env, home, smaller):,.0f} kB"))
    head = ("signed in, paired", "p50 ms", "floor p50", "×", "Superset uncached is ×", "its cache is ×")
    return table(head, rows) + "\n" + table(("served", "measured"), facts)


def _slim(env: dict[str, str], home: Path, smaller: Path) -> float:
    (home / slim.NAME).write_bytes(smaller.read_bytes())
    with served(env) as (port, _, _):
        return _views(f"http://127.0.0.1:{port}/")[0]


def _one_chart(env: dict[str, str], store: Path, floor: int, times: int) -> Sequence[str]:
    """The communes' chart of `made` figures, drawn anew for every request, against the floor on the same file."""
    with served(env | {"CHITIEU_HOME": str(store.parent)}) as (port, _, _):
        cookie = signed_in(store.parent, Role.APPROVER)
        name = "one chart drawn anew, 18 × 120"
        return _paired(
            floor, port, name, lambda n: asked(f"/bieu-do?indicator={CODES[n % 140]}", cookie), times
        )


def _paired(floor: int, port: int, name: str, way: Callable[[int], bytes], times: int) -> Sequence[str]:
    rows = []
    ours, bare = Client(port), Client(floor)
    for n in range(times + 20):
        sides = [lambda n=n: ours.ask(way(n)), lambda n=n: bare.ask(asked(f"/{n % 140}"))]
        told = [ask() for ask in (sides if n % 2 else sides[::-1])]
        rows.append(told if n % 2 else told[::-1])
    pairs = rows[20:]  # both workers of both have answered once
    mine, floor_ms = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    against = (f"{SUPERSET[kind] / ratio:.1f}" for kind in ("uncached", "cached"))
    return (name, f"{mine:.2f}", f"{floor_ms:.2f}", f"{ratio:.2f}", *against)


@contextmanager
def _started(command: list[str | Path], env: dict[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                Client(port).ask(asked("/"))
                break
            except OSError:
                time.sleep(0.02)
        yield process
    finally:
        process.terminate()
        process.wait()


@contextmanager
def served(env: dict[str, str]) -> Iterator[tuple[int, subprocess.Popen[bytes], float]]:
    """`chitieu serve` with its limits out of the way: port, process, seconds to its first page."""
    port, start = _free(), time.perf_counter()
    command = [BIN / "chitieu", "serve", "--port", str(port), "--workers", "2", "--rate", "1000000"]
    with _started(command, env, port) as process:
        yield port, process, time.perf_counter() - start


@contextmanager
def _bare(env: dict[str, str]) -> Iterator[int]:
    port = _free()
    command = [BIN / "gunicorn", "-w", "2", "-k", "gthread", "--threads", "4", "-b", f"127.0.0.1:{port}", "tests.bench.bare:app"]  # fmt: skip
    with _started([*command], env | {"PYTHONPATH": str(Path(__file__).parents[2])}, port):
        yield port


def _cold(env: dict[str, str]) -> float:
    with served(env) as (_, _, seconds):
        return seconds


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def signed_in(home: Path, role: Role) -> str:
    """The cookie of someone of a role who signed in."""
    word = secrets.token_urlsafe()
    office = open_office(f"sqlite:///{home / 'chitieu.db'}")
    link = office.accounts.add(Person(0, "do", "Đo", frozenset({role})), "bench")
    name = office.accounts.choose_password(link, word)
    token = office.accounts.sign_in(name, word, "127.0.0.1")
    office.close()
    return f"phien={token}"


def _memory(process: subprocess.Popen[bytes]) -> float:
    parent = psutil.Process(process.pid)
    return sum(one.memory_full_info().pss for one in [parent, *parent.children()]) / 1e6


def _views(address: str) -> tuple[float, float]:
    """kB on the wire of a first and of a second view in one browser, as the browser counts them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page()
        wire = page.context.new_cdp_session(page)
        sizes: list[float] = []
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
        views = []
        for _ in range(2):
            sizes.clear()
            page.goto(address)
            page.wait_for_selector("#main h1")
            page.wait_for_timeout(4000)
            views.append(sum(sizes) / 1000)
        browser.close()
    return views[0], views[1]
