"""Text as officials write it, brought to one spelling for comparison. Diacritics are kept: dòng is not đồng."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_MENDED = {**dict.fromkeys(_INVISIBLE, ""), "Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}
_ODD = re.compile(f"[{''.join(_MENDED)}]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LATE_TONE = re.compile(r"(?<![qQ])([uUoO])([aAeEyY])([" + _TONES + "])(?![\\w\u0302\u0306\u031b])")
"""A tone on the second of two bare vowels at a word's end; `luật` has its own letter there, and stays."""


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """NFC, one space between words, no invisible characters, Đ look-alikes mended; case and marks kept."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_ODD.sub(lambda odd: _MENDED[odd[0]], unicodedata.normalize("NFC", text)).split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The spelling two words are compared by: clean, lower case, tone mark on the first of oa, oe, uy (hoà = hòa)."""
    marked = unicodedata.normalize("NFD", clean(text).casefold())
    moved = _LATE_TONE.sub(r"\1\3\2", marked)
    return unicodedata.normalize("NFC", moved)


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The text without any mark (đ → d): for search only, never for reading units or names."""
    stripped = (c for c in unicodedata.normalize("NFD", fold(text)) if not unicodedata.combining(c))
    return "".join(stripped).replace("đ", "d")
