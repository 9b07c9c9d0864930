"""A tidy file read column-wise says what it says cell by cell."""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from etl.catalog import load
from etl.commands.read import rows_of
from etl.model import Columns, Draft, UnreadableFile, plain
from etl.pipeline import draft
from etl.pipeline.bulk import bulk_draft
from etl.validate.bulk import MOST
from tests.reports.made import COMMUNES

CATALOGUE = load()
HEAD = "ma_xa,ten_xa,chi_tieu,nam,ky,vu,loai,gia_tri,don_vi_tinh\n"
KINDS = (
    ("Diện tích gieo trồng ngô", "ha"),
    ("Tổng đàn lợn", "con"),
    ("Thu ngân sách trên địa bàn", "triệu đồng"),
    ("Tỷ lệ hộ nghèo", "%"),
    ("Sản lượng mật ong", "kg"),
    ("Chỉ tiêu lạ", "ha"),
)


def record(n: int, text: str) -> str:
    drawn = random.Random(n)
    code, name = drawn.choice(list(COMMUNES.items()))
    words, unit = drawn.choice(KINDS)
    year, month = drawn.randint(2021, 2024), drawn.randint(2, 12)
    kind = drawn.choice(("Thực hiện", "Kế hoạch"))
    season = drawn.choice(("", "vụ mùa")) if unit == "ha" else ""
    return f"{code[:5]},{name},{words},{year},{month} tháng,{season},{kind},{text},{unit}\n"


def text(n: int) -> str:
    drawn = random.Random(-n)
    return drawn.choice(
        (
            f"{drawn.uniform(0, 900):.2f}",
            f"{drawn.randint(0, 9000)}",
            f"{drawn.uniform(0, 90):.1f}",
            "",
            "-",
            "…",
            "12345678.123456789",
        )
    )


def spread(columns: Columns) -> list[tuple[str, ...]]:
    out = []
    for k in range(len(columns)):
        head = columns.heads[columns.head[k]]
        value = "" if head.missing else columns.exact.get(k) or plain(columns.value[k])
        words = columns.wording[k].words if k in columns.wording else value
        place = columns.wording[k].place if k in columns.wording else f"{columns.nth[k]}:{head.column}"
        out.append((
            place, head.indicator, columns.areas[columns.area[k]], head.period, head.season, head.measure,
            str(float(value)) if value else "", head.unit, head.missing, head.flag, words,
        ))  # fmt: skip
    return out


def listed(read: Draft) -> list[tuple[str, ...]]:
    return [
        (
            s.cell.place.at, s.indicator, s.area_id or s.area, s.period, s.season, s.measure, "" if s.value is None else str(float(s.value)), s.unit,
            s.missing, s.flag, s.cell.text,
        )
        for s in read.observations
    ]  # fmt: skip


def both(tmp_path: Path, lines: list[str]) -> tuple[Draft, Draft]:
    file = tmp_path / "lon.csv"
    file.write_text(HEAD + "".join(lines), encoding="utf-8")
    column_wise = bulk_draft(file, CATALOGUE, least=0)
    assert column_wise is not None
    return column_wise, draft(file, CATALOGUE)


def test_columns_say_what_cells_say(tmp_path: Path) -> None:
    fast, slow = both(tmp_path, [record(n, text(n)) for n in range(600)])
    assert fast.columns is not None
    assert spread(fast.columns) == listed(slow)
    one_by_one, cell_by_cell = (
        [row | {"flag": ""} for row in rows_of(read, CATALOGUE)] for read in (fast, slow)
    )
    assert one_by_one == cell_by_cell


def test_unknown_units_and_names_are_asked_about(tmp_path: Path) -> None:
    fast, slow = both(
        tmp_path,
        [record(n, "12.5") for n in range(40)]
        + [
            "99999,Xã Tân Lạp,Tổng đàn lợn,2022,,,Thực hiện,7.25,con\n",
            "06352,Xã Tân Lập,Tổng đàn lợn,2022,,,Thực hiện,8,cái\n",
        ],
    )
    kinds = {"unknown_area", "unknown_unit"}
    assert {(f.code, f.place.at) for f in fast.findings if f.code in kinds} == {
        (f.code, f.place.at) for f in slow.findings if f.code in kinds
    }


@pytest.mark.parametrize("texts", [["12.285", "1.012"], ["1.234,5", "1,234.5"], ["12", "rất nhiều"]])
def test_what_columns_cannot_prove_is_left_to_cells(tmp_path: Path, texts: list[str]) -> None:
    file = tmp_path / "lon.csv"
    file.write_text(
        HEAD.replace(",", ";")
        + "".join(record(n, "?").replace(",", ";").replace("?", t) for n, t in enumerate(texts * 20)),
        encoding="utf-8",
    )
    assert bulk_draft(file, CATALOGUE, least=0) is None


NUMBERS = {
    "vi": st.sampled_from(["1.234,5", "12,5", "0,25", "12.285", "1.234", "-1,5", "2.000,50", "1 234,5", "(3,5)"]),
    "en": st.sampled_from(["1,234.5", "12.5", "0.250", "12,285", "1.234", "-1.5", "2,000.50", "007.5", "1e5"]),
    "plain": st.sampled_from(["0", "17", "12.285", "1.000", "123456789012345678", "0.123", "1.5 ha", "1,5", "5(1)"]),
}  # fmt: skip
MARKS = st.sampled_from(["", " ", "-", "…", "x", "X", "chưa có số liệu", "#REF!", " 7 "])


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    numbers = draw(st.sampled_from(sorted(NUMBERS)))
    lines = [record(n, f"{n + 11}").strip().split(",") for n in range(6)]
    for _ in range(draw(st.integers(1, 12))):
        words, unit = draw(st.sampled_from(KINDS))
        lines.append([
            draw(st.sampled_from(["", *(code[:5] for code in COMMUNES)])), draw(st.sampled_from(["", "Xã Tân Lạp"])), draw(st.sampled_from([words, f" {words} "])),
            draw(st.sampled_from(["2022", "2023", ""])), draw(st.sampled_from(["", "9 tháng", "2022-09"])), draw(st.sampled_from(["", "vụ mùa"])),
            draw(st.sampled_from(["Thực hiện", "Kế hoạch", "% so với kế hoạch"])), draw(st.one_of(NUMBERS[numbers], MARKS)), draw(st.sampled_from([unit, "cái", ""])),
        ])  # fmt: skip
    return lines


