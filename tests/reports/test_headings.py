"""What headings say of time, measure and whose figure it is: each year its own, short words no signs, groups not forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load
from etl.model import Flag
from etl.pipeline import draft

CATALOGUE = load()


def read(folder: Path, text: str) -> dict[str, tuple[str, str, str]]:
    """Place → indicator, measure and period of what a table says; the indicator is “?” where a question is open."""
    file = folder / "a.csv"
    file.write_text(text, "utf-8")
    return {
        s.cell.place.at: ("?" if s.flag is Flag.ASK else s.indicator, str(s.measure), s.period)
        for s in draft(file, CATALOGUE).observations
    }


def test_short_headings_are_not_taken_for_signs(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Tiến độ gieo trồng đến ngày 15/3/2024 (ha)\nĐơn vị tính: ha\nSTT;Xã;Ngô;;Thuốc lá;;Lạc;\n;;KH;TH;KH;TH;KH;TH\n"
        "1;Tân Thành;45;40;10;12,3;5;3\n2;Tân Hương;60;55,2;8;7,1;4;3\n",
    )
    assert told["5:3"] == ("planted_area.maize", "plan", "2024")
    assert told["5:8"] == ("planted_area.peanut", "actual", "2024-03")
    assert not any(place.startswith("4:") for place in told)


def test_years_of_a_standard_or_term_are_not_the_reports(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Kết quả rà soát hộ nghèo cuối năm 2023 (theo chuẩn nghèo giai đoạn 2022-2025)\n"
        "STT;Xã;Tổng số hộ;Hộ nghèo;;\n;;;Số hộ;Nhân khẩu;Tỷ lệ %\n1;Vũ Lễ;920;71;290;7,72\n2;Vũ Lăng;1.105;98;411;8,87\n",
    )
    assert told["4:4"] == ("poor_households", "actual", "2023")
    assert told["4:5"][0] == "?"
    assert told["4:6"] == ("poverty_rate", "actual", "2023")


PLAN = """Chỉ tiêu kế hoạch phát triển kinh tế - xã hội năm 2024 huyện Bắc Sơn
TT;Chỉ tiêu;ĐVT;TH 2022;Năm 2023;;KH 2024;So sánh (%);
;;;;KH;Ước TH;;Ước TH 2023/KH 2023;KH 2024/ƯTH 2023
A;B;C;1;2;3;4;5=3/2;6=4/3
1;Trồng rừng mới;ha;812;700;745,5;700;106,5;93,9
2;Số trường đạt CQG;trường;23;25;25;27;100;108
-;Tr.đó: trường mầm non;trường;8;9;9;9;100;100
"""


@pytest.mark.parametrize(
    ("place", "code", "measure", "period"),
    [
        ("5:4", "forest_new", "actual", "2022"),
        ("5:5", "forest_new", "plan", "2023"),
        ("5:6", "forest_new", "actual", "2023"),
        ("5:7", "forest_new", "plan", "2024"),
        ("5:8", "forest_new", "pct_of_plan", "2023"),
        ("6:5", "schools_standard", "plan", "2023"),
        ("6:7", "schools_standard", "plan", "2024"),
        ("7:4", "", "actual", "2022"),
    ],
)
def test_in_a_plan_every_column_keeps_its_own_year(
    tmp_path: Path, place: str, code: str, measure: str, period: str
) -> None:
    assert read(tmp_path, PLAN)[place] == (code, measure, period)


def test_counted_things_come_whole_where_their_unit_is_understood(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Đàn gia súc thời điểm 01/01/2024\nXã;Trâu;Lợn\nTrấn Yên;1.205;3.410\nNhất Hòa;890;2.877\n",
    )
    assert told["3:3"] == ("herd.pig", "actual", "2024-01")


def test_one_crop_says_the_units_of_the_next(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Sản xuất năm 2022 huyện Bắc Sơn\nSTT;Xã;Cây lúa;;;Cây ngô;;\n;;DT (ha);NS (tạ/ha);SL (tấn);DT;NS;SL\n"
        "1;Hưng Vũ;101;51;515,1;33;44,1;145,5\n2;Vũ Lễ;98;50,2;492;30;43,5;130,5\n",
    )
    assert told["4:6"] == ("planted_area.maize", "actual", "2022")
    assert told["4:7"] == ("yield.maize", "actual", "2022")
    assert told["4:8"] == ("output.maize", "actual", "2022")


def test_rows_below_a_crop_speak_of_it_and_a_bare_share_is_of_the_plan(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Một số chỉ tiêu huyện Bắc Sơn 9 tháng đầu năm 2022\nTT;Chỉ tiêu;ĐVT;KH;TH;Tỷ lệ (%)\n1;Diện tích gieo trồng lúa;ha;320,5;319,5;99,7\n"
        ";- Năng suất;tạ/ha;46,5;46,1;99,1\n;- Sản lượng;tấn;1.490,5;1.473,2;98,8\n2;Số xã đạt chuẩn NTM;xã;8;7;87,5\n",
    )
    assert told["4:5"][:2] == ("yield.rice", "actual")
    assert told["5:5"][:2] == ("output.rice", "actual")
    assert told["6:6"][:2] == ("ntm_communes_met", "pct_of_plan")
