"""What a text says once holds for what stands behind it: its time, its places, what it counts; and what only looks so does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.pipeline import draft
from tests.narrative.reading import CATALOGUE, figures

HEAD = "UBND huyện Văn Quan\nBáo cáo kết quả năm 2021\n"


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ("Từ năm 2016 đến nay, toàn huyện trồng mới 3.150 ha rừng.", ["2016/2021"]),
        ("Trong 5 năm 2016 - 2020, huyện trồng mới 2.480 ha rừng. Nhân dân hiến 41.000 m2 đất.", ["2016/2020"] * 2),
        ("Từ năm 2016 đến năm 2020, tỷ lệ hộ nghèo giảm còn 6,2%.", ["2020"]),
        ("Từ đầu năm đến trung tuần tháng 7/2021, toàn huyện trồng được 312 ha rừng.", ["2021-01/2021-07"]),
        ("Đến hết tháng 9 trồng được 402 ha rừng; tỷ lệ che phủ rừng 61%.", ["2021-01/2021-09", "2021-09"]),
        ("Vụ đông xuân năm trước, toàn huyện gieo cấy 1.240 ha lúa.", ["2020"]),
        ("Năm 2015, thu ngân sách chỉ đạt 30 tỷ đồng thì đến năm 2020 đã đạt 61 tỷ đồng.", ["2015", "2020"]),
        ("Thu nhập bình quân 32 triệu đồng/người (năm 2020: 29 triệu đồng).", ["2021", "2021"]),
        ("Giai đoạn 2021 - 2025, huyện phấn đấu có thêm 4 xã đạt chuẩn nông thôn mới.", ["2021/2025"]),
    ],
)  # fmt: skip
def test_a_time_is_the_one_its_words_name(words: str, periods: list[str]) -> None:
    assert [o.period for o in figures(HEAD + words)] == periods


@pytest.mark.parametrize(
    ("head", "period"),
    [
        ("Văn Quan trồng rừng\nCập nhật 24/07/2022\nTừ đầu năm đến nay, toàn huyện Văn Quan", "2022-01/2022-07"),
        ("UBND huyện Văn Quan\nTiến độ trồng rừng (đến ngày 25/11/2019)\nToàn huyện", "2019-01/2019-11"),
        ("HĐND huyện Văn Quan họp\nNgày 15/7, HĐND huyện Văn Quan phê chuẩn quyết toán ngân sách năm 2009 và bàn nhiệm vụ "
         "6 tháng cuối năm 2010. Toàn huyện", "2010"),
        ("Văn Quan sau mười năm\nNăm 2011, huyện Văn Quan còn 40% hộ nghèo.\nĐến hết năm 2020, toàn huyện", "2020"),
        ("Nhìn lại rừng Văn Quan\n12/01/2024\nNăm 2021 huyện Văn Quan trồng 100 ha, năm 2023 trồng 180 ha.\nToàn huyện", "2023"),
    ],
)  # fmt: skip
def test_a_text_is_of_the_time_it_reports_on(head: str, period: str) -> None:
    (last,) = [o for o in figures(f"{head} trồng được 250 ha rừng.") if o.value == 250]
    assert (last.period, last.area) == (period, "huyện Văn Quan")


@pytest.mark.parametrize(
    ("words", "areas"),
    [
        ("Hai xã Tân Đoàn và Tràng Phái trồng rừng chậm hơn, lần lượt mới đạt 61,7% và 58,3% kế hoạch.",
         ["xã Tân Đoàn", "xã Tràng Phái"]),
        ("Trồng rừng mới 400 ha.\nMột số xã có tiến độ nhanh như: Tân Đoàn trồng được 120 ha, Tràng Phái 98 ha.",
         ["huyện Văn Quan", "xã Tân Đoàn", "xã Tràng Phái"]),
        ("Phường 9 giải ngân vốn đầu tư công đạt 66,8% kế hoạch.", ["phường 9"]),
        ("Huyện phấn đấu đưa xã Tân Đoàn đạt 19/19 tiêu chí, giảm tỷ lệ hộ nghèo còn 3,5%.", ["xã Tân Đoàn", "huyện Văn Quan"]),
        ("An ninh chính trị, trật tự an toàn xã hội được giữ vững; trồng rừng 120 ha.", ["huyện Văn Quan"]),
    ],
)  # fmt: skip
def test_a_place_holds_for_what_is_said_of_it(words: str, areas: list[str]) -> None:
    assert [o.area for o in figures(HEAD + words)] == areas


def test_a_text_that_calls_its_whole_a_province_is_not_the_districts() -> None:
    words = "Toàn tỉnh trồng mới 8.300 ha rừng\nNgày 24/7/2022\nToàn tỉnh đã trồng 8.300 ha rừng; các huyện chăm sóc 290 ha rừng."
    assert {o.area for o in figures(words)} == {"tỉnh Lạng Sơn"}


def test_a_region_has_no_report() -> None:
    words = "Nông thôn mới ở Tây Bắc\nNgày 24/1/2023\nĐến nay, toàn xã Tà Mung có 310 ha chè."
    assert [o.area for o in figures(words)] == ["xã Tà Mung"]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Toàn huyện còn 402 hộ nghèo, tỷ lệ 11,9%, giảm 2,4% so với đầu năm.",
         ["poor_households", "poverty_rate", "poverty_rate"]),
        ("Huyện có 29/52 trường đạt chuẩn quốc gia, đạt 55,8%, tăng 3 trường.",
         ["schools_standard", "schools_standard_share", "schools_standard"]),
        ("Có 10/21 xã đạt chuẩn quốc gia về y tế; tỷ lệ tham gia BHYT đạt 97,9%.",
         ["health_standard_communes", "health_insurance_coverage"]),
        ("Vụ đông, huyện gieo trồng 810 ha, gồm ngô, khoai lang, rau. Đến nay đã gieo trồng được 640 ha.",
         ["planted_area", "planted_area"]),
        ("Chương trình nông thôn mới đã huy động được 92 tỷ đồng.", ["ntm_capital"]),
        ("Giải ngân 61 tỷ đồng vốn chương trình giảm nghèo bền vững.", ["public_investment_disbursed"]),
        ("Lúa 314 ha - tăng 2,3% (tương đương tăng 7 ha) so với cùng kỳ.", ["planted_area.rice"] * 3),
        ("Tổng diện tích gieo trồng: 865/1.400 ha; 61,8%.", ["planted_area"] * 3),
        ("Toàn huyện đạt 118 tiêu chí, bình quân 11,8 tiêu chí/xã, tăng 27 tiêu chí so với năm 2020.",
         ["ntm_criteria_total", "ntm_criteria_avg", "ntm_criteria_total"]),
    ],
)  # fmt: skip
def test_what_was_counted_goes_on(words: str, codes: list[str]) -> None:
    assert [o.indicator for o in figures(HEAD + words)] == codes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Trồng rừng: huyện Đại Từ 105 ha.", ["105 exact"]),
        ("Diện tích gieo trồng 640 ha, cao hơn 1,03% so với cùng kỳ.", ["640 exact", "1.03 exact"]),
        ("Sản lượng lương thực đạt 31. 881 tấn.", ["31881 exact"]),
    ],
)
def test_a_name_or_a_slip_says_nothing_of_how_exact_a_number_is(words: str, said: list[str]) -> None:
    assert [f"{o.value.normalize():f} {o.qualifier}" for o in figures(HEAD + words)] == said


def test_a_number_with_a_blank_in_it_is_shown_to_a_person() -> None:
    (seen,) = figures(HEAD + "Sản lượng lương thực đạt 31. 881 tấn.")
    assert (str(seen.flag), seen.cell.text) == ("warn", "31. 881 tấn")


def test_a_numbered_list_takes_the_time_of_the_line_that_announces_it() -> None:
    words = "Đại hội thông qua các chỉ tiêu chủ yếu đến năm 2030:\n1. Tỷ lệ che phủ rừng đạt 64%.\n2. Thu nhập 68 triệu đồng/người.\n"
    assert [(o.period, str(o.measure)) for o in figures(HEAD + words)] == [("2030", "target")] * 2


def test_a_session_that_heard_of_results_and_tasks_speaks_of_results() -> None:
    words = "Kỳ họp nghe báo cáo kết quả 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2021. Theo đó, trồng rừng mới 120 ha."
    head = "HĐND huyện Văn Quan họp\nNgày 24/7, HĐND huyện Văn Quan họp.\n"
    assert [(o.period, str(o.measure)) for o in figures(head + words)] == [("2021-01/2021-06", "actual")]


def test_a_unit_that_opened_an_item_does_not_hold_for_the_whole_district() -> None:
    words = "+ Xã Tân Đoàn: 17/19 tiêu chí;\n+ Xã Tràng Phái: 15/19 tiêu chí.\nToàn huyện cứng hóa 31,6 km đường giao thông nông thôn."
    assert [o.area for o in figures(HEAD + words)] == ["xã Tân Đoàn", "xã Tràng Phái", "huyện Văn Quan"]


def test_an_amount_beside_a_rise_restates_it() -> None:
    measures = [str(o.measure) for o in figures(HEAD + "Đàn bò có 24.100 con, tăng 2,3%, bằng 540 con.")]
    assert measures == ["actual", "change_pct_yoy", "change_abs"]


def test_a_table_drawn_in_a_text_is_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "HUYỆN VĂN QUAN\nBIỂU TỔNG HỢP NĂM 2021\n\nĐơn vị | Diện tích lúa (ha) | Trồng rừng mới (ha)\n--- | --- | ---\n"
        "xã Tân Đoàn | 245,5 | 18,2\nxã Tràng Phái | 310 | 46\n\nThuyết minh: toàn huyện trồng rừng mới 318,7 ha, bằng 91% kế hoạch; "
        "các xã đang chăm sóc rừng trồng.\n",
        encoding="utf-8",
    )
    seen = {(o.indicator, o.area, o.cell.place.at) for o in draft(tmp_path / "a.txt", CATALOGUE).observations}
    assert seen == {
        ("planted_area.rice", "xã Tân Đoàn", "6:2"),
        ("forest_new", "xã Tân Đoàn", "6:3"),
        ("planted_area.rice", "xã Tràng Phái", "7:2"),
        ("forest_new", "xã Tràng Phái", "7:3"),
        ("forest_new", "huyện Văn Quan", "p3"),
    }


def test_resolve_as_a_noun_is_no_aim() -> None:
    measures = [
        str(o.measure) for o in figures(HEAD + "Với quyết tâm cao của nhân dân, huyện trồng 120 ha rừng.")
    ]
    assert measures == ["actual"]
