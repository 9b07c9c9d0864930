"""Several tables in one document: each has the unit, the time and the place that stand over it, not those of another."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from xlsxwriter import Workbook

from etl.catalog import load
from etl.model import Flag
from etl.pipeline import draft

CATALOGUE = load()
HEAD = ("TT", "Nội dung", "Dự toán", "Thực hiện")
ROWS = (("1", "Thu nội địa", "500,5", "450,5"), ("2", "Thu phí, lệ phí", "20,5", "21,5"))
Told = tuple[str, str, str]


def _docx(parts: list[str]) -> bytes:
    made = docx.Document()
    for part in parts:
        if part != "TABLE":
            made.add_paragraph(part)
            continue
        table = made.add_table(rows=0, cols=len(HEAD))
        for row in (HEAD, *ROWS):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _html(parts: list[str]) -> bytes:
    table = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in (HEAD, *ROWS))
    body = "".join(f"<table>{table}</table>" if part == "TABLE" else f"<p>{part}</p>" for part in parts)
    return f"<html><body>{body}</body></html>".encode()


def _lines(parts: list[str]) -> list[tuple[str, ...]]:
    return [row for part in parts for row in ((HEAD, *ROWS, ()) if part == "TABLE" else ((part,),))]


def _xlsx(parts: list[str]) -> bytes:
    out = BytesIO()
    book = Workbook(out, {"strings_to_numbers": False})
    sheet = book.add_worksheet("Thu")
    for at, row in enumerate(_lines(parts)):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def _csv(parts: list[str]) -> bytes:
    return "\n".join(";".join((*row, *[""] * (4 - len(row)))) for row in _lines(parts)).encode()


def read(folder: Path, kind: str, parts: list[str]) -> list[Told]:
    """Unit, time and value of each table's first figure done; “?” where a person is asked."""
    file = folder / f"a.{kind}"
    file.write_bytes({"docx": _docx, "html": _html, "xlsx": _xlsx, "csv": _csv}[kind](parts))
    return [
        ("?",) * 3 if s.flag is Flag.ASK else (s.area.removeprefix("xã "), s.period, f"{s.value:f}".removesuffix(".0"))
        for s in draft(file, CATALOGUE).observations
        if s.cell.text == ROWS[0][-1]
    ]  # fmt: skip


TEXTS = ["docx", "html"]
ALL, BOTH = (pytest.mark.parametrize("kind", kinds) for kinds in ([*TEXTS, "xlsx", "csv"], TEXTS))
TITLE = "Thu ngân sách xã Vũ Lễ năm 2023"


@ALL
def test_each_table_has_the_unit_of_measure_over_it(tmp_path: Path, kind: str) -> None:
    parts = [
        TITLE,
        "Đơn vị tính: triệu đồng",
        "TABLE",
        "2. Phần thu khác",
        "Đơn vị tính: nghìn đồng",
        "TABLE",
    ]
    assert read(tmp_path, kind, parts) == [("Vũ Lễ", "2023", "450500000"), ("Vũ Lễ", "2023", "450500")]


@ALL
def test_the_unit_of_a_later_table_is_none_of_an_earlier_one(tmp_path: Path, kind: str) -> None:
    parts = [TITLE, "TABLE", "2. Phần thu khác", "Đơn vị tính: nghìn đồng", "TABLE"]
    assert read(tmp_path, kind, parts) == [("?", "?", "?"), ("Vũ Lễ", "2023", "450500")]


@BOTH
def test_a_unit_told_once_over_all_tables_holds_for_each(tmp_path: Path, kind: str) -> None:
    parts = [TITLE, "Đơn vị tính: triệu đồng", "1. Phần một", "TABLE", "2. Phần hai", "TABLE"]
    assert read(tmp_path, kind, parts) == [("Vũ Lễ", "2023", "450500000")] * 2


@ALL
@pytest.mark.parametrize(
    ("caption", "told"),
    [
        ("Thu ngân sách xã Vũ Lăng năm 2023", ("Vũ Lăng", "2023", "450500000")),
        ("Thu ngân sách xã Vũ Lăng năm 2022", ("Vũ Lăng", "2022", "450500000")),
        ("Thu ngân sách xã Vũ Lễ năm 2021", ("Vũ Lễ", "2021", "450500000")),
        ("Thu ngân sách năm 2022", ("Vũ Lễ", "2022", "450500000")),
        ("Thu ngân sách 6 tháng đầu năm 2022", ("Vũ Lễ", "2022-01/2022-06", "450500000")),
        ("II. Xã Vũ Lăng", ("Vũ Lăng", "2023", "450500000")),
    ],
)
def test_the_same_form_of_another_unit_or_time_is_no_continuation(
    tmp_path: Path, kind: str, caption: str, told: Told
) -> None:
    unit = "Đơn vị tính: triệu đồng"
    assert read(tmp_path, kind, [TITLE, unit, "TABLE", caption, unit, "TABLE"]) == [
        ("Vũ Lễ", "2023", "450500000"),
        told,
    ]


@ALL
def test_a_part_of_the_year_over_one_table_says_nothing_of_the_next(tmp_path: Path, kind: str) -> None:
    parts = [
        "Thu ngân sách xã Vũ Lễ quý I năm 2024", "Đơn vị tính: triệu đồng", "TABLE",
        "Thu ngân sách xã Vũ Lễ năm 2023", "Đơn vị tính: triệu đồng", "TABLE",
        "Thu ngân sách xã Vũ Lăng năm 2022", "Đơn vị tính: đồng", "TABLE",
    ]  # fmt: skip
    first, *others = read(tmp_path, kind, parts)
    assert first[1] in ("2024-Q1", "2024-01/2024-03")
    assert others == [("Vũ Lễ", "2023", "450500000"), ("Vũ Lăng", "2022", "450.5")]


@BOTH
def test_a_table_right_below_another_goes_on_with_it(tmp_path: Path, kind: str) -> None:
    parts = [TITLE, "Đơn vị tính: triệu đồng", "TABLE", "TABLE"]
    assert read(tmp_path, kind, parts) == [("Vũ Lễ", "2023", "450500000")] * 2


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_table_of_a_sheet_without_a_unit_of_its_own_is_asked_about(tmp_path: Path, kind: str) -> None:
    parts = [TITLE, "Đơn vị tính: triệu đồng", "TABLE", "2. Phần hai", "TABLE"]
    assert read(tmp_path, kind, parts) == [("Vũ Lễ", "2023", "450500000"), ("?", "?", "?")]


def test_the_tables_of_a_page_have_the_units_over_them() -> None:
    told = draft(Path(__file__).parent / "files" / "e08.pdf", CATALOGUE).observations
    assert {(s.cell.place.at[:4], s.indicator, s.unit, str(s.measure), s.period) for s in told} == {
        (table, code, unit, measure, "2023")
        for table, code, unit in (("1/1/", "forest_new", "ha"), ("1/2/", "budget_revenue", "VND"), ("2/1/", "herd.pig", "head"))
        for measure in ("plan", "actual")
    }  # fmt: skip
    assert [f"{s.value:f}" for s in told if s.cell.place.at.endswith("/2/4")] == ["52.5", "1300500", "1500"]