@settings(max_examples=150, deadline=None)
@given(tables(), st.sampled_from([";", "\t"]))
def test_whatever_columns_take_on_they_read_as_cells_do(lines: list[list[str]], mark: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "lon.csv")
        text = HEAD.replace(",", mark) + "".join(mark.join(line) + "\n" for line in lines)
        file.write_text(text, encoding="utf-8")
        fast, slow = bulk_draft(file, CATALOGUE, least=0), draft(file, CATALOGUE)
    if fast is not None:
        assert fast.columns is not None
        assert spread(fast.columns) == listed(slow)


TITLES = (
    [],
    ["BÁO CÁO SỐ LIỆU NĂM 2022"],
    ["UBND xã Tân Lập", "", "Số liệu 9 tháng năm 2023", "Đơn vị tính: ha"],
)


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from(TITLES), st.booleans(), st.integers(0, 1))
def test_a_tidy_sheet_says_what_its_cells_say(
    lines: list[list[str]], title: list[str], as_numbers: bool, left: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "lon.xlsx")
        book = Workbook(str(file))
        sheet = book.add_worksheet("Số liệu 2021")
        for at, row in enumerate([[line] for line in title] + [HEAD.strip().split(","), *lines]):
            for column, word in enumerate(row):
                is_number = as_numbers and column in (3, 7) and re.fullmatch(r"-?\d{1,9}(\.\d+)?", word)
                sheet.write(at, left + column, float(word) if is_number else word)
        if len(title) > 1:
            sheet.merge_range(0, left, 0, left + 3, title[0])
        book.close()
        fast, slow = bulk_draft(file, CATALOGUE, least=0), draft(file, CATALOGUE)
    if fast is not None:
        assert fast.columns is not None
        assert spread(fast.columns) == listed(slow)


def test_a_large_sheet_of_numbers_is_taken_on(tmp_path: Path) -> None:
    file = tmp_path / "lon.xlsx"
    book = Workbook(str(file))
    sheet = book.add_worksheet("Số liệu")
    for at, row in enumerate([HEAD.strip().split(","), *(record(n, "").split(",") for n in range(300))]):
        sheet.write_row(at, 0, [word.strip() for word in row])
        if at:
            sheet.write_number(at, 7, at / 8)
    book.close()
    fast, slow = bulk_draft(file, CATALOGUE, least=0), draft(file, CATALOGUE)
    assert fast is not None
    assert fast.columns is not None
    assert spread(fast.columns) == listed(slow)
    kinds = {"unknown_area", "unknown_unit", "out_of_bounds"}
    assert {(f.code, f.place.at) for f in fast.findings if f.code in kinds} == {
        (f.code, f.place.at) for f in slow.findings if f.code in kinds
    }


def test_a_stray_cell_at_the_end_of_a_sheet_is_refused_before_room_is_made(tmp_path: Path) -> None:
    file = tmp_path / "lac.xlsx"
    book = Workbook(str(file))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Xã")
    sheet.write(1_048_575, 16_383, "lạc")
    book.close()
    with pytest.raises(UnreadableFile) as wrong:
        draft(file, CATALOGUE)
    assert wrong.value.reason == "too_many_cells"


def test_a_file_with_a_title_is_no_tidy_file(tmp_path: Path) -> None:
    file = tmp_path / "lon.csv"
    file.write_text("BẢNG SỐ LIỆU\n\n" + HEAD + record(1, "5"), encoding="utf-8")
    assert bulk_draft(file, CATALOGUE, least=0) is None


def test_what_is_beyond_the_list_is_counted_and_conflicts_are_not_hidden_by_repeats(tmp_path: Path) -> None:
    one = "06352,,Tổng đàn lợn,2022,,,Thực hiện,{},con\n"
    two = "06352,,Tổng đàn lợn,2023,,,Thực hiện,{},con\n"
    lines = [one.format("725")] * (MOST + 8) + [two.format("825"), two.format("925")]
    fast, _ = both(tmp_path, lines)
    listed = Counter(f.code for f in fast.findings)
    assert (listed["duplicate_row"], listed["conflicting_values"], listed["more_alike"]) == (MOST, 2, 1)
    asked = {f.place.at for f in fast.findings if f.code == "conflicting_values"}
    assert asked == {f"{MOST + 10}:8", f"{MOST + 11}:8"}
    (note,) = (f for f in fast.findings if f.code == "more_alike")
    assert dict(note.facts)["count"] == "7"
    assert note.place.at == f"{MOST + 3}:8"


def test_a_missing_figure_told_twice_is_no_conflict(tmp_path: Path) -> None:
    lines = ["06352,,Tổng đàn lợn,2022,,,Thực hiện,-,con\n"] * 2
    lines.append("06352,,Tổng đàn lợn,2023,,,Thực hiện,7.25,con\n")
    fast, slow = both(tmp_path, lines)
    assert {f.code for f in (*fast.findings, *slow.findings)}.isdisjoint(
        {"conflicting_values", "duplicate_row"}
    )
