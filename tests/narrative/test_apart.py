"""Numbers that only look like those of a known subject are not booked to it."""

from __future__ import annotations

import pytest

from tests.narrative.reading import figures

HEAD = "Huyện Bắc Sơn: Kinh tế - xã hội năm 2024\n\n"
SAID = {
    "Tổng diện tích ngô, lúa gieo trồng 1.240 ha, đạt 99% kế hoạch.": [" 1240", " 99"],
    "Toàn huyện gieo trồng 730 ha lúa và cây màu, tăng 12 ha so với năm trước.": ["planted_area 730", "planted_area 12"],
    "Toàn huyện gieo trồng được 640 ha lúa, ngô 35 ha.": ["planted_area.rice 640", "planted_area.maize 35"],
    "Diện tích lúa mùa 500 ha. Vụ đông đến nay gieo trồng 310 ha, đạt 48% kế hoạch.": [
        "planted_area.rice 500", "planted_area 310", "planted_area 48",
    ],
    "Đã trồng được 512 ha lúa và ngô.": [" 512"],
    "Diện tích lúa 410 ha, ngô 320 ha.": ["planted_area.rice 410", "planted_area.maize 320"],
    "Toàn huyện có 4.020 con trâu, 815 con hươu, 3.110 con bò.": ["herd.buffalo 4020", " 815", "herd.cattle 3110"],
    "Vụ mùa gieo cấy 2.100 ha lúa. Vụ xuân gieo trồng 318 ha.": ["planted_area.rice 2100", "planted_area 318"],
    "+ Cây ba kích tím: tổng diện tích trồng 7,5 ha, sản lượng 12 tấn.": [" 7.5", " 12"],
    "+ Cây lúa: diện tích trồng 16 ha, sản lượng 80 tấn.": ["planted_area.rice 16", "output.rice 80"],
    "Lượng thóc giống đã gieo 21,5 tấn.": [" 21.5"],
    "Sản lượng thóc đạt 2.150 tấn.": ["output.rice 2150"],
    "Cây chè có 140 ha đã cho thu hái.": [" 140"],
    "Tỷ lệ hộ nghèo giảm còn 8%, gần 14% của giai đoạn trước.": ["poverty_rate 8"],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), SAID.items(), ids=list(SAID))
def test_a_number_of_something_else_is_not_booked_to_the_subject_it_stands_by(
    sentence: str, told: list[str]
) -> None:
    assert [f"{one.indicator} {one.value.normalize():f}" for one in figures(HEAD + sentence)] == told


def test_a_range_that_says_its_unit_twice_has_two_bounds() -> None:
    seen = figures(HEAD + "Tỷ lệ che phủ rừng đạt 50%-55%.")
    assert [(one.value, str(one.qualifier)) for one in seen] == [(50, "at_least"), (55, "at_most")]


@pytest.mark.parametrize(
    ("sentence", "score"),
    [
        ("- 3 xã hoàn thành 19/19 tiêu chí: Tân Lập, Vũ Lễ và Chiến Thắng.", 19),
        ("Có 2 xã đạt 15 tiêu chí gồm: Tân Lập, Vũ Lễ.", 15),
        ("- Hai xã đạt 12/19 tiêu chí (Tân Lập, Vũ Lễ).", 12),
    ],
)
def test_the_communes_listed_behind_a_score_have_it_each(sentence: str, score: int) -> None:
    seen = [one for one in figures(HEAD + sentence) if one.indicator == "ntm_criteria_met"]
    assert {int(one.value) for one in seen} == {score}
    assert {"xã Tân Lập", "xã Vũ Lễ"} <= {one.area for one in seen}


def test_of_two_shares_the_base_of_the_second_is_none_of_the_first() -> None:
    seen = figures(HEAD + "Thu ngân sách đạt 12 tỷ đồng, bằng 24,1%, bằng 61% cùng kỳ.")
    assert [str(one.measure) for one in seen] == ["actual", "pct_of_plan", "pct_of_same_period"]


def test_a_season_with_its_year_over_a_section_is_the_time_of_what_stands_below() -> None:
    text = (
        "UBND xã Tân Lập báo cáo 6 tháng đầu năm 2023\n\nI. Kết quả sản xuất vụ xuân 2022\n- Cây ngô: 21 ha, năng suất 41 tạ/ha.\n\n"
        "II. Kế hoạch vụ xuân 2023\n- Chỉ tiêu: tổng diện tích gieo trồng 280 ha."
    )
    assert [(str(one.period), one.season) for one in figures(text)] == [("2022", "đông xuân")] * 2 + [
        ("2023", "đông xuân")
    ]


def test_the_season_another_one_is_compared_with_is_not_its_time() -> None:
    seen = figures(
        HEAD + "Vụ xuân 2024 gieo cấy 236 ha lúa, tăng 5 ha so với vụ xuân 2023, năng suất 55 tạ/ha."
    )
    assert {str(one.period) for one in seen} == {"2024"}
