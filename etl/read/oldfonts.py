"""Old Vietnamese fonts → Unicode (NFC): TCVN3 (ABC) is one byte a letter, VNI a letter and a mark.

TCVN3 after TCVN 5712:1993; VNI after the vendor's published table. Fonts of capitals (.VnTimeH) hold them as small letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from etl.model import Finding, Place, Severity
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


_CAPITALS = re.compile(r"\.vn\w*h$", re.IGNORECASE)


def is_of_capitals(font: str) -> bool:
    """Whether a font of this name shows small letters as capitals: `.VnTimeH`, `.VnArialH`."""
    return _CAPITALS.match(font.strip()) is not None


def raised(words: str, old: str, written: str) -> str:
    """Words under a font of capitals, as they were shown; `old` is the font they were in, empty for Unicode, which has its own."""
    return words.upper() if old or written.isascii() else words


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


_CONVERT = {"tcvn3": from_tcvn3, "vni": from_vni}
_BEYOND = re.compile("[^\u0000-\u00ff\u2010-\u2026]")
_MOST_NAMED = 12
_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u00a0\u2013\u2014\u2018-\u201d\u2026]+")


def font_of(text: str) -> str:
    """`tcvn3` or `vni` when the words are Vietnamese in that font only; empty for Unicode and for anything else.

    A word that could be both stays as it is: `céng` is asked of its neighbours, never of itself.
    """
    if text.isascii() or _BEYOND.search(text):
        return ""
    words = _marked(text)
    if not any(re.search("[A-Za-z]", word) for word in words) or all(map(is_syllable, words)):
        return ""
    fits = [font for font, convert in _CONVERT.items() if _fits(words, convert)]
    return fits[0] if len(fits) == 1 else ""


def _marked(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _fits(words: list[str], convert: Callable[[str], str]) -> bool:
    return all(is_syllable(read) and not read.isascii() for read in map(convert, words))


@lru_cache(maxsize=65536)
def mended(text: str, font: str = "") -> tuple[str, str]:
    """The words of a cell in Unicode, and the old font they were in; `font` is what words that could be both are in."""
    found = font_of(text) or (font if font and _is_open(text, font) else "")
    return _CONVERT[found](text).strip() if found else text.strip(), found


def _is_open(text: str, font: str) -> bool:
    """Whether words that are spelt well as they are may be in an old font too."""
    words = _marked(text)
    return bool(words) and not _BEYOND.search(text) and _fits(words, _CONVERT[font])


def _is_unread(text: str) -> bool:
    """Whether words are in an old font and nothing says in which, or only some of them are."""
    words = [] if _BEYOND.search(text) else [word for word in _marked(text) if not is_syllable(word)]
    return any(_fits([word], convert) for word in words for convert in _CONVERT.values())


@dataclass(frozen=True, slots=True)
class Fonts:
    """The old fonts in the words of a file; `only` is the one that all of them are in, where Unicode stands nowhere beside it."""

    words: frozenset[str] = frozenset()
    only: str = ""

    def findings(self, file: str, cells: Iterable[tuple[str, Any]]) -> Iterator[Finding]:
        """Which cells, given with their places, were converted, and which could not be."""
        places: dict[str, list[str]] = {}
        for at, text in cells if self.words else ():
            if text in self.words:
                places.setdefault(mended(text, self.only)[1], []).append(at)
                if not mended(text, self.only)[1]:
                    yield Finding("font_open", Severity.WARN, Place(file, at), (("text", text.strip()),))
        for font, named in sorted(places.items()):
            if font:
                shown = ", ".join(at.rpartition("!")[2] for at in named[:_MOST_NAMED])
                more = ", …" if len(named) > _MOST_NAMED else ""
                facts = (("font", font.upper()), ("count", str(len(named))), ("cells", shown + more))
                yield Finding("font_converted", Severity.NOTE, Place(file, named[0]), facts)


def fonts_of(values: Iterable[Any]) -> Fonts:
    """The old fonts among the words of a file's cells."""
    marked = {value for value in values if type(value) is str and not value.isascii()}
    told = Counter(font for text in marked if (font := font_of(text)))
    only = next(iter(told)) if len(told) == 1 and not any(map(_BEYOND.search, marked)) else ""
    return Fonts(frozenset(text for text in marked if mended(text, only)[1] or _is_unread(text)), only)
