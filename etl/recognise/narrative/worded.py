"""Numbers said in words: `hai xã`, `một nửa số hộ`, `gấp đôi cùng kỳ`, `bằng cùng kỳ`, `chưa có xã nào`, `không phát sinh thu`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal

from etl.model import Measure
from etl.recognise.narrative.tokens import Kind, Token

SAID = re.compile(
    r"(?<!\w)(?:hai|ba|bốn|sáu|bảy|tám|chín|mười) (?:xã|thôn)(?!\w)|(?:chưa|không)(?: còn)? (?:có|phát sinh)|không còn|một nửa|gấp (?:đôi|ba|rưỡi)"
    r"|(?:tương đương|bằng|ngang|xấp xỉ)(?: với| so với| bằng)? (?:cùng kỳ|ck)(?!\w)",
    re.IGNORECASE,
)
"""What makes a paragraph without digits worth reading."""
_WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_COUNT = re.compile(
    r"(?<!\w)(?<!thứ )(?<!lần )(?<!tháng )(?<!mươi )(hai|ba|bốn|năm(?= \()|sáu|bảy|tám|chín|mười)(?: \(0?(\d+)\))? (xã, thị trấn|xã|thôn|huyện)(?! hội)(?!\w)"
)
"""`Một xã` is any commune, and `năm xã` may be a year's: neither is read as a count."""
_UNITS = {"xã": "communes", "xã, thị trấn": "communes", "thôn": "villages", "huyện": "districts"}
_HALF = re.compile(r"(?<!\w)một nửa(?= (?:tổng )?(?:số|diện tích|sản lượng)(?!\w))")
_NONE = re.compile(r"(?<!\w)(?:chưa|không)(?: hề)? có (xã|thôn|huyện) nào(?! dưới)(?!\w)")
_NOTHING = re.compile(
    r"(?<!\w)không (?:có )?phát sinh(?=(?: các| khoản| nguồn| số)* (?:thu|chi|nợ|thuế|lệ phí|phí|tiền)(?!\w))"
)
_SAME = re.compile(
    r"(?<!\w)(tương đương|xấp xỉ|ngang bằng|ngang|bằng)(?: với)?(?: so với)?(?= (?:cùng kỳ|ck)(?!\w))"
)
_MULTIPLE = re.compile(r"(?<!\w)gấp (đôi|rưỡi|ba|bốn)(?!\w)(?! lần)")
_FOLD = {"đôi": Decimal(200), "rưỡi": Decimal(150), "ba": Decimal(300), "bốn": Decimal(400)}
_PLAN = r"(?:kế hoạch|kh|dự toán|dt|chỉ tiêu)(?!\w)"
_OF_PLAN = re.compile(rf"\s*(?:so (?:với )?)?{_PLAN}")
_OF_SAME = re.compile(r"\s*(?:so (?:với )?)?(?:cùng kỳ|ck|sv?ck|năm trước|năm ngoái)(?!\w)")
_THAN_YEAR = re.compile(r"\s*so (?:với )?(?:năm )?((?:19|20)\d\d)(?!\d)")
_REACHES = re.compile(r"(?<!\w)(?:bằng|đạt|được|hoàn thành|mới)\s*(?:khoảng|gần|trên|hơn|\s)*$")
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


def worded(text: str) -> Iterator[Token]:
    """Every number of a folded sentence that no digits say."""
    for found in _COUNT.finditer(text):
        if int(found[2] or _WORDS[found[1]]) == _WORDS[found[1]]:
            yield _token(found, Decimal(_WORDS[found[1]]), _UNITS[found[3]], found.start(3))
    for found in _HALF.finditer(text):
        yield replace(_token(found, Decimal(50), "%"), measure=Measure.ACTUAL)
    for found in _NONE.finditer(text):
        yield _token(found, Decimal(0), _UNITS[found[1]])
    for found in _NOTHING.finditer(text):
        yield _token(found, Decimal(0), "VND")
    for found in _SAME.finditer(text):
        same = replace(_token(found, _HUNDRED, "%"), measure=Measure.PCT_OF_SAME_PERIOD)
        yield replace(same, is_about=found[1] in ("tương đương", "xấp xỉ"))
    for found in _MULTIPLE.finditer(text):
        yield of_base(_token(found, _FOLD[found[1]] / _HUNDRED, "times"), text)


def _token(found: re.Match[str], value: Decimal, unit: str, number_end: int = 0) -> Token:
    end = number_end or found.end()
    return Token(
        Kind.NUMBER, found.start(), found.end(), value, unit, number_end=end, is_compound=True, is_worded=True
    )


def of_base(token: Token, text: str) -> Token:
    """`1,35 lần dự toán`, `2/3 kế hoạch`, `gấp đôi cùng kỳ`: a share of the plan or of the same period, in percent."""
    is_part = token.of and not token.unit and _REACHES.search(text, max(0, token.start - 80), token.start)
    if token.unit != "times" and not is_part:
        return token
    of_plan = _OF_PLAN.match(text, token.end)
    if not of_plan and not (_OF_SAME.match(text, token.end) and not is_part):
        return token
    return _in_percent(token, text, Measure.PCT_OF_PLAN if of_plan else Measure.PCT_OF_SAME_PERIOD)


def of_year(token: Token, text: str, years: Collection[int]) -> Token:
    """`Tăng 1,4 lần so với năm 2018`, where one of `years`, each the last one, is that year: a share of the same period."""
    base = _THAN_YEAR.match(text, token.end) if token.unit == "times" else None
    is_last = base is not None and int(base[1]) in years
    return _in_percent(token, text, Measure.PCT_OF_SAME_PERIOD) if is_last else token


def _in_percent(token: Token, text: str, measure: Measure) -> Token:
    """A multiple or a fraction as a share; `tăng 2 lần` may also be meant as three times as much, and is marked."""
    share = _share(token)
    if share is None:
        return token
    rounded = share.quantize(_CENT)
    return replace(
        token, value=rounded, unit="%", of="", number_end=token.end, is_compound=True, is_about=rounded != share, measure=measure,
        is_unusual=re.search(r"(?<!\w)tăng\s*(?:khoảng|gần|trên|hơn|\s)*$", text[max(0, token.start - 80) : token.start]) is not None,
    )  # fmt: skip


def _share(token: Token) -> Decimal | None:
    """The percent a multiple or a fraction makes; None of a fraction that says more than the whole or has a decimal mark."""
    if token.value is None:
        return None
    if not token.of:
        return token.value * _HUNDRED
    if not token.of.isdigit() or not 0 < token.value < int(token.of):
        return None
    return token.value * _HUNDRED / int(token.of)
