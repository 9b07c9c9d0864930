"""The seven query shapes through Reader against the bare driver on the same file, and a month more of the whole country."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from etl.catalog import Catalogue
from etl.query import Reader
from etl.query.shapes import Shapes, What
from etl.store import open_engine, publish, stage
from tests.bench.made import MONTHS, Size, communes, draft, drafts, indicators
from tests.bench.measure import latencies, table

HELD = "FROM standing s JOIN observation o ON o.lot = s.lot"
IN18, IN19, IN12 = (",".join("?" * n) for n in (18, 19, 12))
BARE = {
    "Q1 series": f"SELECT p.code, o.value {HELD} AND o.area = ? JOIN term p ON p.id = s.period WHERE s.line = ?",
    "Q2 cross-section": f"SELECT a.code, o.value {HELD} JOIN term a ON a.id = o.area WHERE s.line = ? AND s.period = ?",
    "Q3 district sum": f"SELECT s.period, sum(o.value) {HELD} AND o.area IN ({IN18}) WHERE s.line = ? GROUP BY s.period",
    "Q4 national sum": "SELECT p.code, total FROM roll JOIN term p ON p.id = roll.period WHERE line = ? AND whole = 0",
    "Q5 matrix": f"SELECT s.line, o.area, o.value {HELD} AND o.area IN ({IN18}) WHERE s.period = ? AND s.line IN ({IN19})",
    "Q6 cards": f"SELECT s.line, s.period, o.value {HELD} AND o.area = ? WHERE s.line IN ({IN12}) AND s.period IN (?, ?)",
    "Q7 rank": f"SELECT 1 + count(*) {HELD} WHERE s.line = ? AND s.period = ? AND o.value > "
    f"(SELECT o.value {HELD} AND o.area = ? WHERE s.line = ? AND s.period = ?)",
}


def build(size: Size, file: Path, country: Catalogue, areas: tuple[str, ...] = ()) -> str:
    """A store of a size, loaded as ten yearly files; and how fast."""
    engine = open_engine(f"sqlite:///{file}")
    start = time.perf_counter()
    for told in drafts(size, areas=areas):
        kept = stage(engine, told, told.report.file.encode(), "bench", catalogue=country)
        publish(engine, [kept.submission], "bench", catalogue=country)
    taken = time.perf_counter() - start
    engine.dispose()
    bytes_each = file.stat().st_size / size.figures
    return f"{size.name}: {size.figures:,} figures in {taken:.0f} s, {bytes_each:.1f} B each on disk.\n"


def month_more(size: Size, file: Path, country: Catalogue) -> str:
    """One month of everything more, staged and published with its sums."""
    engine = open_engine(f"sqlite:///{file}")
    told = draft(size, range(120, 121))
    start, processor = time.perf_counter(), time.process_time()
    kept = stage(engine, told, b"month", "bench", catalogue=country)
    staged = time.perf_counter() - start
    publish(engine, [kept.submission], "bench", catalogue=country)
    taken, processor = time.perf_counter() - start, time.process_time() - processor
    engine.dispose()
    return f"{size.name}: a month more, {len(told):,} figures: {taken:.2f} s, {processor:.2f} s of the processor (stored {staged:.2f} s, published with sums {taken - staged:.2f} s).\n"


def run(size: Size, file: Path, times: int) -> str:
    """The table of shapes."""
    reader = Reader(open_engine(f"sqlite:///{file}", read_only=True))
    bare = sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)
    bare.execute("PRAGMA mmap_size = 17179869184")
    bare.execute("PRAGMA cache_size = -32000")
    rows = []
    with reader.shapes() as shapes:
        for name, pair in _pairs(shapes, bare, size).items():
            _warm(pair)
            ours, driver = latencies(pair, times)
            told = (ours.p50, ours.p95, driver.p50, driver.p95, ours.p50 / driver.p50)
            rows.append((f"{size.name} {name}", *(f"{number:.2f}" for number in told)))
    bare.close()
    return table(("figures · shape", "p50 ms", "p95 ms", "driver p50", "driver p95", "× driver"), rows)


def _warm(pair: list[Callable[[int], object]]) -> None:
    for n in range(20):
        for ask in pair:
            ask(n)


def _pairs(shapes: Shapes, bare: sqlite3.Connection, size: Size) -> dict[str, list[Callable[[int], object]]]:
    asked = [_asked(size, n) for n in range(1000)]
    number = dict(
        bare.execute("SELECT code, id FROM term WHERE kind IN ('area', 'period', 'indicator')").fetchall()
    )
    line = dict(bare.execute("SELECT t.code, l.id FROM line l JOIN term t ON t.id = l.indicator").fetchall())

    def sql(name: str, *parts: Any) -> object:
        flat = [one for part in parts for one in (part if isinstance(part, list) else [part])]
        return bare.execute(BARE[name], flat).fetchall()

    told: dict[str, tuple[Callable[[Any], object], Callable[[Any], object]]] = {
        "Q1 series": (lambda q: shapes.series(q.what, q.area), lambda q: sql("Q1 series", number[q.area], line[q.what[0]])),
        "Q2 cross-section": (
            lambda q: shapes.across(q.what, q.month), lambda q: sql("Q2 cross-section", line[q.what[0]], number[q.month])
        ),
        "Q3 district sum": (
            lambda q: shapes.totals(q.what, q.areas), lambda q: sql("Q3 district sum", [number[a] for a in q.areas], line[q.what[0]])
        ),
        "Q4 national sum": (lambda q: shapes.rolled(q.what), lambda q: sql("Q4 national sum", line[q.what[0]])),
        "Q5 matrix": (
            lambda q: shapes.matrix(q.many, q.month, q.areas),
            lambda q: sql("Q5 matrix", [number[a] for a in q.areas], number[q.month], [line[w[0]] for w in q.many]),
        ),
        "Q6 cards": (
            lambda q: shapes.cards(q.many[:12], q.area, q.pair),
            lambda q: sql("Q6 cards", number[q.area], [line[w[0]] for w in q.many[:12]], [number[p] for p in q.pair]),
        ),
        "Q7 rank": (
            lambda q: shapes.rank(q.what, q.month, q.area),
            lambda q: sql("Q7 rank", line[q.what[0]], number[q.month], number[q.area], line[q.what[0]], number[q.month]),
        ),
    }  # fmt: skip
    return {name: [lambda n, ask=ask: ask(asked[n % 1000]) for ask in pair] for name, pair in told.items()}


class _Asked:
    """One random question."""

    def __init__(self, size: Size, chance: random.Random) -> None:
        places, flows = communes(size.communes), indicators(size.indicators)
        self.what, self.area, self.month = (
            What(chance.choice(flows)),
            chance.choice(places),
            chance.choice(MONTHS[24:]),
        )
        newest = MONTHS.index(self.month)
        self.pair = [self.month, MONTHS[newest - 12]]
        first = chance.randrange(max(1, size.communes - 17))
        self.areas = list(places[first : first + 18])
        self.many = [What(code) for code in chance.sample(flows, 19)]


def _asked(size: Size, seed: int) -> _Asked:
    return _Asked(size, random.Random(seed))
