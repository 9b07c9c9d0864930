"""What a sentence says and no figure holds is told, and never passes for another figure."""

from __future__ import annotations

import pytest

from etl.model import Finding, Flag, Severity
from etl.recognise import recognise
from tests.narrative.reading import CATALOGUE, document, figures

TITLE = "Báo cáo huyện Bắc Sơn năm 2021\n"


def told(text: str) -> list[tuple[str, str]]:
    """The findings of a text, each with the words it is about."""
    return [(found.code, dict(found.facts).get("text", "")) for found in noticed(text)]


def noticed(text: str) -> list[Finding]:
    """The findings of a text under the title of a yearly report."""
    return recognise(document(TITLE + text), CATALOGUE)[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đàn lợn tăng 2,3% so với tháng trước.", "2,3%"),
        ("So với tháng trước, đàn trâu tăng 2,3%.", "2,3%"),
        ("Dư nợ cho vay tăng 5% so với cuối năm trước.", "5%"),
        ("Diện tích quýt tăng 12% so với đầu nhiệm kỳ.", "12%"),
        ("Diện tích quýt tăng 12% so với năm 2015.", "12%"),
        ("Sản lượng thịt gấp 2 lần đầu nhiệm kỳ.", "2 lần"),
    ],
)
def test_a_comparison_with_another_time_is_told_and_never_passes_for_last_year(text: str, words: str) -> None:
    assert told(text) == [("other_base", words)]
    assert not figures(TITLE + text)


@pytest.mark.parametrize("base", ["cùng kỳ", "năm trước", "năm 2020", "cùng kỳ năm 2020", "tháng 8/2020"])
def test_a_comparison_with_last_year_stays_a_figure(base: str) -> None:
    text = f"Đàn lợn tăng 2,3% so với {base}."
    assert [str(one.measure) for one in figures(TITLE + text)] == ["change_pct_yoy"]
    assert not told(text)


def test_two_comparisons_of_one_subject_are_kept_apart() -> None:
    text = "Đàn lợn tăng 2,3% so với tháng trước, tăng 5% so với cùng kỳ."
    assert [f"{one.value:f}" for one in figures(TITLE + text)] == ["5"]
    assert told(text) == [("other_base", "2,3%")]


def test_a_change_in_units_against_the_plan_is_asked_about() -> None:
    seen = figures(TITLE + "Trồng rừng vượt 50 ha so với kế hoạch.")[0]
    assert seen.flag is Flag.ASK
    assert figures(TITLE + "Trồng rừng tăng 50 ha so với cùng kỳ.")[0].flag is Flag.NONE


def test_a_count_nobody_knows_what_of_is_told() -> None:
    assert told("Huyện chọn hai (02) xã làm điểm.") == [("unread_number", "hai (02) xã")]


def test_what_is_not_there_yet_is_told_and_is_no_zero() -> None:
    text = "Xã Vạn Thủy chưa có số liệu."
    assert told(text) == [("no_data", "Xã Vạn Thủy chưa có số liệu")]
    assert not figures(TITLE + text)


def test_values_in_turn_go_to_the_communes_in_turn() -> None:
    read = figures(TITLE + "Các xã Tân Lập, Tân Tri lần lượt trồng được 12 ha và 15 ha.")
    assert [(one.area, f"{one.value:f}") for one in read] == [("xã Tân Lập", "12"), ("xã Tân Tri", "15")]


def test_a_unit_the_catalogue_has_not_is_asked_about_and_never_the_home_district() -> None:
    text = "Xã Tân Lạp trồng được 12 ha ngô. Huyện Lục Yên trồng 30 ha ngô."
    cells, findings, _ = recognise(document(TITLE + text), CATALOGUE)
    asked = [dict(found.facts) for found in findings if found.code == "unknown_area"]
    assert [one["name"] for one in asked] == ["xã Tân Lạp", "huyện Lục Yên"]
    assert asked[0]["near"] == "xã Tân Lập"
    assert [(cell.area, cell.area_id, cell.flag) for cell in cells] == [
        ("xã Tân Lạp", "", Flag.WARN), ("huyện Lục Yên", "", Flag.WARN),
    ]  # fmt: skip


def test_a_report_from_elsewhere_asks_about_its_own_unit_once() -> None:
    text = "Báo cáo huyện Lục Yên năm 2021\nXã Minh Xuân trồng 12 ha ngô, xã Tân Lĩnh trồng 15 ha ngô. Toàn huyện trồng 300 ha ngô."
    found = [one for one in recognise(document(text), CATALOGUE)[1] if one.code == "unknown_area"]
    assert [dict(one.facts)["name"] for one in found] == ["huyện Lục Yên"]


