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
_SPACES = re.compile(r"\s{2,}|[^\S ]")


@dataclass(frozen=True, slots=True)
class Aligned:
    """`folded` for matching, `shown` the same letters in their own case; `at[i]` is the original offset of the i-th letter (one more for the end)."""

    original: str
    shown: str
    folded: str
    at: tuple[int, ...]

    def words(self, start: int, end: int) -> str:
        """The original words of a stretch of the folded text."""
        return self.original[self.at[start] : self.at[end]]


def align(text: str) -> Aligned:
    """Lower case, NFC, tone marks in one place, one blank between words, whatever white space and line breaks stand there."""
    if unicodedata.is_normalized("NFC", text) and not _COMBINING.search(text):
        shown, at = text, list(range(len(text) + 1))
    else:
        shown, at = _composed(text)
    shown, at = _one_line(shown, at)
    return Aligned(text, shown, _LATE.sub(lambda match: _TONED[match[0]], _lowered(shown)), tuple(at))


def _lowered(text: str) -> str:
    """Lower case, letter for letter: the few that would become two stay as they are."""
    whole = text.lower()
    if len(whole) == len(text):
        return whole
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _composed(text: str) -> tuple[str, list[int]]:
    """The text in NFC, with the offset of every letter."""
    letters: list[str] = []
    at: list[int] = []
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        composed = unicodedata.normalize("NFC", text[position:end])
        letters.append(composed)
        at += [position] * len(composed)
        position = end
    return "".join(letters), [*at, len(text)]


def _one_line(letters: str, at: list[int]) -> tuple[str, list[int]]:
    """Between two words one blank, whatever stands there."""
    if not _SPACES.search(letters):
        return letters, at
    kept: list[int] = []
    stop = 0
    for found in _SPACES.finditer(letters):
        kept += range(stop, found.start() + 1)
        stop = found.end()
    kept += range(stop, len(letters))
    return _SPACES.sub(" ", letters), [*(at[n] for n in kept), at[-1]]
