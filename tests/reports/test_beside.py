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
