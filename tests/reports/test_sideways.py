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


def test_tables_beside_each_other_may_begin_in_different_rows(tmp_path: Path) -> None:
    text = "UBND HUYỆN BẮC SƠN;;;Đàn lợn năm 2021 (con);\n;;;Xã;Đàn lợn\nTrồng rừng năm 2023 (ha);;;Xã Vũ Lễ;704\nXã;Trồng rừng mới;;Xã Tân Tri;669\nXã Tân Lập;61,5;;Xã Tân Lập;702\nXã Vũ Lăng;52,5;;;\n"
    told = read(tmp_path, text)
    assert told["3:5"] == ("herd.pig", "actual", "2021")
    assert told["5:2"] == ("forest_new", "actual", "2023")


def test_a_note_below_a_table_says_nothing_of_the_next(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    first = "Trồng rừng năm 2023\nXã;Trồng rừng mới (ha)\nXã Tân Lập;30,5\nXã Vũ Lễ;20,5\nGhi chú: thị trấn Bắc Sơn không trồng rừng.;\n"
    second = "Thu ngân sách năm 2024 (triệu đồng);\nNội dung;Thực hiện\nThu nội địa;310,5\nThu ngân sách nhà nước trên địa bàn;410,5\n"
    file.write_text(first + second, "utf-8")
    areas = {s.cell.place.at: s.area for s in draft(file, CATALOGUE).observations}
    assert areas["8:2"] == "huyện Bắc Sơn"


def test_a_share_is_of_the_time_its_lowest_heading_names(tmp_path: Path) -> None:
    text = "Huyện Bắc Sơn tháng 10 và 10 tháng năm 2023\nChỉ tiêu;ĐVT;Ước tháng 10/2023;Lũy kế 10 tháng năm 2023;So với cùng kỳ năm trước (%);\n;;;;Tháng 10/2023;Lũy kế 10 tháng\nTrồng rừng mới;ha;34,5;646,9;113,7;109,5\n"
    told = read(tmp_path, text)
    assert told["4:5"] == ("forest_new", "pct_of_same_period", "2023-10")
    assert told["4:6"] == ("forest_new", "pct_of_same_period", "2023-01/2023-10")


def test_the_whole_year_stands_beside_its_months(tmp_path: Path) -> None:
    text = "Kết quả 6 tháng đầu năm, ước thực hiện cả năm 2024\nChỉ tiêu;ĐVT;Kế hoạch năm 2024;Thực hiện 6 tháng;Ước thực hiện cả năm;Tỷ lệ so với kế hoạch (%);\n;;;;;6 tháng;Cả năm\nTrồng rừng mới;ha;520,5;396,5;534,5;76,2;102,8\n"
    told = read(tmp_path, text)
    assert [told[at][1:] for at in ("4:4", "4:5", "4:6", "4:7")] == [
        ("actual", "2024-01/2024-06"), ("actual", "2024"), ("pct_of_plan", "2024-01/2024-06"), ("pct_of_plan", "2024"),
    ]  # fmt: skip


def test_what_a_plan_is_divided_into_is_planned(tmp_path: Path) -> None:
    text = "Kế hoạch lâm nghiệp năm 2024\nNội dung;ĐVT;Kế hoạch năm 2024;Chia ra;\n;;;Quý I;Quý II\nTrồng rừng mới;ha;520,5;85,5;310,5\n"
    assert read(tmp_path, text)["4:4"] == ("forest_new", "plan", "2024-Q1")


def test_two_seasons_are_compared(tmp_path: Path) -> None:
    text = "Kết quả sản xuất vụ đông xuân 2022 - 2023\nChỉ tiêu;ĐVT;TH vụ Đông xuân 2021-2022;TH vụ Đông xuân 2022-2023;So sánh;\n;;;;%;+,-\nDiện tích lúa;ha;1204,5;1187,2;98,6;-17,3\n"
    told = read(tmp_path, text)
    assert [told[at][1:] for at in ("4:3", "4:4", "4:5", "4:6")] == [
        ("same_period", "2023"), ("actual", "2023"), ("pct_of_same_period", "2023"), ("change_abs", "2023"),
    ]  # fmt: skip


def test_what_was_done_in_next_years_plan_is_of_a_year_it_must_name(tmp_path: Path) -> None:
    text = "Kế hoạch sản xuất năm 2024\nChỉ tiêu;ĐVT;{};Kế hoạch\nDiện tích lúa;ha;2460,1;2445,5\n"
    assert read(tmp_path, text.format("Ước TH"))["3:3"][0] == "?"
    assert read(tmp_path, text.format("Ước TH 2023"))["3:3"][0] == "planted_area.rice"


def test_communes_under_a_post_of_rangers_are_communes(tmp_path: Path) -> None:
    text = "Kết quả năm 2022\nTT;Xã, thị trấn;Trồng rừng mới (ha);Tỷ lệ che phủ rừng (%)\nI;Địa bàn Trạm Kiểm lâm Ngả Hai;;\n1;Xã Tân Lập;38,6;57,5\n2;Xã Vũ Lễ;34,3;66,8\n"
    told = read(tmp_path, text)
    assert (told["4:3"][0], told["5:4"]) == ("forest_new", ("forest_cover", "actual", "2022"))


RECORDS = "ma_xa,ten_xa,nam,ky_bao_cao,chi_tieu,dvt,ke_hoach,thuc_hien\n06328,Xã Long Đống,2022,Quý I,Diện tích trồng rừng mới,ha,{},9.6\n06328,Xã Long Đống,2022,Quý II,Diện tích trồng rừng mới,ha,12.4,11.6\n"


def test_records_of_several_values_are_read_each(tmp_path: Path) -> None:
    told = read(tmp_path, RECORDS.format("9.3"))
    assert told["2:7"] == ("forest_new", "plan", "2022-Q1")
    assert told["3:8"] == ("forest_new", "actual", "2022-Q2")
    assert len(told) == 4


def test_a_plan_that_stays_the_same_through_the_parts_of_a_year_is_the_years(tmp_path: Path) -> None:
    assert read(tmp_path, RECORDS.format("12.4"))["2:7"] == ("forest_new", "plan", "2022")


def test_a_remark_beside_a_group_makes_it_no_heading(tmp_path: Path) -> None:
    text = "Năm 2022\nTT;Chỉ tiêu;ĐVT;Thực hiện;Ghi chú\nI;KINH TẾ;;;tăng 12 ha so với năm 2019\n1;DT lúa;ha;513,5;\nII;XÃ HỘI;;;xem phụ lục 2\n1;Tỷ lệ hộ nghèo;%;7,5;\n"
    told = read(tmp_path, text)
    assert told == {"4:4": ("planted_area.rice", "actual", "2022"), "6:4": ("poverty_rate", "actual", "2022")}


def test_the_day_a_paper_is_dated_is_not_the_time_of_its_table(tmp_path: Path) -> None:
    text = "Bắc Sơn, ngày 15 tháng 3 năm 2026;\n(Kèm theo Quyết định số 12/2019/QĐ-UBND);\nKết quả trồng rừng giai đoạn 2021 - 2025 đến hết năm 2022;\nChỉ tiêu;Thực hiện\nTrồng rừng mới (ha);30,5\nChăm sóc rừng (ha);31,5\n"
    assert read(tmp_path, text)["5:2"] == ("forest_new", "actual", "2022")


def test_a_table_below_records_is_none_of_them(tmp_path: Path) -> None:
    records = "nam;don_vi;chi_tieu;dvt;gia_tri\n2021;Xã Tân Lập;Diện tích trồng rừng mới;ha;12,5\n2021;Xã Vũ Lễ;Diện tích trồng rừng mới;ha;13,5\n"
    other = ";;;;\nĐàn lợn năm 2023 (con);;;;\nXã;Đàn lợn;;;\nXã Tân Lập;612;;;\nXã Vũ Lễ;613;;;\n"
    told = read(tmp_path, records + other)
    assert told["2:5"] == ("forest_new", "actual", "2021")
    assert told["7:2"] == ("herd.pig", "actual", "2023")


def test_the_month_before_is_counted_back_and_a_share_of_it_is_none_of_last_year(tmp_path: Path) -> None:
    text = "Chăn nuôi huyện Bắc Sơn tháng 1 năm 2023\nChỉ tiêu;ĐVT;TH tháng 1/2022;Tháng trước;Tháng báo cáo;So sánh (%);\n;;;;;Tháng trước;Cùng kỳ\nĐàn trâu;con;780;770;765;99,4;98,1\n"
    told = read(tmp_path, text)
    assert [told[at] for at in ("4:3", "4:4", "4:5", "4:7")] == [
        ("herd.buffalo", "same_period", "2023-01"), ("herd.buffalo", "actual", "2022-12"),
        ("herd.buffalo", "actual", "2023-01"), ("herd.buffalo", "pct_of_same_period", "2023-01"),
    ]  # fmt: skip
    assert told["4:6"][0] == "?"


def test_what_one_programme_has_is_not_what_all_have(tmp_path: Path) -> None:
    text = "Kế hoạch vốn Chương trình MTQG xây dựng nông thôn mới năm 2023 (triệu đồng)\nĐơn vị;Tổng số\nXã Tân Lập;520,5\nXã Vũ Lễ;620,5\n"
    assert read(tmp_path, text)["3:2"][0] == "?"


def test_what_was_planted_so_far_is_done(tmp_path: Path) -> None:
    text = "Tiến độ vụ xuân 2023\nXã;Lúa (ha);\n;KH;Đã cấy\nXã Tân Lập;120,5;90,5\nXã Vũ Lễ;110,5;80,5\n"
    assert read(tmp_path, text)["4:3"][:2] == ("planted_area.rice", "actual")


def test_the_year_of_the_prices_is_not_the_time(tmp_path: Path) -> None:
    title = "Giá trị sản xuất theo giá so sánh năm 2010 (tỷ đồng)\nNgành;{}\nNông, lâm nghiệp;1210,5\n"
    assert read(tmp_path, title.format("Thực hiện 2021"))["3:2"] == (
        "production_value.agri",
        "actual",
        "2021",
    )
    assert read(tmp_path, title.format("Thực hiện"))["3:2"][2] == ""


CRITERIA = ("Quy hoạch", "Giao thông", "Thủy lợi và phòng, chống thiên tai", "Điện", "Trường học", "Cơ sở vật chất văn hóa", "Thu nhập", "Lao động", "Y tế")  # fmt: skip


def test_communes_are_counted_by_criterion(tmp_path: Path) -> None:
    rows = "".join(f"{n};{name};{20 - n};60,5\n" for n, name in enumerate(CRITERIA, start=1))
    told = read(
        tmp_path,
        "Số xã đạt các tiêu chí nông thôn mới đến tháng 6/2024\nSTT;Tiêu chí;Số xã đạt;Tỷ lệ (%)\n" + rows,
    )
    assert told["7:3"] == ("ntm_criterion_communes_met.05", "actual", "2024-06")
    assert told["7:4"][0] == "?"


def test_neither_side_of_a_balance_is_booked_to_the_other(tmp_path: Path) -> None:
    text = "Cân đối thu chi ngân sách xã Tân Lập năm 2023 (triệu đồng)\nNội dung thu;Dự toán;Quyết toán;Nội dung chi;Dự toán;Quyết toán\nTổng thu;560,5;572,5;Tổng chi;560,5;561,5\nThu bổ sung từ ngân sách cấp trên;530,5;540,5;Chi thường xuyên;490,5;491,5\n"
    told = read(tmp_path, text)
    assert not {told[at][0] for at in ("3:2", "3:3")} & {"budget_expenditure"}
    assert told["3:5"][0] == told["3:6"][0] == "budget_expenditure"


def test_next_years_plan_in_a_title_is_not_what_is_reported(tmp_path: Path) -> None:
    text = "Kết quả thực hiện năm 2022 và kế hoạch năm 2023\nChỉ tiêu;ĐVT;Kế hoạch;Ước thực hiện;TH/KH (%);Kế hoạch năm 2023\nTrồng rừng mới;ha;45,5;48,5;106,6;46,5\n"
    told = read(tmp_path, text)
    assert [told[at][1:] for at in ("3:3", "3:4", "3:5", "3:6")] == [
        ("plan", "2022"), ("actual", "2022"), ("pct_of_plan", "2022"), ("plan", "2023"),
    ]  # fmt: skip


def test_a_planned_rate_is_no_share_of_a_plan(tmp_path: Path) -> None:
    text = "Giảm nghèo năm 2023\nXã;Tỷ lệ hộ nghèo cuối năm 2023 (KH);Tỷ lệ hộ nghèo so với KH (%)\nXã Tân Lập;8,5;98,2\nXã Vũ Lễ;9,5;97,2\n"
    told = read(tmp_path, text)
    assert told["3:2"] == ("poverty_rate", "plan", "2023")
    assert told["3:3"][1] == "pct_of_plan"
