"""Words heard in reports of statistics offices and sessions, each a small sentence with what a reader takes from it."""

from __future__ import annotations

import pytest

from tests.narrative.reading import figures

HEAD = "Huyện Bắc Sơn: Kinh tế - xã hội năm 2024\n\n"
HEARD = {
    "GRDP tăng 6,72%, trong đó khu vực nông, lâm nghiệp và thủy sản tăng 5,27%, đóng góp 1,15 điểm phần trăm; khu vực dịch vụ tăng 7,2%, đóng góp 3,64 điểm phần trăm; thuế sản phẩm tăng 5,92%, đóng góp 0,31 điểm phần trăm.": [
        "grdp 6.72", "grdp.agri 5.27", "grdp_contribution.agri 1.15", "grdp.services 7.2", "grdp_contribution.services 3.64", " 5.92",
    ],
    "Công tác bảo vệ rừng được chú trọng, toàn huyện đã khai thác và trồng mới được hơn 65,6 ha.": ["forest_new 65.6"],
    "GRDP ước đạt 5,12 nghìn tỷ đồng.": ["grdp 5120000000000"],
    "Năng suất lúa bình quân đạt 66,2 tạ/héc-ta.": ["yield.rice 6.62"],
    "Tỷ lệ hộ nghèo còn 7,48% và tỷ lệ hộ cận nghèo còn 3,15%.": ["poverty_rate 7.48", "near_poverty_rate 3.15"],
    "Hộ nghèo toàn huyện giảm còn 41,87%, giảm 6,24% so với năm trước.": ["poverty_rate 41.87", "poverty_rate -6.24"],
    "Giá trị sản phẩm trên một héc-ta đất canh tác đạt 152 triệu đồng.": ["product_value_per_ha 152000000"],
    "Hiện có 6 xã đạt 19/19 tiêu chí.": ["ntm_communes_met 6"],
    "Số HTX thành lập mới đạt 150% so với kế hoạch; chỉ tiêu tuyển quân đạt 100% kế hoạch.": ["cooperatives_new 150", " 100"],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), HEARD.items(), ids=list(HEARD))
def test_a_sentence_gives_what_a_reader_takes_from_it(sentence: str, told: list[str]) -> None:
    assert [f"{one.indicator} {one.value.normalize():f}" for one in figures(HEAD + sentence)] == told


def test_the_time_of_a_plan_is_not_that_of_what_follows() -> None:
    seen = figures(
        "Huyện Bắc Sơn 6 tháng đầu năm 2024\n\nSản lượng lúa đạt 900 tấn, bằng 46,2% kế hoạch cả năm; trồng rừng đạt 500 ha; "
        "tỷ lệ hộ nghèo còn 8,9%, mục tiêu cuối năm 6,5%."
    )
    assert [str(one.period) for one in seen] == ["2024-01/2024-06"] * 4 + ["2024"]


def test_a_paragraph_that_sets_aims_goes_on_with_them_in_its_later_sentences() -> None:
    seen = figures(
        "Huyện Bắc Sơn thi đua năm 2024\nNgày 18/02/2024\n\nTrong năm 2024, huyện phấn đấu thu nhập bình quân đầu người đạt 45 triệu đồng. "
        "Về lâm nghiệp, huyện trồng mới 420 ha rừng."
    )
    assert [str(one.measure) for one in seen] == ["target", "target"]


def test_a_province_is_known_by_its_bare_name() -> None:
    seen = figures(
        "Quý I/2022, kinh tế Bến Tre phục hồi\n\nTheo Cục Thống kê Bến Tre, kinh tế của tỉnh ổn định. GRDP quý I ước 7.385 tỷ đồng."
    )
    assert {one.area for one in seen} == {"tỉnh Bến Tre"}
