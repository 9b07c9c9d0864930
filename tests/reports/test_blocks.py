"""Tables side by side in one sheet, seasons that stand alone, shares told in rows: each says what it is by where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.pipeline import draft
from tests.reports.told import CATALOGUE, read


def stood(folder: Path, text: str) -> dict[str, tuple[str, str, str, str]]:
    """Place → indicator, unit of government, season and value."""
    file = folder / "a.csv"
    file.write_text(text, "utf-8")
    found = draft(file, CATALOGUE).observations
    return {s.cell.place.at: (s.indicator, s.area, s.season, str(s.value)) for s in found}


BESIDE = """Số liệu tháng 12 năm 2021;;;;;;
Biểu 3. Đàn vật nuôi (con);;;;Biểu 4. Diện tích gieo trồng (ha);;
Xã;Dê;Ngựa;;Xã;Ngô;Lạc
Xã Tân Lập;61;14;;Xã Vũ Lễ;70,4;8,1
Xã Vũ Lăng;52;9;;Xã Tân Tri;66,9;5,2
"""


def test_two_tables_beside_each_other_are_each_read_for_itself(tmp_path: Path) -> None:
    told = stood(tmp_path, BESIDE)
    assert told["4:2"] == ("herd.goat", "xã Tân Lập", "", "61")
    assert told["5:6"] == ("planted_area.maize", "xã Tân Tri", "", "66.9")
    assert {told[at][1] for at in ("4:6", "4:7")} == {"xã Vũ Lễ"}
    assert len(told) == 8


def test_a_blank_column_inside_a_table_makes_no_second_one(tmp_path: Path) -> None:
    text = "Đàn trâu, bò năm 2021 (con);;;;\nChỉ tiêu;Toàn huyện;;Xã Tân Lập;Xã Vũ Lễ\nĐàn trâu;90;;40;50\nĐàn bò;71;;30;41\n"
    told = stood(tmp_path, text)
    assert told["3:4"][:2] == ("herd.buffalo", "xã Tân Lập")
    assert len(told) == 6


@pytest.mark.parametrize(
    ("word", "season"), [("Mùa", "mùa"), ("Xuân", "đông xuân"), ("Đông", "đông"), ("Đông xuân", "đông xuân"), ("Cả năm", "")]
)  # fmt: skip
def test_a_season_alone_over_a_column_is_of_what_the_title_or_the_group_names(
    word: str, season: str, tmp_path: Path
) -> None:
    title = f"Sản lượng ngô năm 2021 (tấn);;\nXã;{word};Hè thu\nXã Tân Lập;11,5;7,5\nXã Vũ Lễ;12,5;8,5\n"
    assert stood(tmp_path, title)["3:2"] == ("output.maize", "xã Tân Lập", season, "11.5")
    rows = f"Năm 2021;;\nXã;Diện tích ngô (ha) - {word};Hè thu\n"
    assert stood(tmp_path, rows + "Xã Tân Lập;11,5;7,5\n")["3:2"][2] == season


def test_the_season_of_a_tidy_file_may_be_one_word(tmp_path: Path) -> None:
    text = "don_vi;chi_tieu;vu;nam;dvt;gia_tri\nXã Tân Lập;Năng suất ngô;Mùa;2021;tạ/ha;41,5\nXã Vũ Lễ;Năng suất ngô;Xuân;2021;tạ/ha;40,5\n"
    assert [one[2] for one in stood(tmp_path, text).values()] == ["mùa", "đông xuân"]


def test_a_row_of_shares_below_years_is_of_each_year(tmp_path: Path) -> None:
    text = (
        "Thực hiện kế hoạch 2019 - 2021;;;;;\nChỉ tiêu;Nội dung;ĐVT;Năm 2019;Năm 2020;Năm 2021\n"
        "Trồng rừng mới;Kế hoạch;ha;100;110;120\n;Thực hiện;ha;90;121;126\n;Tỷ lệ TH/KH;%;90;110;105\n"
    )
    told = read(tmp_path, text)
    assert [told[f"5:{at}"] for at in (4, 5, 6)] == [
        ("forest_new", "pct_of_plan", year) for year in ("2019", "2020", "2021")
    ]


def test_a_share_with_a_year_is_of_that_year_and_none_of_the_plan_beside_it(tmp_path: Path) -> None:
    text = (
        "Chi ngân sách huyện năm 2021;;;;\nNội dung;Dự toán;Thực hiện;So sánh (%) với dự toán;So sánh (%) với năm 2020\n"
        "Chi thường xuyên (triệu đồng);4.000;4.200;105,0;111,5\nChi đầu tư phát triển (triệu đồng);300;330;110,0;121,7\n"
    )
    assert [read(tmp_path, text)[f"3:{at}"][1] for at in (4, 5)] == ["pct_of_plan", "pct_of_same_period"]


@pytest.mark.parametrize(
    "line", ["Nguồn: báo cáo của các xã, tháng 10/2021", "Cập nhật ngày 5/10/2021", "Ghi chú: số gửi tháng 10/2021"]
)  # fmt: skip
def test_where_figures_are_from_is_not_the_time_they_are_of(line: str, tmp_path: Path) -> None:
    text = f"Diện tích trồng lạc năm 2021 (ha);\n{line};\nXã;Diện tích\nXã Tân Lập;8,5\n"
    assert read(tmp_path, text)["4:2"][2] == "2021"


def test_the_two_columns_of_form_114_are_known_behind_words_of_plan_and_result(tmp_path: Path) -> None:
    text = (
        "Biểu số 114/CK TC-NSNN;;;;;\nTHỰC HIỆN THU NGÂN SÁCH XÃ TÂN LẬP NĂM 2021;;;;;\nĐơn vị: đồng;;;;;\n"
        "STT;NỘI DUNG;DỰ TOÁN THU NSNN;DỰ TOÁN THU NSX;THỰC HIỆN THU NSNN;THỰC HIỆN THU NSX\n"
        "I;Các khoản thu 100%;90000000;90000000;91000000;91000000\n1;Phí, lệ phí;90000000;90000000;91000000;91000000\n"
        "II;Thu bổ sung từ ngân sách cấp trên;5000000000;5000000000;5100000000;5100000000\n"
    )
    told = read(tmp_path, text)
    assert (told["6:5"][0], told["6:6"][0]) == ("budget_revenue.fees", "budget_sources.own.fees")
    assert told["7:6"][0] == "budget_sources.transfer"
