"""Sentence → tokens: numbers with their units, subjects, places, periods; each knows its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from etl.catalog import Catalogue, Concept
from etl.model import Measure
from etl.recognise.phrases import concepts_of, phrases_in
from etl.recognise.places import NAME, UPPER, named_places
from etl.words.aligned import Aligned
from etl.words.fold import clean, fold
from etl.words.period import PeriodWords, find_periods


class Kind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    SUBJECT = "subject"
    PLACE = "place"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Token:
    """Words with a meaning: offsets count the folded sentence.

    A number said in words `is_worded`; one that stands for a share or for nothing at all says its `measure` itself.
    """

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
    edge: str = ""
    is_worded: bool = False
    is_about: bool = False
    measure: Measure | None = None
    period: PeriodWords | None = field(default=None, compare=False)


_LEVELS = ("thị trấn", "thị xã", "thành phố", "tỉnh", "huyện", "quận", "phường", "xã")
_WORDS_OF_NAME = rf"[{UPPER}][^\W\d_]*(?:[ -][{UPPER}][^\W\d_]*){{0,3}}(?: \d(?!\d|[./,]\d| ?tiêu))?"
_NEXT_NAME = re.compile(
    rf"(?: cũ| mới)?\s*(?:,|và|;)\s*(?:và\s+)?({_WORDS_OF_NAME})(?=(?: cũ| mới)?\s*(?:,|;|\.|và|\)|cùng|đều|mới|đã|còn|chậm|nhanh|dẫn|cao|thấp|chưa|vượt|chỉ|giảm|tăng|gieo|cấy|giải|lần|thu|đạt|được|có|trồng|hoàn|mỗi|với|$))"
)
_COUNTED = re.compile(
    rf"(?:\d+|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Cc]ác|[Nn]hững) xã(?: [^.;:()\d,]{{0,60}}?(?:\d{{1,2}}(?:/19)? tiêu chí)?)?\s*(?:là|gồm|:|\(|gồm:)\s*(?:các xã )?({_WORDS_OF_NAME})"
)
_LISTED = re.compile(
    rf"(?:các|những|một số|nhiều) (xã|huyện|địa phương)(?!\w)|(?<!\w)(xã|phường|thị trấn|huyện|thị xã|thành phố) [{UPPER}][^;.:()\d]{{1,50}}(?=\d)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?<!trong )(?:các|những) (?:xã|huyện|đơn vị|địa phương)(?:, (?:phường|thị trấn))? (?:còn lại|khác)",
    re.IGNORECASE,
)
_COUNTRY = re.compile(
    r"(?:^\W*|[;,:] |nay |năm \d{4} )(cả nước|toàn quốc)(?= (?:đã|có|còn|hiện|ước|chuẩn|trồng|thu|xuất|đạt|sản))",
    re.IGNORECASE,
)
_HANDED_ON = {"huyện": "huyện", "phường": "phường"}
_NAMED_ON = re.compile(rf"[{UPPER}][^\W\d_]* [{UPPER}][^\W\d_{UPPER}]")
_PAIRED = re.compile(
    rf"(?:[:,;(]|và|như|là|riêng)\s*({NAME})\s+(?:với |đạt |có |trồng |được |trên |gần |hơn |chỉ |mới |cấy |thu )*\(?(?=\d)"
)
_BY_UNIT = re.compile(
    r"(?:theo|từng) (?:địa bàn|xã|đơn vị|địa phương|huyện)|các địa phương|(?:xã|huyện|đơn vị) [^.;:\d]{0,30}nhất (?:là)?|tập trung (?:ở|tại)",
    re.IGNORECASE,
)
_PROVINCE = re.compile(r"(?<!\w)toàn tỉnh(?!\w)", re.IGNORECASE)
_BESIDE = re.compile(rf"(?<!xã )({NAME})\s*(?:,|và|,\s*và)\s*$")
_APPOSED = re.compile(rf"({NAME}), (?:là )?(xã|phường|thị trấn|huyện)(?= [^\W\d_{UPPER}])")
_OF_CROP = re.compile(r"(?<!\w)(?:lúa|ngô|khoai|sắn|lạc|rau|màu|bắp|lương thực)\s*$")
"""`Lúa cả năm` is the rice of all seasons, told of whatever time the report is of."""
_SCORED = re.compile(
    rf"({NAME})\s+(?:(?:đạt|được|mới|đã|chỉ|còn|dừng|ở|con số|hoàn thành|cũng)\s+)*(?=\(?\d{{1,2}}(?:/19(?!\d)| tiêu chí))"
)


def tokens(sentence: Aligned, found: Iterable[Token], catalogue: Catalogue, below: str = "xã") -> list[Token]:
    """All tokens of a sentence beside the numbers found, left to right, none overlapping another; `below` is the level of units nobody gives one."""
    taken: list[Token] = []
    letters = bytearray(len(sentence.folded))
    for period in find_periods(sentence.folded):
        if period.kind == "this_year" and _OF_CROP.search(sentence.folded[: period.start]):
            continue
        _keep(Token(Kind.PERIOD, period.start, period.end, period=period), taken, letters)
    for token in (*_places(sentence), *_with_values(sentence, below, catalogue), *_others(sentence)):
        _keep(token, taken, letters)
    for token in (*found, *_subjects(sentence, taken, catalogue)):
        _keep(token, taken, letters)
    return sorted(taken, key=lambda token: token.start)


def _keep(token: Token, taken: list[Token], letters: bytearray) -> None:
    """A token whose letters no other has taken."""
    if not any(letters[token.start : token.end]):
        taken.append(token)
        letters[token.start : token.end] = b"\1" * (token.end - token.start)


def _subjects(sentence: Aligned, taken: list[Token], catalogue: Catalogue) -> Iterator[Token]:
    """Known phrases between places and periods: `lúa cả năm` is rice over the whole year."""
    letters = list(sentence.folded)
    for token in taken:
        letters[token.start : token.end] = "\0" * (token.end - token.start)
    text = "".join(letters)
    for start, end in phrases_in(text, catalogue):
        if _is_in_name(sentence, start, end):
            continue
        yield Token(Kind.SUBJECT, start, end, concepts=concepts_of(catalogue, text[start:end]))


def _is_in_name(sentence: Aligned, start: int, end: int) -> bool:
    """Whether one known syllable is the first of a name (`Hồng Thái`, `Mai Sơn`), which no sentence or item opens with."""
    words = sentence.words(start, min(end + 3, len(sentence.folded)))
    opens = not re.search(r"\w", sentence.folded[:start]) or sentence.folded[:start].rstrip()[-1:] in ".:"
    return not opens and " " not in words[: end - start] and _NAMED_ON.fullmatch(words) is not None


def _places(sentence: Aligned) -> Iterator[Token]:
    """Named units; a level word is handed on along a list: `các xã Đại Đồng, Chi Lăng và Hùng Sơn`."""
    for start, end, place in named_places(sentence.shown):
        yield Token(Kind.PLACE, start, end, place=place)
        level = next(word for word in _LEVELS if place.startswith(word + " "))
        at = end
        while found := _NEXT_NAME.match(sentence.shown, at):
            name = found[1].strip()
            if any(name.lower().startswith(word + " ") for word in _LEVELS):
                break
            yield Token(
                Kind.PLACE,
                found.start(1),
                found.end(1),
                place=f"{level} {name}",
            )
            at = found.end(1)
    yield from _scored(sentence)
    yield from _counted(sentence)
    yield from _explained(sentence)


def _with_values(sentence: Aligned, below: str, catalogue: Catalogue) -> Iterator[Token]:
    """`Xã Vân Nham 312 ha, Đồng Tân 287 ha`: every name with a number of its own is a unit of the list's level."""
    text = sentence.shown
    for found in _PAIRED.finditer(text):
        told = list(_LISTED.finditer(text, 0, found.start()))
        is_listed = told or _BY_UNIT.search(text, 0, found.start()) or _is_commune(found[1], catalogue)
        of_province = not told and _PROVINCE.search(text, 0, found.start()) is not None
        if of_province and _is_of(found[1], "district", catalogue):
            yield Token(Kind.PLACE, found.start(1), found.end(1), place=f"huyện {found[1]}")
        elif is_listed:
            level = _HANDED_ON.get(fold(told[-1][1] or told[-1][2]), "xã") if told else below
            yield Token(
                Kind.PLACE,
                found.start(1),
                found.end(1),
                place=f"{level} {found[1]}",
            )


