"""Old fonts and broken encodings: every letter comes back, Unicode stays untouched, what is lost is refused."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.catalog import load
from etl.model import UnreadableFile
from etl.read.encodings import decode
from etl.read.oldfonts import from_tcvn3, from_vni, mended
from tests.reports.fonts import ACCENTED, TCVN3, to_1258, to_tcvn3, to_vni

WORDS = ["cộng", "hòa", "xã", "hội", "chủ", "nghĩa", "việt", "nam", "độc", "lập", "tự", "do", "hạnh", "phúc", "ủy", "ban", "nhân", "dân", "huyện", "bắc", "sơn", "kết", "quả", "gieo", "trồng", "diện", "tích", "thủy", "lợi", "quỳnh", "sơn", "hữu", "vĩnh", "nhất", "tiến", "đồng", "ý", "chiêu", "vũ", "thực", "hiện", "kế", "hoạch", "tỷ", "lệ", "hộ", "nghèo", "ngân", "sách", "dự", "toán", "quyết", "toán", "năm", "tháng", "quý"]  # fmt: skip


def line(seed: int, words: int = 12) -> str:
    drawn = random.Random(seed)
    return " ".join(drawn.choice(WORDS) for _ in range(words))


def test_the_alphabet_has_134_accented_letters() -> None:
    assert len({*ACCENTED, *(letter.upper() for letter in ACCENTED)}) == 134


@pytest.mark.parametrize("letter", [*ACCENTED, *(letter.upper() for letter in ACCENTED)])
def test_every_accented_letter_comes_back_from_vni(letter: str) -> None:
    assert from_vni(to_vni(f"x{letter}n")) == f"x{letter}n"


@pytest.mark.parametrize("letter", sorted(TCVN3))
def test_every_letter_of_tcvn3_comes_back(letter: str) -> None:
    assert from_tcvn3(to_tcvn3(letter).decode("latin-1")) == letter


@pytest.mark.parametrize("seed", range(40))
def test_a_file_in_an_old_font_is_recognised(seed: int) -> None:
    text = "\n".join(line(seed * 100 + n) for n in range(6))
    assert decode("a.csv", to_tcvn3(text)) == (text, "tcvn3")
    assert decode("a.csv", to_vni(text).encode("cp1252")) == (text, "vni")
    assert decode("a.csv", to_1258(text)) == (text, "windows-1258")


@pytest.mark.parametrize(
    "words",
    ["huyện Bắc Sơn", "Diện tích gieo trồng", "Tổng cộng", "Xã Tân Lập", "Thị trấn Bắc Sơn", "Kế hoạch năm"],
)
def test_a_single_cell_in_an_old_font_is_mended(words: str) -> None:
    assert mended(to_tcvn3(words).decode("latin-1")) == (words, "tcvn3")
    assert mended(to_vni(words)) == (words, "vni")


def test_ten_thousand_lines_of_unicode_stay_as_they_are() -> None:
    drawn = random.Random(1)
    for n in range(10_000):
        words = line(n, drawn.randint(1, 5))
        words = drawn.choice((words, words.title(), words.upper(), words.capitalize()))
        assert mended(words) == (words, "")
    text = "\n".join(map(line, range(2_000)))
    assert decode("a.csv", text.encode()) == (text, "utf-8")


@given(st.lists(st.sampled_from([*ACCENTED, *"abcdeghiklmnopqrstuvxy 0123456789.,;%"]), max_size=12))
def test_unicode_words_are_never_taken_for_an_old_font(letters: list[str]) -> None:
    words = "".join(letters).strip()
    if any(ord(letter) > 0xFF for letter in words):
        assert mended(words) == (words, "")


def test_decomposed_letters_are_composed_before_anything_compares_them() -> None:
    text = "Xã Nhất Hòa;12,5\nXã Vạn Thủy;7,1\n"
    found, _ = decode("a.csv", unicodedata.normalize("NFD", text).encode("utf-16"))
    assert found == text


def test_utf8_read_as_a_code_page_is_repaired_or_refused() -> None:
    text = "\n".join(map(line, range(20)))
    broken = f"{text} giờ".encode().decode("cp1252", errors="ignore")
    with pytest.raises(UnreadableFile) as wrong:
        decode("a.csv", broken.encode())
    assert wrong.value.reason == "mojibake"
    for page in ("cp1258", "latin-1"):
        mangled = "".join(b"%c" % c and bytes([c]).decode(page, errors="replace") for c in text.encode())
        if "\ufffd" not in mangled:
            assert decode("a.csv", mangled.encode())[0] == text


def test_letters_lost_to_question_marks_are_refused() -> None:
    text = "STT;Xã;Diện tích gieo trồng;Tổng diện tích\n1;Xã Tân Lập;12,5;13\n".encode(
        "cp1252", errors="replace"
    )
    with pytest.raises(UnreadableFile) as wrong:
        decode("a.csv", text)
    assert wrong.value.reason == "lossy"


def test_a_converted_file_says_so(tmp_path: Path) -> None:
    from etl.pipeline import draft

    file = tmp_path / "a.csv"
    file.write_bytes(
        to_tcvn3(
            "Diện tích trồng rừng năm 2022 (ha)\nSTT\tXã\tThực hiện\n1\tXã Tân Lập\t12,5\n2\tXã Vũ Lễ\t3,5\n"
        )
    )
    found = draft(file, load()).findings
    assert "encoding_converted" in {f.code for f in found}
