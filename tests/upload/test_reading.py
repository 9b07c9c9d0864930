"""While a file is read its bar moves, it can be cancelled, and no file keeps the clerk from the next."""

from __future__ import annotations

import itertools
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from dashboard.state import Choice
from dashboard.uploads.asking import questions as questions_on_screen
from dashboard.view import View
from etl.model.pace import heard, paced, part
from etl.pipeline import clerk as clerks
from etl.pipeline import recognised
from etl.pipeline.clerk import Clerk
from etl.pipeline.desk import MOST_LOST, Desk, tidy
from etl.pipeline.reading import MOST_QUESTIONS
from etl.query import Reader
from etl.store import Engine, desk, open_engine, writing
from tests.upload.test_answers import CATALOGUE, MESSY
from tests.upload.test_desk import AN


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")


@pytest.fixture
def table(engine: Engine) -> Desk:
    """A desk to which no clerk is called."""
    return Desk(engine, CATALOGUE, lambda: None)


def workbook(folder: Path, sheets: int, rows: int) -> Path:
    file = folder / "nhieu.xlsx"
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    for month in range(1, sheets + 1):
        sheet = book.add_worksheet(f"T{month}")
        sheet.write(0, 0, f"Diện tích gieo trồng tháng {month} năm 2021")
        sheet.write_row(1, 0, ["TT", "Tên xã", "Diện tích gieo trồng (ha)"])
        for n in range(rows):
            sheet.write_row(2 + n, 0, [n + 1, "Xã Tân Lập", n + 0.5])
    book.close()
    return file


def written(folder: Path, text: str = MESSY, name: str = "a.csv") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_loops_within_loops_fill_the_whole_once_and_in_order() -> None:
    told: list[float] = []
    with heard(told.append):
        with part(0, 0.5):
            for _ in paced(range(4)):
                list(paced(range(5)))
        with part(0.5, 1):
            list(paced(range(10)))
    assert told == sorted(told)
    assert len(set(told)) >= 28
    assert 0 == told[0] < told[-1] < 1
    assert list(paced([1, 2])) == [1, 2]


def test_reading_says_how_far_it_is_sheet_by_sheet_and_row_by_row(tmp_path: Path) -> None:
    told: list[float] = []
    with heard(told.append):
        recognised(workbook(tmp_path, 3, 400), CATALOGUE)
    assert told == sorted(told)
    assert len(set(told)) > 300
    assert max(late - early for early, late in itertools.pairwise(told)) < 0.1


def at_work(engine: Engine) -> threading.Thread:
    one = threading.Thread(target=Clerk(engine, CATALOGUE).work)
    one.start()
    return one


def until(so: Callable[[], bool]) -> None:
    last = time.monotonic() + 60
    while not so():
        assert time.monotonic() < last
        time.sleep(0.005)


def test_the_bar_moves_while_a_workbook_is_read(
    engine: Engine, table: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clerks, "BAR_SECONDS", 0.02)
    upload = table.receive(workbook(tmp_path, 4, 800), "a.xlsx", AN)
    one, seen = at_work(engine), [0]
    while one.is_alive():
        seen.append(table.get(upload, AN).done)
    one.join()
    assert seen == sorted(seen)
    assert len(set(seen)) > 5
    read = table.get(upload, AN)
    assert (read.state, read.done, read.total) == ("read", clerks.WHOLE, clerks.WHOLE)


def test_a_file_is_cleared_away_while_it_is_read_and_the_clerk_goes_on_to_the_next(
    engine: Engine, table: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clerks, "BAR_SECONDS", 0.0)
    upload = table.receive(workbook(tmp_path, 20, 2_000), "a.xlsx", AN)
    one = at_work(engine)
    until(lambda: table.get(upload, AN).done > 0)
    table.discard(upload, AN)
    one.join()
    gone = table.get(upload, AN)
    assert (gone.state, gone.reading) == ("discarded", None)
    assert gone.done < clerks.WHOLE // 2
    assert table.lying(AN) == []
    later = table.receive(written(tmp_path), "b.csv", AN)
    assert Clerk(engine, CATALOGUE).work()
    assert table.get(later, AN).state == "read"


def test_a_file_that_breaks_the_reading_is_refused_with_an_error_number_and_the_next_is_read(
    engine: Engine, table: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = table.receive(written(tmp_path), "a.csv", AN)
    with caplog.at_level(logging.ERROR):
        Clerk(engine, None).work()  # type: ignore[arg-type]
    problem = table.get(first, AN).problem
    assert problem is not None
    assert problem[0] == "unexpected"
    assert problem[1]["number"] in caplog.text
    second = table.receive(written(tmp_path, MESSY + "\n"), "b.csv", AN)
    Clerk(engine, CATALOGUE).work()
    assert table.get(second, AN).state == "read"


def test_a_file_over_which_clerks_are_lost_again_and_again_is_refused(
    engine: Engine, table: Desk, tmp_path: Path
) -> None:
    upload = table.receive(written(tmp_path), "a.csv", AN)
    for _ in range(MOST_LOST):
        assert table.get(upload, AN).state == "waiting"
        child = os.fork()
        if child == 0:
            here = open_engine(str(engine.url))
            with writing(here) as tx:
                desk.claim(tx, Clerk(here, CATALOGUE)._name, "2999-01-01")
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
        with writing(engine) as tx:
            tidy(tx)
    known = table.get(upload, AN)
    assert (known.state, known.problem) == ("refused", ("lost", {"file": "a.csv", "times": str(MOST_LOST)}))
    assert not Clerk(engine, CATALOGUE).work()


def test_five_thousand_questions_are_counted_and_shown_as_many_as_a_person_reads(
    engine: Engine, table: Desk, tmp_path: Path
) -> None:
    rows = "".join(f"{n};Xã Không Tên {n};{n},5\n" for n in range(1, 5_001))
    heading = "Diện tích gieo trồng 9 tháng năm 2021;;\nTT;Tên xã;Diện tích gieo trồng (ha)\n"
    upload = table.receive(written(tmp_path, heading + rows), "a.csv", AN)
    Clerk(engine, CATALOGUE).work()
    known = table.get(upload, AN)
    assert known.reading is not None
    assert len(known.reading.questions) == MOST_QUESTIONS
    assert sum(known.reading.behind) == 5_000 - MOST_QUESTIONS
    assert not known.reading.is_publishable
    shown = str(questions_on_screen(View(Reader(engine), CATALOGUE, Choice(), "/nop"), known))
    assert "(5000)" in shown
    assert "Còn 4700" in shown
