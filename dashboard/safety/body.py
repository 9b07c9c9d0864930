"""Request bodies: counted while they are read, so that no header can lie about them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

SLOWEST = 8 * 1024
"""Bytes a second below which a body is given up once its first patience is used up."""


class BodyRefused(Exception):
    """A body grew over its limit or came too slowly."""


def declared(environ: dict[str, Any]) -> int:
    """The length the request claims; 0 where it claims none."""
    told = str(environ.get("CONTENT_LENGTH") or "")
    return int(told) if told.isdecimal() else 0


def is_garbled(wrong: Exception) -> bool:
    """Whether this is the server saying that it cannot make out a body, or that it broke off."""
    return type(wrong).__module__ == "gunicorn.http.errors"


class Counted:
    """The body's stream: raises once more than `limit` bytes came, or they come too slowly."""

    def __init__(self, environ: dict[str, Any], limit: int, patience: float) -> None:
        self._inner = environ["wsgi.input"]
        self._limit, self._patience = limit, patience
        self._since, self._read = time.monotonic(), 0
        socket = environ.get("gunicorn.socket")
        if socket is not None:
            socket.settimeout(patience)

    @property
    def is_over(self) -> bool:
        """Whether the limit was passed."""
        return self._read > self._limit

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        return self._counted(self._inner.read(size) if size >= 0 else self._inner.read(self._limit + 1))

    def readline(self, size: int = -1) -> bytes:
        """The next line."""
        return self._counted(self._inner.readline(size if size >= 0 else self._limit + 1))

    def __iter__(self) -> Iterator[bytes]:
        while line := self.readline():
            yield line

    def _counted(self, part: bytes) -> bytes:
        self._read += len(part)
        waited = time.monotonic() - self._since
        if self.is_over or (waited > self._patience and self._read < waited * SLOWEST):
            raise BodyRefused
        return part
