"""One line chart in this process, from SQL to bytes: 18 communes over 120 months, against the bare driver and orjson."""

from __future__ import annotations

import time
from pathlib import Path

import orjson

from dashboard.charts.theme import SERIES, axis, layout
from etl.query import Reader
from etl.query.shapes import Shapes, What
from etl.store import open_engine
from tests.bench.bare import AREAS, CODES, Bare
from tests.bench.measure import latencies, table


def run(file: Path, times: int) -> str:
    """The table of one chart."""
    reader, bare = Reader(open_engine(f"sqlite:///{file}", read_only=True)), Bare(str(file))
    with reader.shapes() as shapes:
        pair = [
            lambda n: drawn(shapes, CODES[n % len(CODES)]),
            lambda n: bare.lines(CODES[n % len(CODES)]),
        ]
        for n in range(20):
            _ = [ask(n) for ask in pair]
        ours, driver = latencies(pair, times, time.thread_time)
    row = ("18 × 120, SQL → bytes", *(f"{n:.2f}" for n in (ours.p50, driver.p50, ours.p50 / driver.p50)))
    return table(("line chart", "CPU ms p50", "SQL + orjson", "×"), [row])


def drawn(shapes: Shapes, code: str) -> bytes:
    """The figure as the dashboard draws it: a plain dict of plotly's schema, a trace a commune, through orjson."""
    colour, dash, _ = SERIES[0]
    look = {"type": "scatter", "mode": "lines", "line": {"color": colour, "dash": dash}}
    told = shapes.lines(What(code), AREAS)
    data = [look | {"name": area, "x": months, "y": values} for area, (months, values) in told.items()]
    return orjson.dumps({"data": data, "layout": layout("vi", xaxis=axis(), yaxis=axis())})
