"""Decisions: publishing, taking back, returning — by people who may, and by two where the office wants two."""

from __future__ import annotations

from etl.catalog import Catalogue
from etl.model import BadChoice, StillContradicts
from etl.model.people import Forbidden, Person, Right
from etl.pipeline.accounts import Accounts
from etl.query import Case, Cases, CaseState, Reader, SubmissionLine
from etl.reconcile import AT_ONCE, after_release, foreseen, kept_figures
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

    def foreseen(self, submission: int) -> list[Case] | None:
        """What a submission would newly contradict; None where the store is too large to judge while one waits."""
        if kept_figures(self._engine) > AT_ONCE:
            return None
        return Cases(self._engine).foreseen(foreseen(self._engine, self._catalogue, submission))

    def settle(
        self, case: int, state: CaseState, person: Person, note: str, owner: str = "", seen: int = 0
    ) -> None:
        """Say what a contradiction is: explained or accepted in words, open again, or fixed where it is gone.

        To accept, or to take an acceptance back, takes the right to publish; `seen` is the number
        of what the person knows to be the last word.
        """
        self._check(person, Right.EXPLAIN)
        known = Cases(self._engine).case(case)
        if known is None:
            raise BadChoice(f"there is no case {case}", choice=case, welcome="…")
        if not self.may_settle(known, person) or (
            state is CaseState.ACCEPTED and not person.may(Right.PUBLISH)
        ):
            raise Forbidden
        if owner and owner != known.said.owner and owner not in {one.name for one in self.owners()}:
            raise BadChoice(owner, choice=owner, welcome=", ".join(one.name for one in self.owners()))
        if state is CaseState.FIXED:
            self._look_again(case, person)
        decide(self._engine, case, state, person.name, note, owner, seen)

    def may_settle(self, case: Case, person: Person) -> bool:
        """Whether this person may say what a case is: approvers any, staff those with a figure in their reach."""
        if person.may(Right.PUBLISH):
            return True
        known = self._catalogue.indicators
        return (
            person.may(Right.EXPLAIN)
            and case.said.state != CaseState.ACCEPTED
            and any(
                person.covers(side.point.area, known[side.point.indicator].topic)
                for side in case.sides
                if side.point.indicator in known
            )
        )

    def owners(self) -> list[Person]:
        """Who may be put in charge of a case."""
        return [one for one in self._accounts.everyone() if one.may(Right.EXPLAIN)]

    def _look_again(self, case: int, person: Person) -> None:
        """Judge the history anew; StillContradicts where the case stands."""
        if after_release(self._engine, self._catalogue, person.name) is None:
            return
        known = Cases(self._engine).case(case)
        if known is None or known.said.state != CaseState.FIXED:
            raise StillContradicts

    def _check(self, person: Person, right: Right) -> None:
        if not person.may(right):
            raise Forbidden

    def _sender(self, submission: int) -> str:
        return next((one.by for one in Reader(self._engine).submissions() if one.id == submission), "")
