"""A form sent twice, by a second click or a page loaded again: done once, and the second is told so in words, not as an error of ours."""

from __future__ import annotations

import threading
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient

from etl.pipeline.office import Office
from etl.store.tables import DECISION, RELEASE, SUBMISSION
from tests.people.conftest import SAME
from tests.upload.test_web import PLAIN, SENDER, app, browser, office, send

__all__ = ["app", "office"]


def counted(office: Office) -> tuple[int, int, int]:
    """Submissions, releases and decisions there are."""
    with office.engine.connect() as tx:
        one, two, three = (
            tx.scalar(sa.select(sa.func.count()).select_from(t)) for t in (SUBMISSION, RELEASE, DECISION)
        )
    return one or 0, two or 0, three or 0


def twice_at_once(act: Any) -> list[Any]:
    """What two presses of one button at the same time are answered."""
    told: list[Any] = []
    both = [threading.Thread(target=lambda: told.append(act())) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    return sorted(told, key=lambda answer: answer.status_code)


def press(app: Dash, client: FlaskClient, path: str, **data: str) -> Any:
    """The button pressed in another tab of the same browser."""
    tab = app.server.test_client()
    cookie = client.get_cookie("phien")
    assert cookie
    tab.set_cookie("phien", cookie.value)
    return tab.post(path, data=data, headers=SAME)


def test_publish_pressed_twice_at_once_publishes_once_and_says_so(app: Dash, office: Office) -> None:
    an = browser(app, "an")
    upload = send(an, PLAIN, "a.csv").json["upload"]
    first, second = twice_at_once(lambda: press(app, an, f"/nop/{upload}/cong-bo"))
    assert (first.status_code, second.status_code) == (303, 409)
    assert "đã được công bố" in second.get_data(as_text=True) or "đang được xử lý" in second.get_data(
        as_text=True
    )
    assert f'href="/nop?report={upload}"' in second.get_data(as_text=True)
    assert counted(office) == (1, 1, 2)


@pytest.mark.parametrize(
    ("act", "words"),
    [("cong-bo", "đã được công bố"), ("thu-hoi", "không"), ("tra-lai", "không ở trạng thái chờ")],
)
def test_a_decision_sent_twice_is_taken_once_and_says_so(
    app: Dash, office: Office, act: str, words: str
) -> None:
    an = browser(app, "an")
    upload = send(an, PLAIN, "a.csv").json["upload"]
    assert an.post(f"/nop/{upload}/chuyen", headers=SAME).status_code == 303
    if act == "thu-hoi":
        assert an.post("/duyet/1/cong-bo", headers=SAME).status_code == 303
    assert an.post(f"/duyet/1/{act}", data={"ghi_chu": "vì"}, headers=SAME).status_code == 303
    once = counted(office)
    again = an.post(f"/duyet/1/{act}", data={"ghi_chu": "vì"}, headers=SAME)
    assert again.status_code == 409
    assert words in again.get_data(as_text=True)
    assert counted(office) == once


def test_undo_pressed_twice_at_once_undoes_once_and_says_so(app: Dash, office: Office) -> None:
    an = browser(app, "an")
    upload = send(an, PLAIN, "a.csv").json["upload"]
    assert an.post(f"/nop/{upload}/cong-bo", headers=SAME).status_code == 303
    first, second = twice_at_once(lambda: press(app, an, "/duyet/dot/1/thu-hoi"))
    assert (first.status_code, second.status_code) == (303, 409)
    assert "không còn gì để thu hồi" in second.get_data(as_text=True)
    assert counted(office)[1] == 2


def test_a_file_sent_or_handed_over_twice_is_one_file(app: Dash, office: Office) -> None:
    an = browser(app, "an")
    uploads = [send(an, PLAIN, "a.csv").json["upload"] for _ in range(2)]
    assert uploads[0] == uploads[1]
    assert len(office.desk.lying(SENDER)) == 1
    assert [an.post(f"/nop/{uploads[0]}/chuyen", headers=SAME).status_code for _ in range(2)] == [303, 303]
    assert counted(office) == (1, 0, 1)


def test_a_file_dropped_twice_stays_dropped(app: Dash, office: Office) -> None:
    an = browser(app, "an")
    upload = send(an, PLAIN, "a.csv").json["upload"]
    assert [an.post(f"/nop/{upload}/bo", headers=SAME).status_code for _ in range(2)] == [303, 303]
    assert office.desk.get(upload, SENDER).state == "discarded"
