"""Rows below rows: what an unknown or another row narrows is never read as the whole its own words name."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from etl.catalog import load
from etl.model import Flag
from etl.pipeline import draft

CATALOGUE = load()
TITLE = "UBND HUYỆN BẮC SƠN\nKẾT QUẢ THỰC HIỆN NĂM 2023\n"


def read(folder: Path, rows: str, head: str = "TT;Chỉ tiêu;ĐVT;Thực hiện") -> dict[str, str]:
    """Indicator by the row's words; “?” for one that nobody knows or that is asked about."""
    file = folder / "a.csv"
    file.write_text(f"{TITLE}{head}\n{rows}", "utf-8")
    return {
        one.cell.evidence[0].words: "?" if one.flag is Flag.ASK or not one.indicator else one.indicator
        for one in draft(file, CATALOGUE).observations
    }


STANDARD = "Số trường đạt chuẩn quốc gia"


@pytest.mark.parametrize(
    "rows",
    [
        f"1;Trường mầm non;trường;12\n;- {STANDARD};trường;8\n",
        f"1;Trường mầm non;;\n;- {STANDARD};trường;8\n",
        f"1;Trường mầm non;trường;12\n2;- {STANDARD};trường;8\n",
        f"I;Trường mầm non;trường;12\n1;{STANDARD};trường;8\n",
        f"A;Trường mầm non;;\na;{STANDARD};trường;8\n",
        f"1;Trường mầm non;trường;12\n1.1;{STANDARD};trường;8\n",
        f"1;Trường mầm non;trường;12\n-;{STANDARD};trường;8\n",
        f"1;Trường mầm non;trường;12\n;Trong đó: {STANDARD};trường;8\n",
        f"1;Trường mầm non;trường;12\n;Số phòng học;phòng;120\n;{STANDARD};trường;8\n",
        f";Trường mầm non;trường;12\n;  {STANDARD};trường;8\n",
        f";Dân số;người;900\n;Trường mầm non;trường;12\n;- {STANDARD};trường;8\n",
        f";Dân số;người;900\n;Trường mầm non;;\n;{STANDARD};trường;8\n",
        f"I;Trường mầm non;trường;12\n1;Công lập;trường;9\n-;{STANDARD};trường;8\n",
    ],
)
def test_a_figure_below_an_unknown_row_is_not_the_whole(tmp_path: Path, rows: str) -> None:
    assert {name: code for name, code in read(tmp_path, rows).items() if STANDARD in name}.popitem()[1] == "?"


@pytest.mark.parametrize(
    ("rows", "name", "code"),
    [
        ("I;Giáo dục và đào tạo;;\n1;" + STANDARD + ";trường;8\n", STANDARD, "schools_standard"),
        ("A;CHỈ TIÊU KINH TẾ;;\nI;Công nghiệp - TTCN;;\n1;Đàn lợn;con;8\n", "Đàn lợn", "herd.pig"),
        ("1;Trường mầm non;trường;12\n2;" + STANDARD + ";trường;8\n", STANDARD, "schools_standard"),
        (";Số thôn được phủ sóng;thôn;12\n;Đàn lợn;con;8\n", "Đàn lợn", "herd.pig"),
        ("1;Tổng đàn gia súc;con;12\n-;Đàn lợn;con;8\n", "- Đàn lợn", "herd.pig"),
        ("1;Diện tích lúa;ha;12\n;Vụ mùa;ha;8\n", "Vụ mùa", "planted_area.rice"),
    ],
)
def test_a_field_of_work_or_a_row_beside_takes_nothing_off_a_figure(
    tmp_path: Path, rows: str, name: str, code: str
) -> None:
    assert {k.strip("- "): v for k, v in read(tmp_path, rows).items()}[name.strip("- ")] == code


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("1;Hộ nghèo;hộ;9\n;- Nhân khẩu;người;40\n", "- Nhân khẩu"),
        ("1;Đàn lợn;con;9\n-;Số hộ;hộ;4\n", "Số hộ"),
        ("1;Chăn nuôi;;\n-;Số hộ;hộ;4\n", "Số hộ"),
        ("1;Giáo dục;;\n-;Chi thường xuyên;triệu đồng;4\n", "Chi thường xuyên"),
        ("1;Đàn gia cầm;con;90\n;Trong đó: Gà;con;80\n", "Trong đó: Gà"),
        ("1;Hợp tác xã nông nghiệp;HTX;12\n-;Số hộ nghèo;hộ;4\n", "Số hộ nghèo"),
    ],
)
def test_people_money_and_parts_below_a_row_are_those_of_that_row(
    tmp_path: Path, rows: str, name: str
) -> None:
    assert read(tmp_path, rows)[name] == "?"


