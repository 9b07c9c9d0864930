"""D, T5, T6 as served: two servers on one PostgreSQL behind a proxy are one office; readers see one release; a kill is over in seconds."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from etl.catalog import load as load_catalogue
from etl.model.people import Person, Role
from etl.pipeline.office import open_office
from etl.store import open_engine, publish, undo
from tests.store.made import submit
from tests.upload.test_answers import MESSY
from tests.upload.test_browser import WORD, hand_in, newest, sign_in, visitor

WAIT = 60.0
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def ask(port: int, path: str, body: object = None) -> tuple[int, str]:
    """One request of a browser on our own page."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
    headers = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "identity"}
    if body is None:
        asked.request("GET", path, headers=headers)
    else:
        asked.request("POST", path, json.dumps(body), headers | {"Content-Type": "application/json"})
    answer = asked.getresponse()
    told = answer.read().decode()
    asked.close()
    return answer.status, told


def await_(so: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT
    while not so():
        assert time.monotonic() < until
        time.sleep(0.05)


class Server:
    """One `chitieu serve` with two workers, in a session of its own so that all of it can be killed."""

    def __init__(self, url: str, folder: Path) -> None:
        self.port, self._url, self._folder = free_port(), url, folder
        self._run: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        env = os.environ | {"CHITIEU_DATABASE_URL": self._url, "CHITIEU_HOME": str(self._folder)}
        command = [sys.executable, "-m", "etl", "serve", "--port", str(self.port), "--workers", "2"]
        self._run = subprocess.Popen(
            command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        await_(self.answers)

    def answers(self) -> bool:
        try:
            return ask(self.port, "/healthz")[0] == 200
        except OSError:
            return False

    def kill(self) -> None:
        if self._run is not None:
            os.killpg(self._run.pid, signal.SIGKILL)
            self._run.wait()
            self._run = None


@contextmanager
def proxy(ports: Sequence[int]) -> Iterator[int]:
    """A small proxy that hands each request to the next server in turn."""
    turn = itertools.cycle(ports)

    class Passing(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            onward = http.client.HTTPConnection("127.0.0.1", next(turn), timeout=WAIT)
            onward.request(self.command, self.path, body or None, dict(self.headers.items()))
            answer = onward.getresponse()
            told = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)
            onward.close()

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Passing)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def url(postgres: Callable[..., str]) -> str:
    return postgres()


@pytest.fixture
def servers(url: str, tmp_path: Path) -> Iterator[list[Server]]:
    made = [Server(url, tmp_path) for _ in range(2)]
    for one in made:
        one.start()
    yield made
    for one in made:
        one.kill()


def told(day: int, area: str, wood: str) -> str:
    return (
        f"Huyện Bắc Sơn, ngày {day}/9/2021\nTrong 9 tháng đầu năm 2021, tổng diện tích gieo trồng đạt {area} ha; "
        f"trồng rừng mới {wood} ha.\n"
    )


def test_two_servers_behind_a_proxy_are_one_office(
    chromium: Browser, url: str, servers: list[Server], tmp_path: Path
) -> None:
    office = open_office(url)
    link = office.accounts.add(Person(0, "an", "Nguyễn An", frozenset({Role.STAFF, Role.APPROVER})), "test")
    office.accounts.choose_password(link, WORD)
    problems: list[str] = []
    file = tmp_path / "xa-gui.csv"
    file.write_text(MESSY.replace("1.234", "1.234,0").replace("Vũ Lể", "Vũ Lễ"), "utf-8")
    with proxy([one.port for one in servers]) as port:
        address = f"http://127.0.0.1:{port}"
        page = visitor(chromium, problems)
        sign_in(page, address)
        hand_in(page, file)
        page.click(".acts button.main")
        page.wait_for_selector(".done")
        tri = next(a.id for a in load_catalogue().areas.by_id.values() if a.name == "Tân Tri")
        assert "1.310" in newest(page, address, tri)
        assert "1.310" in newest(page, address, tri)
        page.context.close()
    office.close()
    assert problems == []


SHELL = {
    "output": "shell.children", "outputs": {"id": "shell", "property": "children"}, "changedPropIds": ["url.pathname"],
    "inputs": [{"id": "url", "property": "pathname", "value": "/"}, {"id": "url", "property": "search", "value": ""}],
}  # fmt: skip
AREA = re.compile(r"9\.111|9\.222")
FACT = re.compile(r"\b(9111|9222|511|522)\b")
FACTS = "/api/v1/observations?area=185"


def test_t6_twenty_readers_over_http_see_one_release_while_others_publish(
    url: str, servers: list[Server], tmp_path: Path
) -> None:
    engine = open_engine(url)
    publish(engine, [submit(engine, tmp_path, told(20, "9.111", "511"))], "an")
    later = submit(engine, tmp_path, told(21, "9.222", "522"))
    done, first_page, facts = threading.Event(), set(), set()

    def read(port: int) -> None:
        while not done.is_set():
            first_page.add(tuple(AREA.findall(ask(port, "/_dash-update-component", SHELL)[1])))
            facts.add(tuple(sorted(set(FACT.findall(ask(port, FACTS)[1])))))

    with proxy([one.port for one in servers]) as port:
        readers = [threading.Thread(target=read, args=(port,)) for _ in range(20)]
        for one in readers:
            one.start()
        await_(lambda: ("511", "9111") in facts)
        release = publish(engine, [later], "an")
        await_(lambda: ("522", "9222") in facts)
        for _ in range(4):
            time.sleep(0.3)
            release = undo(engine, release, "an")
        done.set()
        for one in readers:
            one.join()
    engine.dispose()
    # what stands on the card is what the last release changed it to, where it changed it
    assert first_page <= {("9.111", "9.111"), ("9.222", "9.111", "9.222"), ("9.111", "9.222", "9.111")}
    assert facts == {("511", "9111"), ("522", "9222")}


def test_t5_after_a_kill_the_servers_answer_again_within_ten_seconds(
    servers: list[Server], url: str, tmp_path: Path
) -> None:
    engine = open_engine(url)
    publish(engine, [submit(engine, tmp_path, told(20, "9.111", "511"))], "an")
    engine.dispose()

    def shown() -> list[list[str]]:
        return [AREA.findall(ask(one.port, "/_dash-update-component", SHELL)[1]) for one in servers]

    before = shown()
    assert all(before)
    for one in servers:
        one.kill()
        assert not one.answers()
        since = time.monotonic()
        one.start()
        assert time.monotonic() - since < 10
    assert shown() == before
