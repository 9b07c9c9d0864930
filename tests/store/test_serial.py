"""T6: loaders, publishers, undoers and readers at once come to the same as one after the other, in the order of the releases.

Every process writes down what it asked, when, and what it was told. The decisions are then taken again one by one, in a
fresh store and in the order of their releases: each must succeed there, each refusal must have had its reason at some
moment while it was asked, and each page must be the store after exactly one release.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from etl.model import Conflict, Draft, NotPublishable
from etl.query import Reader
from etl.store import Engine, open_engine, problems, publish, store_hash, undo, withdraw
from etl.store.clashes import clashes
from etl.store.writable import UNAVAILABLE
from tests.sizes import size
from tests.store.made import INDICATORS, bulk, keep

WRITERS, READERS = 4, size(usual=2, full=20)
PAUSE = size(usual=10, full=200) / 1000
"""Seconds between two looks of a reader."""
ACTS = size(usual=6, full=30)
"""Of each writer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One act or one look: when it was asked and answered, and what came of it."""

    who: str
    act: str
    told: dict[str, Any]
    asked: int
    answered: int


class Log:
    """What one process did, written down as it goes."""

    def __init__(self, file: Path, who: str) -> None:
        self._out, self._who = file.open("a", encoding="utf-8"), who

    def note(self, act: str, do: Callable[[], dict[str, Any]], **asked: Any) -> dict[str, Any]:
        since = time.monotonic_ns()
        told = asked | do()
        self._out.write(json.dumps([self._who, act, told, since, time.monotonic_ns()]) + "\n")
        self._out.flush()
        return told


def page(reader: Reader) -> dict[str, Any]:
    """What a page shows, asked piece by piece as a page is, and the release it is of."""
    pinned = reader.at()
    newest = pinned.latest_release()
    shown = [
        (p.indicator, p.area, p.period, str(p.value), p.missing, p.release)
        for indicator in INDICATORS
        for p in pinned.points(indicator)
    ]
    return {
        "release": newest.id if newest else 0,
        "shown": hashlib.sha256(repr(sorted(shown)).encode()).hexdigest(),
    }


def decided(do: Callable[[], int]) -> Callable[[], dict[str, Any]]:
    """The release a decision became, or why it was refused."""

    def run() -> dict[str, Any]:
        try:
            return {"release": do()}
        except Conflict as wrong:
            return {
                "clashes": sorted([c.area, c.period, c.indicator, c.yours, c.theirs] for c in wrong.clashes)
            }
        except NotPublishable as wrong:
            return {"refused": wrong.reason}
        except UNAVAILABLE:  # the store was busy for longer than a writer waits: nothing was written
            return {"refused": "busy"}

    return run


def kept(engine: Engine, draft: Draft) -> int:
    """A submission, tried again while the store is busy."""
    while True:
        with suppress(*UNAVAILABLE):
            return keep(engine, draft)


def write(url: str, file: Path, who: int) -> None:
    """One who loads, publishes what they saw, looks again when told of a clash, and takes things back."""
    engine, log, dice = open_engine(url), Log(file, f"writer {who}"), random.Random(who)
    newest = Reader(engine).latest_release
    for n in range(ACTS):
        draft = bulk(1_000 * who + n, tuple(dice.sample(("2021-01", "2021-02", "2021-03"), 1)))
        seen = last.id if (last := newest()) else 0
        mine = log.note(
            "load",
            lambda draft=draft: {"submission": kept(engine, draft)},
            seed=1_000 * who + n,
            months=sorted({h.period for h in draft.columns.heads}),
        )["submission"]  # type: ignore[misc]
        for _ in range(3):
            told = log.note(
                "publish",
                decided(lambda mine=mine, seen=seen: publish(engine, [mine], str(who), seen=seen)),
                submission=mine,
                seen=seen,
            )  # type: ignore[misc]
            if "clashes" not in told:
                break
            seen = last.id if (last := newest()) else 0
        back = dice.randint(1, seen + 1)
        if dice.random() < 0.5:
            log.note("undo", decided(lambda back=back: undo(engine, back, str(who))), of=back)  # type: ignore[misc]
        if dice.random() < 0.3:
            log.note("withdraw", decided(lambda mine=mine: withdraw(engine, mine, str(who))), submission=mine)  # type: ignore[misc]
    engine.dispose()


def read(url: str, file: Path, who: int, stop: Any) -> None:
    engine, log = open_engine(url, read_only=True), Log(file, f"reader {who}")
    reader = Reader(engine)
    while not stop.is_set():
        log.note("look", lambda: page(reader))
        time.sleep(PAUSE)
    engine.dispose()


@pytest.fixture
def lines(url: str, tmp_path: Path) -> list[Line]:
    """The log of a busy hour."""
    open_engine(url).dispose()
    context = get_context("fork")
    stop = context.Event()
    files = [tmp_path / f"{n}.log" for n in range(WRITERS + READERS)]
    writers = [context.Process(target=write, args=(url, files[n], n)) for n in range(WRITERS)]
    readers = [context.Process(target=read, args=(url, files[WRITERS + n], n, stop)) for n in range(READERS)]
    for one in (*readers, *writers):
        one.start()
    for one in writers:
        one.join()
    stop.set()
    for one in readers:
        one.join()
    assert {one.exitcode for one in (*writers, *readers)} == {0}
    return [Line(*json.loads(line)) for file in files for line in file.read_text("utf-8").splitlines()]


def test_t6_what_many_did_at_once_is_what_they_did_one_after_the_other(
    url: str, lines: list[Line], tmp_path: Path
) -> None:
    done = sorted(
        (one for one in lines if "release" in one.told and one.act != "look"),
        key=lambda one: one.told["release"],
    )
    assert [one.told["release"] for one in done] == list(range(1, len(done) + 1))
    assert in_their_time(done)
    fresh = open_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    for one in sorted((one for one in lines if one.act == "load"), key=lambda one: one.told["submission"]):
        assert keep(fresh, bulk(one.told["seed"], tuple(one.told["months"]))) == one.told["submission"]
    pages = {0: page(Reader(fresh))["shown"]}
    refused = [one for one in lines if "clashes" in one.told]
    reasons = {id(one): had_reason(fresh, one, done, 0) for one in refused}
    for release, one in enumerate(done, start=1):
        assert again(fresh, one) == release
        pages[release] = page(Reader(fresh))["shown"]
        for clash in refused:
            reasons[id(clash)] = reasons[id(clash)] or had_reason(fresh, clash, done, release)
    assert all(reasons.values())
    assert_looks(lines, done, pages)
    with open_engine(url).connect() as there, fresh.connect() as here:
        assert store_hash(there) == store_hash(here)
    assert Reader(open_engine(url)).digest() == Reader(fresh).digest()
    assert list(problems(open_engine(url))) == []
    assert {"publish", "undo"} <= {one.act for one in done}
    assert refused


def in_their_time(done: list[Line]) -> bool:
    """Whether no decision that was asked after another was answered has the earlier release."""
    latest = 0
    for one in done:
        if one.answered < latest:
            return False
        latest = max(latest, one.asked)
    return True


def again(fresh: Engine, one: Line) -> int:
    """The same decision, alone."""
    told = one.told
    if one.act == "publish":
        return publish(fresh, [told["submission"]], "again", seen=told["seen"])
    return (
        undo(fresh, told["of"], "again")
        if one.act == "undo"
        else withdraw(fresh, told["submission"], "again")
    )


def between(one: Line, done: list[Line]) -> tuple[int, int]:
    """The first and the last release after which the store can have been as this line found it."""
    first = max((d.told["release"] for d in done if d.answered < one.asked), default=0)
    last = max((d.told["release"] for d in done if d.asked < one.answered), default=0)
    return first, last


def had_reason(fresh: Engine, one: Line, done: list[Line], release: int) -> bool:
    """Whether a publisher would be told of these clashes, with both values of each, after this release."""
    first, last = between(one, done)
    if not first <= release <= last:
        return False
    with fresh.connect() as tx:
        found = clashes(tx, [one.told["submission"]], one.told["seen"])
    return sorted([c.area, c.period, c.indicator, c.yours, c.theirs] for c in found) == one.told["clashes"]


def assert_looks(lines: list[Line], done: list[Line], pages: dict[int, str]) -> None:
    """Each page is the store after its release, no older than what was answered before it was asked, and none goes back."""
    looks = [one for one in lines if one.act == "look"]
    assert len({one.told["release"] for one in looks}) > 3
    for one in looks:
        assert pages[one.told["release"]] == one.told["shown"]
        first, last = between(one, done)
        assert first <= one.told["release"] <= last
    for who in {one.who for one in looks}:
        own = [one.told["release"] for one in looks if one.who == who]
        assert all(early <= late for early, late in pairwise(own))
