"""B15: the calendar of a year as the decree counts it; received means figures, late is counted in days."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

from etl.catalog import load
from etl.catalog.duties import due, duties
from etl.query import Reader
from etl.query.duties import owed
from etl.store import open_engine, publish
from tests.store.test_store import submit

CATALOGUE = load()
BY_CODE = {duty.code: duty for duty in duties(CATALOGUE.home)}


def test_a_year_of_months_runs_from_the_15th_to_the_14th() -> None:
    told = list(due(BY_CODE["agriculture_month"], 2021))
    assert len(told) == 12
    assert (told[0].start, told[0].cut_off) == (date(2020, 12, 15), date(2021, 1, 14))
    assert (told[11].start, told[11].cut_off) == (date(2021, 11, 15), date(2021, 12, 14))
    assert all((b.start - a.cut_off).days == 1 for a, b in pairwise(told))


def test_halves_and_quarters_end_on_the_14th_of_their_last_month() -> None:
    halves = [one.cut_off for one in due(BY_CODE["socio_economic_half"], 2021)]
    assert halves == [date(2021, 6, 14), date(2021, 12, 14)]
    quarters = [one.cut_off.month for one in due(BY_CODE["budget_quarter"], 2021)]
    assert quarters == [3, 6, 9, 12]


def test_every_topic_of_a_duty_is_one_of_the_catalogue() -> None:
    known = {indicator.topic for indicator in CATALOGUE.indicators.values()}
    assert all(duty.topics <= known for duty in BY_CODE.values())


def test_received_needs_figures_and_lateness_is_counted(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    text = (
        "Huyện Bắc Sơn, ngày {}/9/2021\nTrong 9 tháng đầu năm 2021, tổng diện tích gieo trồng đạt 9.120 ha.\n"
    )
    late, empty = text.format(20), "Huyện Bắc Sơn, ngày 15/8/2021\nKhông có số liệu.\n"
    publish(engine, [submit(engine, tmp_path, late, "a.txt"), submit(engine, tmp_path, empty, "b.txt")], "an")
    found = {
        (one.due.duty.code, one.due.cut_off): one for one in owed(Reader(engine), 2021, date(2021, 9, 25))
    }
    september = found["agriculture_month", date(2021, 9, 14)]
    assert (september.state, september.late_days) == ("late_received", 3)
    august = found["agriculture_month", date(2021, 8, 14)]
    assert (august.state, august.late_days) == ("late", 39)
    assert found["agriculture_month", date(2021, 12, 14)].state == "later"
    assert next(one.state for one in owed(Reader(engine), 2021, date(2021, 9, 25))) == "late"