def test_what_is_told_stops_no_publication() -> None:
    text = "Đàn lợn tăng 2,3% so với tháng trước. Hai xã hoàn thành kế hoạch. Xã Vạn Thủy chưa có số liệu."
    assert {found.severity for found in noticed(text)} == {Severity.NOTE}


def test_a_commune_without_a_name_is_asked_for_and_is_not_the_district() -> None:
    cells, findings, _ = recognise(document(TITLE + "Cả xã có 120 ha quýt."), CATALOGUE)
    assert [(cell.area_id, cell.flag) for cell in cells] == [("", Flag.WARN)]
    assert [found.code for found in findings] == ["unnamed_area"]


def test_what_one_household_or_kilogram_has_is_never_the_total_of_an_indicator() -> None:
    read = figures(TITLE + "Mỗi xã trồng 15 ha ngô. Toàn huyện trồng 300 ha ngô, bán 8.000 đồng/kg.")
    assert [(one.indicator, f"{one.value:f}", one.unit) for one in read] == [
        ("", "15", "ha/commune"), ("planted_area.maize", "300", "ha"), ("", "8000", "VND/kg"),
    ]  # fmt: skip


def test_a_threshold_of_those_counted_is_nobodys_rate() -> None:
    read = figures(TITLE + "Có 5 xã có tỷ lệ hộ nghèo trên 20%, tỷ lệ hộ nghèo toàn huyện là 9,5%.")
    assert [(one.indicator, f"{one.value:f}") for one in read] == [("poverty_rate", "9.5")]


def test_the_end_of_last_year_is_last_year_for_what_stands_at_a_time() -> None:
    seen = figures(TITLE + "Tỷ lệ hộ nghèo giảm 1,5 điểm % so với cuối năm 2020.")[0]
    assert (str(seen.measure), seen.flag) == ("change_abs", Flag.NONE)


@pytest.mark.parametrize("unit", ["triệu đồng/người/tháng", "nghìn đồng/người/tháng", "triệu đồng/tháng"])
def test_a_month_s_income_is_not_the_year_s(unit: str) -> None:
    assert [one.indicator for one in figures(TITLE + f"Thu nhập bình quân 3.000 {unit}.")] == [""]
    assert [one.indicator for one in figures(TITLE + "Thu nhập bình quân 36 triệu đồng/người/năm.")] == [
        "income_per_capita"
    ]


def test_values_in_turn_share_the_crop_named_behind_the_last() -> None:
    read = figures(TITLE + "Các xã Tân Lập, Tân Tri lần lượt trồng được 12 ha và 15 ha lúa.")
    assert [(one.area, one.indicator) for one in read] == [
        ("xã Tân Lập", "planted_area.rice"), ("xã Tân Tri", "planted_area.rice"),
    ]  # fmt: skip


def test_a_multiple_of_last_year_is_a_share_of_it() -> None:
    read = figures(TITLE + "Sản lượng thịt tăng 1,4 lần so với năm 2020.")
    assert [(f"{one.value:f}", str(one.measure), one.flag) for one in read] == [
        ("140", "pct_of_same_period", Flag.WARN)
    ]


def test_the_size_of_a_set_of_criteria_is_no_score_and_a_title_in_capitals_names_no_commune() -> None:
    title = "KẾT QUẢ THỰC HIỆN 19 TIÊU CHÍ NÔNG THÔN MỚI CỦA CÁC XÃ TÍNH ĐẾN 31/12/2023\n"
    read = figures(title + "Năm 2023, huyện rà soát 19 tiêu chí tại 3 xã; xã Hưng Vũ đạt 15 tiêu chí.")
    scores = [(one.area, f"{one.value:f}") for one in read if one.indicator == "ntm_criteria_met"]
    assert scores == [("xã Hưng Vũ", "15")]


def test_what_is_reached_by_now_ends_the_aims_of_its_paragraph() -> None:
    text = "Vụ Đông năm 2021, huyện dự kiến trồng 610 ha ngô. Đến nay, các xã đã trồng được 341 ha; trong đó lạc 108 ha. Xã Hưng Vũ trồng được 74 ha."
    read = {f"{one.value:f}": str(one.measure) for one in figures(TITLE + text)}
    assert read == {"610": "target", "341": "actual", "108": "actual", "74": "actual"}


@pytest.mark.parametrize("short", ["SCK", "SVCK", "so với cùng kỳ"])
def test_the_same_period_has_many_short_names(short: str) -> None:
    (_, share) = figures(TITLE + f"Diện tích ngô 121 ha, {short} đạt 98%.")
    assert str(share.measure) == "pct_of_same_period"
