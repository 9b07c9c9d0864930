"""Words that make another figure of what they stand beside: read for what they say, or asked; never taken for the plain figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reports.told import Told, read

ROWS = "Chỉ tiêu chủ yếu huyện Bắc Sơn\nChỉ tiêu;ĐVT;Năm 2021;Năm 2022\n{row};{unit};35,5;32,5\n"
OPEN = [
    ("Tỷ lệ hộ cận nghèo giảm", "%"), ("Tỷ lệ hộ nghèo DTTS giảm", "%"), ("Dân số tăng", "người"),
    ("Tỷ lệ hộ nghèo giảm so với năm trước", "%"), ("Số hộ nghèo giảm", "hộ"), ("Số hộ cận nghèo giảm", "hộ"), ("Giảm hộ nghèo", "hộ"),
    ("Diện tích lúa tăng", "ha"), ("Diện tích lúa tăng thêm", "ha"), ("Diện tích lúa giảm", "ha"), ("Giảm chi thường xuyên", "triệu đồng"),
    ("Tăng thu ngân sách", "triệu đồng"), ("Thu ngân sách tăng thêm", "triệu đồng"), ("Tăng tỷ lệ che phủ rừng", "%"),
    ("Tỷ lệ che phủ rừng tăng", "%"), ("Tỷ lệ che phủ rừng tăng thêm", "%"), ("Số lượt khách du lịch tăng", "lượt"),
    ("Năng suất lúa tăng", "tạ/ha"), ("Thu nhập bình quân tăng", "triệu đồng"), ("Chênh lệch thu nhập", "triệu đồng"),
    ("Diện tích lúa lũy kế", "ha"), ("Diện tích trồng rừng luỹ kế", "ha"), ("Trồng rừng cộng dồn", "ha"), ("Trồng rừng năm trước", "ha"),
    ("Trồng rừng cùng kỳ năm trước", "ha"), ("Số xã đạt chuẩn NTM trong năm", "xã"), ("Số thôn đạt chuẩn NTM trong năm", "thôn"),
    ("Số xã đạt chuẩn NTM mới", "xã"), ("Số xã đạt chuẩn NTM bình quân", "xã"), ("Hộ mới thoát cận nghèo", "hộ"),
    ("Số hộ nghèo bình quân", "hộ"), ("HTX giải thể", "HTX"), ("Số HTX giải thể", "HTX"), ("Doanh nghiệp giải thể", "doanh nghiệp"),
    ("Số lao động có việc làm tăng thêm", "người"), ("Lao động mất việc làm", "người"), ("Trường đạt chuẩn quốc gia tăng thêm", "trường"),
    ("Trường đạt chuẩn quốc gia được công nhận lại", "trường"), ("Đàn lợn tăng thêm", "con"), ("Đàn lợn chết", "con"),
    ("Diện tích lúa bị hạn", "ha"), ("Diện tích lúa thiệt hại", "ha"), ("Diện tích lúa chưa gieo", "ha"), ("Diện tích lúa còn lại", "ha"),
    ("Diện tích lúa chuyển đổi", "ha"), ("Diện tích ngô trồng lại", "ha"), ("Diện tích rừng giảm", "ha"), ("Sản lượng lúa bình quân", "tấn"),
    ("Thu vượt dự toán", "triệu đồng"), ("Hụt thu ngân sách", "triệu đồng"), ("Dự kiến thu ngân sách", "triệu đồng"),
    ("Trẻ em dưới 24 tháng tuổi", "người"), ("Dân số đến 01/4/2019", "người"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "unit"), OPEN)
def test_a_row_known_only_in_part_is_asked(tmp_path: Path, row: str, unit: str) -> None:
    told = read(tmp_path, ROWS.format(row=row, unit=unit))
    assert {told["3:3"][0], told["3:4"][0]} == {"?"}


@pytest.mark.parametrize(
    ("row", "unit", "first"),
    [
        ("Tỷ lệ hộ nghèo giảm", "%", ("poverty_rate_reduction", "actual", "2021")),
        ("Tỷ lệ hộ nghèo (giảm)", "%", ("poverty_rate_reduction", "actual", "2021")),
        ("Tỷ lệ hộ nghèo giảm còn", "%", ("poverty_rate", "actual", "2021")),
        ("Tỷ lệ hộ nghèo giảm xuống còn", "%", ("poverty_rate", "actual", "2021")),
        ("Số hộ nghèo đầu năm", "hộ", ("poor_households", "actual", "2020")),
        ("Số hộ nghèo cuối năm", "hộ", ("poor_households", "actual", "2021")),
        ("Trồng rừng mới 6 tháng", "ha", ("forest_new", "actual", "2021-01/2021-06")),
        ("Trồng rừng mới quý I", "ha", ("forest_new", "actual", "2021-Q1")),
        ("Kế hoạch trồng rừng", "ha", ("forest_new", "plan", "2021")),
        ("Dự toán thu ngân sách", "triệu đồng", ("budget_revenue", "plan", "2021")),
        ("Phấn đấu trồng rừng", "ha", ("forest_new", "target", "2021")),
        ("Hộ tái nghèo", "hộ", ("households_back_to_poverty", "actual", "2021")),
        ("Số hộ thoát nghèo", "hộ", ("households_out_of_poverty", "actual", "2021")),
        ("Diện tích rừng trồng mới", "ha", ("forest_new", "actual", "2021")),
    ],
)
def test_a_row_is_what_its_words_make_of_it(tmp_path: Path, row: str, unit: str, first: Told) -> None:
    assert read(tmp_path, ROWS.format(row=row, unit=unit))["3:3"] == first


TITLED = "{title}\nĐơn vị: ha\nSTT;Xã;Trồng rừng mới\n1;Xã Vũ Lễ;120,5\n2;Xã Vũ Sơn;110,5\n"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("KẾ HOẠCH TRỒNG RỪNG NĂM 2023", ("forest_new", "plan", "2023")),
        ("Biểu 2: Kế hoạch trồng rừng năm 2023 (kèm theo Quyết định số 15/QĐ-UBND)", ("forest_new", "plan", "2023")),
        ("Chỉ tiêu kế hoạch trồng rừng năm 2023", ("forest_new", "plan", "2023")),
        ("Giao chỉ tiêu trồng rừng năm 2023", ("forest_new", "plan", "2023")),
        ("Kế hoạch thực hiện trồng rừng năm 2023", ("forest_new", "plan", "2023")),
        ("Kế hoạch trồng rừng quý II năm 2023", ("forest_new", "plan", "2023-Q2")),
        ("Mục tiêu trồng rừng năm 2023", ("forest_new", "target", "2023")),
        ("Kết quả thực hiện kế hoạch trồng rừng năm 2023", ("forest_new", "actual", "2023")),
        ("Tiến độ thực hiện các chỉ tiêu kế hoạch năm 2023", ("forest_new", "actual", "2023")),
        ("Kết quả trồng rừng năm 2023 (theo Kế hoạch số 12/KH-UBND)", ("forest_new", "actual", "2023")),
        ("Phòng Tài chính - Kế hoạch: trồng rừng năm 2023", ("forest_new", "actual", "2023")),
        ("Kế hoạch và kết quả trồng rừng năm 2023", ("?", "actual", "2023")),
        ("Tình hình phân bổ kế hoạch trồng rừng năm 2023", ("?", "actual", "2023")),
        ("Dự kiến trồng rừng năm 2023", ("?", "actual", "2023")),
        ("Đăng ký trồng rừng năm 2023", ("?", "actual", "2023")),
        ("Nhu cầu trồng rừng năm 2023", ("?", "actual", "2023")),
    ],
)  # fmt: skip
def test_a_plan_told_only_by_the_title_is_a_plan_or_asked(tmp_path: Path, title: str, told: Told) -> None:
    assert read(tmp_path, TITLED.format(title=title))["4:3"] == told


def test_an_earlier_year_in_a_plan_is_asked_and_a_plans_later_year_is_no_base_of_a_bare_share(
    tmp_path: Path,
) -> None:
    told = read(
        tmp_path, "CHỈ TIÊU KẾ HOẠCH NĂM 2023\nChỉ tiêu;ĐVT;Năm 2022;Năm 2023\nTrồng rừng mới;ha;812,5;70,5\n"
    )
    assert (told["3:3"][0], told["3:4"]) == ("?", ("forest_new", "plan", "2023"))
    told = read(
        tmp_path,
        "Thu ngân sách huyện\nĐơn vị: triệu đồng\nNội dung;Thực hiện 2022;Dự toán 2023;So sánh (%)\nThu nội địa;120,5;130,5;108,3\n",
    )
    assert told["4:4"][1] != "pct_of_plan"


MONTH = "Tình hình tháng 9 năm 2022 huyện Bắc Sơn\nChỉ tiêu;ĐVT;{heads}\nTrồng rừng mới;ha;650;700,5;25\n"


@pytest.mark.parametrize(
    ("heads", "same"),
    [
        ("Thực hiện cùng kỳ;Ước 9 tháng;Ghi", ("forest_new", "same_period", "2022-01/2022-09")),
        ("Cùng kỳ năm trước;Lũy kế 9 tháng;Ghi", ("forest_new", "same_period", "2022-01/2022-09")),
        ("Cùng kỳ;Thực hiện tháng 9;Ghi", ("forest_new", "same_period", "2022-09")),
        ("Lũy kế cùng kỳ;Lũy kế 9 tháng;Tháng 9", ("forest_new", "same_period", "2022-01/2022-09")),
        ("Cùng kỳ tháng 9/2021;Lũy kế 9 tháng;Tháng 9", ("forest_new", "same_period", "2022-09")),
        ("Cùng kỳ;Lũy kế 9 tháng;Thực hiện tháng 9", ("?", "same_period", "2022-01/2022-09")),
    ],
)
def test_a_same_period_is_of_the_span_it_stands_beside_or_asked(
    tmp_path: Path, heads: str, same: Told
) -> None:
    assert read(tmp_path, MONTH.format(heads=heads))["3:3"] == same


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("Tăng, giảm so với năm 2021", ("planted_area.rice", "change_abs", "2022")),
        ("Tăng (+), giảm (-) so với 2021", ("planted_area.rice", "change_abs", "2022")),
        ("Chênh lệch so với năm 2021", ("planted_area.rice", "change_abs", "2022")),
        ("Tăng so với năm 2021", ("planted_area.rice", "change_abs", "2022")),
        ("Giảm so với năm 2021", ("?", "change_abs", "2022")),
    ],
)
def test_a_change_is_no_figure_of_the_year_it_is_set_against(tmp_path: Path, head: str, told: Told) -> None:
    text = f"Kết quả sản xuất năm 2022 huyện Bắc Sơn\nChỉ tiêu;ĐVT;Năm 2021;Năm 2022;{head}\nDiện tích lúa;ha;308;320,5;12,5\n"
    assert read(tmp_path, text)["3:5"] == told


@pytest.mark.parametrize("head", ["Tăng, giảm (%)", "Giảm (%)"])
def test_a_change_of_a_rate_is_asked_for_points_or_percent(tmp_path: Path, head: str) -> None:
    text = f"Giảm nghèo năm 2022\nXã;Tỷ lệ hộ nghèo năm 2021 (%);Tỷ lệ hộ nghèo năm 2022 (%);{head}\nXã Vũ Lễ;18;16,5;1,5\nXã Vũ Sơn;16;14,1;1,9\n"
    assert read(tmp_path, text)["3:4"][0] == "?"


GROUPS = """Kết quả sản xuất vụ mùa năm 2022 huyện Bắc Sơn
TT;Xã;Diện tích (ha);Sản lượng (tấn)
I;Cây lúa;{sums}
1;Xã Vũ Lễ;101,5;517,6
2;Xã Vũ Sơn;91,5;457,5
II;{second};{sums}
1;Xã Vũ Lễ;31,5;138,6
2;Xã Vũ Sơn;21,5;92,4
;Tổng cộng;246;1206
"""


@pytest.mark.parametrize("sums", [";", "193;975,1"])
def test_units_below_a_group_row_speak_of_the_group(tmp_path: Path, sums: str) -> None:
    told = read(tmp_path, GROUPS.format(sums=sums, second="Ngô"))
    assert [told[at][0] for at in ("4:3", "4:4", "7:3", "7:4")] == [
        "planted_area.rice", "output.rice", "planted_area.maize", "output.maize",
    ]  # fmt: skip
    assert told["9:4"][0] == "?"
    told = read(tmp_path, GROUPS.format(sums=sums, second="Cây mắc ca lai"))
    assert [told[at][0] for at in ("4:3", "7:3", "7:4")] == ["planted_area.rice", "?", "?"]


def test_a_record_known_only_in_part_is_asked(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Năm;Xã;Chỉ tiêu;ĐVT;Loại số liệu;Giá trị\n2022;Xã Vũ Lễ;Đàn lợn nái;con;Thực hiện;25\n2022;Xã Vũ Lễ;Đàn lợn;con;Thực hiện;255\n",
    )
    assert (told["2:6"][0], told["3:6"][0]) == ("?", "herd.pig")


def test_changes_grouped_against_an_earlier_year_are_of_the_year_reported_on(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Kết quả chăn nuôi năm 2022\nXã;Tổng đàn năm 2022 (con);;Tăng, giảm so với năm 2021 (con);\n;Trâu;Bò;Trâu;Bò\n"
        "Xã Vũ Lễ;308;52;12;-3\nXã Vũ Sơn;208;43;-10;2\n",
    )
    assert told["4:3"] == ("herd.cattle", "actual", "2022")
    assert told["4:5"] == ("herd.cattle", "change_abs", "2022")


def test_a_bare_kind_below_its_whole_is_that_kind_and_asked_elsewhere(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Kết quả năm 2022 huyện Bắc Sơn\nTT;Chỉ tiêu;ĐVT;Kế hoạch;Thực hiện\n1;Trồng rừng mới;ha;20;21\n-;Sản xuất;ha;15;16\n-;Phòng hộ;ha;5;5\n"
        "2;Đàn trâu;con;20;21\n-;Sản xuất;con;15;16\n",
    )
    assert (told["4:5"][0], told["5:5"][0], told["7:5"][0]) == (
        "forest_new.production",
        "forest_new.protection",
        "?",
    )
