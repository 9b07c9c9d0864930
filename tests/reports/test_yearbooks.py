"""Tables as statistical yearbooks print them: years over an empty heading, groups that say what is measured and in what, English beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.pipeline import draft
from etl.words.bilingual import without_english
from tests.reports.told import CATALOGUE, read

BOOK = """37. Diện tích, năng suất một số cây hàng năm của huyện Bắc Sơn;;;
Planted area and yield of some annual crops;;;
;2020;2021;Sơ bộ - Prel. 2022
DIỆN TÍCH - Planted area (Ha);;;
Lúa cả năm - Paddy;5192,2;5178,5;5185,9
Lạc - Peanut;309,8;301,5;296,2
NĂNG SUẤT - Yield (Tạ/ha);;;
Lúa cả năm - Paddy;46,4;46,7;47,2
"""


def test_a_yearbook_is_read_by_its_groups(tmp_path: Path) -> None:
    told = read(tmp_path, BOOK)
    assert told["5:2"] == ("planted_area.rice", "actual", "2020")
    assert told["6:4"] == ("planted_area.peanut", "actual", "2022")
    assert told["8:3"] == ("yield.rice", "actual", "2021")
    units = {s.cell.place.at: s.unit for s in draft(tmp_path / "a.csv", CATALOGUE).observations}
    assert (units["5:2"], units["8:3"]) == ("ha", "t/ha")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Lúa cả năm - Paddy", "Lúa cả năm"), ("DIỆN TÍCH - Planted area (Ha)", "DIỆN TÍCH (Ha)"),
        ("Dân số trung bình (Average population)", "Dân số trung bình"), ("Sản lượng/Production", "Sản lượng"),
        ("Năng suất Yield", "Năng suất"), ("Bò - Lai Sind", "Bò - Lai Sind"), ("Công nghiệp - TTCN", "Công nghiệp - TTCN"),
        ("Lúa - Ngô", "Lúa - Ngô"), ("Rừng trồng - Keo", "Rừng trồng - Keo"), ("Total", "Total"), ("Planted area", "Planted area"),
    ],
)  # fmt: skip
def test_only_a_translation_is_left_out(text: str, kept: str) -> None:
    assert " ".join(without_english(text).split()) == kept


def test_x_before_several_names_is_xa(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "Ngô năm 2018\nXã, thị trấn;Diện tích (ha)\nTT. Bắc Sơn;107,6\nX. Bắc Sơn;58,8\nX. Tân Tri;94,4\n",
        "utf-8",
    )
    areas = {s.cell.place.at: s.area for s in draft(file, CATALOGUE).observations}
    assert areas == {"3:2": "thị trấn Bắc Sơn", "4:2": "xã Bắc Sơn", "5:2": "xã Tân Tri"}


def test_what_is_new_is_of_the_whole_that_the_title_names(tmp_path: Path) -> None:
    text = "Diện tích cây ăn quả phân theo xã năm 2022\nXã;Cây ăn quả hiện có (ha);Trồng mới (ha)\nXã Tân Lập;112,2;3,6\nXã Vũ Lễ;82,9;1,9\n"
    told = read(tmp_path, text)
    assert (told["3:2"][0], told["3:3"][0]) == ("fruit_area", "fruit_area_new")
