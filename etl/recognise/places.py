"""Units named in running words: the level word and the capitalised name behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from etl.words.fold import clean, fold

_PLACE = re.compile(
    r"(?<!\w)(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)(?=\s+(?:ủy\s+|uỷ\s+)?([\w'’]+(?:[ \-][\w'’]+){0,4}))",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?<!\w)(TP\.?|TX\.?|TT\.?|H\.|P\.|Q\.)(?=\s*([\w'’]+(?:[ \-][\w'’]+){0,4}))")
_NUMBERED = re.compile(
    r"(?<!\w)(?<!các )(phường|quận)\s+(\d{1,2})(?![\d/]|[.,]\d)(?=\s|[,.;:)]|$)", re.IGNORECASE
)
"""Wards and districts of a city that have a number for a name."""
_LEVEL_OF = {
    "TP": "thành phố", "TX": "thị xã", "TT": "thị trấn", "H": "huyện", "P": "phường", "Q": "quận",
}  # fmt: skip
UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_SYLLABLE = rf"[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)?"
NAME = rf"(?<!\w){_SYLLABLE}(?:[ -]{_SYLLABLE}){{1,4}}(?!\w)"
"""A name of two syllables or more, each with its capital."""
_BESIDE = ("cộng", "độc")
"""The national heading begins beside a name in a letterhead: `XÃ YÊN KHOÁI  Độc lập - Tự do`."""
_AFTER_NAME = frozenset(
    [
        "quý",
        "năm",
        "tháng",
        "giai",
        "vụ",
        "sáu",
        "chín",
        "và",
        "đến",
        "trong",
        "từ",
        "lần",
        "thứ",
        "khóa",
        "nhiệm",
        "kỳ",
        "kết",
        "tình",
        "tổ",
        "về",
        "theo",
        "đạt",
        "thực",
        "đầu",
        "cuối",
        "với",
        "là",
        "phát",
        "xây",
        "công",
        "họp",
        "sơ",
        "tổng",
        "báo",
        "ước",
    ]
)
"""In a line all in capitals nothing else tells where a name ends: `HUYỆN BẮC SƠN QUÝ II`."""
_NO_NAME = ("khóa", "kỳ", "ủy", "đoàn", "đội", "hội", "tính", "trên", "của", "được", "đạt", "đến", "tại", "chưa")  # fmt: skip


def named_places(text: str) -> Iterator[tuple[int, int, str]]:
    """Every level word with the capitalised name behind it: start, end, `xã Tân Lập`."""
    for found in _PLACE.finditer(text):
        name = _capitalised(found[2], found[1].isupper())
        if name and fold(name.split()[0]) not in _NO_NAME:
            shown = clean(name).title() if name.isupper() else clean(name)
            yield found.start(), found.start(2) + len(name), f"{found[1].lower()} {shown}"
    for found in _NUMBERED.finditer(text):
        yield found.start(), found.end(), f"{found[1].lower()} {int(found[2])}"
    for found in _SHORT.finditer(text):
        name = _capitalised(found[2], found[2].isupper())
        if len(name.split()) > 1:
            shown = clean(name).title() if name.isupper() else clean(name)
            level = _LEVEL_OF[found[1].rstrip(".")]
            yield found.start(), found.start(2) + len(name), f"{level} {shown}"


def _capitalised(words: str, in_capitals: bool) -> str:
    """The words up to the first that is not written as a name is: Bắc Sơn, not khóa or NTM."""
    kept: list[str] = []
    for word in words.split(" "):
        if kept and (fold(word) in _BESIDE or (kept[0].isupper() and not word.isupper())):
            break
        if kept and in_capitals and fold(word) in _AFTER_NAME:
            break
        if not word[:1].isupper() or word.isdigit() or (len(word) > 1 and word.isupper() and not in_capitals):
            break
        kept.append(word)
    return " ".join(kept)


def known_places(text: str, find: Callable[[str], str]) -> Iterator[str]:
    """The units a line names that `find` knows; words behind a name in capitals are cut off until it is one."""
    for _, _, place in named_places(text):
        words = place.split()
        for count in range(len(words), 1, -1):
            found = find(" ".join(words[:count]))
            if found:
                yield found
                break
