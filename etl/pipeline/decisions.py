"""Decisions: publishing, taking back, returning — by people who may, and by two where the office wants two."""

from __future__ import annotations

from etl.catalog import Catalogue
from etl.model.people import Forbidden, Person, Right
from etl.pipeline.accounts import Accounts
from etl.query import Case, Cases, CaseState, Reader, SubmissionLine
from etl.reconcile import after_release, foreseen
from etl.store import Engine, give_back, publish, undo, withdraw
from etl.store.cases import decide


class NeedsAnother(Forbidden):
    """The office publishes by two persons: whoever handed a report in does not publish it."""

    code = "needs_another"


class TwoPersonsHere(Forbidden):
    """The office publishes by two persons: the command line, which proves nobody's name, does not publish."""

    code = "two_persons_here"


def refuse_unproven(engine: Engine) -> None:
    """TwoPersonsHere where publishing takes two persons who signed in."""
    if Accounts(engine).settings()["two_persons"]:
        raise TwoPersonsHere


class Decisions:
    """What is decided about submissions; every decision names its person and stands in the audit chain."""

    def __init__(self, engine: Engine, catalogue: Catalogue, accounts: Accounts) -> None:
        self._engine, self._catalogue, self._accounts = engine, catalogue, accounts

    def waiting(self) -> list[SubmissionLine]:
        """Submissions handed over and not decided about, newest first."""
        return [one for one in Reader(self._engine).submissions() if one.state == "staged"]

    def of(self, person: Person, most: int = 30) -> list[SubmissionLine]:
        """What became of this person's submissions, newest first."""
        return [one for one in Reader(self._engine).submissions() if one.by == person.name][:most]

    def publish(self, submission: int, person: Person, note: str = "", seen: int | None = None) -> int:
        """A release of one submission; Conflict where someone published another value since release `seen`."""
        self._check(person, Right.PUBLISH)
        if self._accounts.settings()["two_persons"] and self._sender(submission) == person.name:
            raise NeedsAnother
        release = publish(self._engine, [submission], person.name, note, seen=seen, catalogue=self._catalogue)
        after_release(self._engine, self._catalogue, person.name)
        return release

    def withdraw(self, submission: int, person: Person, note: str = "") -> int:
        """Take a published submission back."""
        self._check(person, Right.PUBLISH)
        release = withdraw(self._engine, submission, person.name, note, catalogue=self._catalogue)
        after_release(self._engine, self._catalogue, person.name)
        return release

    def undo(self, release: int, person: Person, note: str = "") -> int:
        """Take a release back by a later one."""
        self._check(person, Right.PUBLISH)
        later = undo(self._engine, release, person.name, note, catalogue=self._catalogue)
        after_release(self._engine, self._catalogue, person.name)
        return later

    def give_back(self, submission: int, person: Person, note: str) -> None:
        """Return a submission to its sender with a note."""
        self._check(person, Right.PUBLISH)
        give_back(self._engine, submission, person.name, note)

    def foreseen(self, submission: int) -> list[Case]:
        """What a submission would contradict if it were published."""
        return Cases(self._engine).foreseen(foreseen(self._engine, self._catalogue, submission))

    def settle(self, case: int, state: CaseState, person: Person, note: str, owner: str = "") -> None:
        """Say what a contradiction is: explained or accepted in words, fixed, or open again."""
        self._check(person, Right.PUBLISH)
        decide(self._engine, case, state, person.name, note, owner)

    def _check(self, person: Person, right: Right) -> None:
        if not person.may(right):
            raise Forbidden

    def _sender(self, submission: int) -> str:
        return next((one.by for one in Reader(self._engine).submissions() if one.id == submission), "")
