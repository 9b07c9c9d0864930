"""What words say of time: the stretch they name, never the day something began on, with the year they themselves write."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load
from etl.model import Flag
from etl.pipeline import draft
from etl.recognise.tables.spans import Told, of_title, span_of

CATALOGUE = load()


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("Quý II/2024", "2024-Q2"),
        ("Quý III-2024", "2024-Q3"),
        ("6T/2024", "2024-01/2024-06"),
        ("TH 9T/2024", "2024-01/2024-09"),
        ("từ tháng 1 đến tháng 8 năm 2024", "2024-01/2024-08"),
        ("tháng 1-8/2024", "2024-01/2024-08"),
        ("Từ tháng 4/2024 đến hết tháng 6/2024", "2024-04/2024-06"),
        ("từ ngày 15/8/2024 đến 14/9/2024", "2024-09"),
        ("Lũy kế đến 30/6/2024", "2024-01/2024-06"),
        ("Từ đầu năm đến 15/9/2024", "2024-01/2024-09"),
        ("đến 15/3/2024", "2024-03"),
        ("Ước 6 tháng đầu năm 2024", "2024-01/2024-06"),
    ],
)
def test_a_heading_is_of_the_stretch_and_year_it_writes(words: str, period: str) -> None:
    assert span_of(words, Told("2021", 2021, 12)).period == period


def test_the_day_an_act_took_effect_is_no_period() -> None:
    title = ("Sản xuất vụ mùa năm 2025", "6 xã mới (sau sắp xếp từ 01/7/2025)")
    assert of_title(title).period == "2025"


def test_each_record_is_looked_up_in_its_own_time(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "Kỳ báo cáo;Địa bàn;Chỉ tiêu;ĐVT;Kế hoạch;Thực hiện\n"
        "Cả năm 2023;Xã Trấn Yên;Trồng rừng mới;ha;20,5;21,5\nQuý II/2024;Xã Trấn Yên;Trồng rừng mới;ha;4,5;5,5\n"
        "Cả năm 2025;Xã Trấn Yên;Trồng rừng mới;ha;4,5;5,5\n",
        "utf-8",
    )
    told = {s.cell.place.at: s for s in draft(file, CATALOGUE).observations}
    assert [(told[at].period, told[at].area_id) for at in ("2:6", "3:6")] == [
        ("2023", "06370@pre2020"),
        ("2024-Q2", "06370@pre2020"),
    ]
    assert told["4:6"].flag is Flag.ASK


def test_a_column_that_counts_the_rows_holds_no_figures_whatever_its_heading(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "Trồng rừng các xã năm 2023\nSố hiệu xã;Xã;Trồng rừng mới (ha)\n1;Xã Vũ Lễ;20,5\n2;Xã Vũ Sơn;21,5\n3;Xã Trấn Yên;19,5\n",
        "utf-8",
    )
    assert {s.cell.place.at for s in draft(file, CATALOGUE).observations} == {"3:3", "4:3", "5:3"}
