"""One line chart in this process, from SQL to bytes: 18 communes over 120 months, against the bare driver and orjson."""

from __future__ import annotations

import time
from pathlib import Path

import orjson

from dashboard.state import Choice
from dashboard.strands import drawn
from etl.catalog import Catalogue
from etl.query import Reader
from etl.query.shapes import Shapes
from etl.store import open_engine
from tests.bench.bare import CODES, Bare
from tests.bench.measure import latencies, table


def run(file: Path, times: int) -> str:
    """The table of one chart."""
    reader, bare = Reader(open_engine(f"sqlite:///{file}", read_only=True)), Bare(str(file))
    with reader.shapes() as shapes:
        pair = [
            lambda n: chart(shapes, reader.catalogue, CODES[n % len(CODES)]),
            lambda n: bare.lines(CODES[n % len(CODES)]),
        ]
        for n in range(20):
            _ = [ask(n) for ask in pair]
        ours, driver = latencies(pair, times, time.thread_time)
    row = ("18 × 120, SQL → bytes", *(f"{n:.2f}" for n in (ours.p50, driver.p50, ours.p50 / driver.p50)))
    return table(("line chart", "CPU ms p50", "SQL + orjson", "×"), [row])


def chart(shapes: Shapes, catalogue: Catalogue, code: str) -> bytes:
    """The communes' chart as the dashboard draws it: figure, title, unit, source, through orjson."""
    found = drawn(shapes, catalogue, Choice(indicator=code))
    return orjson.dumps([found.figure, found.title, found.subtitle, found.source] if found else None)
