"""Phrases that name what is measured, found in any words of a report; sentences and tables share them."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.catalog import Catalogue, Concept


def concepts_of(catalogue: Catalogue, words: str) -> tuple[Concept, ...]:
    """What a folded phrase can mean, the concept first, then indicators of that name."""
    known = catalogue.concepts.get(words)
    named = tuple(Concept(code) for code in catalogue.indicator_words.get(words, ()))
    return (known, *named) if known else named


def phrase_pattern(catalogue: Catalogue) -> re.Pattern[str]:
    """Every known phrase, the longest first."""
    return _compiled(frozenset(catalogue.concepts) | frozenset(catalogue.indicator_words))


@lru_cache(maxsize=4)
def _compiled(words: frozenset[str]) -> re.Pattern[str]:
    ordered = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\w)(?:{ordered})(?!\w)")


def fits(code: str, unit: str, catalogue: Catalogue) -> bool:
    """Whether a unit measures the same kind of thing as the indicator's own unit."""
    return catalogue.units[catalogue.indicators[code].unit].kind == catalogue.units[unit].kind
