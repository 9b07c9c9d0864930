"""A full check of a published store, from its file to every finding kept as a case, in a process of its own."""

from __future__ import annotations

import multiprocessing as mp
import resource
import time
from pathlib import Path

from etl.reconcile.found import found
from etl.reconcile.history import history
from etl.store import open_engine
from etl.store.cases import refresh
from etl.validate import contradictions
from tests.bench.made import Size, country
from tests.bench.measure import table

HEADS = ("figures", "read s", "judged s", "kept s", "all s", "CPU s", "peak MB", "contradictions", "cards")


def run(sizes: list[tuple[Size, Path]]) -> str:
    """A row a store; its values are made at random, so that parts and wholes contradict each other all over."""
    rows = []
    for size, store in sizes:
        with mp.get_context("spawn").Pool(1) as pool:
            rows.append((f"{size.figures:,}", *pool.apply(_checked, (str(store),))))
    return table(HEADS, rows)


def _checked(store: str) -> tuple[str, ...]:
    engine, catalogue = open_engine(f"sqlite:///{store}"), country()
    started, processor = time.perf_counter(), time.process_time()
    past = history(engine, catalogue)
    read = time.perf_counter()
    told = found(engine, catalogue, past)
    judged = time.perf_counter()
    refresh(engine, told, "bench")
    ended, processor = time.perf_counter(), time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = sum(1 for _ in contradictions(past.ledger, catalogue))
    seconds = (read - started, judged - read, ended - judged, ended - started, processor)
    return (*(f"{one:.1f}" for one in seconds), f"{peak:.0f}", f"{count:,}", f"{len(told):,}")
