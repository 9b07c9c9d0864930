"""Sentence → tokens: numbers with their units, subjects, places, periods; each knows its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from etl.catalog import Catalogue, Concept
from etl.recognise.phrases import concepts_of, phrase_pattern
from etl.recognise.places import named_places
from etl.words.aligned import Aligned
from etl.words.number import NUMBER, in_prose
from etl.words.period import PeriodWords, find_periods


class Kind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    SUBJECT = "subject"
    PLACE = "place"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Token:
    """Words with a meaning: offsets count the folded sentence."""

    kind: Kind
    start: int
    end: int
    value: Decimal | None = None
    unit: str = ""
    of: Decimal | None = None
    number_end: int = 0
    is_unusual: bool = False
    concepts: tuple[Concept, ...] = ()
    place: str = ""
    period: PeriodWords | None = field(default=None, compare=False)


_NOT_FIGURE = re.compile(
    r"(?:số|điều|khoản|quyết định|nghị quyết|công văn|thông tư|nghị định|quốc lộ|ql|km|khóa|khoá|lần thứ|kỳ họp thứ|covid|hội nghị)\s*[-:]?\s*$"
)
_FRACTION = re.compile(r"\s*/\s*(\d+(?:[.,]\d+)?)")


def tokens(sentence: Aligned, catalogue: Catalogue) -> list[Token]:
    """All tokens of a sentence, left to right, none overlapping another."""
    taken: list[Token] = []
    for period in find_periods(sentence.folded):
        taken.append(Token(Kind.PERIOD, period.start, period.end, period=period))
    for token in _subjects(sentence, catalogue):
        _keep(token, taken)
    for token in _places(sentence):
        _keep(token, taken)
    for token in _numbers(sentence, catalogue):
        _keep(token, taken)
    return sorted(taken, key=lambda token: token.start)


def _keep(token: Token, taken: list[Token]) -> None:
    if not any(token.start < other.end and other.start < token.end for other in taken):
        taken.append(token)


def _numbers(sentence: Aligned, catalogue: Catalogue) -> Iterator[Token]:
    text = sentence.folded
    units = _unit_pattern(catalogue)
    for found in NUMBER.finditer(text):
        if _NOT_FIGURE.search(text[max(0, found.start() - 24) : found.start()]):
            continue
        if text[found.end() : found.end() + 1] == "/" and re.match(r"/[a-zđ]", text[found.end() :]):
            continue
        read = in_prose(found[0])
        if read is None:
            continue
        yield _number(text, found, read, units, catalogue)


def _number(
    text: str, found: re.Match[str], read: tuple[Decimal, bool], units: re.Pattern[str], catalogue: Catalogue
) -> Token:
    end, of = found.end(), None
    fraction = _FRACTION.match(text, end)
    if fraction:
        second = in_prose(fraction[1])
        of, end = (second[0] if second else None), fraction.end()
    unit = units.match(text, end)
    code = catalogue.unit_words[unit[1]] if unit else ""
    stop = unit.end() if unit else end
    return Token(Kind.NUMBER, found.start(), stop, read[0], code, of, found.end(), read[1])


def _subjects(sentence: Aligned, catalogue: Catalogue) -> Iterator[Token]:
    for found in phrase_pattern(catalogue).finditer(sentence.folded):
        yield Token(Kind.SUBJECT, found.start(), found.end(), concepts=concepts_of(catalogue, found[0]))


def _places(sentence: Aligned) -> Iterator[Token]:
    for start, end, place in named_places(sentence.original):
        yield Token(Kind.PLACE, _offset(sentence, start), _offset(sentence, end), place=place)


def _offset(sentence: Aligned, original: int) -> int:
    first = sentence.at[0]
    return next((i for i, at in enumerate(sentence.at) if at - first >= original), len(sentence.folded))


@lru_cache(maxsize=4)
def _alternatives(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=4)
def _compiled_units(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\s*({_alternatives(words)})(?![\wà-ỹ])")


def _unit_pattern(catalogue: Catalogue) -> re.Pattern[str]:
    return _compiled_units(frozenset(catalogue.unit_words))
