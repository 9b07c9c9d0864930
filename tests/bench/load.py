"""Load: 10⁶ tidy rows, read, validated, sealed and stored with provenance, against the bare driver on the same rows."""

from __future__ import annotations

import csv
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from etl.catalog import Catalogue
from etl.pipeline import bulk, draft_in_bulk
from etl.store import open_engine, publish, stage
from tests.bench.made import tidy_file
from tests.bench.measure import Cost, alone, median, table

DRIVER = "sqlite3 executemany, the same columns as text"
COPY = "psycopg COPY + merge into a keyed table"
ROWS = 999_999
"""With its heading, the largest table that is taken."""
WARM = bulk.bulk_draft
"""Imported here, so that no child pays for pandas, which the bare driver has no use for."""


def run(folder: Path, country: Catalogue, postgres: Callable[[], str], rounds: int) -> str:
    """The table of loads."""
    file = folder / "tidy.csv"
    tidy_file(file, ROWS)
    ways: dict[str, Callable[[int], Callable[[], float]]] = {
        DRIVER: lambda n: partial(_executemany, file, folder / "raw.db"),
        "Chỉ Tiêu → SQLite": lambda n: partial(_load, file, country, f"sqlite:///{folder / f'load{n}.db'}"),
        "… and published, with sums": lambda n: partial(
            _load, file, country, f"sqlite:///{folder / f'published{n}.db'}", published=True
        ),
        COPY: lambda n: partial(_copy_and_merge, file, postgres()),
        "Chỉ Tiêu → PostgreSQL": lambda n: partial(_load, file, country, postgres()),
        "… and published there": lambda n: partial(_load, file, country, postgres(), published=True),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for n in range(rounds):
        for name, way in ways.items():
            costs[name].append(alone(way(n)))
    drivers = (DRIVER, DRIVER, DRIVER, COPY, COPY, COPY)
    lines = [_line(name, costs[name], costs[driver]) for name, driver in zip(ways, drivers, strict=True)]
    size = (folder / "published0.db").stat().st_size / ROWS
    told = table(("999 999 rows", "s", "CPU s", "rows/s", "× driver", "peak MB"), lines)
    return told + f"\nDisk with provenance, file archive and sums: {size:.1f} B a figure.\n"


def _line(name: str, costs: list[Cost], driver: list[Cost]) -> tuple[str, ...]:
    mid, base = median(costs), median(driver)
    rate = f"{ROWS / mid.wall:,.0f}"
    return (
        name,
        f"{mid.wall:.2f}",
        f"{mid.cpu:.2f}",
        rate,
        f"{base.wall / mid.wall:.2f}",
        f"{mid.megabytes:.0f}",
    )


def _load(file: Path, country: Catalogue, url: str, *, published: bool = False) -> float:
    engine = open_engine(url)
    start = time.perf_counter()
    told = draft_in_bulk(file, country)
    if len(told) != ROWS:
        raise SystemExit(f"{len(told)} figures of {ROWS} were read")
    kept = stage(engine, told, file.read_bytes(), "bench", catalogue=country)
    taken = time.perf_counter() - start
    if published:
        publish(engine, [kept.submission], "bench", catalogue=country)
        taken = time.perf_counter() - start
    engine.dispose()
    return taken


def _rows(file: Path) -> list[list[Any]]:
    with file.open(encoding="utf-8", newline="") as handle:
        told = csv.reader(handle)
        next(told)
        return list(told)


def _executemany(file: Path, store: Path) -> float:
    rows = _rows(file)
    store.unlink(missing_ok=True)
    db = sqlite3.connect(store, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE t (a TEXT, b TEXT, c TEXT, d REAL, e TEXT)")
    start = time.perf_counter()
    db.execute("BEGIN")
    db.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", rows)
    db.execute("COMMIT")
    taken = time.perf_counter() - start
    db.close()
    return taken


def _copy_and_merge(file: Path, url: str) -> float:
    words: dict[str, int] = {}
    rows = [
        (
            words.setdefault(a, len(words)),
            words.setdefault(b, len(words)),
            words.setdefault(c, len(words)),
            float(d),
            1,
            n,
        )
        for n, (a, b, c, d, _) in enumerate(_rows(file))
    ]
    rows.sort()
    with psycopg.connect(url) as db:
        db.execute("CREATE TABLE t (i int, a int, p int, v float8, l int, r int, PRIMARY KEY (i, a, p))")
        db.commit()
        start = time.perf_counter()
        db.execute("CREATE TEMP TABLE s (LIKE t) ON COMMIT DROP")
        with db.cursor() as cursor, cursor.copy("COPY s FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        db.execute(
            "INSERT INTO t SELECT * FROM s ON CONFLICT (i, a, p) DO UPDATE SET v = excluded.v, r = excluded.r"
        )
        db.commit()
        return time.perf_counter() - start