def _is_commune(name: str, catalogue: Catalogue) -> bool:
    """Whether a name without its level is one the catalogue has for a commune of any time."""
    return _is_of(name, "commune", catalogue)


@lru_cache(maxsize=4096)
def _is_of(name: str, level: str, catalogue: Catalogue) -> bool:
    """Whether the catalogue has a unit of that name and level, at any time."""
    return any(area.level == level for area in catalogue.areas.named(name))


def _explained(sentence: Aligned) -> Iterator[Token]:
    """`Vũ Sơn, xã đăng ký về đích năm nay, …`: a name whose level is said right behind it."""
    for found in _APPOSED.finditer(sentence.shown):
        yield Token(
            Kind.PLACE,
            found.start(1),
            found.end(1),
            place=f"{found[2]} {found[1]}",
        )


def _others(sentence: Aligned) -> Iterator[Token]:
    """`Các xã còn lại 426 ha`: of units nobody names, and not of the one named last; `cả nước trồng được`: of the country."""
    for found in _COUNTRY.finditer(sentence.shown):
        yield Token(Kind.PLACE, found.start(1), found.end(1), place=clean(found[1]).lower())
    for found in _OTHERS.finditer(sentence.shown):
        if sentence.shown[found.end() :].startswith(":"):
            continue  # `các xã còn lại: Thượng Bình 13/19` names them
        yield Token(
            Kind.PLACE,
            found.start(),
            found.end(),
            place=clean(found[0]).lower(),
        )


def _scored(sentence: Aligned) -> Iterator[Token]:
    """`Minh Hòa 18/19`: a name before a score out of nineteen is a commune."""
    for found in _SCORED.finditer(sentence.shown):
        name = found[1]
        if named := [word for word in _LEVELS if name.lower().startswith(word)]:
            name = name[len(named[0]) :].strip()
        if not name:
            continue
        yield Token(Kind.PLACE, found.start(1), found.end(1), place=f"xã {name}")
        if beside := _BESIDE.search(sentence.shown, 0, found.start(1)):
            yield Token(
                Kind.PLACE,
                beside.start(1),
                beside.end(1),
                place=f"xã {beside[1]}",
            )


def _counted(sentence: Aligned) -> Iterator[Token]:
    """`2 xã đạt chuẩn là Quế Phú và Quế Xuân`: the names behind a count of communes."""
    for found in _COUNTED.finditer(sentence.shown):
        span: tuple[int, int] | None = found.span(1)
        while span:
            place = "xã " + sentence.shown[span[0] : span[1]].strip()
            yield Token(Kind.PLACE, span[0], span[1], place=place)
            following = _NEXT_NAME.match(sentence.shown, span[1])
            span = following.span(1) if following else None
