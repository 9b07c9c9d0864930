"""Whose and of when a figure is: told by its clause, its list, its heading, the resolution it stands in."""

from __future__ import annotations

import pytest

from tests.narrative.reading import figures

RESOLUTION = """Nghị quyết về nhiệm vụ phát triển kinh tế - xã hội năm 2024
HỘI ĐỒNG NHÂN DÂN HUYỆN VĂN QUAN
Điều 1. Đánh giá kết quả năm 2023
Trồng rừng mới được 640 ha; tổng thu ngân sách đạt 512 tỷ đồng.
Điều 2. Chỉ tiêu chủ yếu
1. Trồng rừng mới 700 ha.
2. Thu ngân sách trên địa bàn 60 tỷ đồng, tăng 5,5% so với ước thực hiện năm 2023.
"""
REPORT = "UBND HUYỆN VĂN QUAN\nBáo cáo công tác 9 tháng đầu năm 2019\n"


def test_a_resolution_sets_aims_after_what_was_reached() -> None:
    assert [(str(o.measure), o.period, o.indicator) for o in figures(RESOLUTION)] == [
        ("actual", "2023", "forest_new"),
        ("actual", "2023", "budget_revenue"),
        ("target", "2024", "forest_new"),
        ("target", "2024", "budget_revenue"),
        ("change_pct_yoy", "2024", "budget_revenue"),
    ]


@pytest.mark.parametrize(
    ("words", "areas"),
    [
        ("Trồng rừng: xã Tân Đoàn 120 ha, Tràng Phái 98,5 ha, thị trấn Văn Quan 12 ha, các xã còn lại 426 ha.",
         ["xã Tân Đoàn", "xã Tràng Phái", "thị trấn Văn Quan", "các xã còn lại"]),
        ("H. Bình Gia trồng rừng được 80 ha, TP. Lạng Sơn trồng được 15 ha.", ["huyện Bình Gia", "thành phố Lạng Sơn"]),
        ("Toàn huyện có 300 ha hồi; hộ ông Hoàng Văn Tài có 3 ha.", ["huyện Văn Quan"]),
    ],
)  # fmt: skip
def test_every_figure_is_of_the_unit_it_speaks_of(words: str, areas: list[str]) -> None:
    assert [o.area for o in figures(REPORT + words)] == areas


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ("Nhiệm kỳ 2010 - 2015, huyện huy động 300 tỷ đồng. Trồng rừng mới đạt 900 ha. Đến nay có 9/23 xã đạt chuẩn NTM.",
         ["2010/2015", "2010/2015", "2019-01/2019-09"]),
        ("Diện tích trồng rừng mới giai đoạn 2011 - 2015 đạt 6.920 ha.", ["2011/2015"]),
        ("Tỷ lệ hộ nghèo từ 24,7% năm 2016 giảm còn 9,8% năm 2018.", ["2016", "2018"]),
        ("Vụ xuân và vụ mùa gieo cấy 900 ha lúa.", ["2019-01/2019-09"]),
    ],
)  # fmt: skip
def test_every_figure_is_of_its_own_time(words: str, periods: list[str]) -> None:
    assert [o.period for o in figures(REPORT + words)] == periods


def test_what_nobody_knows_is_not_taken_for_what_was_known_before() -> None:
    words = "Thu ngân sách đạt 40 tỷ đồng. Giải quyết vốn xây dựng cơ bản 115 tỷ đồng, đạt 116% dự toán; xuất khẩu 4,5 triệu USD."
    read = [(o.indicator, o.unit) for o in figures(REPORT + words)]
    assert read == [("budget_revenue", "VND"), ("", "VND"), ("", "%"), ("", "USD")]
