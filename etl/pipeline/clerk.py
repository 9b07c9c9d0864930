"""The clerk: a process of its own that reads what lies on the desk, so that no reader of the dashboard waits for it."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from etl.catalog import Catalogue
from etl.catalog import load as load_catalogue
from etl.model import ChitieuError, Draft, UnreadableFile
from etl.model.answers import Answer, Answers, Settles
from etl.model.pace import heard, part
from etl.model.people import Person, Role
from etl.pipeline import Recognised, judge, recognised
from etl.pipeline.desk import SILENT_SECONDS, answers_from_text, answers_to_text, problem_text, tidy
from etl.pipeline.reading import reading
from etl.query import Reader
from etl.reconcile import foreseen_of
from etl.store import Engine, desk, open_engine, people, stage, writing
from etl.store.audit import record

logger = logging.getLogger("chitieu.clerk")
IDLE_SECONDS = 300
BAR_SECONDS = 0.3
WHOLE = 1000
"""What the bar of a file that is read counts to."""
_KEPT = 4
"""Files kept as read, so that an answer is judged at once."""


class TakenAway(Exception):
    """The file is no longer this clerk's: its sender cleared it off the desk, or another clerk has it."""


class Bar:
    """How far one file is, written down now and then; it never goes back."""

    def __init__(self, write: Callable[..., None]) -> None:
        self._write, self._done, self._at = write, 0, 0.0

    def __call__(self, share: float) -> None:
        """Take note; TakenAway where nobody wants to know any more."""
        done, now = int(share * WHOLE), time.monotonic()
        if done > self._done and now - self._at > BAR_SECONDS:
            self._done, self._at = done, now
            self._write(done=done, total=WHOLE)


class Clerk:
    """Works through the pile, one file after the other."""

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self._engine, self._catalogue = engine, catalogue
        self._name = f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"
        self._read: OrderedDict[int, Recognised] = OrderedDict()

    def work(self) -> bool:
        """Do the next piece of work; False where nothing waits."""
        with writing(self._engine) as tx:
            tidy(tx)
            row = desk.claim(tx, self._name, _at())
        if row is None:
            return False
        stop = threading.Event()
        pulse = threading.Thread(target=self._beat, args=(row, stop), daemon=True)
        pulse.start()
        try:
            with heard(Bar(partial(self._write, row))):
                self._do(row)
        except TakenAway:
            self._read.pop(row.id, None)
        except ChitieuError as wrong:
            self._refuse(row, wrong)
        except MemoryError:
            self._read.clear()
            self._refuse(row, UnreadableFile("too_much", file=row.file))
        except Exception:
            number = secrets.token_hex(4)
            logger.exception("error %s reading %s", number, row.file)
            self._refuse(row, UnreadableFile("unexpected", file=row.file, number=number))
        finally:
            stop.set()
            pulse.join()
        return True

    def _do(self, row: Any) -> None:
        with part(0, 0.5):
            told = self._recognised(row)
        known = answers_from_text(row.answers)
        if row.task == "read":
            known = self._remembered(row.by, told.layout).with_(*known.given)
        with part(0.5, 0.8):
            draft = judge(told, self._catalogue, known)
        if row.task == "stage":
            self._stage(row, told, draft, known)
            return
        with part(0.8, 1):
            foretold = foreseen_of(self._engine, self._catalogue, draft)
            reader, sender = Reader(self._engine), self._sender(row.by)
            seen = reading(told.document, draft, self._catalogue, reader, sender, foretold)
        self._write(
            row, state="read", layout=told.layout, reading=seen.to_text(), problem="",
            answers=answers_to_text(known), done=WHOLE, total=WHOLE,
        )  # fmt: skip

    def _recognised(self, row: Any) -> Recognised:
        """The file as it was read; read once and kept while there is room."""
        if row.id not in self._read:
            with self._engine.connect() as tx:
                content = desk.content(tx, row.id)
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"tep{Path(row.file).suffix.lower()}"
                path.write_bytes(content)
                self._read[row.id] = recognised(path, self._catalogue, row.file)
        self._read.move_to_end(row.id)
        while len(self._read) > _KEPT:
            self._read.popitem(last=False)
        return self._read[row.id]

    def _sender(self, name: str) -> Person:
        with self._engine.connect() as tx:
            found = people.find(tx, name)
        return found[0] if found else Person(0, name, name, frozenset({Role.STAFF}))

    def _remembered(self, sender: str, layout: str) -> Answers:
        with self._engine.connect() as tx:
            rows = desk.remembered(tx, sender, layout)
        given = (Answer(Settles(r.settles), r.scope, r.decision, r.by, r.at) for r in rows)
        return Answers().with_(*given)

    def _stage(self, row: Any, told: Recognised, draft: Draft, known: Answers) -> None:
        with self._engine.connect() as tx:
            content = desk.content(tx, row.id)
        staged = stage(self._engine, draft, content, row.by, anew=True)
        before = {(a.scope, a.settles, a.decision) for a in self._remembered(row.by, told.layout).given}
        lasting = [
            {"sender": row.by, "layout": told.layout, "settles": str(a.settles), "scope": a.scope,
             "decision": a.decision, "by": a.by, "at": a.at}
            for a in known.given if a.is_lasting and (a.scope, a.settles, a.decision) not in before
        ]  # fmt: skip
        with writing(self._engine) as tx:
            desk.remember(tx, lasting)
            if staged.known_since:  # nothing new was stored, so that only this line tells of the file
                record(tx, row.by, "stage_again", upload=row.id, file=row.file, submission=staged.submission)
            desk.write(
                tx, row.id, state="staged", submission=staged.submission, content=b"", changed_at=_at()
            )
        self._read.pop(row.id, None)

    def _refuse(self, row: Any, wrong: ChitieuError) -> None:
        with suppress(TakenAway):
            self._write(row, state="refused", problem=problem_text(wrong))

    def _beat(self, row: Any, stop: threading.Event) -> None:
        """Say every few seconds that the work goes on, while it is this clerk's."""
        with suppress(TakenAway):
            while not stop.wait(SILENT_SECONDS / 4):
                self._write(row)

    def _write(self, row: Any, **values: Any) -> None:
        with writing(self._engine) as tx:
            if not desk.write_as(tx, row.id, row.clerk, changed_at=_at(), **values):
                raise TakenAway


def _at() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def caller(engine: Engine) -> Callable[[], None]:
    """A call that starts a clerk for this store unless the one started before still works."""
    url = engine.url.render_as_string(hide_password=False)
    running: list[SpawnProcess] = []

    def call() -> None:
        if not running or not running[-1].is_alive():
            running[:] = [get_context("spawn").Process(target=serve, args=(url, os.getpid()), daemon=True)]
            running[0].start()

    return call


def _give_way() -> None:
    """Leave processor and memory to those who look: a file that needs more than its share is refused instead."""
    import resource

    os.nice(19)
    if hasattr(os, "SCHED_BATCH"):  # Linux: a page that is asked for never waits for the clerk's turn to end
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    resource.setrlimit(resource.RLIMIT_DATA, (memory * 2 // 3, resource.RLIM_INFINITY))


def serve(url: str, parent: int) -> None:
    """Work until nothing came for a while or nobody is left to work for; give way to those who look meanwhile."""
    if os.name == "posix":
        _give_way()
    clerk = Clerk(open_engine(url), load_catalogue())
    last = time.monotonic()
    while time.monotonic() - last < IDLE_SECONDS and os.getppid() == parent:
        if clerk.work():
            last = time.monotonic()
        else:
            time.sleep(0.1)
