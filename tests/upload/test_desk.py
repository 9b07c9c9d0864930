"""The desk: read in the background, settled in place, counted to the cell, staged, published, undone; nothing is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from etl.catalog import load as load_catalogue
from etl.model import BadChoice, Conflict, NotPublishable, UnreadableFile
from etl.model.answers import Answer, Settles
from etl.model.people import Forbidden, Person, Role
from etl.pipeline.accounts import Accounts
from etl.pipeline.clerk import Clerk, caller
from etl.pipeline.decisions import Decisions, NeedsAnother
from etl.pipeline.desk import Desk, Upload, tidy
from etl.query import Reader
from etl.store import Engine, desk, open_engine, problems, writing
from tests.upload.test_answers import MESSY

CATALOGUE = load_catalogue()
AN = Person(1, "an", "Nguyễn An", frozenset({Role.STAFF, Role.APPROVER}))
BINH = Person(2, "binh", "Lê Bình", frozenset({Role.STAFF, Role.APPROVER}))


class Office:
    """A desk whose clerk works at once, in this process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.clerk = Clerk(engine, CATALOGUE)
        self.desk = Desk(engine, CATALOGUE, self.work)
        self.accounts = Accounts(engine)
        self.decisions = Decisions(engine, CATALOGUE, self.accounts)

    def work(self) -> None:
        while self.clerk.work():
            pass

    def upload(self, folder: Path, text: str, person: Person = AN, name: str = "xã gửi.csv") -> int:
        file = folder / "tep"
        file.write_text(text, "utf-8")
        return self.desk.receive(file, name, person)

    def settle(self, upload: int, person: Person = AN) -> None:
        """Answer every blocking question with what a person of Bắc Sơn would say."""
        while True:
            reading = self.desk.get(upload, person).reading
            assert reading is not None
            open_ = [q for q in reading.questions if q["is_blocking"]]
            if not open_:
                return
            wanted = {"unknown_area": "xã Vũ Lễ", "open_number": "1234"}[open_[0]["code"]]
            option = next(o for o in open_[0]["options"] if o[2] == wanted)
            answer = Answer(Settles(option[0]), open_[0]["scope"], option[1])
            self.desk.answer(upload, answer, person)

    def publish(self, upload: int, person: Person = AN) -> int:
        seen = self.desk.get(upload, person).reading
        assert seen is not None
        return self.decisions.publish(self.desk.stage(upload, person), person, seen=seen.release)

    def values(self) -> dict[str, str]:
        return {
            CATALOGUE.areas.label(p.area): str(p.value) for p in Reader(self.engine).points("planted_area")
        }


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}"))
    yield made
    made.engine.dispose()


def outcomes(upload: Upload) -> dict[str, int]:
    assert upload.reading is not None
    return {name: count for name, count in upload.reading.outcomes.items() if count}


def test_two_answers_publish_a_messy_file_and_undo_takes_it_back(office: Office, tmp_path: Path) -> None:
    upload = office.upload(tmp_path, MESSY)
    first = office.desk.get(upload, AN)
    assert first.state == "read"
    assert [q["code"] for q in first.reading.questions if q["is_blocking"]] == ["unknown_area", "open_number"]
    with pytest.raises(NotPublishable):
        office.desk.stage(upload, AN)
    office.settle(upload)
    release = office.publish(upload)
    assert office.values() == {"xã Tân Lập": "1234", "xã Vũ Lễ": "1105", "xã Tân Tri": "1310"}
    office.decisions.undo(release, AN)
    assert office.values() == {}
    assert list(problems(office.engine)) == []


def test_outcomes_add_up_to_the_cells_read(office: Office, tmp_path: Path) -> None:
    upload = office.upload(tmp_path, MESSY)
    office.settle(upload)
    assert outcomes(office.desk.get(upload, AN)) == {"new": 3}
    office.publish(upload)
    later = office.upload(
        tmp_path, MESSY.replace("1.310", "1.311").replace("3;Xã", "3;Đội lâm trường;9,5\n4;Xã")
    )
    question = next(q for q in office.desk.get(later, AN).reading.questions if "đội" in q["scope"])
    office.desk.answer(later, Answer(Settles.NOT_FIGURE, question["scope"]), AN)
    known = office.desk.get(later, AN)
    assert outcomes(known) == {"same": 2, "changed": 1, "left_out": 1}
    assert sum(outcomes(known).values()) == known.reading.cells_read


