"""Numbers of a sentence with their units: sums of money in parts, fractions, ranges, and what only looks like a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from etl.catalog import Catalogue
from etl.recognise.narrative.tokens import Kind, Token
from etl.recognise.narrative.worded import of_base, worded
from etl.words.number import NUMBER, in_prose

_NOT_FIGURE = re.compile(
    r"(?<!\w)(?:(?<!tổng )(?<!con )số|điều|khoản|(?<!dứt )(?<!thời )điểm|quyết định|nghị quyết|công văn|thông tư|nghị định|chỉ thị|luật|quốc lộ|tỉnh lộ|đường tỉnh|ql|tl|đt|km|"
    r"khóa|khoá|lần thứ|thứ|kỳ họp thứ|covid|hội nghị|đơn vị(?: tính)?|đvt|bão|mã xã|(?<!sông )mã|tiểu mục|phụ lục|biểu|"
    r"đề án trồng|chương trình trồng|phong trào trồng|đề án|phong trào|điện thoại|fax|hotline|tầng|phiên bản)\s*[-:.]?\s*$"
)
_BROKEN = r"(?<![\w.,/])(?<!tháng )(?<!ngày )(?<!năm )(?<!quý )(?<!số )(?<!khóa )(?<!thứ )\d{1,3}\. \d{3}(?=\s*(?:nghìn|triệu|tỷ|ha|tấn|tạ|con|cây|hộ|người|m2|m3|km)(?!\w))"
"""`31. 881 tấn`: a blank slipped in behind the mark of the thousands."""
_NUMBERS = re.compile(f"{_BROKEN}|{NUMBER.pattern}")
_DOCUMENT = re.compile(r"/[a-zđ]|-[a-zđ]{2}|/\d{4}/[a-zđ]")
_SET = re.compile(r"(?<!\w)(?:thực hiện|rà soát|đánh giá|thẩm định|thẩm tra|triển khai|theo|bộ|gồm)\s*$")
"""`rà soát 19 tiêu chí`: how many there are, not how many are met."""
_LINE_NUMBER = re.compile(r"^\s*(?:[-+*•]\s*)?$")
_PARTS = (("billion_VND", ("triệu", "nghìn", "ngàn")), ("million_VND", ("nghìn", "ngàn")))
_MORE = re.compile(r"\s+(\d{1,3}(?:[.,]\d+)?)\s*(triệu|nghìn|ngàn)(?:\s*đồng)?(?!\w)")
_HALF = re.compile(r"\s+rưỡi(?:\s+đồng)?(?!\w)")
_FRACTION = re.compile(r"\s*/\s*(\d+(?:[.,]\d+)*)(?![.,]?\d)")
_BOUND = re.compile(r"\s?%\s?[-–]\s?\d[\d.,]*\s?%")
"""`5%-7%`: a range that says its unit twice."""
_RANGE = re.compile(r"\s*(?:[-–]|đến|tới|lên|xuống(?: còn)?)\s*(?=\d)")
_BESIDE = re.compile(r"\(\s*(?:kh|kế hoạch|dự toán|cùng kỳ|ck)(?: năm)?(?: \d{4})?(?: là)?\s*:?\s*$")
"""`2.310 người (KH: 2.200)`: a number that needs no unit of its own."""
OF_THINGS = re.compile(
    r"\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+)?(?:lít|mét|viên|cái|chiếc|bao|chai|lon|hộp|quả|bông|bản|cuốn|trang|thùng|sợi|đôi|bộ|tờ|giờ|phút|cành|gốc|hom|giống|cây|con|"
    r"kwh|mwh|kw|đô|usd|m2|m3|sản phẩm|tài khoản|giao dịch|thuê bao|người|hộ|thẻ|đơn vị|lượt|lao động|dân|suất|tấn|tạ|yến|bó|bầu|hồ sơ)(?!\w)"
)
"""`9,5 triệu lít` is no money; what is counted in a unit nobody knows is told, never taken for đồng."""
_EACH = "kg/person"
_BARE = ("triệu", "tỷ", "tỉ")
_PER_HEAD = re.compile(r"lương thực[^;.]*(?:bình quân|/)\s*(?:đầu )?người|bình quân lương thực")
"""`Lương thực bình quân đầu người trên 480 kg`."""
_ONE_OF = re.compile(r"[^\W\d]\s*/\s*0?1$")
_PER_ONE = re.compile(r"\s*/\s*0?1\s+(?=xã)")


def numbers(text: str, catalogue: Catalogue) -> Iterator[Token]:
    """Every number of a folded sentence that can be a figure, with its unit: those said in words first."""
    yield from worded(text)
    units = _unit_pattern(catalogue)
    previous = ""
    for found in _NUMBERS.finditer(text):
        is_broken = ". " in found[0]
        read = in_prose(found[0].replace(". ", "."))
        if read is not None and not _is_label(text, found):
            token = _number(text, found, read, units, catalogue)
            if not token.unit and _is_beside(text, found):
                token = replace(token, unit=previous)
            if token.unit == "kg" and (
                previous == _EACH or _PER_HEAD.search(text[max(0, found.start() - 70) : found.start()])
            ):
                token = replace(token, unit=_EACH)
            previous = token.unit
            told = replace(token, is_compound=True, is_unusual=True) if is_broken and token.unit else token
            yield of_base(told, text)


def _is_beside(text: str, found: re.Match[str]) -> bool:
    """Whether a number closes brackets that only name what it is beside."""
    start = found.start()
    return text.startswith(")", found.end()) and _BESIDE.search(text, max(0, start - 60), start) is not None


def _is_label(text: str, found: re.Match[str]) -> bool:
    """A document, a road, a phone, a line's own number: what is counted, not how much."""
    before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() : found.end() + 12]
    is_line = (
        after[:1] in (".", ")") and after[1:2] in (" ", "") and _LINE_NUMBER.match(text, 0, found.start())
    )
    is_unit = after.startswith(" xã") and _ONE_OF.search(before + found[0])
    is_set = found[0] == "19" and after.startswith(" tiêu chí") and _SET.search(before)
    return bool(is_line or is_unit or is_set or _DOCUMENT.match(after) or _NOT_FIGURE.search(before))


