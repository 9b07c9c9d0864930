"""What a sentence says and no figure can hold: told to the reader, so that nothing falls out of a text unseen."""

from __future__ import annotations

import re

from etl.model import Finding, Measure, Period, Place, Severity
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.roles import Role
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Kind, Token
from etl.words.aligned import Aligned

_THEN = (
    r"(?:cùng )?(?:tháng|quý|tuần|kỳ|nhiệm kỳ|giai đoạn|đợt) (?:trước|liền kề)|(?:cuối|đầu) (?:năm|tháng|quý|kỳ|nhiệm kỳ|vụ|giai đoạn)|"
    r"nhiệm kỳ|tháng \d+(?![\d/]| năm| cùng kỳ)"
)
_ELSEWHERE = re.compile(rf"so (?:với )?(?:thời điểm )?(?:{_THEN})")
_THAN = re.compile(rf"\s*(?:so (?:với )?)?(?:thời điểm )?(?:{_THEN})")
_YEAR = re.compile(
    r"so (?:với )?(?:(?:ước )?thực hiện )?(?:\d+ )?(?:tháng (?:\d+[ /]*|đầu )?|quý \w+[ /]*)?(?:năm )?((?:19|20)\d\d)(?!\d)"
)
_YEAR_END = re.compile(r"so (?:với )?(?:thời điểm )?cuối năm (?:trước|ngoái|((?:19|20)\d\d))")
"""What stood at the end of last year is last year's figure, for a report on a whole year."""
_PLAN = re.compile(r"\s*so (?:với )?(?:kế hoạch|kh(?!\w)|dự toán|chỉ tiêu|mục tiêu)")
_COMPARED = re.compile(r"[^,;.\d]{0,12}(?:so (?:với )?|(?<!\w)cùng kỳ)")
_NO_DATA = re.compile(r"(?<!\w)(?:chưa|không) có (?:số liệu|báo cáo số liệu)(?!\w)")
_NEVER_TOLD = re.compile(
    r"\s*(?:chí(?!\w)|(?:số )?(?:đại biểu|phiếu|ý kiến|cử tri|đảng viên|hội viên|đoàn viên|chi bộ|chi, đảng bộ|đảng bộ|cán bộ|học sinh))"
)
"""`41 đồng chí`, `100% số phiếu`: counted, but of no place's economy."""
_TELLING = frozenset(
    {"communes", "villages", "districts", "households", "criteria", "targets", "times", "%", "pp", "VND"}
)
"""Units of what reports are about; of others a number nobody asked for (fires, classes, guests) stays in its sentence."""
_GROUP = re.compile(r"\d (?:xã|thôn|huyện|đơn vị)[^;.\d]{0,40}$|(?:xã|thôn|huyện|nhóm)[^;.\d]{0,24}$")
_THRESHOLD = re.compile(
    r"(?<!\w)(?:\d+|hai|ba|bốn|sáu|bảy|tám|chín|mười) (?:xã|thôn|huyện|đơn vị|hộ|trường)(?!\w)[^;:\d]{0,24}(?<!\w)(?:có|đạt)(?!\w)[^;:\d]{0,40}"
    r"(?<!\w)(?:dưới|trên|từ|hơn|thấp hơn|cao hơn|không quá)\s*$"
)
_NEAR = 160
"""Letters before a number that can say what it is a limit or a group of."""
_IN_TURN = re.compile(r"[^;.\d]{0,40}lần lượt")
_BALLOT = re.compile(
    r"(?<!\w)(?:phiếu|tín nhiệm|tán thành|biểu quyết|bầu|trúng cử|đại biểu)(?!\w)[^;.]{0,30}$"
)


def tell(code: str, sentence: Aligned, span: tuple[int, int], context: Context) -> None:
    """Tell of some words of a sentence."""
    start, end = (sentence.at[at] + context.offset for at in span)
    place = Place(context.file, context.at, start, end)
    context.left.append(Finding(code, Severity.NOTE, place, (("text", sentence.words(*span)),)))


def has_other_base(seen: Stretch, context: Context, state: State) -> bool:
    """Whether a comparison is with a time no measure is for: last month, the end of last year, the start of a term, a year long past."""
    behind = re.split(r"[;.](?!\d)|, (?=\w)", seen.after)[0]
    before = "" if _COMPARED.search(behind) else _own_words(seen)
    if _ELSEWHERE.search(behind) or _ELSEWHERE.search(before):
        return True
    if seen.token.unit == "times" and _THAN.match(behind):
        return True
    year = _YEAR.search(behind) or _YEAR.search(before)
    if year is None:
        return False
    return int(year[1]) not in last_years(context, state)


def _own_words(seen: Stretch) -> str:
    """The words before a number, without a comparison that still belongs to the number before it."""
    before = seen.before.rpartition("(")[2]
    is_second = any(token.kind is Kind.NUMBER for token in seen.found[: seen.position])
    return before.partition(",")[2] if is_second and _COMPARED.match(before) else before


def last_years(context: Context, state: State) -> set[int]:
    """The years that are last year, of the report and of the time its sentence speaks of."""
    return {context.year - 1, Period.parse(state.period or context.period).year - 1}


def is_threshold(seen: Stretch) -> bool:
    """`10 xã có tỷ lệ hộ nghèo dưới 7%`: what the counted have in common, nobody's own rate."""
    start = seen.token.start
    near = max(0, start - _NEAR)
    return seen.token.unit in ("%", "pp") and _THRESHOLD.search(seen.text, near, start) is not None


def is_unsettled(said: Role, seen: Stretch, context: Context, state: State) -> bool:
    """Whether a change in units is against something else than last year's value, which no later check may take it for."""
    if said.measure is not Measure.CHANGE_ABS:
        return False
    if _PLAN.match(seen.after):
        return True
    own = Period.parse(state.period or context.period)
    end = _YEAR_END.search(seen.after) if own.code == f"{own.year:04d}" else None
    is_last_year = end is not None and int(end[1] or own.year - 1) == own.year - 1
    return not is_last_year and has_other_base(seen, context, state)


def leave(seen: Stretch, context: Context, state: State) -> None:
    """Tell of a number no figure was made of, unless it is none: a person's vote, the edge of a band, an event."""
    token = seen.token
    if (
        token.unit not in _TELLING
        or token.edge
        or is_threshold(seen)
        or _NEVER_TOLD.match(seen.after)
        or _BALLOT.search(seen.before)
    ):
        return
    if token.unit == "criteria" and _GROUP.search(seen.text, max(0, token.start - _NEAR), token.start):
        return
    if _IN_TURN.match(seen.after):
        return
    is_compared = token.unit == "times" or has_other_base(seen, context, state)
    code = "other_base" if is_compared else "unread_number"
    tell(code, seen.sentence, (token.start, token.end), context)


def one_family(sentence: Aligned, found: list[Token], context: Context) -> None:
    """Tell of what one family has: true, and no figure of its commune."""
    for token in found:
        if token.kind is Kind.NUMBER and token.unit:
            tell("of_one_family", sentence, (token.start, token.end), context)


def missing(sentence: Aligned, context: Context) -> None:
    """Tell of figures a sentence says are not there yet."""
    for found in _NO_DATA.finditer(sentence.folded):
        tell("no_data", sentence, (0, found.end()), context)
