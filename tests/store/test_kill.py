"""A killed process leaves the store as it was before or as it is after, and the work can be done again."""

import os
import shutil
import signal
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
import sqlalchemy as sa

from etl.store import Engine, backup, open_engine, problems, publish, store_hash, undo
from tests.sizes import size
from tests.store.made import FIRST, SECOND, bulk, keep, submit

POINTS = {"sqlite": size(usual=14, full=32), "postgresql": size(usual=3, full=10)}
"""At how many points each of the five kinds of work is killed."""


class Place:
    """A store that can be put back to how it was before the work."""

    def __init__(self, folder: Path, fresh: Callable[..., str] | None) -> None:
        self.folder, self._fresh = folder, fresh
        self._before = fresh() if fresh else f"sqlite:///{folder / 'before.db'}"

    def prepare(self, work: Callable[[Engine, Path], object]) -> None:
        engine = open_engine(self._before)
        work(engine, self.folder)
        engine.dispose()

    def put_back(self, *, empty: bool = False) -> str:
        """The address of a copy, or of nothing at all."""
        if self._fresh:
            return self._fresh("template0" if empty else self._before)
        for old in self.folder.glob("now.db*"):
            old.unlink()
        if not empty:
            shutil.copy(self.folder / "before.db", self.folder / "now.db")
        return f"sqlite:///{self.folder / 'now.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    fresh = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    made = Place(tmp_path, fresh)
    made.prepare(_two_waiting)
    return made


def _two_waiting(engine: Engine, folder: Path) -> None:
    publish(engine, [submit(engine, folder, FIRST)], "an")
    publish(engine, [submit(engine, folder, SECOND), keep(engine, bulk(1))], "an")
    keep(engine, bulk(2))


WORK: dict[str, Callable[[Engine, Path], object]] = {
    "load": lambda engine, folder: keep(engine, bulk(3)),
    "publish": lambda engine, folder: publish(engine, [4], "an"),
    "undo": lambda engine, folder: undo(engine, 2, "an"),
    "backup": lambda engine, folder: backup(engine, folder / "now.zip"),
    "migrate": lambda engine, folder: None,
}


@pytest.mark.parametrize("name", WORK)
def test_t5_killed_anywhere_it_is_before_or_after(place: Place, name: str) -> None:
    empty = name == "migrate"
    calls = _run(place.put_back(empty=empty), WORK[name], place.folder, stop=0)
    before = "" if empty else _hash(place.put_back())
    url = place.put_back(empty=empty)
    _work(url, WORK[name], place.folder)
    after = _hash(url)
    points = POINTS[url.partition(":")[0]]
    for point in range(points):
        url = place.put_back(empty=empty)
        (place.folder / "now.zip").unlink(missing_ok=True)
        assert (
            _run(url, WORK[name], place.folder, stop=1 + point * (calls - 1) // max(1, points - 1))
            == -signal.SIGKILL
        )
        found = _hash(url)
        assert found in {before, after}
        if (place.folder / "now.zip").exists():
            assert zipfile.ZipFile(place.folder / "now.zip").testzip() is None
        if found == before:
            _work(url, WORK[name], place.folder)
            assert _hash(url) == after


def _hash(url: str) -> str:
    """The content of a store that is opened anew, and whole."""
    engine = open_engine(url)
    _await_the_dying(engine)
    assert list(problems(engine)) == []
    with engine.connect() as tx:
        found = store_hash(tx)
    engine.dispose()
    return found


def _await_the_dying(engine: Engine) -> None:
    """A PostgreSQL server ends the statement of a killed client, a commit too, before it takes note of the death."""
    if engine.dialect.name != "postgresql":
        return
    others = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    until = time.monotonic() + 30
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as tx:
        while tx.scalar(others) and time.monotonic() < until:
            time.sleep(0.01)


def _work(url: str, work: Callable[[Engine, Path], object], folder: Path) -> None:
    engine = open_engine(url)
    work(engine, folder)
    engine.dispose()


def _run(url: str, work: Callable[[Engine, Path], object], folder: Path, stop: int) -> int:
    """Do the work in a child that kills itself at a call within the store; how many calls there were, or the signal."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        counted = 0

        def count(frame: FrameType, _event: str, _arg: object) -> None:
            nonlocal counted
            if "/etl/store/" in frame.f_code.co_filename:
                counted += 1
                if counted == stop:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        _work(url, work, folder)
        sys.setprofile(None)
        os.write(there, str(counted).encode())
        os._exit(0)
    os.close(there)
    _, status = os.waitpid(child, 0)
    told = os.read(here, 20)
    os.close(here)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else int(told)
