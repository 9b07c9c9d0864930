"""The upload page's routes: one 409 with both values, refusals at the door, a store that takes no writing, no mixed release."""

from __future__ import annotations

import io
import resource
import sqlite3
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.state import Choice
from dashboard.uploads.desk import state
from dashboard.view import View
from etl.model.people import Person, Role
from etl.pipeline.accounts import Accounts
from etl.pipeline.clerk import Clerk
from etl.pipeline.decisions import Decisions
from etl.pipeline.desk import Desk
from etl.pipeline.office import Office, open_office
from etl.query import Reader
from etl.store import publish, writable
from tests.people.conftest import GOOD, SAME
from tests.store.test_store import submit
from tests.upload.test_answers import CATALOGUE, MESSY

JSON = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose clerk works at once, in this process."""
    engine = open_office(f"sqlite:///{tmp_path / 'chitieu.db'}").engine
    clerk = Clerk(engine, CATALOGUE)

    def work() -> None:
        while clerk.work():
            pass

    accounts = Accounts(engine)
    made = Office(
        engine, CATALOGUE, accounts, Desk(engine, CATALOGUE, work), Decisions(engine, CATALOGUE, accounts)
    )
    for name in ("an", "binh"):
        link = accounts.add(Person(0, name, name, frozenset({Role.STAFF, Role.APPROVER})), "test")
        accounts.choose_password(link, GOOD)
    yield made
    made.close()


@pytest.fixture
def app(office: Office) -> Dash:
    return create_app(Reader(office.engine), CATALOGUE, office)


def browser(app: Dash, name: str) -> FlaskClient:
    client = app.server.test_client()
    client.post("/dang-nhap", data={"ten": name, "mat_khau": GOOD}, headers=SAME)
    return client


def send(client: FlaskClient, content: bytes, name: str) -> Any:
    return client.post("/nop/tep", data={"tep": (io.BytesIO(content), name)}, headers=JSON)


SENDER = Person(0, "an", "an", frozenset({Role.STAFF, Role.APPROVER}))
PLAIN = MESSY.replace("1.234", "1.234,0").replace("Vũ Lể", "Vũ Lễ").encode()


def test_t6_two_loaders_of_one_fact_and_one_409_with_both_values(app: Dash) -> None:
    an, binh = browser(app, "an"), browser(app, "binh")
    one = send(an, PLAIN, "a.csv").json["upload"]
    other = send(binh, PLAIN.replace(b"1.310", b"1.399"), "b.csv").json["upload"]
    assert an.post(f"/nop/{one}/cong-bo", headers=SAME).status_code == 303
    answer = binh.post(f"/nop/{other}/cong-bo", headers=SAME)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert all(words in page for words in (">1.399<", ">1.310<", ">an<"))
    submission = page.partition('action="/duyet/')[2].partition("/")[0]
    latest = page.partition('name="thay" value="')[2].partition('"')[0]
    assert f'href="/nop?report={other}"' in page
    told = binh.post(f"/nop/{other}/cong-bo", headers=JSON)
    assert told.status_code == 409
    clash = told.json["clashes"][0]
    assert (clash["yours"], clash["theirs"], clash["by"]) == ("1399", "1310", "an")
    again = binh.post(f"/duyet/{submission}/cong-bo", data={"thay": latest}, headers=SAME)
    assert again.status_code == 303


def test_a_stale_tab_is_told_and_led_back_to_the_draft(app: Dash) -> None:
    an = browser(app, "an")
    upload = send(an, PLAIN, "a.csv").json["upload"]
    assert an.post(f"/nop/{upload}/cong-bo", headers=SAME).status_code == 303
    for path in (f"/nop/{upload}/cong-bo", f"/nop/{upload}/tra-loi", f"/nop/{upload}/so-lai"):
        answer = an.post(path, data={"chon": '["not_figure", ""]'}, headers=SAME)
        assert answer.status_code in (403, 404, 409)
        assert f'href="/nop?report={upload}"' in answer.get_data(as_text=True)
    answer = an.post("/duyet/1/cong-bo", headers=SAME)
    assert answer.status_code == 409
    assert 'href="/nop?show=submission&amp;page=1"' in answer.get_data(as_text=True)
    assert "/nop?" not in an.post("/nop/tep", headers=SAME).get_data(as_text=True)


def test_every_file_of_one_form_lies_on_the_desk(app: Dash, office: Office) -> None:
    an = browser(app, "an")
    files = [(io.BytesIO(PLAIN.replace(b"1.310", str(1000 + n).encode())), f"xa-{n}.csv") for n in range(25)]
    assert an.post("/nop/tep", data={"tep": files}, headers=JSON).status_code == 200
    assert {upload.file for upload in office.desk.lying(SENDER)} == {f"xa-{n}.csv" for n in range(25)}


def test_a_dropped_file_says_so_on_its_page(app: Dash, office: Office) -> None:
    an = browser(app, "an")
    upload = send(an, PLAIN, "a.csv").json["upload"]
    assert an.post(f"/nop/{upload}/bo", headers=SAME).status_code == 303
    assert (
        state(View(Reader(office.engine), CATALOGUE, Choice(), "/nop"), office.desk.get(upload, SENDER))
        == "Tệp đã được bỏ."
    )


@pytest.mark.parametrize("path", ["/nop/{}/so-lai", "/duyet/{}/cong-bo", "/nop/{}/bo"])
def test_a_number_beyond_every_store_names_nothing(app: Dash, path: str) -> None:
    assert browser(app, "an").post(path.format(2**63), headers=SAME).status_code in (404, 405)


def test_what_was_answered_and_compared_stands_in_the_trail(app: Dash, office: Office) -> None:
    an = browser(app, "an")
    upload = send(an, PLAIN, "a.csv").json["upload"]
    assert an.post(f"/nop/{upload}/so-lai", headers=SAME).status_code == 303
    with office.engine.connect() as tx:
        acts = tx.execute(sa.text("SELECT actor, action FROM audit")).all()
    assert ("an", "compare") in [tuple(act) for act in acts]


def bomb(size: int) -> bytes:
    """A small archive that unpacks to many times its size."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(size // 1_000_000):
                part.write(b"0" * 1_000_000)
    return packed.getvalue()


