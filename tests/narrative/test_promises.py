"""Promises of reading sentences: two plans stay two, other districts stay theirs, any text is read in linear time."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.model import Giver, Measure
from etl.pipeline import draft
from etl.recognise import recognise
from etl.recognise.narrative import MOST_ALIKE, MOST_NUMBERS, MOST_OF_WORDS, narrative_cells
from tests.narrative.reading import CATALOGUE, document, figures

TWO_PLANS = """Huyện Ea Kar: Thu ngân sách 6 tháng đầu năm 2024
Thu ngân sách nhà nước 6 tháng được 285,3 tỷ đồng, đạt 60% kế hoạch tỉnh giao, đạt 58% kế hoạch HĐND huyện giao; trong đó, thu trên địa bàn huyện được 24,023 tỷ đồng, đạt 43% kế hoạch tỉnh giao, đạt 34% kế hoạch HĐND huyện giao."""
PARTS = """Huyện Krông Pắc: Sản xuất tháng 10 năm 2020
Toàn huyện gieo trồng được 29.028 ha, đạt 97% kế hoạch; trong đó cây lúa 3.120 ha, ngô 1.540 ha, rau các loại 860 ha."""
WORDS = st.sampled_from(
    [
        "1.234",
        "12,5",
        "ha",
        "tấn",
        "%",
        "tỷ",
        "đồng",
        "triệu",
        "(-",
        ")",
        ";",
        ":",
        ",",
        ".",
        "/",
        "19/19",
        "tiêu",
        "chí",
        "xã",
        "Tân",
        "Lập",
        "huyện",
        "tăng",
        "giảm",
        "so",
        "với",
        "cùng",
        "kỳ",
        "kế",
        "hoạch",
        "năm",
        "2020",
        "tháng",
        "9",
        "quý",
        "III",
        "lúa",
        "thu",
        "ngân",
        "sách",
        "trồng",
        "rừng",
        "đạt",
        "từ",
        "lên",
        "còn",
        "bằng",
        "vượt",
        "NTM",
        "nâng",
        "cao",
        "31/02/2020",
        "giai",
        "đoạn",
        "2025-2021",
    ]
)


def test_two_plans_of_two_givers_stay_apart() -> None:
    read = [(o.measure, o.giver, o.value) for o in figures(TWO_PLANS)]
    assert read == [
        (Measure.ACTUAL, Giver.NONE, Decimal(285_300_000_000)),
        (Measure.PCT_OF_PLAN, Giver.PROVINCE, Decimal(60)),
        (Measure.PCT_OF_PLAN, Giver.DISTRICT, Decimal(58)),
        (Measure.ACTUAL, Giver.NONE, Decimal(24_023_000_000)),
        (Measure.PCT_OF_PLAN, Giver.PROVINCE, Decimal(43)),
        (Measure.PCT_OF_PLAN, Giver.DISTRICT, Decimal(34)),
    ]
    assert [o.indicator for o in figures(TWO_PLANS)] == ["budget_revenue"] * 3 + ["budget_revenue.local"] * 3


def test_a_total_and_its_parts_are_told_apart() -> None:
    assert [(o.indicator, o.value) for o in figures(PARTS) if o.measure is Measure.ACTUAL] == [
        ("planted_area", Decimal(29028)),
        ("planted_area.rice", Decimal(3120)),
        ("planted_area.maize", Decimal(1540)),
        ("planted_area.vegetables", Decimal(860)),
    ]


def test_another_district_is_never_the_home_district() -> None:
    read = figures("Năm 2021, huyện Bình Gia trồng rừng được 702 ha.")
    assert [o.area for o in read] == ["huyện Bình Gia"]
    assert read[0].area != CATALOGUE.areas.label(CATALOGUE.areas.home)


def test_only_what_lies_ahead_of_the_report_is_an_aim() -> None:
    told = figures(
        "Huyện Bắc Sơn, ngày 20/12/2021\nNăm 2020, trồng rừng mới đạt 500 ha. Năm 2021, trồng rừng mới đạt 510 ha.\n"
        "Năm 2022, trồng rừng mới đạt 520 ha."
    )
    assert [(str(one.period), str(one.measure)) for one in told] == [
        ("2020", "actual"), ("2021", "actual"), ("2022", "target"),
    ]  # fmt: skip


def test_a_figure_without_a_known_subject_keeps_its_words() -> None:
    read = figures("Năm 2021, toàn huyện Bình Gia có sản lượng mây đan 1.860 tấn.")[0]
    assert read.cell.subject


def test_several_districts_in_one_text_keep_their_paragraphs() -> None:
    told = figures(
        "Hoạt động các địa phương\nNgày 15/7/2022\n"
        "* Theo báo cáo của UBND huyện Bình Gia, trong 6 tháng đầu năm, trồng rừng đạt 702 ha. Toàn huyện đã trồng 310 ha ngô.\n"
        "* Trong 6 tháng đầu năm, huyện Văn Quan trồng rừng đạt 400 ha."
    )
    assert [(one.area, str(one.value)) for one in told] == [
        ("huyện Bình Gia", "702"), ("huyện Bình Gia", "310"), ("huyện Văn Quan", "400"),
    ]  # fmt: skip


def test_things_nobody_knows_are_no_money_and_lend_nothing_to_what_follows() -> None:
    told = figures("Năm 2021, sản lượng lúa đạt 500 tấn, tăng 2%; nước mắm 9,5 triệu lít, tăng 19%.")
    assert [(one.indicator, one.unit) for one in told if one.indicator] == [
        ("output.rice", "t"), ("output.rice", "%"),
    ]  # fmt: skip


def test_what_the_whole_country_did_is_not_the_districts() -> None:
    told = figures("Năm 2021, huyện Bắc Sơn trồng rừng đạt 500 ha. Cả nước trồng rừng đạt 260,6 nghìn ha.")
    assert [one.area for one in told] == ["huyện Bắc Sơn", "cả nước"]


@pytest.mark.parametrize(
    "line",
    [
        "Năm 2021, trồng rừng đạt 500 ha; sản lượng lúa đạt 900 tấn; thu ngân sách đạt 3 tỷ đồng.",
        "Năm 2021, trồng rừng đạt 500,5 ha, bằng 95,3% kế hoạch, sản lượng lúa đạt 900 tấn.",
    ],
)
def test_lines_with_as_many_marks_between_their_clauses_are_no_table(tmp_path: Path, line: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"{line}\n{line.replace('500', '501')}\n", "utf-8")
    told = draft(file, CATALOGUE)
    assert (len(told.observations), told.text.count("trồng rừng")) == (6, 2)


def test_a_file_in_which_nothing_is_found_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Sáng 12/3/2024, lãnh đạo huyện đã thăm 3 gia đình.\n", "utf-8")
    assert [finding.code for finding in draft(file, CATALOGUE).findings] == ["nothing_read"]


@pytest.mark.parametrize(
    "hostile",
    ["1.234 ha, ", "lúa ngô sắn, ", "1", "1.", "(", "tăng ", "xã Tân Lập, ", "9 tháng đầu năm 2020 "],
)
def test_an_endless_sentence_is_told_of_and_not_read(hostile: str) -> None:
    _, noticed, _ = recognise(document(hostile * (40_000 // len(hostile))), CATALOGUE)
    assert "endless_sentence" in {finding.code for finding in noticed} or "." in hostile


def test_an_endless_paragraph_is_told_of_and_not_read() -> None:
    cells, noticed, _ = recognise(document("Trồng rừng 1.234 ha. " * 6_000), CATALOGUE)
    assert ([f.code for f in noticed if f.code.startswith("endless")], list(cells)) == (
        ["endless_paragraph"],
        [],
    )


def test_a_paragraph_without_end_of_repeating_is_told_of_where_its_reading_stops() -> None:
    cells, noticed, _ = recognise(document("Trồng rừng 1.234 ha.\n" * (MOST_ALIKE + 5)), CATALOGUE)
    (told,) = (f for f in noticed if f.code == "endless_repetition")
    assert (len(list(cells)), told.place.at) == (MOST_ALIKE, f"p{MOST_ALIKE + 1}")


def test_a_series_of_the_same_words_is_told_of_where_its_reading_stops() -> None:
    text = "".join(f"Trồng rừng {number + 1} ha.\n" for number in range(MOST_OF_WORDS + 100))
    cells, noticed, _ = recognise(document(text), CATALOGUE)
    (told,) = (f for f in noticed if f.code == "endless_series")
    assert (len(list(cells)), told.place.at) == (MOST_OF_WORDS + 1, f"p{MOST_OF_WORDS + 2}")


def test_a_text_with_more_numbers_than_any_report_is_told_of_and_not_read() -> None:
    name = str.maketrans("0123456789", "abcdeghikl")
    text = "".join(f"Thôn {str(n // 9).translate(name)} trồng {n} ha.\n" for n in range(MOST_NUMBERS + 1))
    cells, noticed, _ = recognise(document(text), CATALOGUE)
    (told,) = (f for f in noticed if f.code == "endless_figures")
    assert (dict(told.facts)["count"], list(cells)) == (str(MOST_NUMBERS + 1), [])


def test_ten_times_the_text_is_ten_times_the_work() -> None:
    figures(TWO_PLANS)
    few, many = (_calls("\n".join([PARTS, *[TWO_PLANS] * times])) for times in (3, 30))
    assert many <= 12 * few


def _calls(text: str) -> int:
    """How many calls reading a text takes: work that no busy machine changes."""
    count = 0

    def told(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(told)
    try:
        figures(text)
    finally:
        sys.setprofile(None)
    return count


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_any_text_is_read_without_a_crash_and_keeps_its_words(text: str) -> None:
    told = document(text)
    for cell in narrative_cells(told, CATALOGUE):
        assert told.text[cell.place.start : cell.place.end] == cell.text
