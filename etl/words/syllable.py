"""Vietnamese spelling: whether a word is spelt as a syllable can be; what tells Unicode from an old font."""

from __future__ import annotations

import re
import unicodedata

_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_OPEN = (
    "a e ê i o ô ơ u ư y ia ua ưa ai ao au ay âu ây eo êu iu iêu oi ôi ơi ui ưi ươi ươu ưu uôi oa oe uê uy uơ oai oay oao oeo uây uya uyu yêu"
)  # fmt: skip
_CLOSED = r"(?:a|ă|â|e|o|ô|u|ư|iê|yê|uô|ươ|oa|oă|oe|uâ|oo)(?:ng|[cmnpt])|(?:i|ê|ơ|y|uê|uy|uyê)[mnpt]|(?:a|ê|i|oa|uê|uy|y)(?:nh|ch)"
_SYLLABLE = re.compile(rf"{_ONSET}(?:{_CLOSED}|{'|'.join(sorted(_OPEN.split(), key=len, reverse=True))})")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_BARE = dict.fromkeys(map(ord, _TONES), None)


def is_syllable(word: str) -> bool:
    """Whether a word is spelt like a Vietnamese syllable: small, capitalised or all capitals, one tone that fits."""
    if not (word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())):
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in apart if c in _TONES]
    plain = unicodedata.normalize("NFC", apart.translate(_BARE))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    return not plain.endswith(("c", "ch", "p", "t")) or tones in (["\u0301"], ["\u0323"])
