"""Tables on their side, of several heads, without a title of their own: each figure is of the time, the unit and the measure its headings say."""

from __future__ import annotations

from pathlib import Path

from etl.pipeline import draft
from tests.reports.told import CATALOGUE, read

UPRIGHT = [
    ["Nội dung", "ĐVT", "Kế hoạch năm 2022", "Thực hiện 9 tháng", "So với (%)", ""],
    ["", "", "", "", "Kế hoạch", "Cùng kỳ"],
    ["Trồng rừng mới", "ha", "580,5", "596,2", "102,7", "100,9"],
    ["Trồng cây phân tán", "nghìn cây", "60,5", "21,5", "35,5", "98,4"],
]
TITLE = "Kết quả 9 tháng năm 2022 huyện Bắc Sơn\n"


def _text(rows: list[list[str]]) -> str:
    return TITLE + "\n".join(";".join(row) for row in rows) + "\n"


def test_a_table_on_its_side_tells_what_it_tells_upright(tmp_path: Path) -> None:
    upright = read(tmp_path, _text(UPRIGHT))
    turned = read(tmp_path, _text([list(row) for row in zip(*UPRIGHT, strict=True)]))
    assert upright["4:3"] == ("forest_new", "plan", "2022")
    assert sorted(turned.values()) == sorted(upright.values())
    assert turned["6:3"] == upright["4:5"] == ("forest_new", "pct_of_plan", "2022-01/2022-09")


def test_units_across_with_names_of_two_levels_are_turned_too(tmp_path: Path) -> None:
    text = "Trồng rừng năm 2022\nĐơn vị;;Xã Tân Lập;Xã Vũ Lễ\nTrồng rừng mới (ha);Kế hoạch;30,5;20,5\n;Thực hiện;31,5;19,5\nCây phân tán (nghìn cây);Kế hoạch;5,5;4,5\n;Thực hiện;5,1;4,2\n"
    told = read(tmp_path, text)
    assert told["4:4"] == ("forest_new", "actual", "2022")
    assert told["5:3"] == ("scattered_trees", "plan", "2022")


def test_figures_of_a_commune_nobody_knows_are_not_the_districts(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    text = "Năm 2022;;;\nChỉ tiêu;Xã Tân Lập;Xã Vũ Lễ;Xã Vũ Lâm\nTrồng rừng mới (ha);30,5;20,5;10,5\n"
    file.write_text(text, "utf-8")
    told = draft(file, CATALOGUE)
    last = next(s for s in told.observations if s.cell.place.at == "3:4")
    assert (last.area, last.area_id, str(last.flag)) == ("Xã Vũ Lâm", "", "ask")
    assert [(f.code, f.place.at) for f in told.findings if f.code == "unknown_area"] == [
        ("unknown_area", "3:4")
    ]


def test_without_a_title_shares_are_of_the_latest_time_done(tmp_path: Path) -> None:
    text = "Chỉ tiêu;ĐVT;Thực hiện 9 tháng năm 2021;Năm 2022;;So sánh (%);\n;;;Kế hoạch;Ước TH 9 tháng;Kế hoạch;Cùng kỳ 2021\nTrồng rừng mới;ha;570,5;580,5;596,2;102,7;104,5\n"
    told = read(tmp_path, text)
    assert told["3:6"] == ("forest_new", "pct_of_plan", "2022-01/2022-09")
    assert told["3:7"] == ("forest_new", "pct_of_same_period", "2022-01/2022-09")
    assert told["3:5"] == ("forest_new", "actual", "2022-01/2022-09")


def test_only_the_year_before_the_one_reported_is_the_same_period(tmp_path: Path) -> None:
    text = "Số tiêu chí đạt của các xã;;;;\nXã;Năm 2020;Năm 2021;Đến tháng 6/2022;Kế hoạch năm 2022\nXã Tân Lập;11;12;13;14\nXã Vũ Lễ;10;11;12;15\n"
    told = read(tmp_path, text)
    assert told["3:2"] == ("ntm_criteria_met", "actual", "2020")
    assert told["3:3"][1:] == ("actual", "2021")


def test_parts_of_a_year_and_years_meet(tmp_path: Path) -> None:
    quarters = read(
        tmp_path, "Lượt khách du lịch năm 2022\nQuý;Năm 2021;Năm 2022\nQuý I;621;745\nCả năm;1605;3928\n"
    )
    assert [quarters[at][2] for at in ("3:2", "3:3", "4:2", "4:3")] == ["2021-Q1", "2022-Q1", "2021", "2022"]
    months = read(
        tmp_path,
        "Thu ngân sách nhà nước trên địa bàn (triệu đồng)\nNăm;Tháng 1;Tháng 2;Cả năm\n2021;612;712;9000\n2022;622;722;9100\n",
    )
    assert [months[at][2] for at in ("3:2", "4:3", "4:4")] == ["2021-01", "2022-02", "2022"]


def test_a_row_of_units_below_the_heading_is_no_column_of_units(tmp_path: Path) -> None:
    text = "Huyện Bắc Sơn\nChỉ tiêu;Trồng rừng mới;Tỷ lệ che phủ rừng\nĐVT;ha;%\n2020;593,5;65,4\n2021;601,5;65,8\n"
    told = read(tmp_path, text)
    assert told["4:2"] == ("forest_new", "actual", "2020")
    assert told["5:3"] == ("forest_cover", "actual", "2021")


def test_a_second_table_may_be_headed_by_communes(tmp_path: Path) -> None:
    first = "Thu ngân sách năm 2024 (triệu đồng)\nNội dung;Dự toán;Thực hiện\nTổng thu ngân sách;400,5;410,5\nThu nội địa;300,5;310,5\n"
    second = "\nTrồng rừng năm 2023 (ha)\nChỉ tiêu;Xã Tân Lập;Xã Vũ Lễ\nTrồng rừng mới;30,5;20,5\n"
    told = read(tmp_path, first + second)
    assert told["8:2"] == ("forest_new", "actual", "2023")
    assert told["3:3"][2] == "2024"


def test_tables_beside_each_other_keep_their_own_titles(tmp_path: Path) -> None:
    text = "Đàn lợn năm 2021 (con);;;Trồng rừng năm 2023 (ha);\nXã;Đàn lợn;;Xã;Trồng rừng mới\nXã Tân Lập;610;;Xã Vũ Lễ;70,4\nXã Vũ Lăng;520;;Xã Tân Tri;66,9\n"
    told = read(tmp_path, text)
    assert told["3:2"] == ("herd.pig", "actual", "2021")
    assert told["3:5"] == ("forest_new", "actual", "2023")


def test_headings_of_signs_are_no_row(tmp_path: Path) -> None:
    text = "Việc làm, đào tạo nghề năm 2023 (người)\nTT;Xã;Giải quyết việc làm;;;Đào tạo nghề;;\n;;Giao;Đạt;%;Giao;Đạt;%\n1;Xã Tân Lập;50;56;112;30;28;93,3\n2;Xã Vũ Lễ;51;57;111,8;31;29;93,5\n"
    told = read(tmp_path, text)
    assert [told[at][1] for at in ("4:3", "4:4", "4:5")] == ["plan", "actual", "pct_of_plan"]
