"""T7: the store full, hung or away: what is published is shown where it can be, writing is refused, all is well again by itself."""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from etl.catalog.duties import due, duties
from etl.model.people import LinkSpent, NotSignedIn, Person, Role
from etl.pipeline.accounts import Accounts
from etl.pipeline.clerk import Clerk
from etl.pipeline.desk import Desk
from etl.pipeline.office import Office, open_office
from etl.query import Reader
from etl.query.duties import owed
from etl.store import engine as engines
from etl.store import open_engine, problems, publish, writable, writing
from tests.people.conftest import GOOD
from tests.store.test_store import submit
from tests.upload.test_answers import CATALOGUE
from tests.upload.test_web import JSON, PLAIN, browser, send

SCREEN = {
    "output": "shell.children", "outputs": {"id": "shell", "property": "children"}, "changedPropIds": ["url.pathname"],
    "inputs": [{"id": "url", "property": "pathname", "value": "/"}, {"id": "url", "property": "search", "value": ""}],
}  # fmt: skip
GONE = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
REPORT = (
    "Huyện Bắc Sơn, ngày 20/9/2021\nTrong 9 tháng đầu năm 2021, tổng diện tích gieo trồng đạt 9.111 ha.\n"
)


@pytest.fixture(autouse=True)
def _looked_up_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writable, "_FRESH_FOR", 0.0)


@contextmanager
def opened(url: str, folder: Path) -> Iterator[tuple[Office, Dash]]:
    """An office with one approver and one published report, its clerk in this process."""
    made = open_office(url)

    def work() -> None:
        while Clerk(made.engine, CATALOGUE).work():
            pass

    desk = Desk(made.engine, CATALOGUE, work)
    office = Office(made.engine, CATALOGUE, made.accounts, desk, made.decisions)
    link = office.accounts.add(Person(0, "an", "an", frozenset({Role.STAFF, Role.APPROVER})), "test")
    office.accounts.choose_password(link, GOOD)
    publish(office.engine, [submit(office.engine, folder, REPORT, "a.txt")], "an")
    yield office, create_app(Reader(office.engine), CATALOGUE, office)
    office.close()


def shown(client: FlaskClient) -> str:
    return client.post("/_dash-update-component", json=SCREEN, headers=JSON).get_data(as_text=True)


def handed_in(client: FlaskClient, more: str = "") -> tuple[int, str]:
    answer = send(client, PLAIN + more.encode(), "b.csv")
    return answer.status_code, str((answer.json.get("error") or {}).get("code", ""))


def in_a_child(act: Callable[[], None]) -> bool:
    """Whether an act went well in a process of its own, whose limits end with it."""
    child = get_context("fork").Process(target=act)
    child.start()
    child.join()
    return child.exitcode == 0


def test_t7_a_full_disk_refuses_writing_and_shows_what_is_published(tmp_path: Path) -> None:
    def act() -> None:
        with opened(f"sqlite:///{tmp_path / 'chitieu.db'}", tmp_path) as (office, app):
            client = browser(app, "an")
            held = max(file.stat().st_size for file in tmp_path.glob("chitieu.db*"))
            before = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (held + 4096, before[1]))
            for rows in ("\n" * 10, ";;\n" * 150_000):  # the store is full, and so is where uploads are laid
                assert handed_in(client, rows) == (503, "read_only")
            assert "9.111" in shown(client)
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            assert handed_in(client)[0] == 200
            assert list(problems(office.engine)) == []

    assert in_a_child(act)


