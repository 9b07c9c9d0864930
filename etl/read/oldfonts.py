"""Old Vietnamese fonts → Unicode (NFC): TCVN3 (ABC) is one byte a letter, VNI a letter and a mark.

TCVN3 after TCVN 5712:1993; VNI after the vendor's published table. Capitals of .VnTimeH look like small letters here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from etl.words.syllable import is_syllable

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)  # fmt: skip
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LONE = {
    "ö": "ư", "ô": "ơ", "ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
    "Ö": "Ư", "Ô": "Ơ", "Ñ": "Đ", "Ì": "Ì", "Í": "Í", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Î": "Ỵ",
}  # fmt: skip
_VNI_PAIR = re.compile(
    "([aeouyAEOUYöôÖÔ])(["
    + "".join(_VNI_MARKS)
    + "".join(_VNI_MARKS).upper()
    + "])|(["
    + "".join(_VNI_LONE)
    + "])"
)
_BREVE_ON_A = "êèéúüë"


def from_tcvn3(text: str) -> str:
    """Text in a TCVN3 font, given as Latin-1 letters, in Unicode."""
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    """Text in a VNI font, given as Windows-1252 letters, in Unicode."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_vni_pair, text))


def _vni_pair(found: re.Match[str]) -> str:
    if found[3]:
        return _VNI_LONE[found[3]]
    base, mark = found[1], found[2].lower()
    letter = _VNI_LONE.get(base, base)
    if mark in _BREVE_ON_A and base not in "aA":
        return letter + _VNI_LONE.get(found[2], found[2])
    return unicodedata.normalize("NFC", letter + _VNI_MARKS[mark])


_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u00a0\u2013\u2014\u2018-\u201d\u2026]+")


def font_of(text: str) -> str:
    """`tcvn3` or `vni` when the words are Vietnamese in that font only; empty for Unicode and for anything else.

    A word that could be both stays as it is: `céng` is asked of its neighbours, never of itself.
    """
    if text.isascii() or any(ord(c) > 0xFF for c in text):
        return ""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not any(re.search("[A-Za-z]", word) for word in words) or all(map(is_syllable, words)):
        return ""
    fits = [font for font, convert in (("tcvn3", from_tcvn3), ("vni", from_vni)) if _fits(words, convert)]
    return fits[0] if len(fits) == 1 else ""


def _fits(words: list[str], convert: Callable[[str], str]) -> bool:
    return all(is_syllable(read) and not read.isascii() for read in map(convert, words))
