"""Browsers without a screen: keep-alive connections that send one request again and again, and how long each answer took."""

from __future__ import annotations

import selectors
import socket
import time
from dataclasses import dataclass, field

SCREEN = (
    b'{"output":"shell.children","outputs":{"id":"shell","property":"children"},"inputs":[{"id":"url","property":"pathname",'
    b'"value":"%s"},{"id":"url","property":"search","value":"%s"}],"changedPropIds":["url.pathname"],"parsedChangedPropsIds":["url.pathname"]}'
)


def asked(path: str, cookie: str = "", screen: str = "", query: str = "") -> bytes:
    """A GET of a path, or what the page sends for a screen."""
    body = SCREEN % (screen.encode(), query.encode()) if screen else b""
    head = [f"{'POST' if screen else 'GET'} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: br"]
    head += ["Sec-Fetch-Site: same-origin", f"Cookie: {cookie}"] if cookie else []
    head += ["Content-Type: application/json", f"Content-Length: {len(body)}"] if screen else []
    return "\r\n".join([*head, "", ""]).encode() + body


@dataclass(slots=True)
class Client:
    """One connection."""

    port: int
    told: bytearray = field(default_factory=bytearray)
    line: socket.socket = field(init=False)
    sent: float = 0.0

    def __post_init__(self) -> None:
        self.line = socket.create_connection(("127.0.0.1", self.port))
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
        """Ask."""
        self.told.clear()
        self.sent = time.perf_counter()
        self.line.sendall(request)

    def is_answered(self) -> bool:
        """Read what came; whether the answer is whole. A refusal is an error of the measurement."""
        got = self.line.recv(1 << 18)
        self.told += got
        head, end, body = self.told.partition(b"\r\n\r\n")
        if not got or (end and not head.startswith(b"HTTP/1.1 200")):
            raise RuntimeError(bytes(self.told[:300]).decode(errors="replace"))
        if not end:
            return False
        length = next(one for one in head.lower().split(b"\r\n") if one.startswith(b"content-length:"))
        return len(body) >= int(length.split(b":")[1])

    def ask(self, request: bytes) -> float:
        """Milliseconds from question to answer."""
        self.send(request)
        while not self.is_answered():
            pass
        return (time.perf_counter() - self.sent) * 1000


def rate(port: int, request: bytes, clients: int, seconds: float) -> float:
    """Answers a second for so many clients that each ask again as soon as they are answered."""
    with selectors.DefaultSelector() as waiting:
        for client in [Client(port) for _ in range(clients)]:
            waiting.register(client.line, selectors.EVENT_READ, client)
            client.send(request)
        start, count = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            for key, _ in waiting.select(1):
                if key.data.is_answered():
                    count += 1
                    key.data.send(request)
        taken = time.perf_counter() - start
        for key in list(waiting.get_map().values()):
            key.data.line.close()
    return count / taken
