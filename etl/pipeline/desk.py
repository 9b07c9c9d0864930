"""The desk: files come in, are read by the clerk, their questions answered in place, then staged; nothing is lost."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from etl.catalog import Catalogue
from etl.model import BadChoice, ChitieuError, NotPublishable, UnreadableFile
from etl.model.answers import NO_ANSWERS, Answer, Answers, Settles
from etl.model.people import Forbidden, Person, Right
from etl.pipeline.reading import Reading
from etl.read import judge_file
from etl.store import Engine, desk, writing
from etl.store.audit import record

SILENT_SECONDS = 20
"""A clerk that has not been heard of for so long is gone."""
MOST_LOST = 3
OPEN = ("waiting", "working", "read", "refused")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file on the desk: `problem` is (error code, facts) of a refusal, `reading` what it was read as."""

    id: int
    by: str
    file: str
    size: int
    state: str
    done: int
    total: int
    submission: int
    received_at: str
    problem: tuple[str, dict[str, str]] | None = None
    answers: Answers = NO_ANSWERS
    reading: Reading | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the clerk has something to do with it."""
        return self.state in ("waiting", "working")


@dataclass(frozen=True, slots=True)
class Act:
    """What someone did to a file on the desk, as the trail says it."""

    name: str
    facts: dict[str, object]


class Desk:
    """The files of one store that are being worked on; `call_clerk` sees to it that someone reads them."""

    def __init__(self, engine: Engine, catalogue: Catalogue, call_clerk: Callable[[], None]) -> None:
        self._engine, self._catalogue, self._call_clerk = engine, catalogue, call_clerk

    def receive(self, path: Path, name: str, sender: Person) -> int:
        """A file is on the desk; UnreadableFile where it is refused at the door. The same file again is the same."""
        shown = shown_name(name)
        judge_file(path, shown)
        content = path.read_bytes()
        sha256, at = hashlib.sha256(content).hexdigest(), _now()
        with writing(self._engine) as tx:
            known = desk.same(tx, sender.name, sha256)
            if known:
                return known
            upload = desk.add(
                tx, by=sender.name, file=shown, sha256=sha256, content=content, state="waiting", task="read", clerk="",
                layout="", size=len(content), done=0, total=0, submission=0, problem="", answers="[]", reading="",
                received_at=at, changed_at=at,
            )  # fmt: skip
            record(tx, sender.name, "upload", upload=upload, file=shown, sha256=sha256, size=len(content))
        self._call_clerk()
        return upload

    def get(self, upload: int, person: Person) -> Upload:
        """A file of this person; BadChoice where it is someone else's or nobody's."""
        with self._engine.connect() as tx:
            row = desk.one(tx, upload)
        if row is None or row.by != person.name:
            raise BadChoice(str(upload), choice=upload, welcome="…")
        return upload_of(row, row.reading)

    def submitted(self, submission: int, person: Person) -> Upload:
        """The file a submission was staged from, for its sender and for whoever decides about it."""
        with self._engine.connect() as tx:
            row = desk.of_submission(tx, submission)
        if row is None or not (row.by == person.name or person.may(Right.PUBLISH)):
            raise BadChoice(str(submission), choice=submission, welcome="…")
        return upload_of(row, row.reading)

    def lying(self, person: Person) -> list[Upload]:
        """This person's files that are not done with, newest first."""
        with self._engine.connect() as tx:
            found = [upload_of(row) for row in desk.lying(tx, person.name, OPEN)]
        if any(upload.is_busy for upload in found):
            self._call_clerk()
        return found

    def answer(self, upload: int, given: Answer, person: Person) -> None:
        """Settle one question of a file; it is then judged again."""
        known = self.get(upload, person)
        asked = {str(q["scope"]) for q in known.reading.questions} if known.reading else set()
        if given.scope not in asked | {a.scope for a in known.answers.given}:
            raise BadChoice(given.scope, choice=given.scope, welcome=", ".join(sorted(asked)))
        fresh = Answer(given.settles, given.scope, given.decision, person.name, _now()[:10])
        before = next((a.decision for a in known.answers.given if a.scope == given.scope), "")
        act = Act(
            "answer", {"about": given.scope, "is": given.settles, "before": before, "after": given.decision}
        )
        self._ask(upload, person, "judge", act, answers=answers_to_text(known.answers.with_(fresh)))

    def take_back(self, upload: int, scope: str, person: Person) -> None:
        """Open a settled question again."""
        known = self.get(upload, person)
        left = Answers(tuple(a for a in known.answers.given if a.scope != scope))
        before = next((a.decision for a in known.answers.given if a.scope == scope), "")
        act = Act("open_again", {"about": scope, "before": before})
        self._ask(upload, person, "judge", act, answers=answers_to_text(left))

    def compare_again(self, upload: int, person: Person) -> None:
        """Judge a file again against what is published now."""
        self.get(upload, person)
        self._ask(upload, person, "judge", Act("compare", {}))

    def stage(self, upload: int, person: Person, seconds: float = 25) -> int:
        """Store a file's draft as a submission; NotPublishable while a question or its sender's reach blocks it."""
        known = self.get(upload, person)
        if known.state == "staged":
            return known.submission
        if known.reading is None or not known.reading.is_publishable:
            raise NotPublishable("blocked", submission=known.file, count=_open_count(known))
        try:
            self._ask(upload, person, "stage")
        except NotPublishable:  # pressed twice at once, and the first press has staged it meanwhile
            if self.get(upload, person).state != "staged":
                raise
        done = self.wait(upload, person, seconds)
        if done.state != "staged":
            raise NotPublishable("still_working", submission=known.file)
        return done.submission

    def discard(self, upload: int, person: Person) -> None:
        """Clear a file off the desk, one that is being read too; what was staged of it stays."""
        known = self.get(upload, person)
        with writing(self._engine) as tx:
            row = desk.one(tx, upload)
            if row.state == "working" and row.task == "stage":
                raise NotPublishable("still_working", submission=known.file)
            desk.write(tx, upload, state="discarded", content=b"", reading="", changed_at=_now())
            record(tx, person.name, "discard", upload=upload, file=known.file)

    def wait(self, upload: int, person: Person, seconds: float) -> Upload:
        """The file once the clerk is done with it, or as it is when patience ends."""
        until = time.monotonic() + seconds
        while (known := self.get(upload, person)).is_busy and time.monotonic() < until:
            time.sleep(0.05)
        return known

    def _ask(self, upload: int, person: Person, task: str, act: Act | None = None, **values: Any) -> None:
        """Put a file before the clerk again; `act` is what the trail says was done."""
        with writing(self._engine) as tx:
            row = desk.one(tx, upload)
            if row.by != person.name:
                raise Forbidden
            if row.state not in OPEN:  # someone was faster: another tab, a second press
                raise NotPublishable("off_the_desk", submission=row.file)
            if row.state == "working":
                raise NotPublishable("still_working", submission=row.file)
            desk.write(tx, upload, state="waiting", task=task, changed_at=_now(), clerk="", **values)
            if act:
                record(tx, person.name, act.name, upload=upload, file=row.file, **act.facts)
        self._call_clerk()