def test_b10_a_known_senders_second_file_asks_nothing(office: Office, tmp_path: Path) -> None:
    upload = office.upload(tmp_path, MESSY)
    office.settle(upload)
    office.publish(upload)
    second = office.upload(tmp_path, MESSY.replace("9 tháng", "10 tháng"))
    reading = office.desk.get(second, AN).reading
    assert reading.is_publishable
    other = office.upload(tmp_path, MESSY.replace("9 tháng", "11 tháng"), BINH)
    assert not office.desk.get(other, BINH).reading.is_publishable


def test_an_answer_can_be_taken_back(office: Office, tmp_path: Path) -> None:
    upload = office.upload(tmp_path, MESSY)
    before = office.desk.get(upload, AN).reading
    office.settle(upload)
    for answer in office.desk.get(upload, AN).answers.given:
        office.desk.take_back(upload, answer.scope, AN)
    assert office.desk.get(upload, AN).reading == before


def test_t14_a_file_on_the_desk_is_its_senders_alone(office: Office, tmp_path: Path) -> None:
    upload = office.upload(tmp_path, MESSY)
    for act in (office.desk.get, office.desk.stage, office.desk.discard, office.desk.compare_again):
        with pytest.raises(BadChoice):
            act(upload, BINH)
    with pytest.raises(BadChoice):
        office.desk.answer(upload, Answer(Settles.NOT_FIGURE, "row:xã tân lập"), BINH)
    with pytest.raises(BadChoice):
        office.desk.answer(upload, Answer(Settles.NOT_FIGURE, "row:never asked"), AN)


def test_t14_a_commune_hands_in_its_own_figures_only(office: Office, tmp_path: Path) -> None:
    commune = CATALOGUE.areas.find("xã Tân Tri", __import__("datetime").date(2021, 9, 1))
    link = office.accounts.add(replace(AN, id=0, areas=frozenset({commune.id})), "admin")
    assert link
    upload = office.upload(tmp_path, MESSY)
    office.settle(upload)
    reading = office.desk.get(upload, AN).reading
    assert set(reading.outside) == {"xã Tân Lập", "xã Vũ Lễ"}
    with pytest.raises(NotPublishable):
        office.desk.stage(upload, AN)


def test_b19_two_persons_publish_where_the_office_wants_two(office: Office, tmp_path: Path) -> None:
    office.accounts.set("two_persons", "1", "admin")
    upload = office.upload(tmp_path, MESSY)
    office.settle(upload)
    submission = office.desk.stage(upload, AN)
    with pytest.raises(NeedsAnother):
        office.decisions.publish(submission, AN)
    with pytest.raises(Forbidden):
        office.decisions.publish(submission, replace(BINH, roles=frozenset({Role.ADMIN})))
    assert office.decisions.publish(submission, BINH)


