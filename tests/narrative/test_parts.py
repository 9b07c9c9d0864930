"""A part, two things together or a thing nobody knows is never booked to the whole or to the thing named before it."""

from __future__ import annotations

import pytest

from tests.narrative.reading import figures

HEAD = "Huyện Bắc Sơn: Kinh tế - xã hội năm 2024\n\n"
HEARD = {
    "Toàn huyện có 4.020 con trâu, 815 con hươu, 3.110 con bò.": ["herd.buffalo 4020", " 815", "herd.cattle 3110"],
    "Đàn trâu có 4.020 con trong đó đã tiêm phòng 3.500 con.": ["herd.buffalo 4020", " 3500"],
    "Sản lượng lúa đạt 9.100 tấn. Lượng lúa giống đã cấp 21,5 tấn.": ["output.rice 9100", " 21.5"],
    "Diện tích chè có 210 ha, trong đó 140 ha đang cho thu hoạch.": ["crop_area.tea 210", " 140"],
    "Tổng diện tích lúa, ngô gieo trồng 5.120 ha, đạt 99% kế hoạch.": [" 5120", " 99"],
    "Đã trồng được 512 ha lúa và ngô.": [" 512"],
    "Trồng được 120 ha lúa, ngô 56 ha.": ["planted_area.rice 120", "planted_area.maize 56"],
    "Diện tích lúa 410 ha, ngô 320 ha.": ["planted_area.rice 410", "planted_area.maize 320"],
    "Cây sa nhân: tổng diện tích trồng 7,5 ha.": [" 7.5"],
    "Cây lạc: tổng diện tích trồng 7,5 ha.": ["planted_area.peanut 7.5"],
    "Vụ mùa gieo cấy 2.100 ha lúa. Vụ đông đến nay gieo trồng 318 ha.": ["planted_area.rice 2100", "planted_area 318"],
    "Mỗi năm giảm hơn 3%-4% hộ nghèo.": [" -3", "poverty_rate -4"],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), HEARD.items(), ids=list(HEARD))
def test_a_figure_of_less_is_never_that_of_its_whole(sentence: str, told: list[str]) -> None:
    assert [f"{one.indicator} {one.value.normalize():f}" for one in figures(HEAD + sentence)] == told


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
