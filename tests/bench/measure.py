"""How things are measured: each load in a child of its own, each query many times; medians, and what they are of."""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and by the processor, and the most memory held."""

    wall: float
    cpu: float
    megabytes: float


def alone(work: Callable[[], float | None]) -> Cost:
    """What some work costs in a child process; work may return the seconds that count, where it prepares first."""
    here, there = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_measured, args=(work, there))
    child.start()
    there.close()
    cost: Cost = here.recv()
    child.join()
    return cost


def _measured(work: Callable[[], float | None], told: Connection) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    counted = work()
    wall = time.perf_counter() - wall if counted is None else counted
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.send(Cost(wall, time.process_time() - cpu, most))


def median(costs: Sequence[Cost]) -> Cost:
    """The middle of each."""
    return Cost(
        statistics.median(c.wall for c in costs),
        statistics.median(c.cpu for c in costs),
        max(c.megabytes for c in costs),
    )


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds."""

    p50: float
    p95: float


def latencies(
    pair: Sequence[Callable[[int], object]], times: int = 200, clock: Callable[[], float] = time.perf_counter
) -> list[Latency]:
    """Some ways to answer the same questions, asked in turn so that a busy machine is busy for all."""
    found: list[list[float]] = [[] for _ in pair]
    for n in range(times):
        ways = list(zip(found, pair, strict=True))
        for taken, ask in ways if n % 2 else reversed(ways):  # whoever asks first may find the page unread
            start = clock()
            ask(n)
            taken.append((clock() - start) * 1000)
    return [Latency(statistics.median(t), sorted(t)[int(len(t) * 0.95)]) for t in found]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
