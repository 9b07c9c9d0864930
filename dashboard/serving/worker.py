"""The process that serves: slow heads of requests keep few of its threads, and what gunicorn itself refuses is said in our words."""

from __future__ import annotations

import re
import secrets
import selectors
import socket
import time
from collections import Counter
from functools import partial
from typing import Any

from gunicorn import util  # type: ignore[import-untyped, unused-ignore]
from gunicorn.workers import gthread  # type: ignore[import-untyped, unused-ignore]

from dashboard.safety.answers import page
from dashboard.safety.headers import security_headers
from dashboard.text import LANGUAGES, t

HEAD_SECONDS = 5.0
"""How long the head of a request may take, from its first byte."""
LARGEST_HEAD = 65_536
MOST_WAITING = 2
"""Threads of a worker that wait for slow heads."""
SWIFT, MOST_SENDING = 3, 3
"""Moments within which a small body follows its head; requests of one address with slower ones that a worker takes at once."""
_MOMENT, _END = 0.02, b"\r\n\r\n"
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_CHUNKED = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)
_CODES = {429: "too_many", 408: "too_slow", 413: "too_much", 414: "too_much", 431: "too_much"}


class Worker(gthread.ThreadWorker):  # type: ignore[misc, unused-ignore]
    """Gunicorn's worker with threads, of which few ever wait for slow heads, and one at most for those of one address."""

    def __init__(self, *told: Any, **named: Any) -> None:
        super().__init__(*told, **named)
        self._waiting, self._sending = Counter[str](), Counter[str]()
        util.write_error = spoken  # it has no setting for what it says

    def handle(self, conn: Any) -> Any:
        """Serve one request once its head is there; a connection that says nothing goes back to the poller."""
        head = _head(conn)
        if head == b"" and not conn.initialized:
            return gthread._DEFER
        if not _is_whole(head) and not self._comes(conn):
            return self._refused(conn, 408, "Request Timeout")
        conn.data_ready = True
        return self._with_body(conn)

    def _with_body(self, conn: Any) -> Any:
        """Serve a request whose head is there; of one address few threads wait for the rest of bodies."""
        for _ in range(SWIFT):
            if _is_all(_head(conn)):
                return super().handle(conn)
            time.sleep(_MOMENT)
        address = _address(conn)
        if self._sending[address] >= MOST_SENDING:
            return self._refused(conn, 429, "Too Many Requests")
        self._sending[address] += 1
        try:
            return super().handle(conn)
        finally:
            self._sending[address] -= 1

    def _refused(self, conn: Any, status: int, reason: str) -> bool:
        conn.sock.setblocking(True)
        spoken(conn.sock, status, reason, "")
        return False

    def finish_request(self, conn: Any, done: Any) -> None:
        """After a request: a connection that ends lingers at the poller, where it keeps nobody waiting."""
        if done.cancelled() or done.exception() or done.result() or not self.alive:
            super().finish_request(conn, done)
            return
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
        except OSError:
            self._end(conn)
            return
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._drained, conn))

    def _keepalive_after(self, conn: Any, keepalive: bool) -> bool:
        """Whether another request may follow: not behind a body that nobody read and that is still coming."""
        return bool(keepalive and conn.parser.finish_body(deadline=time.monotonic() + _MOMENT))

    def _drained(self, conn: Any, sock: Any) -> None:
        """What the other side still sends is thrown away, so that it reads our answer to the end."""
        try:
            if sock.recv(LARGEST_HEAD):
                return
        except OSError:
            pass
        self.poller.unregister(sock)
        self.pending_conns.remove(conn)
        self._end(conn)

    def _end(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()

    def _comes(self, conn: Any) -> bool:
        """Whether the rest of a head came in time; nobody waits for it where enough others are waited for."""
        address = _address(conn)
        if self._waiting[address] or self._waiting.total() >= MOST_WAITING:
            return False
        self._waiting[address] += 1
        until = time.monotonic() + HEAD_SECONDS
        try:
            while time.monotonic() < until:
                time.sleep(_MOMENT)
                if _is_whole(_head(conn)):
                    return True
            return False
        finally:
            del self._waiting[address]


def _head(conn: Any) -> bytes | None:
    """What came of a head, left where it is: empty where nothing came yet, None where the other side has gone."""
    known = conn.parser.unreader.buf.getvalue() if conn.parser else b""
    conn.sock.setblocking(False)  # a timeout of its own would be waited for even so
    try:
        return known + conn.sock.recv(LARGEST_HEAD, socket.MSG_PEEK) or None
    except BlockingIOError:
        return bytes(known)
    except OSError:
        return None


def _address(conn: Any) -> str:
    return str(conn.client[0]) if isinstance(conn.client, tuple) else ""


def _is_all(told: bytes | None) -> bool:
    """Whether the body has come too."""
    head, _, body = (told or b"").partition(_END)
    if _CHUNKED.search(head):
        return body.endswith(b"0" + _END)
    length = _LENGTH.search(head)
    return not length or len(body) >= int(length[1])


def _is_whole(head: bytes | None) -> bool:
    """Whether nothing more is to be waited for."""
    return head is None or _END in head or len(head) >= LARGEST_HEAD


def spoken(sock: Any, status: int, reason: str, _: str) -> None:
    """Send a refusal in both languages, for nobody knows whose request it was; then the connection ends."""
    code = _CODES.get(status, "bad_request" if status < 500 else "broken")
    told = {"number": secrets.token_hex(4)} if code == "broken" else {}
    body = page(" · ".join(t(f"refused.{code}", lang, **told) for lang in LANGUAGES), LANGUAGES[0], "")
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    headers += [("Connection", "close"), *security_headers(headers, tuple, {})]
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    util.write_nonblock(sock, f"HTTP/1.1 {status} {reason}\r\n{lines}\r\n".encode("latin-1") + body)