def test_yield_and_output_after_a_crops_area_are_of_that_crop(tmp_path: Path) -> None:
    rows = "".join(
        f"{crop};ha;100\nNăng suất {n};tạ/ha;45\nSản lượng {n};tấn;450\n".replace(f" {n}", " " * n)
        for n, crop in enumerate(("Diện tích lúa", "Diện tích ngô"), 1)
    )
    file = tmp_path / "a.csv"
    file.write_text(f"{TITLE}Chỉ tiêu;ĐVT;Thực hiện\n{rows}", "utf-8")
    assert [one.indicator for one in draft(file, CATALOGUE).observations] == [
        "planted_area.rice", "yield.rice", "output.rice", "planted_area.maize", "yield.maize", "output.maize",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("THỐNG KÊ HỘ NGHÈO DÂN TỘC THIỂU SỐ NĂM 2023", "Số hộ nghèo"),
        ("Thống kê trường mầm non năm 2023", f"{STANDARD} (trường)"),
    ],
)
def test_a_title_of_a_part_leaves_the_whole_open(tmp_path: Path, title: str, head: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"{title}\nTT;Xã;{head}\n1;Vũ Lễ;4\n2;Vũ Lăng;5\n", "utf-8")
    assert [one.flag for one in draft(file, CATALOGUE).observations] == [Flag.ASK, Flag.ASK]


@pytest.mark.parametrize("way", ["format", "blanks"])
def test_words_set_in_lie_below_those_that_are_not(tmp_path: Path, way: str) -> None:
    out = io.BytesIO()
    book = Workbook(out)
    sheet, step = book.add_worksheet(), book.add_format({"indent": 1})
    told = [("Trường mầm non", "trường", 12, 0), (STANDARD, "trường", 8, 1), ("Đàn lợn", "con", 900, 0)]
    sheet.write_row(0, 0, ["KẾT QUẢ NĂM 2023"])
    sheet.write_row(1, 0, ["Chỉ tiêu", "ĐVT", "Thực hiện"])
    for at, (name, unit, value, depth) in enumerate(told, 2):
        sheet.write(
            at, 0, "   " * depth * (way == "blanks") + name, step if depth and way == "format" else None
        )
        sheet.write_row(at, 1, [unit, value])
    book.close()
    file = tmp_path / "a.xlsx"
    file.write_bytes(out.getvalue())
    assert [one.indicator for one in draft(file, CATALOGUE).observations] == ["", "", "herd.pig"]


def test_a_known_row_left_empty_says_that_its_figures_are_lacking(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        f"{TITLE}TT;Chỉ tiêu;ĐVT;Thực hiện\nI;Nông nghiệp;;\n1;Đàn lợn;con;\n2;Đàn trâu;con;8\n;Trong đó:;;\n", "utf-8"
    )  # fmt: skip
    told = draft(file, CATALOGUE)
    assert [(one.indicator, str(one.missing)) for one in told.observations] == [
        ("herd.pig", "blank"),
        ("herd.buffalo", ""),
    ]
    assert (told.account.figures, told.account.marks, told.cells_read) == (1, 1, 2)


def test_two_tables_that_contradict_each_other_are_both_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "Đàn lợn năm 2023\nTT;Xã;Đàn lợn (con)\n1;Vũ Lễ;500\n2;Vũ Lăng;400\n;;\nChăn nuôi năm 2023\n"
        "TT;Xã;Đàn trâu (con);Đàn lợn (con)\n1;Vũ Lễ;50;490\n2;Vũ Lăng;50;400\n", "utf-8",
    )  # fmt: skip
    asked = {f.place.at for f in draft(file, CATALOGUE).findings if f.code == "conflicting_values"}
    assert asked == {"3:3", "8:4"}
