"""T1: what is made to burst is refused before anything is unpacked for it, and the worker that took it in stays small."""

from __future__ import annotations

import io
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.app import create_app
from etl.model.people import Person, Role
from etl.pipeline.clerk import Clerk
from etl.pipeline.office import open_office
from etl.query import Reader
from etl.store import open_engine
from tests.people.conftest import GOOD
from tests.safety.bombs import BOMBS
from tests.upload.test_answers import CATALOGUE

MOST_MB = 200
REPLY_SECONDS = 2.0
"""Of the processor, so that a busy machine tells nothing against the page."""
JSON = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}


def apart(act: Callable[[], str]) -> tuple[str, int]:
    """What an act says in a process of its own, and by how many megabytes it raised that process's peak."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        told = act()
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        os.write(there, f"{grown} {told}".encode())
        os._exit(0)
    os.close(there)
    with os.fdopen(here, encoding="utf-8") as pipe:
        grown_, _, told = pipe.read().partition(" ")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    return told, int(grown_)


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'chitieu.db'}"
    office = open_office(made)
    link = office.accounts.add(Person(0, "an", "an", frozenset({Role.STAFF})), "test")
    office.accounts.choose_password(link, GOOD)
    office.close()
    return made


def handed_in(url: str, name: str, content: bytes) -> str:
    """What the page is answered, with nobody called to read the file."""
    office = open_office(url)
    office.desk._call_clerk = lambda: None
    client = create_app(Reader(office.engine), CATALOGUE, office).server.test_client()
    client.post("/dang-nhap", data={"ten": "an", "mat_khau": GOOD}, headers=JSON)
    since = time.process_time()
    answer = client.post("/nop/tep", data={"tep": (io.BytesIO(content), name)}, headers=JSON)
    assert time.process_time() - since < REPLY_SECONDS
    return str(answer.json["error"]["message"]) if answer.status_code == 422 else "taken"  # type: ignore[index]


def read_of(url: str) -> str:
    """What the clerk makes of the file that waits."""
    office = open_office(url)
    Clerk(open_engine(url), CATALOGUE).work()
    (found,) = office.desk.lying(Person(1, "an", "an", frozenset({Role.STAFF})))
    return f"{found.state} {found.problem[0] if found.problem else ''}"


@pytest.mark.parametrize("what", sorted(BOMBS))
def test_t1_what_would_burst_is_answered_within_two_seconds_and_refused_and_the_worker_stays_small(
    what: str, url: str
) -> None:
    name, made = BOMBS[what]
    content = made()
    told, grown = apart(lambda: handed_in(url, name, content))
    assert grown < MOST_MB
    if told != "taken":
        assert told.startswith(f"Tệp {name} ")
        return
    read, _ = apart(lambda: read_of(url))
    assert read.partition(" ")[0] == "refused", read
