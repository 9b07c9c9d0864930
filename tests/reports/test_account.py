"""Conservation: every cell with a number or a mark ends as a figure, a mark, a total or a finding; none falls silently out."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from etl.catalog import load
from etl.model import Draft, Missing
from etl.pipeline import draft
from etl.read import read as read_document
from etl.recognise.tables.look import Look, look
from tests.reports import test_corpus as corpus
from tests.reports import test_golden as golden
from tests.reports.made import COMMUNES
from tests.sizes import size

CATALOGUE = load()


def conserved(told: Draft) -> None:
    """The account adds up, and no place is counted twice."""
    account = told.account
    assert account.cells == told.cells_read
    assert account.figures + account.marks + account.totals == len(told.observations)
    unread = {f.place.at for f in told.findings if f.code == "unread_cell"}
    places = [one.cell.place.at for one in told.observations]
    assert len(places) == len(set(places))
    assert not unread & set(places)


@pytest.mark.parametrize("doc", corpus.READABLE)
def test_every_cell_of_a_made_report_is_accounted_for(doc: str) -> None:
    conserved(corpus.read(doc))
    assert not [f.place.at for f in corpus.read(doc).findings if f.code == "unread_cell"]


@pytest.mark.parametrize("doc", golden.READABLE)
def test_every_cell_of_a_golden_report_is_accounted_for(doc: str) -> None:
    conserved(golden.read(doc))
    assert not [f.place.at for f in golden.read(doc).findings if f.code == "unread_cell"]


HEADS = (
    "Diện tích lúa (ha)", "Đàn lợn (con)", "Tỷ lệ hộ nghèo (%)", "Kế hoạch", "Thực hiện", "% KH", "Đàn lợn nái (con)", "", "Cột lạ", "Ghi chú", "Năm 2021",
    "Quý I", "Số quyết định", "Lũy kế", "Trong đó", "Tiêu chí 3", "Tổng số", "Xã Vũ Lễ",
)  # fmt: skip
LABELS = (
    *COMMUNES.values(),
    "Tổng cộng",
    "Cộng",
    "Khu vực I",
    "Đàn trâu",
    "Thu nội địa",
    "Trong đó: rừng sản xuất",
    "Xã Tân Lạp",
    "",
    "Bình quân",
    "A. Nông nghiệp",
)
VALUES = (
    "1.234,5",
    "12,5",
    "985",
    "12.285",
    "-",
    "x",
    "…",
    "",
    "Đ",
    "K",
    "15/19",
    "(3,5)",
    "#REF!",
    "chưa có",
    "7 ha",
    "1.5 %",
    "2021",
    "số sơ bộ",
)
TITLES = (
    (),
    ("BÁO CÁO NĂM 2022",),
    ("UBND HUYỆN BẮC SƠN", "Số liệu quý II năm 2023", "Đơn vị tính: ha"),
    ("Bảng 1",),
)


@st.composite
def messy(draw: st.DrawFn) -> tuple[list[list[str]], list[tuple[int, int]]]:
    """A table as offices make them, often wrong, and where its data cells stand."""
    width = draw(st.integers(1, 6))
    rows = [[line, *[""] * (width + 1)] for line in draw(st.sampled_from(TITLES))]
    rows.append(
        [
            "STT",
            draw(st.sampled_from(["Xã", "Chỉ tiêu", "Nội dung", "Tên đơn vị", ""])),
            *draw(st.lists(st.sampled_from(HEADS), min_size=width, max_size=width)),
        ]
    )
    if draw(st.booleans()):
        rows.append(["", "", *draw(st.lists(st.sampled_from(HEADS), min_size=width, max_size=width))])
    if draw(st.booleans()):
        rows.append(["A", "B", *(str(n + 1) for n in range(width))])
    places = []
    for n in range(draw(st.integers(1, 8))):
        places += [(len(rows), 2 + c) for c in range(width)]
        rows.append(
            [
                draw(st.sampled_from(["", str(n + 1), "I", "a", "-"])),
                draw(st.sampled_from(LABELS)),
                *draw(st.lists(st.sampled_from(VALUES), min_size=width, max_size=width)),
            ]
        )
        if draw(st.integers(0, 9)) == 0:
            rows.append([""] * (width + 2))
    rows += [
        [line, *[""] * (width + 1)]
        for line in draw(
            st.sampled_from([(), ("Ghi chú: số liệu sơ bộ",), ("(1) Không tính thị trấn", "NGƯỜI LẬP BIỂU")])
        )
    ]
    return rows, places


@settings(max_examples=size(usual=150, full=5000), deadline=None)
@given(messy(), st.sampled_from(["csv", "xlsx"]))
def test_no_number_of_a_messy_table_falls_silently_out(
    table: tuple[list[list[str]], list[tuple[int, int]]], kind: str
) -> None:
    rows, places = table
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"a.{kind}")
        file.write_bytes(_xlsx(rows) if kind == "xlsx" else "\n".join(";".join(row) for row in rows).encode())
        told, document = draft(file, CATALOGUE), read_document(file)
    conserved(told)
    (grid,) = document.grids
    cells = [grid.rows[r][c] for r, c in places if r < len(grid.rows) and c < len(grid.rows[r])]
    numbers = {cell.at for cell in cells if look(cell, CATALOGUE) is Look.NUMBER and cell.text != "2021"}
    assert numbers <= {one.cell.place.at for one in told.observations} | {
        f.place.at for f in told.findings
    } | _remarks(grid, rows)


def _remarks(grid: object, rows: list[list[str]]) -> set[str]:
    """What stands in a column headed as a remark is no figure."""
    heads = [row for row in rows if row[0] == "STT" or (row[0] == "" and row[1] == "" and any(row))][:2]
    columns = {c for head in heads for c, word in enumerate(head) if word in ("Ghi chú", "Số quyết định")}
    return {row[c].at for row in grid.rows for c in columns if c < len(row)}  # type: ignore[attr-defined]


def _xlsx(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"strings_to_numbers": False})
    sheet = book.add_worksheet("Sheet1")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def test_a_column_without_a_heading_is_told_cell_by_cell(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "Trồng rừng mới năm 2022 (ha)\nSTT;Xã;Thực hiện;\n1;Xã Tân Lập;12,5;3,5\n2;Xã Vũ Lễ;3,5;-\n",
        encoding="utf-8",
    )
    told = draft(file, CATALOGUE)
    assert [f.place.at for f in told.findings if f.code == "unread_cell"] == ["3:4"]
    assert (told.account.figures, told.account.findings, told.cells_read) == (2, 1, 3)


def test_marks_totals_and_figures_are_counted_apart(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "Trồng rừng mới năm 2022 (ha)\nSTT;Xã;Thực hiện\n1;Xã Tân Lập;12,5\n2;Xã Vũ Lễ;-\n;Cộng;12,5\n",
        encoding="utf-8",
    )
    told = draft(file, CATALOGUE)
    assert (told.account.figures, told.account.marks, told.account.totals, told.account.findings) == (
        1,
        1,
        1,
        0,
    )
    assert [one.missing for one in told.observations if one.missing is not Missing.NONE] == [Missing.DASH]


def test_a_number_above_the_first_name_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "Trồng rừng mới năm 2022\nSTT;Xã;Thực hiện (ha)\n;;1.234,5\n;;\n1;Xã Tân Lập;12,5\n", encoding="utf-8"
    )
    told = draft(file, CATALOGUE)
    assert [f.place.at for f in told.findings if f.code == "unread_cell"] == ["3:3"]
    conserved(told)
