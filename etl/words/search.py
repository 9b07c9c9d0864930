"""Vietnamese search and order: a query without marks finds all, with marks only what bears them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from etl.words.fold import bare, fold

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=1)}
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""ngang · huyền · hỏi · ngã · sắc · nặng, the order of Vietnamese dictionaries."""
_SHAPES = ("\u0306", "\u0302", "\u031b")


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...], str]:
    """Key of Vietnamese alphabetical order: letters first (a < ă < â … d < đ), tones break ties."""
    words = [_spelt(word) for word in fold(text).split()]
    letters = tuple(tuple(rank for rank, _ in word) for word in words)
    tones = tuple(tuple(tone for _, tone in word) for word in words)
    return letters, tones, text


def matches(query: str, text: str) -> bool:
    """Whether every word of the query begins a word of the text: dong finds Đông and Đồng, đồng only Đồng."""
    words = fold(text).split()
    return all(any(_begins(word, asked) for word in words) for asked in fold(query).split())


def search(query: str, texts: Iterable[str], most: int = 20) -> list[str]:
    """The texts that match, those that begin with the query first, then in Vietnamese order."""
    found = [text for text in texts if matches(query, text)]
    return sorted(found, key=lambda text: (not _begins(fold(text), fold(query)), sort_key(text)))[:most]


def _begins(text: str, asked: str) -> bool:
    """Compare letter by letter: an unmarked letter of the query accepts any mark, a marked one only itself."""
    spoken, plain = bare(text), bare(asked)
    if not spoken.startswith(plain):
        return False
    return all(a in (t, p) for a, t, p in zip(asked, text, plain, strict=False))


@lru_cache(maxsize=16384)
def _spelt(word: str) -> tuple[tuple[int, int], ...]:
    """Each letter's rank in the alphabet and its tone's rank."""
    spelt = []
    for letter in unicodedata.normalize("NFC", word):
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", parts[0] + "".join(m for m in parts[1:] if m in _SHAPES))
        tone = next((_TONE_RANK[mark] for mark in parts[1:] if mark in _TONE_RANK), 0)
        spelt.append((_rank(base), tone))
    return tuple(spelt)


def _rank(letter: str) -> int:
    """Digits before letters, other signs after them."""
    if letter.isascii() and letter.isdigit():
        return int(letter) - 10
    return _LETTER_RANK.get(letter, 100 + ord(letter[0]))
