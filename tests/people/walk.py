"""An office in use: random acts of its people by every route that writes or exports, well or by mistake."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient

from etl.model.people import Person, Role
from etl.pipeline.office import Office
from etl.store import desk as papers
from etl.store.cases import CASE, CaseState
from etl.store.schema import META
from etl.store.tables import RELEASE, SUBMISSION
from tests.people.conftest import GOOD, SAME, browser
from tests.upload.test_answers import MESSY

PEOPLE = [str(role) for role in Role]
TARGETS = ("khach0", "khach1", "khach2")
KEPT_APART = {"audit", "head", "sign_in_try"}
"""The chain itself, and the count of tries, which the chain tells of by its own lines."""


class Walk:
    """An office in use: who is signed in, and what there is to act on."""

    def __init__(self, office: Office, app: Dash) -> None:
        self.office, self.dice, self.asked = office, random.Random(17), ""
        self.browsers = {name: browser(app, name) for name in PEOPLE}
        self.links: dict[str, str] = {}
        self.reason = ""

    def state(self) -> dict[str, list[Any]]:
        """Everything the store holds besides the chain; that a session was seen is no change."""
        with self.office.engine.connect() as tx:
            return {
                table.name: sorted(map(repr, tx.execute(sa.select(*(c for c in table.c if c.name != "seen_at")))))
                for table in META.sorted_tables
                if table.name not in KEPT_APART
            }  # fmt: skip

    def client(self, name: str) -> FlaskClient:
        """This person's browser, signed in again where the session ended."""
        found = self.browsers[name]
        cookie = found.get_cookie("phien")
        holder = self.office.accounts.person(cookie.value) if cookie else None
        if holder is None or holder.name != name:
            found.post("/dang-nhap", data={"ten": name, "mat_khau": GOOD}, headers=SAME)
        return found

    def one_of(self, column: sa.Column[Any]) -> int:
        """Some number that is there, sometimes one that is not."""
        with self.office.engine.connect() as tx:
            there = list(tx.scalars(sa.select(column)))
        return self.dice.choice(there[-6:] or [1]) if self.dice.random() < 0.95 else 9_999

    def question(self, upload: int) -> str:
        """What may be answered about a file."""
        with self.office.engine.connect() as tx:
            row = papers.one(tx, upload)
        reading = papers.UPLOAD.c.reading is not None and row is not None and row.reading
        if not reading:
            return "row:0"
        known = self.office.desk.get(upload, Person(0, row.by, row.by, frozenset()))
        asked = [str(q["scope"]) for q in known.reading.questions] if known.reading else []
        given = [one.scope for one in known.answers.given]
        return self.dice.choice(asked + given) if asked + given else "row:0"

    def why(self) -> dict[str, str]:
        """A form's note, which the chain must repeat."""
        self.reason = f"vì lẽ số {self.dice.randint(0, 10**9)}"
        return {"ghi_chu": self.reason}


def _upload(walk: Walk, client: FlaskClient) -> Any:
    text = MESSY if walk.dice.random() < 0.4 else MESSY.replace("1.234", "1.234,0").replace("Vũ Lể", "Vũ Lễ")
    content = text.replace("1.310", str(walk.dice.randint(1000, 1400))).encode()
    return client.post("/nop/tep", data={"tep": (io.BytesIO(content), "a.csv")}, headers=SAME)


def _on_file(act: str) -> Callable[[Walk, FlaskClient], Any]:
    def run(walk: Walk, client: FlaskClient) -> Any:
        upload = walk.one_of(papers.UPLOAD.c.id)
        about = walk.question(upload)
        return client.post(
            f"/nop/{upload}/{act}?ve={about}", data={"chon": '["not_figure", ""]'}, headers=SAME
        )

    return run


def _on_submission(act: str) -> Callable[[Walk, FlaskClient], Any]:
    def run(walk: Walk, client: FlaskClient) -> Any:
        told = {} if act == "cong-bo" else walk.why()
        return client.post(f"/duyet/{walk.one_of(SUBMISSION.c.id)}/{act}", data=told, headers=SAME)

    return run


def _undo(walk: Walk, client: FlaskClient) -> Any:
    return client.post(f"/duyet/dot/{walk.one_of(RELEASE.c.id)}/thu-hoi", data=walk.why(), headers=SAME)


def _settle(walk: Walk, client: FlaskClient) -> Any:
    case = walk.one_of(CASE.c.id)
    told = {
        "tinh_trang": walk.dice.choice([*CaseState, "khac"]),
        "phu_trach": walk.dice.choice(("", "staff", "khach0")),
    }
    return client.post(f"/mau-thuan/{case}", data=told | walk.why(), headers=SAME)


