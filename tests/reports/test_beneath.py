"""Headings beneath headings: a row of units, fields of work, groups that narrow; columns that their neighbours explain."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.model import Flag
from etl.pipeline import draft
from tests.reports.told import CATALOGUE, Told, read


def one(folder: Path, group: str, name: str, unit: str) -> Told:
    """What the figure below a group and a name is."""
    told = read(
        folder,
        f"Kết quả năm 2023 huyện Bắc Sơn\nTT;Xã;{group}\n;;{name} ({unit})\n1;Vũ Lễ;71\n2;Vũ Lăng;98\n",
    )
    return told["4:3"]


@pytest.mark.parametrize(
    ("group", "name", "unit", "code"),
    [
        ("Giáo dục", "Tổng số trường", "trường", "schools_total"),
        ("Dân số", "Số hộ", "hộ", "households"),
        ("Dân số", "Số khẩu", "người", "population"),
        ("Đàn lợn", "Tổng đàn", "con", "herd.pig"),
        ("Gia cầm", "Tổng đàn", "con", "herd.poultry"),
        ("Hộ nghèo", "Số hộ", "hộ", "poor_households"),
        ("Chăn nuôi", "Đàn lợn", "con", "herd.pig"),
        ("Một số cây trồng chính", "Diện tích lúa", "ha", "planted_area.rice"),
        ("Tình hình phát triển lâm nghiệp", "Trồng rừng mới", "ha", "forest_new"),
    ],
)
def test_a_field_of_work_takes_nothing_off_a_name_below_it(
    tmp_path: Path, group: str, name: str, unit: str, code: str
) -> None:
    assert one(tmp_path, group, name, unit) == (code, "actual", "2023")


@pytest.mark.parametrize(
    ("group", "name", "unit"),
    [
        ("Giống lai", "Diện tích lúa", "ha"),
        ("Nuôi nhốt", "Đàn lợn", "con"),
        ("Vùng dự án", "Trồng rừng mới", "ha"),
        ("Xã điểm", "Số hộ nghèo", "hộ"),
        ("Hỗ trợ nhà ở", "Chi thường xuyên", "triệu đồng"),
        ("Giáo dục", "Chi thường xuyên", "triệu đồng"),
        ("Giáo dục mầm non", "Số trường", "trường"),
        ("Trường tiểu học", "Tổng số trường", "trường"),
        ("Hỗ trợ nhà ở", "Tổng số hộ", "hộ"),
        ("Du lịch", "Số hộ", "hộ"),
        ("Chăn nuôi", "Tổng số hộ", "hộ"),
        ("Nước sạch", "Số hộ", "hộ"),
    ],
)
def test_what_stands_below_an_unknown_group_is_never_the_whole(
    tmp_path: Path, group: str, name: str, unit: str
) -> None:
    assert one(tmp_path, group, name, unit)[0] == "?"


def test_units_may_have_a_heading_row_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "Sản xuất năm 2023\nTT;Xã;Cây lúa;;;Đàn lợn\n;;Diện tích;Năng suất;Sản lượng;Tổng đàn\n;;ha;tạ/ha;tấn;nghìn con\n"
        "1;Vũ Lễ;71,5;40,2;287,4;2,5\n2;Vũ Lăng;98,1;41;402,2;3,5\n", "utf-8",
    )  # fmt: skip
    told = [(s.indicator, s.unit, str(s.value), s.flag) for s in draft(file, CATALOGUE).observations[:4]]
    assert told == [
        ("planted_area.rice", "ha", "71.5", Flag.NONE), ("yield.rice", "t/ha", "4.02", Flag.NONE),
        ("output.rice", "t", "287.4", Flag.NONE), ("herd.pig", "head", "2500", Flag.NONE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "Quý I;Quý II;Quý III;Quý IV;Cả năm 2023;Năm 2022;Năm 2023 so với năm 2022 (%)",
        "Quý I;Quý II;Quý III;Quý IV;Năm 2023;Năm 2022;2023/2022 (%)",
        "Tháng 1;Tháng 2;Tháng 3;Tháng 4;TH năm 2023;TH năm 2022;So với năm 2022 (%)",
    ],
)
def test_the_year_before_beside_parts_of_the_year_is_the_same_period(tmp_path: Path, head: str) -> None:
    told = read(
        tmp_path,
        f"Kinh tế năm 2023 huyện Bắc Sơn\nTT;Chỉ tiêu;ĐVT;{head}\n1;Tổng mức bán lẻ hàng hóa;tỷ đồng;238,4;246,1;251,7;268,3;1.004,5;921,6;109\n",
    )
    assert [told[f"3:{at}"][1:] for at in (8, 9, 10)] == [
        ("actual", "2023"), ("same_period", "2023"), ("pct_of_same_period", "2023"),
    ]  # fmt: skip


def test_the_sum_of_the_year_before_beside_months_is_the_same_period(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Kinh tế tháng 8 năm 2023 huyện Bắc Sơn\nTT;Chỉ tiêu;ĐVT;Tháng 7/2023;Tháng 8/2023;8 tháng năm 2023;8 tháng năm 2022;So với cùng kỳ (%)\n"
        "1;Tổng mức bán lẻ hàng hóa;tỷ đồng;38,4;46,1;351,7;321,6;109,4\n",
    )
    assert told["3:6"] == ("retail_sales", "actual", "2023-01/2023-08")
    assert told["3:7"] == ("retail_sales", "same_period", "2023-01/2023-08")


def test_years_side_by_side_stay_years(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "Kinh tế giai đoạn 2021-2023 huyện Bắc Sơn\nTT;Chỉ tiêu;ĐVT;Năm 2021;Năm 2022;Năm 2023;Năm 2023 so với năm 2022 (%)\n"
        "1;Tổng mức bán lẻ hàng hóa;tỷ đồng;838,4;921,6;1.004,5;109\n",
    )
    assert [told[f"3:{at}"][1:] for at in (4, 5, 6)] == [
        ("actual", "2021"),
        ("actual", "2022"),
        ("actual", "2023"),
    ]


@pytest.mark.parametrize("share", ["Tỷ lệ (%)", "Tỷ lệ %", "%", "Đạt tỷ lệ (%)", "TH/KH (%)"])
def test_a_bare_share_beside_a_plan_is_one_in_rows_of_rates_too(tmp_path: Path, share: str) -> None:
    told = read(
        tmp_path,
        f"Lâm nghiệp năm 2023 huyện Bắc Sơn\nTT;Chỉ tiêu;ĐVT;Kế hoạch;Thực hiện;{share}\n1;Trồng rừng mới;ha;550;604,5;109,9\n"
        "2;Tỷ lệ che phủ rừng;%;62,5;62,3;99,7\n",
    )
    assert [told[f"4:{at}"] for at in (4, 5, 6)] == [
        ("forest_cover", "plan", "2023"), ("forest_cover", "actual", "2023"), ("forest_cover", "pct_of_plan", "2023"),
    ]  # fmt: skip


def test_a_unit_listed_twice_with_two_values_is_asked_about_in_both_rows(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Năm 2023\nTT;Xã;Đàn lợn (con)\n1;Vũ Lễ;171\n2;Vũ Lăng;198\n3;Vũ Lễ;165\n", "utf-8")
    asked = {f.place.at for f in draft(file, CATALOGUE).findings if f.code == "conflicting_values"}
    assert asked == {"3:3", "5:3"}


@pytest.mark.parametrize(
    "title",
    [
        "KẾT QUẢ PHÁT TRIỂN ĐÀN LỢN NĂM 2023",
        "Tình hình chăn nuôi đàn lợn năm 2023",
        "Tổng hợp số liệu đàn lợn năm 2023",
    ],
)
def test_words_that_open_a_title_name_nothing_of_its_subject(title: str, tmp_path: Path) -> None:
    told = read(
        tmp_path,
        f"{title} (đến 31/12/2023)\nSTT;Tên xã;Kế hoạch;Thực hiện\n1;Xã Vũ Lễ;171;198\n2;Xã Tân Lập;210;215\n",
    )
    assert {said[0] for said in told.values()} == {"herd.pig"}