def _number(
    text: str, found: re.Match[str], read: tuple[Decimal, bool], units: re.Pattern[str], catalogue: Catalogue
) -> Token:
    """A number with its unit; `418/400 ha` and `584,3 ha/600 ha` keep the second number as `of`."""
    end, of, second = found.end(), "", None
    fraction = None if _PER_ONE.match(text, end) else _FRACTION.match(text, end)
    if fraction and not text[fraction.end() :].startswith("/"):
        of, end = fraction[1], fraction.end()
    unit = units.match(text, end)
    unit = None if unit and unit[1] in _BARE and OF_THINGS.match(text, unit.start(1)) else unit
    if unit and not of:
        fraction = _FRACTION.match(text, unit.end())
        second = units.match(text, fraction.end()) if fraction else None
        words = catalogue.unit_words
        of = fraction[1] if fraction and second and words[second[1]] == words[unit[1]] else ""
    code = catalogue.unit_words[unit[1]] if unit else "criteria" if of == "19" else ""
    whole = _whole(text, unit, code, of, read[0], catalogue)
    if whole:
        return Token(
            Kind.NUMBER, found.start(), whole[1], whole[0], "VND", number_end=whole[1], is_compound=True
        )
    stop = (second if of and second else unit).end() if unit else end
    span = (fraction.start(1), fraction.end(1)) if of and fraction else (0, 0)
    low = _low(text, found, units, catalogue) if not code else ""
    is_low = bool(low) or _BOUND.match(text, found.end()) is not None
    return Token(
        Kind.NUMBER, found.start(), stop, read[0], code or low, of, found.end(), read[1],
        of_span=span, edge="low" if is_low else _edge(text, found),
    )  # fmt: skip


def _low(text: str, found: re.Match[str], units: re.Pattern[str], catalogue: Catalogue) -> str:
    """The unit of `8` in `8 - 9%`."""
    dash = _RANGE.match(text, found.end())
    other = NUMBER.match(text, dash.end()) if dash else None
    unit = units.match(text, other.end()) if other else None
    return catalogue.unit_words[unit[1]] if unit else ""


def _edge(text: str, found: re.Match[str]) -> str:
    return (
        "high"
        if re.search(
            r"(?<![\w.,/-])\d[\d.,]*(?:\s*(?:[-–]|đến|tới)|\s?%\s?[-–])\s*$", text[: found.start()][-24:]
        )
        else ""
    )


def _whole(
    text: str, unit: re.Match[str] | None, code: str, of: str, value: Decimal, catalogue: Catalogue
) -> tuple[Decimal, int] | None:
    """`126 tỷ 350 triệu đồng`, `2 tỷ rưỡi`: the sum of the parts in đồng, and where it ends."""
    if unit is None or of or code not in dict(_PARTS):
        return None
    scale, end = catalogue.units[code].factor, unit.end()
    half = _HALF.match(text, end)
    if half:
        return (value + Decimal("0.5")) * scale, half.end()
    total = value * scale
    while more := _MORE.match(text, end):
        part, rest = catalogue.unit(more[2] + " đồng"), in_prose(more[1])
        if part is None or rest is None or part.factor >= scale:
            break
        total, end, scale = total + rest[0] * part.factor, more.end(), part.factor
    return (total, end) if end != unit.end() else None


@lru_cache(maxsize=4)
def _unit_pattern(catalogue: Catalogue) -> re.Pattern[str]:
    ordered = "|".join(re.escape(word) for word in sorted(catalogue.unit_words, key=len, reverse=True))
    return re.compile(rf"\s*(%(?! điểm)|(?:{ordered})(?![\wà-ỹ]))")
