"""Before the button is pressed: the sender and the approver see what publishing would newly contradict."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from etl import reconcile
from etl.model.people import Person, Role
from etl.pipeline import decisions
from etl.pipeline.clerk import Clerk
from etl.pipeline.desk import Desk
from etl.pipeline.office import Office, open_office
from etl.pipeline.reading import MOST_FORETOLD, Reading
from etl.query import Reader
from etl.store import publish
from tests.dashboard.test_trust import CATALOGUE, NINE, YEAR
from tests.people.conftest import GOOD, SAME, browser
from tests.people.test_matrix import screen
from tests.store.test_store import submit

SOUND = YEAR.replace("9.250,5", "9.650,5").replace("4.250,5", "4.650,5")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office in which the nine months are published, and whose clerk works at once."""
    opened = open_office(f"sqlite:///{tmp_path / 'chitieu.db'}")

    def work() -> None:
        while Clerk(opened.engine, CATALOGUE).work():
            pass

    made = replace(opened, desk=Desk(opened.engine, CATALOGUE, work))
    for name, role in (("an", Role.STAFF), ("binh", Role.APPROVER)):
        made.accounts.choose_password(
            made.accounts.add(Person(0, name, name, frozenset({role})), "test"), GOOD
        )
    publish(made.engine, [submit(made.engine, tmp_path, NINE, "chin-thang.txt")], "an")
    yield made
    made.close()


@pytest.fixture
def app(office: Office) -> Dash:
    return create_app(Reader(office.engine), CATALOGUE, office)


def send(client: FlaskClient, text: str) -> int:
    data = {"tep": (io.BytesIO(text.encode()), "nam.txt")}
    answer = client.post("/nop/tep", data=data, headers=SAME | {"Accept": "application/json"})
    return int(answer.json["upload"])  # type: ignore[index]


def shown(client: FlaskClient, query: str) -> str:
    """The words and markup of a screen, whatever they were packed in."""
    return unescape(str(json.loads(screen(client, "/nop", query)))).replace("\\xa0", " ")


def test_the_sender_sees_what_it_would_contradict_and_where_both_sides_stand(app: Dash) -> None:
    client = browser(app, "an")
    page = shown(client, f"?report={send(client, YEAR)}")
    assert "Nếu công bố, tệp này sẽ gây thêm 1 mâu thuẫn" in page
    listed = page.partition('id="upload-foretold"')[2].partition("</section>")[0]
    assert "Mâu thuẫn sẽ phát sinh khi công bố: 1" in listed
    assert "<b>9.250,5 ha</b>" in listed
    assert "trong tệp này, p2" in listed
    assert "trên 9.500 ha" in listed
    assert "/nguon?obs=" in listed
    assert "Cùng loại, trong cùng các báo cáo này: 1 chỗ nữa." in listed


def test_a_sound_file_says_that_it_contradicts_nothing(app: Dash) -> None:
    client = browser(app, "an")
    page = shown(client, f"?report={send(client, SOUND)}")
    assert "Không mâu thuẫn thêm với số đang công bố." in page
    assert "upload-foretold" not in page


def test_the_approver_sees_it_before_deciding_and_it_becomes_a_case_only_then(
    app: Dash, office: Office
) -> None:
    sender, approver = browser(app, "an"), browser(app, "binh")
    assert sender.post(f"/nop/{send(sender, YEAR)}/chuyen", headers=SAME).status_code == 303
    (waiting,) = office.decisions.waiting()
    page = shown(approver, f"?show=submission&page={waiting.id}")
    assert "gây thêm 1 mâu thuẫn" in page
    assert "trong tệp này, p2" in page
    assert "trên 9.500 ha" in page.partition('id="upload-foretold"')[2]
    assert Reader(office.engine).cases.count() == 0
    assert approver.post(f"/duyet/{waiting.id}/cong-bo", headers=SAME).status_code == 303
    assert Reader(office.engine).cases.count() == 1


def test_comparing_again_sees_what_was_published_meanwhile(app: Dash, office: Office, tmp_path: Path) -> None:
    client = browser(app, "an")
    upload = send(client, SOUND)
    more = NINE.replace("20/9", "22/9").replace("trên 9.500", "9.900,5").replace("4.500 ha", "4.600 ha")
    publish(office.engine, [submit(office.engine, tmp_path, more, "them.txt")], "an")
    assert client.post(f"/nop/{upload}/so-lai", headers=SAME).status_code == 303
    assert "gây thêm 1 mâu thuẫn" in shown(client, f"?report={upload}")


def test_a_store_too_large_to_judge_at_once_says_so(
    app: Dash, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile, "AT_ONCE", 0)
    monkeypatch.setattr(decisions, "AT_ONCE", 0)
    sender, approver = browser(app, "an"), browser(app, "binh")
    upload = send(sender, YEAR)
    assert "chưa làm được lúc này" in shown(sender, f"?report={upload}")
    sender.post(f"/nop/{upload}/chuyen", headers=SAME)
    (waiting,) = office.decisions.waiting()
    assert "chưa làm được lúc này" in shown(approver, f"?show=submission&page={waiting.id}")


def test_a_reading_kept_before_this_was_told_still_opens(app: Dash, office: Office) -> None:
    client = browser(app, "an")
    person = office.accounts.named("an")
    known = office.desk.get(send(client, YEAR), person).reading
    assert known
    assert known.contradicts
    raw = json.loads(known.to_text())
    del raw["contradicts"], raw["contradicts_beyond"]
    assert Reading.from_text(json.dumps(raw)).contradicts is None
    assert len(known.contradicts) <= MOST_FORETOLD
