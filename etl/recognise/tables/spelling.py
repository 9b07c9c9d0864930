"""The spellings of one meaning: abbreviations written out, small words and punctuation left aside."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from etl.catalog import Catalogue, Concept
from etl.recognise.phrases import concepts_of

_LINK = re.compile(r"(?<!\w)(?:và|các|những|cho|từ|của|được|theo|đã|loại|đó)(?!\w)|[^\w%]+")
_WORD = re.compile(r"\w+")
MOST = 24
"""More ways to write a label out than this are not tried."""


def written_out(words: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The folded words with their abbreviations written out, in every way these can be meant."""
    parts: list[tuple[str, ...]] = []
    at = 0
    for found in _WORD.finditer(words):
        if long := catalogue.abbreviations.get(found[0]):
            parts += [(words[at : found.start()],), long]
            at = found.end()
    return tuple("".join(told) for told, _ in zip(product(*parts, (words[at:],)), range(MOST), strict=False))


def same_words(words: str, catalogue: Catalogue) -> tuple[Concept, ...]:
    """What the catalogue's phrase of the same words means, whatever links them; nothing where two such phrases differ."""
    return _by_key(catalogue).get(_key(words), ())


_AND = re.compile(r"\s{0,9}(?:,|/|&|(?<!\w)(?:và|hoặc)(?!\w))\s*+")


def of_both(words: str, catalogue: Catalogue) -> tuple[Concept, ...]:
    """What `làm mới, cứng hóa đường` means: one thing, when `làm mới đường` and `cứng hóa đường` both mean it."""
    for found in _AND.finditer(words):
        one, rest = words[: found.start()], words[found.end() :].split()
        meant = _exact(" ".join(rest), catalogue)
        if meant and any(
            _exact(f"{one} {' '.join(rest[n:])}", catalogue) == meant for n in range(1, len(rest))
        ):
            return meant
    return ()


_TURNED = re.compile(r"(.+) (tăng|giảm)(?: thêm| đi)?$")


def turned(words: str, catalogue: Catalogue) -> tuple[Concept, ...]:
    """What `tỷ lệ hộ nghèo giảm` means: the `mức giảm tỷ lệ hộ nghèo` that the catalogue knows, never the rate itself."""
    found = _TURNED.match(words)
    offers = (
        (f"mức {found[2]} {found[1]}", f"tốc độ {found[2]} {found[1]}", f"{found[2]} {found[1]}")
        if found
        else ()
    )
    return next((meant for offer in offers if (meant := _exact(offer, catalogue))), ())


def _exact(words: str, catalogue: Catalogue) -> tuple[Concept, ...]:
    return concepts_of(catalogue, words) or same_words(words, catalogue)


def _key(words: str) -> str:
    return " ".join(_LINK.sub(" ", words).split())


@lru_cache(maxsize=4)
def _by_key(catalogue: Catalogue) -> dict[str, tuple[Concept, ...]]:
    found: dict[str, tuple[Concept, ...]] = {}
    for phrase in sorted({*catalogue.concepts, *catalogue.indicator_words}):
        meant = concepts_of(catalogue, phrase)
        for words in written_out(phrase, catalogue):
            key = _key(words)
            found[key] = meant if found.get(key, meant) == meant else ()
    return found
