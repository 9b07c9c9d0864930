"""A report is called what its heading says it is."""

from __future__ import annotations

import pytest

from etl.recognise.titles import title_of
from tests.narrative.reading import document


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Tiên Phước có 12/14 xã đạt chuẩn nông thôn mới\n(QNO) - Sáng 15.7", "Tiên Phước có 12/14 xã đạt chuẩn nông thôn mới"),
        ("UBND HUYỆN VĂN LÃNG\nSố: 415/BC-UBND\nVăn Lãng, ngày 22 tháng 9 năm 2020\nBÁO CÁO\nTình hình sản xuất tháng 9", "BÁO CÁO Tình hình sản xuất tháng 9"),
        ("Skip to main content\nQuyết tâm thực hiện thắng lợi Nghị quyết\nHội nghị lần thứ 2 Ban Chấp hành", "Hội nghị lần thứ 2 Ban Chấp hành"),
        ("HĐND xã Quang Lang tổ chức kỳ họp thứ 13\nLSO-Sáng 16/7/2010, HĐND xã họp.", "HĐND xã Quang Lang tổ chức kỳ họp thứ 13"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nThứ Sáu, 28/06/2024\nChư Pưh: Thu ngân sách đạt thấp", "Chư Pưh: Thu ngân sách đạt thấp"),
        ("Năm 2021, trồng rừng mới đạt 500 ha.", "Năm 2021, trồng rừng mới đạt 500 ha."),
    ],
)  # fmt: skip
def test_the_heading_is_the_title(heading: str, title: str) -> None:
    assert title_of(document(heading)) == title