def tidy(tx: desk.Connection) -> None:
    """Put back on the pile what a clerk that is gone was working on: nothing says “being read” without a reader.

    A file over which clerks are lost again and again is what they are lost to: it is refused.
    """
    silent = (datetime.now(UTC) - timedelta(seconds=SILENT_SECONDS)).isoformat(timespec="milliseconds")
    for row in desk.worked_on(tx):
        if row.changed_at >= silent and _lives(row.clerk):
            continue
        times = desk.lost(row.clerk) + 1
        if times < MOST_LOST:
            desk.put_back(tx, row.id, times)
        else:
            problem = problem_text(UnreadableFile("lost", file=row.file, times=times))
            desk.write(tx, row.id, state="refused", clerk="", problem=problem, changed_at=_now())


def problem_text(wrong: ChitieuError) -> str:
    """Why a file was refused, as the store keeps it."""
    code = wrong.reason if isinstance(wrong, UnreadableFile) else wrong.code
    facts = {name: str(value) for name, value in wrong.facts.items()}
    return json.dumps({"code": code, "facts": facts}, ensure_ascii=False)


def _lives(clerk: str) -> bool:
    """Whether a clerk of this machine still runs; of another machine it is taken to."""
    host, number, _ = (clerk + "  ").split(" ", 2)
    if host != socket.gethostname() or not number.isdecimal():
        return True
    return Path(f"/proc/{number}").exists() if Path("/proc").is_dir() else True


def shown_name(name: str) -> str:
    """The name a file is called by on screens: its last part, without signs that are no letters, at most 200 long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[-200:].strip() or "…"


def upload_of(row: Any, text: str = "") -> Upload:
    """A row of the desk as a noun."""
    problem = json.loads(row.problem) if row.problem else None
    return Upload(
        row.id, row.by, row.file, row.size, row.state, row.done, row.total, row.submission, row.received_at,
        (problem["code"], problem["facts"]) if problem else None, answers_from_text(row.answers),
        Reading.from_text(text) if text else None,
    )  # fmt: skip


def answers_to_text(answers: Answers) -> str:
    """As the store keeps them."""
    return json.dumps([asdict(answer) for answer in answers.given], ensure_ascii=False)


def answers_from_text(text: str) -> Answers:
    """What the store kept."""
    return Answers(tuple(Answer(**{**raw, "settles": Settles(raw["settles"])}) for raw in json.loads(text)))


def _open_count(known: Upload) -> int:
    return sum(bool(q["is_blocking"]) for q in known.reading.questions) if known.reading else 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