def test_t7_a_hung_writer_refuses_others_and_readers_see_nothing_of_it(
    postgres: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "PATIENCE", 200)
    url = postgres()
    with opened(url, tmp_path) as (office, app):
        client = browser(app, "an")
        other = open_engine(url)
        with writing(other):
            assert office.hindrance == "busy"
            assert handed_in(client) == (503, "read_only")
            with pytest.raises(sa.exc.OperationalError):
                office.decisions.undo(1, office.accounts.named("an"))
            assert "9.111" in shown(client)
        other.dispose()
        assert office.hindrance == ""
        assert handed_in(client)[0] == 200


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_t7_somebody_who_writes_for_a_moment_refuses_nobody(
    dialect: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = (
        f"sqlite:///{tmp_path / 'moment.db'}"
        if dialect == "sqlite"
        else request.getfixturevalue("postgres")()
    )
    with opened(url, tmp_path) as (office, app):
        client, other, held = browser(app, "an"), open_engine(url), threading.Event()

        def write() -> None:
            with writing(other):
                held.set()
                time.sleep(1.5)

        clerk = threading.Thread(target=write)
        clerk.start()
        held.wait()
        assert office.hindrance == "busy"
        assert handed_in(client)[0] == 200
        clerk.join()
        other.dispose()


def test_t7_a_database_that_goes_away_is_told_of_and_comes_back_by_itself(
    postgres: Callable[..., str], postgres_server: str, tmp_path: Path
) -> None:
    url = postgres()
    name = sa.make_url(url).database
    with opened(url, tmp_path) as (office, app):
        client = browser(app, "an")
        boss = sa.create_engine(
            sa.make_url(postgres_server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        with boss.connect() as tx:
            tx.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            tx.execute(GONE, {"name": name})
            for _ in range(3):
                assert handed_in(client) == (503, "read_only")
                assert "không ghi được" in shown(client)
            tx.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        boss.dispose()
        assert "9.111" in shown(client)
        assert handed_in(client)[0] == 200
        assert list(problems(office.engine)) == []


def test_t7_a_clock_that_jumps_shuts_nobody_out_and_lets_nobody_in(tmp_path: Path) -> None:
    now = [datetime(2025, 3, 3, 8, tzinfo=UTC)]
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    accounts = Accounts(engine, lambda: now[0])
    accounts.choose_password(accounts.add(Person(0, "an", "an", frozenset({Role.STAFF})), "test"), GOOD)
    session = accounts.sign_in("an", GOOD, "10.0.0.1")
    link = accounts.add(Person(0, "binh", "binh", frozenset({Role.STAFF})), "test")
    now[0] += timedelta(days=400)
    assert accounts.person(session) is None
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            accounts.sign_in("an", "sai mật khẩu", "10.0.0.2")
    now[0] -= timedelta(days=400)
    assert accounts.sign_in("an", GOOD, "10.0.0.1")
    assert accounts.person(session) is not None
    now[0] -= timedelta(days=3)
    assert accounts.sign_in("an", GOOD, "10.0.0.1")
    now[0] += timedelta(days=10)
    assert accounts.person(session) is None
    with pytest.raises(LinkSpent):
        accounts.choose_password(link, GOOD)
    assert list(problems(engine)) == []


def test_t7_a_day_before_and_after_each_cut_off_is_another_day(tmp_path: Path) -> None:
    reader = Reader(open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}"))
    day = timedelta(days=1)
    for year in range(2024, 2027):
        for duty in duties(CATALOGUE.home):
            for one in due(duty, year):
                states = {
                    when: next(o for o in owed(reader, year, when) if o.due == one)
                    for when in (one.cut_off - 8 * day, one.cut_off - 7 * day, one.by, one.by + day)
                }
                assert [o.state for o in states.values()] == ["later", "due", "due", "late"]
                assert [o.late_days for o in states.values()] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("dated", "state", "late"), [(13, "late", 5), (14, "received", 0), (17, "received", 0), (18, "late_received", 1)]
)  # fmt: skip
def test_t7_a_report_counts_from_the_day_of_the_cut_off(
    tmp_path: Path, dated: int, state: str, late: int
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    publish(engine, [submit(engine, tmp_path, REPORT.replace("20/9", f"{dated}/9"), "a.txt")], "an")
    when = datetime(2021, 9, 22, tzinfo=UTC).date()
    found = next(
        one
        for one in owed(Reader(engine), 2021, when)
        if one.due.duty.code == "agriculture_month" and one.due.cut_off.month == 9
    )
    assert (found.state, found.late_days) == (state, late)
