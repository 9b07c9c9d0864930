"""Several tables in one document: each has the unit, the time and the place that stand over it, not those of another."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

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


def read(folder: Path, kind: str, parts: list[str]) -> list[Told]:
    """Unit, time and value of each table's first figure done; “?” where a person is asked."""
    file = folder / f"a.{kind}"
    file.write_bytes(_docx(parts) if kind == "docx" else _html(parts))
    return [
        ("?",) * 3 if s.flag is Flag.ASK else (s.area.removeprefix("xã "), s.period, f"{s.value:f}".removesuffix(".0"))
        for s in draft(file, CATALOGUE).observations
        if s.cell.place.at.endswith("/2/4")
    ]  # fmt: skip


BOTH = pytest.mark.parametrize("kind", ["docx", "html"])
TITLE = "Thu ngân sách xã Vũ Lễ năm 2023"


@BOTH
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


@BOTH
def test_the_unit_of_a_later_table_is_none_of_an_earlier_one(tmp_path: Path, kind: str) -> None:
    parts = [TITLE, "TABLE", "2. Phần thu khác", "Đơn vị tính: nghìn đồng", "TABLE"]
    assert read(tmp_path, kind, parts) == [("?", "?", "?"), ("Vũ Lễ", "2023", "450500")]


@BOTH
def test_a_unit_told_once_over_all_tables_holds_for_each(tmp_path: Path, kind: str) -> None:
    parts = [TITLE, "Đơn vị tính: triệu đồng", "1. Phần một", "TABLE", "2. Phần hai", "TABLE"]
    assert read(tmp_path, kind, parts) == [("Vũ Lễ", "2023", "450500000")] * 2


@BOTH
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


@BOTH
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
