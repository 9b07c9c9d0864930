"""T1, T16 on the wire: who sends slowly, lies about a length or speaks no HTTP is refused in our words and keeps nobody waiting."""

from __future__ import annotations

import http.client
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.upload.test_served import SHELL, Server, ask

MANY = 20
OWN = "Host: localhost\r\nSec-Fetch-Site: same-origin\r\nAccept: text/html\r\n"
FORM = f"POST /dang-nhap HTTP/1.1\r\n{OWN}Content-Type: application/x-www-form-urlencoded\r\n"
SLOW = {
    "nothing at all": "",
    "half a head": f"GET / HTTP/1.1\r\n{OWN}X: ",
    "half a body": f"{FORM}Content-Length: 100000\r\n\r\nten=",
    "half a chunk": f"{FORM}Transfer-Encoding: chunked\r\n\r\nfff\r\nten=",
    "a request and half of the next": f"GET /healthz HTTP/1.1\r\n{OWN}\r\nGET / HTTP/1.1\r\nX: ",
    "a refused request, and no end": f"POST /dang-nhap HTTP/1.1\r\n{OWN}Content-Length: 60000000\r\n\r\n" + "x" * 70_000,
}  # fmt: skip
"""What is sent, and then nothing more, the connection left open."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder: Path = tmp_path_factory.mktemp("served")
    server = Server(f"sqlite:///{folder / 'chitieu.db'}", folder)
    server.start()
    ask(server.port, "/_dash-update-component", SHELL)
    yield server.port
    server.kill()


def dialled(port: int, told: str) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), timeout=20)
    one.sendall(told.encode("latin-1"))
    return one


def heard(one: socket.socket) -> tuple[int, str]:
    """The status and all else that comes until the other side ends."""
    told = b""
    while part := one.recv(65_536):
        told += part
    return int(told[9:12] or 0), told.decode()


@pytest.mark.parametrize("what", SLOW)
def test_t1_slow_senders_keep_nobody_waiting(port: int, what: str) -> None:
    with ExitStack() as held:
        for _ in range(MANY):
            held.enter_context(dialled(port, SLOW[what]))
        took = []
        for n in range(10):
            since = time.monotonic()
            status = ask(port, "/_dash-update-component", SHELL)[0] if n % 2 else ask(port, "/healthz")[0]
            took.append(time.monotonic() - since)
            assert status == 200
    assert max(took) < 2


def test_t1_a_head_that_does_not_end_is_given_up_in_our_words(port: int) -> None:
    with dialled(port, SLOW["half a head"]) as one:
        status, told = heard(one)
    assert status == 408
    assert "Đường truyền quá chậm" in told
    assert "The connection was too slow" in told


REFUSED = {
    "no request": ("xin chào\r\n\r\n", 400), "no version": ("GET / HTTP/9.9\r\n\r\n", 400), "a lower-case method": ("get / HTTP/1.1\r\n\r\n", 400),
    "a header without a name": (f"GET / HTTP/1.1\r\n{OWN}: x\r\n\r\n", 400), "a folded header": (f"GET / HTTP/1.1\r\n{OWN}X: a\r\n b\r\n\r\n", 400),
    "an endless address": (f"GET /{'x' * 9_000} HTTP/1.1\r\n{OWN}\r\n", 414), "an endless header": (f"GET / HTTP/1.1\r\n{OWN}X: {'x' * 9_000}\r\n\r\n", 431),
    "two lengths": (f"{FORM}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400), "a length below nothing": (f"{FORM}Content-Length: -1\r\n\r\n", 400),
    "a length in words": (f"{FORM}Content-Length: abc\r\n\r\n", 400), "a length and chunks": (f"{FORM}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "a chunk of no number": (f"{FORM}Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_t1_what_is_no_request_is_refused_in_our_words_with_our_headers(port: int, what: str) -> None:
    told, expected = REFUSED[what]
    with dialled(port, told) as one:
        status, answer = heard(one)
    assert (status, "<h1>" in answer, "Invalid" in answer) == (expected, False, False), answer
    head, _, page = answer.partition("\r\n\r\n")
    assert "Yêu cầu không đúng dạng" in page or "quá lớn" in page
    assert 'class="card"' in page
    assert {"X-Content-Type-Options: nosniff", "X-Frame-Options: DENY"} <= set(head.split("\r\n"))
    assert re.search("Content-Security-Policy: .*script-src 'self'", head)


def test_t1_a_length_that_is_claimed_too_large_is_refused_before_anything_is_sent(port: int) -> None:
    for path, size in (
        ("/nop/tep", 60_000_000),
        ("/_dash-update-component", 3_000_000),
        ("/nop/tep", 10**18),
    ):
        since = time.monotonic()
        with dialled(
            port, f"POST {path} HTTP/1.1\r\n{OWN}Content-Type: text/plain\r\nContent-Length: {size}\r\n\r\n"
        ) as one:
            status, told = heard(one)
        assert (status, time.monotonic() - since < 2) == (413, True)
        assert (
            "vượt mức" in told.encode().decode("unicode_escape", "ignore")
            or "v\\u01b0\\u1ee3t" in told
            or "vượt" in told
        )


def test_t1_a_length_that_is_claimed_too_small_smuggles_nothing_in(port: int) -> None:
    smuggled = "POST /dang-xuat HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    with dialled(port, f"{FORM}Content-Length: 4\r\nConnection: close\r\n\r\nten={smuggled}") as one:
        status, told = heard(one)
    assert status == 401
    assert told.count("HTTP/1.1 ") == 1


def test_many_requests_of_one_connection_are_answered_in_order(port: int) -> None:
    with dialled(
        port,
        f"GET /healthz HTTP/1.1\r\n{OWN}\r\n" * 3
        + f"GET /healthz HTTP/1.1\r\n{OWN}Connection: close\r\n\r\n",
    ) as one:
        assert heard(one)[1].count("HTTP/1.1 200") == 4
    kept = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _ in range(5):
        kept.request("GET", "/healthz")
        assert kept.getresponse().read()
    kept.close()