def _sign_in(walk: Walk, client: FlaskClient) -> Any:
    is_wrong = walk.dice.random() < 0.3  # under a name of its own, for many wrong tries lock a person out
    name, password = ("khach0", "sai mật khẩu") if is_wrong else (walk.dice.choice(PEOPLE), GOOD)
    client.environ_base["REMOTE_ADDR"] = f"127.0.{walk.dice.randint(0, 255)}.{walk.dice.randint(1, 250)}"
    walk.asked = name
    return client.post("/dang-nhap", data={"ten": name, "mat_khau": password}, headers=SAME)


def _sign_out(walk: Walk, client: FlaskClient) -> Any:
    return client.post("/dang-xuat", data={"moi_noi": "1"} if walk.dice.random() < 0.5 else {}, headers=SAME)


def _choose_password(walk: Walk, client: FlaskClient) -> Any:
    name, link = walk.links.popitem() if walk.links else ("ai đó", "khong-co")
    walk.asked = name
    told = {"mat_khau": GOOD, "nhac_lai": GOOD if walk.dice.random() < 0.8 else "khác hẳn nhau"}
    return client.post(f"/dat-mat-khau/{link}", data=told, headers=SAME)


def _person(walk: Walk, client: FlaskClient, path: str, **more: Any) -> Any:
    name = walk.dice.choice(TARGETS)
    roles = walk.dice.sample(PEOPLE, walk.dice.randint(0, 2))
    data = {"vai_tro": roles, "linh_vuc": walk.dice.choice(([], ["crops"])), **more}
    return name, client.post(
        path.format(name=name), data={"ten": name, "ho_ten": name.title(), **data}, headers=SAME
    )


def _add(walk: Walk, client: FlaskClient) -> Any:
    return _linked(walk, *_person(walk, client, "/nguoi-dung/them"))


def _reset(walk: Walk, client: FlaskClient) -> Any:
    return _linked(walk, *_person(walk, client, "/nguoi-dung/cap-lai/{name}"))


def _linked(walk: Walk, name: str, answer: Any) -> Any:
    page = answer.get_data(as_text=True)
    if "/dat-mat-khau/" in page:
        walk.links[name] = page.partition("/dat-mat-khau/")[2].partition('"')[0].partition("<")[0]
    return answer


def _change(walk: Walk, client: FlaskClient) -> Any:
    return _person(walk, client, "/nguoi-dung/doi/{name}")[1]


def _close(walk: Walk, client: FlaskClient) -> Any:
    return _person(walk, client, "/nguoi-dung/dong/{name}")[1]


def _set(walk: Walk, client: FlaskClient) -> Any:
    name, value = walk.dice.choice((("two_persons", "1"), ("two_persons", "0"), ("visitors", "2"), ("visitors", "7"), ("nothing", "1")))  # fmt: skip
    return client.post(f"/nguoi-dung/thiet-lap/{name}", data={"gia_tri": value}, headers=SAME)


ACTS: dict[str, Callable[[Walk, FlaskClient], Any]] = {
    "/nop/tep": _upload,
    "/nop/<int:upload>/tra-loi": _on_file("tra-loi"),
    "/nop/<int:upload>/mo-lai": _on_file("mo-lai"),
    "/nop/<int:upload>/so-lai": _on_file("so-lai"),
    "/nop/<int:upload>/chuyen": _on_file("chuyen"),
    "/nop/<int:upload>/cong-bo": _on_file("cong-bo"),
    "/nop/<int:upload>/bo": _on_file("bo"),
    "/duyet/<int:submission>/cong-bo": _on_submission("cong-bo"),
    "/duyet/<int:submission>/tra-lai": _on_submission("tra-lai"),
    "/duyet/<int:submission>/thu-hoi": _on_submission("thu-hoi"),
    "/duyet/dot/<int:release>/thu-hoi": _undo,
    "/mau-thuan/<int:case>": _settle,
    "/dang-nhap": _sign_in,
    "/dang-xuat": _sign_out,
    "/dat-mat-khau/<token>": _choose_password,
    "/nguoi-dung/them": _add,
    "/nguoi-dung/doi/<name>": _change,
    "/nguoi-dung/dong/<name>": _close,
    "/nguoi-dung/cap-lai/<name>": _reset,
    "/nguoi-dung/thiet-lap/<name>": _set,
    "/tai-ve": lambda _, client: client.get("/tai-ve?figures=1-5&format=csv", headers=SAME),
    "/api/v1/export": lambda _, client: client.get("/api/v1/export?format=csv", headers=SAME),
}
"""Each route that writes or exports → an act on it, by hand or by mistake."""