def grown(act: Any) -> tuple[Any, int]:
    """What an act answers and by how many megabytes it raised this process's peak."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = act()
    return answer, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


def test_t1_a_bomb_is_refused_at_the_door(app: Dash) -> None:
    client, content = browser(app, "an"), bomb(300_000_000)
    answer, megabytes = grown(lambda: send(client, content, "bom.xlsx"))
    assert answer.status_code == 422
    assert "bung ra quá lớn" in answer.json["error"]["message"]
    assert megabytes < 200


def test_t1_sixty_megabytes_are_refused_unread(app: Dash) -> None:
    client, content = browser(app, "an"), b"x" * 60_000_000
    answer, megabytes = grown(lambda: send(client, content, "to.csv"))
    assert answer.status_code == 413
    assert "50 MB" in answer.json["error"]["message"] or "51 MB" in answer.json["error"]["message"]
    assert megabytes < 200


def test_t2_macros_and_entities_are_refused_at_the_door(app: Dash) -> None:
    client = browser(app, "an")
    for part, text in (("xl/vbaProject.bin", "x"), ("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(part, text)
        assert send(client, packed.getvalue(), "a.xlsx").status_code == 422
    assert send(client, b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.docx").status_code == 422


def test_t3_the_file_comes_back_with_its_questions_on_the_cells_and_nothing_in_it_computes(app: Dash) -> None:
    client = browser(app, "an")
    text = (
        MESSY.replace("TT;Tên xã", "=1+1;Tên xã").replace("3;Xã", "@SUM(A1);Xã").replace("1.310", "-1.234,5")
    )
    upload = send(client, text.encode(), "a.csv").json["upload"]
    content = client.get(f"/nop/{upload}/ghi-chu.xlsx", headers=JSON).data
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {"=1+1", "@SUM(A1)", "-1.234,5"} <= {str(cell.value) for cell in cells}
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert any("Vũ Lể" in cell.comment.text for cell in cells if cell.comment)


HOSTILE = "<img src=x onerror=alert(1)>"


def test_t11_a_files_words_are_shown_as_text(app: Dash) -> None:
    client = browser(app, "an")
    text = MESSY.replace("Xã Vũ Lể", HOSTILE).replace("Phòng", HOSTILE)
    upload = send(client, text.encode(), f"{HOSTILE}.csv").json["upload"]
    body = {
        "output": "shell.children", "outputs": {"id": "shell", "property": "children"}, "changedPropIds": [],
        "inputs": [{"id": "url", "property": "pathname", "value": "/nop"},
                   {"id": "url", "property": "search", "value": f"?report={upload}"}],
    }  # fmt: skip
    drawn = client.post("/_dash-update-component", json=body, headers=JSON).get_data(as_text=True)
    assert "onerror=alert" in drawn
    assert "<img src=x" not in drawn


def test_t7_a_store_that_takes_no_writing_still_shows_its_last_release(
    app: Dash, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writable, "_FRESH_FOR", 0.0)
    client = browser(app, "an")
    upload = send(client, PLAIN, "a.csv").json["upload"]
    client.post(f"/nop/{upload}/cong-bo", headers=SAME)
    lock = sqlite3.connect(tmp_path / "chitieu.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    assert not office.is_writable
    shown = View(Reader(office.engine), CATALOGUE, Choice(), "/").reader.points("planted_area")
    assert len(shown) == 3
    assert client.get("/", headers=SAME).status_code == 200
    refused = send(client, MESSY.encode(), "b.csv")
    assert (refused.status_code, refused.json["error"]["code"]) == (503, "read_only")
    lock.execute("ROLLBACK")
    assert office.is_writable
    assert send(client, MESSY.encode(), "b.csv").status_code == 200


def test_t6_twenty_readers_see_one_release_a_page_while_others_publish(
    office: Office, tmp_path: Path
) -> None:
    texts = [
        f"Huyện Bắc Sơn, ngày {day}/9/2021\nTrong 9 tháng đầu năm 2021, tổng diện tích gieo trồng đạt {area} ha; trồng rừng mới {wood} ha.\n"
        for day, area, wood in ((20, "9.111", "511"), (21, "9.222", "522"))
    ]
    publish(office.engine, [submit(office.engine, tmp_path, texts[0], "a.txt")], "an")
    later = submit(office.engine, tmp_path, texts[1], "b.txt")
    mixed: list[tuple[str, str]] = []
    done = threading.Event()

    def read() -> None:
        reader = Reader(office.engine)
        while not done.is_set():
            view = View(reader, CATALOGUE, Choice(), "/")
            time.sleep(0.02)
            area = str(view.reader.points("planted_area")[0].value)
            wood = str(view.reader.points("forest_new")[0].value)
            if (area, wood) not in (("9111", "511"), ("9222", "522")):
                mixed.append((area, wood))

    readers = [threading.Thread(target=read) for _ in range(20)]
    for one in readers:
        one.start()
    release = publish(office.engine, [later], "an")
    for _ in range(4):
        release = office.decisions.undo(release, Person(1, "an", "an", frozenset({Role.APPROVER})))
    done.set()
    for one in readers:
        one.join()
    assert mixed == []


def test_t7_every_page_says_what_stands_in_the_way_of_writing(
    app: Dash, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writable, "_FRESH_FOR", 0.0)
    asked = {
        "output": "notice.children", "outputs": {"id": "notice", "property": "children"},
        "inputs": [{"id": "url", "property": "pathname", "value": "/"}, {"id": "url", "property": "search", "value": ""}],
        "changedPropIds": ["url.pathname"],
    }  # fmt: skip

    def said() -> str:
        return (
            browser(app, "an")
            .post("/_dash-update-component", json=asked, headers=SAME)
            .get_data(as_text=True)
        )

    assert "Đang công bố" not in said()
    lock = sqlite3.connect(tmp_path / "chitieu.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    assert office.hindrance == "busy"
    lock.execute("ROLLBACK")
    copy = sa.create_engine(f"sqlite:///file:{tmp_path / 'chitieu.db'}?mode=ro&uri=true")
    app.server.extensions["chitieu.office"] = replace(office, engine=copy)
    assert "chỉ đọc được" in said()
