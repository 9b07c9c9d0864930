"""The clerk: a process of its own that reads what lies on the desk, so that no reader of the dashboard waits for it."""

from __future__ import annotations

import json
import os
import secrets
import socket
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from etl.catalog import Catalogue
from etl.catalog import load as load_catalogue
from etl.model import ChitieuError, Draft, Progress, UnreadableFile
from etl.model.answers import Answer, Answers, Settles
from etl.model.people import Person, Role
from etl.pipeline import Recognised, judge, recognised
from etl.pipeline.desk import SILENT_SECONDS, answers_from_text, answers_to_text, tidy
from etl.pipeline.reading import reading
from etl.query import Reader
from etl.store import Engine, desk, open_engine, people, stage, writing

IDLE_SECONDS = 300
STEPS = 5
"""Taken in, read, recognised, judged, compared."""
_KEPT = 4
"""Files kept as read, so that an answer is judged at once."""


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
        pulse = threading.Thread(target=self._beat, args=(row.id, stop), daemon=True)
        pulse.start()
        try:
            self._do(row)
        except ChitieuError as wrong:
            self._refuse(row.id, wrong)
        finally:
            stop.set()
            pulse.join()
        return True

    def _do(self, row: Any) -> None:
        told = self._recognised(row)
        known = answers_from_text(row.answers)
        if row.task == "read":
            known = self._remembered(row.by, told.layout).with_(*known.given)
        draft = judge(told, self._catalogue, known)
        if row.task == "stage":
            self._stage(row, told, draft, known)
            return
        self._write(row.id, done=4, total=STEPS)
        sender = self._sender(row.by)
        seen = reading(told.document, draft, self._catalogue, Reader(self._engine), sender)
        self._write(
            row.id, state="read", layout=told.layout, reading=seen.to_text(), problem="",
            answers=answers_to_text(known), done=STEPS, total=STEPS,
        )  # fmt: skip

    def _recognised(self, row: Any) -> Recognised:
        """The file as it was read; read once and kept while there is room."""
        if row.id not in self._read:
            with self._engine.connect() as tx:
                content = desk.content(tx, row.id)
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"tep{Path(row.file).suffix.lower()}"
                path.write_bytes(content)
                self._read[row.id] = recognised(path, self._catalogue, row.file, self._progress(row.id))
        self._read.move_to_end(row.id)
        while len(self._read) > _KEPT:
            self._read.popitem(last=False)
        return self._read[row.id]

    def _progress(self, upload: int) -> Progress:
        return lambda done, _: self._write(upload, done=done, total=STEPS)

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
            desk.write(
                tx, row.id, state="staged", submission=staged.submission, content=b"", changed_at=_at()
            )
        self._read.pop(row.id, None)

    def _refuse(self, upload: int, wrong: ChitieuError) -> None:
        code = wrong.reason if isinstance(wrong, UnreadableFile) else wrong.code
        told = {"code": code, "facts": {name: str(value) for name, value in wrong.facts.items()}}
        self._write(upload, state="refused", problem=json.dumps(told, ensure_ascii=False))

    def _beat(self, upload: int, stop: threading.Event) -> None:
        """Say every few seconds that the work goes on."""
        while not stop.wait(SILENT_SECONDS / 4):
            self._write(upload)

    def _write(self, upload: int, **values: Any) -> None:
        with writing(self._engine) as tx:
            desk.write(tx, upload, changed_at=_at(), **values)


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


def serve(url: str, parent: int) -> None:
    """Work until nothing came for a while or nobody is left to work for; give way to those who look meanwhile."""
    if hasattr(os, "nice"):
        os.nice(10)
    clerk = Clerk(open_engine(url), load_catalogue())
    last = time.monotonic()
    while time.monotonic() - last < IDLE_SECONDS and os.getppid() == parent:
        if clerk.work():
            last = time.monotonic()
        else:
            time.sleep(0.1)