def test_a_second_press_that_saw_the_file_before_the_first_staged_it_finds_the_same_submission(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = office.upload(tmp_path, MESSY)
    office.settle(upload)
    seen = [office.desk.get(upload, AN)]
    submission = office.desk.stage(upload, AN)
    fresh = office.desk.get
    monkeypatch.setattr(office.desk, "get", lambda *which: seen.pop() if seen else fresh(*which))
    assert office.desk.stage(upload, AN) == submission


def test_an_answer_to_a_file_handed_over_meanwhile_says_where_it_went(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = office.upload(tmp_path, MESSY)
    office.settle(upload)
    seen = office.desk.get(upload, AN)
    office.desk.stage(upload, AN)
    with monkeypatch.context() as before:
        before.setattr(office.desk, "get", lambda *_: seen)
        with pytest.raises(NotPublishable, match="off_the_desk"):
            office.desk.take_back(upload, seen.answers.given[0].scope, AN)
    assert office.desk.get(upload, AN).answers == seen.answers


def test_t6_the_second_of_two_loaders_is_told_both_values(office: Office, tmp_path: Path) -> None:
    one, other = (
        office.upload(tmp_path, MESSY),
        office.upload(tmp_path, MESSY.replace("1.310", "1.399"), BINH),
    )
    office.settle(one)
    office.settle(other, BINH)
    office.publish(one)
    with pytest.raises(Conflict) as told:
        office.publish(other, BINH)
    assert [(c.yours, c.theirs, c.by) for c in told.value.clashes] == [("1399", "1310", "an")]
    assert office.values()["xã Tân Tri"] == "1310"


def test_a_returned_file_comes_in_again_with_its_answers(office: Office, tmp_path: Path) -> None:
    upload = office.upload(tmp_path, MESSY)
    office.settle(upload)
    submission = office.desk.stage(upload, AN)
    office.decisions.give_back(submission, BINH, "Kiểm tra lại xã Tân Tri")
    again = office.upload(tmp_path, MESSY)
    assert again != upload
    assert office.desk.get(again, AN).reading.is_publishable


def test_the_same_file_twice_lies_on_the_desk_once(office: Office, tmp_path: Path) -> None:
    assert office.upload(tmp_path, MESSY) == office.upload(tmp_path, MESSY)


def test_a_refused_file_leaves_nothing_and_says_why(office: Office, tmp_path: Path) -> None:
    for name, text in (("a.exe", "MZ"), ("a.csv", ""), ("a.xlsx", "PK\x03\x04 broken")):
        with pytest.raises(UnreadableFile):
            office.upload(tmp_path, text, AN, name)
    assert office.desk.lying(AN) == []


NAMES = [
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\a.csv",
    "a\x00b.csv",
    "CON.csv",
    "\u202egpj.csv",
    "x" * 400 + ".csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_t4_a_files_name_is_only_ever_shown(office: Office, tmp_path: Path, name: str) -> None:
    named = name if name.endswith(".csv") else f"{name}.csv"
    upload = office.upload(tmp_path, MESSY, AN, named)
    shown = office.desk.get(upload, AN).file
    assert not set(shown) & set("/\\\x00\u202e")
    assert len(shown) <= 200
    assert office.desk.get(upload, AN).state == "read"


def test_drafts_and_answers_survive_a_restart(office: Office, tmp_path: Path) -> None:
    upload = office.upload(tmp_path, MESSY)
    office.settle(upload)
    again = Office(open_engine(str(office.engine.url)))
    known = again.desk.get(upload, AN)
    assert known.reading.is_publishable
    assert again.publish(upload)


def test_t5_after_a_crash_nothing_says_it_is_being_read(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "tep"
    file.write_text(MESSY, "utf-8")
    upload = Desk(office.engine, CATALOGUE, lambda: None).receive(file, "a.csv", AN)
    child = os.fork()
    if child == 0:
        with writing(open_engine(str(office.engine.url))) as tx:
            desk.claim(tx, Clerk(office.engine, CATALOGUE)._name, "2999-01-01")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert office.desk.get(upload, AN).state == "working"
    with writing(office.engine) as tx:
        tidy(tx)
    assert office.desk.get(upload, AN).state == "waiting"
    office.work()
    assert office.desk.get(upload, AN).state == "read"


def test_a_clerk_of_its_own_reads_while_this_process_does_something_else(
    office: Office, tmp_path: Path
) -> None:
    outside = Desk(office.engine, CATALOGUE, caller(office.engine))
    file = tmp_path / "tep"
    file.write_text(MESSY, "utf-8")
    upload = outside.receive(file, "a.csv", AN)
    until = time.monotonic() + 60
    while outside.get(upload, AN).is_busy and time.monotonic() < until:
        time.sleep(0.1)
    assert outside.get(upload, AN).state == "read"
    with office.engine.connect() as tx:
        clerk = tx.scalar(sa.select(desk.UPLOAD.c.clerk))
    assert str(os.getpid()) not in str(clerk).split()
