"""A form that was filled in and handed in says exactly what was typed and raises no question."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from etl.catalog.duties import duties
from etl.model import BadChoice
from etl.pipeline import draft
from etl.pipeline.accounts import Accounts
from etl.pipeline.decisions import TwoPersonsHere, refuse_unproven
from etl.pipeline.questions import questions
from etl.pipeline.template import form_of, template
from etl.store import open_engine
from etl.validate import validate
from etl.words.inert import inert, revived
from tests.upload.test_answers import CATALOGUE


def commune() -> str:
    return CATALOGUE.areas.communes(CATALOGUE.areas.home, date(2021, 5, 1))[0].id


def duty_codes() -> list[str]:
    known = {one.topic for one in CATALOGUE.indicators.values()}
    return [one.code for one in duties(CATALOGUE.home) if one.topics & known]


@pytest.mark.parametrize("duty", duty_codes())
def test_a_filled_form_is_read_as_typed(duty: str, tmp_path: Path) -> None:
    form = form_of(CATALOGUE, duty, commune(), 2021, 1)
    book = openpyxl.load_workbook(io.BytesIO(template(CATALOGUE, form, "=an", "vi")))
    sheet = book.active
    assert sheet is not None
    names = [cell.value for cell in sheet[1]]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    typed: dict[str, Decimal] = {}
    for at, row in enumerate(sheet.iter_rows(min_row=2), start=1):
        if at % 3:
            row[names.index("value")].value = at
            typed[str(row[names.index("indicator")].value)] = Decimal(at)
    path = tmp_path / "mau.xlsx"
    book.save(path)
    read = draft(path, CATALOGUE)
    got = {one.indicator: one.value for one in read.observations if one.value is not None}
    assert {o.cell.area_id for o in read.observations} == {commune()}
    assert {o.period for o in read.observations} == {form.period}
    assert got == typed
    doubts = {found.code for found in validate(read.observations, CATALOGUE)}
    assert {q.finding.code for q in questions(read, CATALOGUE)} <= doubts


def test_a_form_of_nothing_is_refused() -> None:
    for duty, area, year, number in (
        ("x", commune(), 2021, 1), (duty_codes()[0], "../x", 2021, 1), (duty_codes()[0], commune(), 9, 1),
        (duty_codes()[0], commune(), 2021, 13),
    ):  # fmt: skip
        with pytest.raises(BadChoice):
            form_of(CATALOGUE, duty, area, year, number)


def test_b19_the_command_line_does_not_publish_where_two_persons_must(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    refuse_unproven(engine)
    Accounts(engine).set("two_persons", "1", "test")
    with pytest.raises(TwoPersonsHere):
        refuse_unproven(engine)


def test_t3_what_computes_is_quoted_and_comes_back_and_numbers_stay() -> None:
    for words in ("-1.234,5", "-", "+5,1%", "1.234", "Xã Vũ Lễ", ""):
        assert inert(words) == words == revived(inert(words))
    for words in ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "＝1", "'=1", "|x"):
        assert inert(words) == "'" + words
        assert revived(inert(words)) == words
