"""The floor: nothing but SQL and orjson behind WSGI, for `gunicorn tests.bench.bare:app`; 18 lines of 120 months."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any

import orjson

from etl.catalog import load
from tests.bench.made import indicators
from tests.bench.shapes import HELD, IN18

AREAS = tuple(unit.id for unit in load().areas.communes(load().areas.home, date(2021, 6, 1)))[:18]
"""Communes of the home district: a chart of the dashboard shows no others."""
LINES = f"SELECT o.area, s.period, o.value {HELD} AND o.area IN ({IN18}) WHERE s.line = ?"
CODES = indicators(140)


class Bare:
    """The driver on a store, with the numbers of its codes."""

    def __init__(self, file: str) -> None:
        self._db = sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)
        self._db.execute("PRAGMA mmap_size = 17179869184")
        number = dict(self._db.execute("SELECT code, id FROM term WHERE kind = 'area'").fetchall())
        lines = "SELECT t.code, l.id FROM line l JOIN term t ON t.id = l.indicator"
        self._line = dict(self._db.execute(lines).fetchall())
        self._areas = [number[code] for code in AREAS]

    def lines(self, code: str) -> bytes:
        """(area, period, value) of one indicator as JSON."""
        return orjson.dumps(self._db.execute(LINES, [*self._areas, self._line[code]]).fetchall())


@cache
def _of_thread(_thread: int) -> Bare:
    return Bare(os.environ["BENCH_STORE"])


def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """`/7` is the seventh indicator."""
    body = _of_thread(threading.get_ident()).lines(
        CODES[int(environ["PATH_INFO"].strip("/") or 0) % len(CODES)]
    )
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
