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
    of: str = ""
    number_end: int = 0
    is_unusual: bool = False
    concepts: tuple[Concept, ...] = ()
    is_compound: bool = False
    place: str = ""
    of_span: tuple[int, int] = (0, 0)
    period: PeriodWords | None = field(default=None, compare=False)


_NOT_FIGURE = re.compile(
    r"(?:số|điều|khoản|quyết định|nghị quyết|công văn|thông tư|nghị định|quốc lộ|ql|km|khóa|khoá|lần thứ|kỳ họp thứ|covid|hội nghị|đơn vị(?: tính)?|đvt)\s*[-:]?\s*$"
)
_LEVELS = ("thị trấn", "thị xã", "thành phố", "tỉnh", "huyện", "quận", "phường", "xã")
_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAME = rf"[{_UPPER}][^\W\d_]*(?:[ -][{_UPPER}][^\W\d_]*){{0,3}}"
_NEXT_NAME = re.compile(rf"\s*(?:,|và|;)\s*(?:và\s+)?({_NAME})(?=\s*(?:,|;|\.|và|\)|đạt|được|có|$))")
_SCORED = re.compile(rf"({_NAME})\s+(?:đạt\s+)?(?=\(?\d{{1,2}}(?:/19(?!\d)| tiêu chí))")
_MORE = re.compile(r"\s+(\d{1,3}(?:[.,]\d+)?)\s*(triệu|nghìn|ngàn)(?:\s*đồng)?(?!\w)")
_FRACTION = re.compile(r"\s*/\s*(\d+(?:[.,]\d+)*)")


def tokens(sentence: Aligned, catalogue: Catalogue) -> list[Token]:
    """All tokens of a sentence, left to right, none overlapping another."""
    taken: list[Token] = []
    for period in find_periods(sentence.folded):
        taken.append(Token(Kind.PERIOD, period.start, period.end, period=period))
    for token in _places(sentence):
        _keep(token, taken)
    for token in _numbers(sentence, catalogue):
        _keep(token, taken)
    for token in _subjects(sentence, catalogue):
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
    """A number with its unit; `418/400 ha` and `584,3 ha/600 ha` keep the second number as `of`."""
    end, of, second = found.end(), "", None
    fraction = _FRACTION.match(text, end)
    if fraction and not text[fraction.end() :].startswith("/"):
        of, end = fraction[1], fraction.end()
    unit = units.match(text, end)
    if unit and not of:
        fraction = _FRACTION.match(text, unit.end())
        second = units.match(text, fraction.end()) if fraction else None
        if fraction and second and second[1] == unit[1]:
            of = fraction[1]
        else:
            second = None
    code = catalogue.unit_words[unit[1]] if unit else ""
    more = _MORE.match(text, unit.end()) if unit and code == "billion_VND" and not of else None
    if unit and more:
        rest = in_prose(more[1])
        scale = catalogue.unit(more[2].strip() + " đồng")
        if rest and scale:
            whole = read[0] * catalogue.units[code].factor + rest[0] * scale.factor
            return Token(
                Kind.NUMBER, found.start(), more.end(), whole, "VND", "", more.end(), is_compound=True
            )
    if not unit and of == "19":
        code = "criteria"
    stop = (second or unit).end() if unit else end
    span = (fraction.start(1), fraction.end(1)) if of and fraction else (0, 0)
    return Token(Kind.NUMBER, found.start(), stop, read[0], code, of, found.end(), read[1], of_span=span)


def _subjects(sentence: Aligned, catalogue: Catalogue) -> Iterator[Token]:
    for found in phrase_pattern(catalogue).finditer(sentence.folded):
        yield Token(Kind.SUBJECT, found.start(), found.end(), concepts=concepts_of(catalogue, found[0]))


def _places(sentence: Aligned) -> Iterator[Token]:
    """Named units; a level word is handed on along a list: `các xã Đại Đồng, Chi Lăng và Hùng Sơn`."""
    for start, end, place in named_places(sentence.original):
        yield Token(Kind.PLACE, _offset(sentence, start), _offset(sentence, end), place=place)
        level = next(word for word in _LEVELS if place.startswith(word + " "))
        at = end
        while found := _NEXT_NAME.match(sentence.original, at):
            name = found[1].strip()
            if any(name.lower().startswith(word + " ") for word in _LEVELS):
                break
            yield Token(
                Kind.PLACE,
                _offset(sentence, found.start(1)),
                _offset(sentence, found.end(1)),
                place=f"{level} {name}",
            )
            at = found.end(1)
    yield from _scored(sentence)


def _scored(sentence: Aligned) -> Iterator[Token]:
    """`Minh Hòa 18/19`: a name before a score out of nineteen is a commune."""
    for found in _SCORED.finditer(sentence.original):
        name = found[1]
        yield Token(
            Kind.PLACE, _offset(sentence, found.start(1)), _offset(sentence, found.end(1)), place=f"xã {name}"
        )


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
