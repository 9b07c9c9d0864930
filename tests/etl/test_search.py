"""Search and order as a Vietnamese reader expects them."""

import random
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from etl.words.search import matches, search, sort_key

NAMES = ["An Khê", "Ân Thi", "Dương Liễu", "Đông Hà", "Êa Hleo", "Óc Eo", "Ô Môn", "Yên Bái"]


def test_names_stand_in_vietnamese_order() -> None:
    shuffled = random.Random(7).sample(NAMES, len(NAMES))
    assert sorted(shuffled, key=sort_key) == NAMES


def test_tones_break_ties_only() -> None:
    assert sorted(["mạ", "ma", "mã", "má", "mả", "mà", "mái"], key=sort_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mái",
    ]


def test_marks_typed_are_marks_meant() -> None:
    places = ["Đông Hà", "Đồng Ý", "Long Đống", "Dong Riềng"]
    assert search("dong", places) == ["Dong Riềng", "Đông Hà", "Đồng Ý", "Long Đống"]
    assert search("đồng", places) == ["Đồng Ý"]
    assert search("đong", places) == ["Đông Hà", "Đồng Ý", "Long Đống"]


@given(st.sampled_from(NAMES))
def test_composed_and_decomposed_queries_are_one(name: str) -> None:
    assert matches(unicodedata.normalize("NFD", name), name)
    assert matches(name, unicodedata.normalize("NFD", name))


def test_tone_placement_does_not_matter() -> None:
    assert matches("nhất hoà", "Nhất Hòa")
