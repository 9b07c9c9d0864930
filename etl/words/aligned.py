"""Text folded without losing its offsets: every letter of the folded text knows where it stands in the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TONED = {
    plain + toned: moved
    for vowels in ("oa", "oe", "uy")
    for plain in vowels[0]
    for mark in "\u0300\u0301\u0303\u0309\u0323"
    for toned in [unicodedata.normalize("NFC", vowels[1] + mark)]
    for moved in [unicodedata.normalize("NFC", vowels[0] + mark) + vowels[1]]
}
_LATE = re.compile("(?<!q)(?:" + "|".join(_TONED) + r")(?!\w)")
_COMBINING = re.compile("[\u0300-\u036f]")
_ODD_SPACE = re.compile(r"[^\S ]")


@dataclass(frozen=True, slots=True)
class Aligned:
    """`folded` for matching; `at[i]` is the original offset of its i-th letter (one more for the end)."""

    original: str
    folded: str
    at: tuple[int, ...]

    def words(self, start: int, end: int) -> str:
        """The original words of a stretch of the folded text."""
        return self.original[self.at[start] : self.at[end]]


def align(text: str) -> Aligned:
    """Lower case, NFC, tone marks in one place, every white space one blank; same length of meaning."""
    lowered = text.lower()
    if len(lowered) == len(text) and unicodedata.is_normalized("NFC", text) and not _COMBINING.search(text):
        return _aligned(text, lowered, tuple(range(len(text) + 1)))
    letters: list[str] = []
    at: list[int] = []
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for letter in unicodedata.normalize("NFC", text[position:end]).lower():
            letters.append(letter)
            at.append(position)
        position = end
    return _aligned(text, "".join(letters), (*at, len(text)))


def _aligned(text: str, letters: str, at: tuple[int, ...]) -> Aligned:
    folded = _LATE.sub(lambda match: _TONED[match[0]], letters)
    return Aligned(text, _ODD_SPACE.sub(" ", folded), at)
