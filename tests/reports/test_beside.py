"""What stands beside or over a figure in a column or line of its own says what it is of."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load
from etl.pipeline import draft

CATALOGUE = load()


def codes(folder: Path, text: str) -> list[str]:
    """The indicators of a table in reading order, each once."""
    file = folder / "a.csv"
    file.write_text(text, "utf-8")
    return list(dict.fromkeys(one.indicator for one in draft(file, CATALOGUE).observations))


@pytest.mark.parametrize("again", ["", "Lúa cả năm"])
def test_a_crop_in_one_column_and_its_measures_in_the_next_are_read_together(
    tmp_path: Path, again: str
) -> None:
    rows = (
        "Lúa cả năm;Diện tích;ha;311,7;410,2\n"
        f"{again};Sản lượng;tấn;1.576,4;1.680,7\n"
        "Lạc;Diện tích;ha;28,2;22,9\n;Sản lượng;tấn;48,5;51,3\n"
    )
    head = (
        "DIỆN TÍCH, SẢN LƯỢNG CÂY TRỒNG NĂM 2021 THEO XÃ;;;;\nCây trồng;Chỉ tiêu;ĐVT;Xã Long Đống;Xã Đồng Ý\n"
    )
    told = ["planted_area.rice", "output.rice", "planted_area.peanut", "output.peanut"]
    assert codes(tmp_path, head + rows) == told


def test_a_bare_area_is_that_of_the_crop_whose_output_the_title_names(tmp_path: Path) -> None:
    title = "Diện tích, năng suất, sản lượng thuốc lá năm 2020;;;\n"
    text = "Tên đơn vị;Diện tích (ha);Năng suất (tạ/ha);Sản lượng (tấn)\nXã Long Đống;71,7;20,4;146,1\nXã Đồng Ý;28,0;20,4;57,1\n"
    assert codes(tmp_path, title + text) == ["planted_area.tobacco", "yield.tobacco", "output.tobacco"]


def test_a_total_that_the_title_names_too_is_not_narrowed_by_what_else_the_title_names(
    tmp_path: Path,
) -> None:
    text = (
        "Tổng diện tích gieo trồng, sản lượng lương thực có hạt năm 2021;;\n"
        "Đơn vị;Tổng diện tích gieo trồng (ha);Sản lượng lương thực có hạt (tấn)\nXã Long Đống;843;2.032,55\nXã Đồng Ý;1.018;1.059,36\n"
    )
    assert codes(tmp_path, text) == ["planted_area", "output.cereals"]


@pytest.mark.parametrize(
    ("words", "unit", "code"),
    [
        ("Năng suất lúa bình quân", "tạ/ha", "yield.rice"),
        ("Cây bóng mát trồng mới", "cây", "scattered_trees.shade"),
        ("Đàn lợn bình quân", "con", ""),
    ],
)
def test_words_that_an_indicator_says_already_narrow_nothing(
    tmp_path: Path, words: str, unit: str, code: str
) -> None:
    text = f"KẾT QUẢ NĂM 2022;;;\nTT;Chỉ tiêu;ĐVT;Năm 2022\n1;{words};{unit};45,9\n2;Dân số;người;74.500\n"
    assert codes(tmp_path, text)[0] == code


def told(folder: Path, text: str) -> list[tuple[str, str, str]]:
    """Indicator, measure and area of every figure."""
    file = folder / "a.csv"
    file.write_text(text, "utf-8")
    seen = draft(file, CATALOGUE).observations
    return [(one.indicator, str(one.measure), one.area) for one in seen]


def test_rows_of_plan_result_and_share_of_each_unit_are_told_apart(tmp_path: Path) -> None:
    rows = "".join(
        f"{n};{unit};Kế hoạch;6,2\n;;Thực hiện;7,2\n;;Tỷ lệ (%);116,1\n"
        for n, unit in enumerate(("Xã Long Đống", "Xã Đồng Ý"), start=1)
    )
    text = f"KẾT QUẢ LÂM NGHIỆP NĂM 2022;;;\nTT;Đơn vị;Số liệu;Trồng rừng gỗ lớn (ha)\n{rows}"
    assert told(tmp_path, text)[:3] == [
        ("forest_new.large_timber", measure, "xã Long Đống") for measure in ("plan", "actual", "pct_of_plan")
    ]


def test_the_name_of_an_office_above_a_table_is_no_heading(tmp_path: Path) -> None:
    text = (
        "Đơn vị: UBND xã Trấn Yên;;;;Biểu số 115/CK TC-NSNN\nTHỰC HIỆN CHI NGÂN SÁCH XÃ NĂM 2023;;;;\n;;;;Đơn vị tính: đồng\n"
        "STT;Nội dung;Dự toán năm;Thực hiện;So sánh (%)\n;TỔNG CHI;5.790.246.000;5.362.554.000;92,61\n1;Chi y tế;20.782.000;19.832.000;95,43\n"
    )
    seen = told(tmp_path, text)
    assert [measure for _, measure, _ in seen] == ["plan", "actual", "pct_of_plan"] * 2
    assert {area for *_, area in seen} == {"xã Trấn Yên"}


def test_a_share_of_another_year_is_known_without_the_word_year(tmp_path: Path) -> None:
    text = "KẾT QUẢ SẢN XUẤT NĂM 2023;;;;\nChỉ tiêu;ĐVT;Năm 2022;Năm 2023;Năm 2023 so với 2022 (%)\nDiện tích ngô;ha;3.993,8;3.967,8;99,3\nDiện tích lạc;ha;681,4;689,9;101,2\n"
    assert {measure for _, measure, _ in told(tmp_path, text)[2::3]} == {"pct_of_same_period"}
