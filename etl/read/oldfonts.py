"""Old Vietnamese fonts → Unicode (NFC): TCVN3 (ABC) is one byte a letter, VNI a letter and a mark.

TCVN3 after TCVN 5712:1993; VNI after the vendor's published table. Capitals of .VnTimeH look like small letters here.
"""

from __future__ import annotations

import re
import unicodedata

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
_VNI_PAIR = re.compile("([aeouyAEOUYöôÖÔ])([" + "".join(_VNI_MARKS) + "".join(_VNI_MARKS).upper() + "])")
_BREVE_ON_A = "êèéúüë"


def from_tcvn3(text: str) -> str:
    """Text in a TCVN3 font, given as Latin-1 letters, in Unicode."""
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    """Text in a VNI font, given as Windows-1252 letters, in Unicode."""
    paired = _VNI_PAIR.sub(_vni_pair, text)
    return unicodedata.normalize("NFC", "".join(_VNI_LONE.get(c, c) for c in paired))


def _vni_pair(found: re.Match[str]) -> str:
    base, mark = found[1], found[2].lower()
    letter = _VNI_LONE.get(base, base)
    if mark in _BREVE_ON_A and base not in "aA":
        return found[0]
    return unicodedata.normalize("NFC", letter + _VNI_MARKS[mark])


_TCVN3_SIGN = re.compile("[µ¸¶·¹¨»¾¼½Æ©®ª«¬\u00ad][a-zA-Z\\s]|[a-zA-Z][µ¸¶·¹¨»¾¼½Æ©®ª«¬§]")
_VNI_SIGN = re.compile("[aeouyAEOUY][øùûõïâåäãëüØÙÛÕÏÂÅÄÃËÜ]|[ñÑ][aeouyöôAEOUYÖÔ]")


def font_of(text: str) -> str:
    """`tcvn3` or `vni` when the letters of a cell or run can only be that font's; empty for Unicode."""
    if any(ord(c) > 0xFF for c in text):
        return ""
    if len(_TCVN3_SIGN.findall(text)) >= 1 and not _VNI_SIGN.search(text):
        return "tcvn3"
    return "vni" if len(_VNI_SIGN.findall(text)) >= 2 else ""
