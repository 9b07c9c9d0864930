"""What a table's legend says its signs mean, and what no legend says."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load
from etl.pipeline import draft
from etl.recognise.tables.legend import legend

CATALOGUE = load()


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("x: đạt; để trống: chưa đạt", {"x": "met", "": "not_met"}),
        ("(Dấu x: tiêu chí đạt; ô để trống: tiêu chí chưa đạt)", {"x": "met", "": "not_met"}),
        ("Ký hiệu (x) là đạt, bỏ trống là không đạt", {"x": "met", "": "not_met"}),
        ("Đánh dấu “x” nếu đạt, bỏ trống nếu chưa đạt", {"x": "met", "": "not_met"}),
        ("Ô có dấu x là tiêu chí đã đạt; ô không có dấu x là tiêu chí chưa đạt", {"x": "met", "": "not_met"}),
        ("Tiêu chí đạt đánh dấu x, tiêu chí chưa đạt để trống", {"x": "met", "": "not_met"}),
        ("(x): Đạt tiêu chí; ( ): Chưa đạt tiêu chí", {"x": "met", "": "not_met"}),
        ("√ = hoàn thành; ô trống = chưa hoàn thành", {"√": "met", "": "not_met"}),
        ("Ghi chú: + đạt; - chưa đạt", {"+": "met", "-": "not_met"}),
        ("Dấu (+): Đạt; dấu (-): Chưa đạt", {"+": "met", "-": "not_met"}),
        ("x: xã đạt tiêu chí; 0: xã chưa đạt", {"x": "met", "0": "not_met"}),
        ("(1: đạt, 0: chưa đạt)", {"1": "met", "0": "not_met"}),
        ("Tiêu chí đạt ghi số 1, không đạt ghi 0", {"1": "met", "0": "not_met"}),
        ("Đạt: Đ; Chưa đạt: C", {"đ": "met", "c": "not_met"}),
        ("Ghi chú: “x” là chưa đạt", {"x": "not_met"}),
    ],
)
def test_a_legend_is_read_in_whatever_order_and_words(line: str, signs: dict[str, str]) -> None:
    assert legend([line]) == signs


@pytest.mark.parametrize(
    "line",
    [
        "Có 1 xã đạt, 0 xã chưa đạt",
        "Số xã đạt: 1; số xã chưa đạt: 0",
        "Tiêu chí số 1: chưa đạt",
        "Xã chưa đạt (1)",
        "1 xã chưa đạt chuẩn nông thôn mới",
        "KẾT QUẢ THỰC HIỆN 19 TIÊU CHÍ CÁC XÃ ĐẠT",
        "Ghi chú: x đạt, x chưa đạt",
        "Ô trống là chưa có số liệu",
    ],
)
def test_counts_and_contradictions_explain_no_sign(line: str) -> None:
    assert legend([line]) == {}


NAMES = [
    "Quy hoạch",
    "Giao thông",
    "Thủy lợi",
    "Điện",
    "Trường học",
    "Thu nhập",
    "Nghèo đa chiều",
    "Y tế",
    "Môi trường",
]
GRID = "Tiêu chí nông thôn mới năm 2023{legend}\nTT;Tiêu chí;Kết quả;\n;;Long Đống;Vũ Lễ\n" + "".join(
    f"{n};{name};x;\n" for n, name in enumerate(NAMES, 1)
)


@pytest.mark.parametrize(
    ("told", "met", "not_met"),
    [("\n(Dấu x là đạt; ô trống là chưa đạt)", 9, 9), ("\n(Dấu x: đạt)", 9, 0), ("", 0, 0)],
)
def test_an_empty_cell_says_no_more_than_the_legend_does(
    tmp_path: Path, told: str, met: int, not_met: int
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(GRID.format(legend=told), "utf-8")
    seen = [s for s in draft(file, CATALOGUE).observations if s.indicator.startswith("ntm_criterion.")]
    words = [s.cell.status for s in seen]
    assert (words.count("met"), words.count("not_met")) == (met, not_met)
