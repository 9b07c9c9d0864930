"""Ready answers: the bytes of a screen, kept for as long as nothing is written to the store."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable

from flask import Flask, Response, g, request

ADDRESS = "/_dash-update-component"
SCREEN = b'"output":"shell.children"'
MOST = 16 * 1024 * 1024
"""Bytes kept in one worker; what was asked for longest ago goes first."""

Kept = tuple[bytes, str]
"""Body, content encoding."""


class Ready:
    """Answers a screen that was drawn before; `stamp` tells the store's state, `viewer` what the asker may see.

    Pages in `never` are drawn each time: they show a person's own papers, which change without a release.
    """

    def __init__(
        self, stamp: Callable[[], Hashable], viewer: Callable[[], Hashable], never: Iterable[str] = ()
    ) -> None:
        self._stamp, self._viewer = stamp, viewer
        self._never = [f'"{path}"'.encode() for path in never]
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def ask_first(self, server: Flask) -> None:
        """Answer from what is kept; to be asked after the gate, which says who is looking."""

        @server.before_request
        def _() -> Response | None:
            if request.path != ADDRESS or SCREEN not in (body := request.get_data(cache=True)):
                return None
            if any(path in body for path in self._never):
                return None
            asked = hashlib.blake2b(body, digest_size=16).digest()
            g.ready_key = (self._stamp(), asked, self._viewer(), request.headers.get("Accept-Encoding", ""))
            found = self._find(g.ready_key)
            if found is None:
                return None
            g.is_ready = True
            return _answer(*found)

    def keep_last(self, server: Flask) -> None:
        """Keep what was drawn and compressed; to be asked for before Compress is, since Flask goes backwards."""

        @server.after_request
        def _(answer: Response) -> Response:
            key = g.get("ready_key")
            if key is not None and not g.get("is_ready") and answer.status_code == 200:
                self._put(key, (answer.get_data(), answer.headers.get("Content-Encoding", "")))
            return answer

    def _find(self, key: Hashable) -> Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        return None

    def _put(self, key: Hashable, kept: Kept) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = kept
                self._size += len(kept[0])
            while self._size > MOST:
                _, (body, _) = self._kept.popitem(last=False)
                self._size -= len(body)


def _answer(body: bytes, encoding: str) -> Response:
    answer = Response(body, mimetype="application/json")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
        answer.vary.add("Accept-Encoding")
    return answer
