"""Sentences → figures: every figure's words stand where it says, and the same input gives the same output."""

from decimal import Decimal
from pathlib import Path

import pytest

from etl.catalog import load
from etl.model import Draft, Measure, Qualifier, UnreadableFile
from etl.pipeline import draft

DOCS = sorted((Path(__file__).parent / "docs").glob("*.txt"))
COMMUNIQUE = """HUYỆN ỦY BẮC SƠN
Bắc Sơn, ngày 20/9/2021

Báo cáo công tác 9 tháng đầu năm 2021. Huyện Bắc Sơn thực hiện chương trình mục tiêu quốc gia xây dựng nông thôn mới.
Tổng diện tích gieo trồng đạt trên 9.120ha; trồng rừng mới 512,5ha. Xã Vũ Sơn hoàn thành 19/19 tiêu chí NTM; xã Vũ Lăng được công nhận xã NTM nâng cao.
Tổng thu ngân sách đạt 29 tỷ đồng, bằng 112% cùng kỳ; tổng chi ngân sách đạt 388 tỷ đồng, bằng 87% dự toán giao. Chỉ đạo 100% chi, đảng bộ tổ chức đại hội.
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    file = tmp_path_factory.mktemp("reports") / "bao-cao.txt"
    file.write_text(COMMUNIQUE, "utf-8")
    return draft(file, load())


def test_a_communique_gives_its_figures_and_nothing_else(read: Draft) -> None:
    seen = [(o.indicator, o.area, o.measure, o.value) for o in read.observations]
    assert seen == [
        ("planted_area", "huyện Bắc Sơn", Measure.ACTUAL, Decimal(9120)),
        ("forest_new", "huyện Bắc Sơn", Measure.ACTUAL, Decimal("512.5")),
        ("ntm_criteria_met", "xã Vũ Sơn", Measure.ACTUAL, Decimal(19)),
        ("ntm_status", "xã Vũ Lăng", Measure.ACTUAL, Decimal(2)),
        ("budget_revenue", "huyện Bắc Sơn", Measure.ACTUAL, Decimal(29_000_000_000)),
        ("budget_revenue", "huyện Bắc Sơn", Measure.PCT_OF_SAME_PERIOD, Decimal(112)),
        ("budget_expenditure", "huyện Bắc Sơn", Measure.ACTUAL, Decimal(388_000_000_000)),
        ("budget_expenditure", "huyện Bắc Sơn", Measure.PCT_OF_PLAN, Decimal(87)),
    ]
    assert {o.period for o in read.observations} == {"2021-01/2021-09"}


def test_an_open_bound_is_never_exact(read: Draft) -> None:
    assert read.observations[0].qualifier is Qualifier.OVER


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.stem)
def test_words_stand_where_the_figure_says(file: Path) -> None:
    first, second = draft(file, load()), draft(file, load())
    text = file.read_bytes().decode()
    for seen in first.observations:
        assert text[seen.cell.place.start : seen.cell.place.end] == seen.cell.text
    assert first == second


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("a.txt", b"", "empty"), ("a.xyz", b"x", "unknown_type"), ("a.txt", b"\x00\x01", "not_text"),
    ("a.txt", b"\xff\xfa \xe1", "encoding"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        draft(file, load())
    assert refused.value.reason == reason
