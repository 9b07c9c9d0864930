"""Where and when a number holds: the places and periods of its clause, then of its paragraph, then of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, takewhile

from etl.catalog import Area, Catalogue
from etl.model import Cell, Period, cumulative
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.titles import TITLED
from etl.recognise.narrative.tokens import Kind, Token
from etl.recognise.narrative.unnamed import SOME, group, in_turn, is_one
from etl.words.period import PeriodWords

_REACHED = re.compile(r"(?<!\w)(?:đến|tới|hết|sang|vào)\s*$")
_AT_END = re.compile(r"(?<!so )(?<!với )(?<!từ )(?<!hơn )(?<!trước )(?<![\d%] )(?<!\w)cuối\s*$")
_CLAUSE = re.compile(r"(?:^\W*|[:;,.]\s*|(?<!\w)(?:trong|sau|qua|cả)\s*)$")
_THROUGH = re.compile(r"\W*(?:trong|qua|sau)(?: suốt)?(?= )")
_BEFORE = re.compile(r"\w")
_AIMS = re.compile(
    r"[^.;:\d]{0,60}(?<!\w)(?:phấn đấu|mục tiêu|dự kiến|đặt chỉ tiêu|kế hoạch|mỗi năm|hằng năm|hàng năm)(?!\w)"
)
_SUMS = re.compile(r"\s*(?:ước |đã )?(?:đạt|được|là|huy động|tăng (?:bình quân|trung bình)|:)(?!\w)")
_COMPARED = re.compile(
    r"(?:so với|so|cùng kỳ|từ|giá so sánh|giá hiện hành|với|\(|trước|cuối|năm|(?<!ước )thực hiện|đầu)\s*(?:cùng kỳ |cuối |thực hiện |đầu )?$|(?<!\w)so (?:với |cùng )?[^,;.\d]{0,40}$|hơn (?:so với )?(?:cùng kỳ |vụ [^,;.\d]{1,14})?$"
)
_OF_CLAIM = re.compile(
    r"(?:\d ?%|lần|vượt) (?:so (?:với )?)?(?:kế hoạch|kh|dự toán|dt|chỉ tiêu|mục tiêu|nghị quyết)(?: [^,;.:\d]{1,30})?\s*$"
)
"""`đạt 46% kế hoạch cả năm`: the time of the plan, not of what was reached."""
_LENT = re.compile(r"(?<!\w)(?:đưa|công nhận)(?: thêm)?(?: các| hai| ba| \d+)?\s*$")
"""`Phấn đấu đưa xã Thanh Bình đạt 19/19 tiêu chí, giảm hộ nghèo còn 3,5%`: the commune is spoken of for its criteria alone."""
_OF_ACT = re.compile(
    r"(?:quyết định|nghị quyết|kế hoạch|công văn|chỉ thị|đề án)(?: số)?[^,;.]{0,30} của (?:[^,;.]{0,20} )?$"
)
_REACH = 160
"""Letters before a place or a time that can say whose or what it is."""
_RISING = ("xã", "huyện", "tỉnh")
_WHOLE = re.compile(
    r"(?<!\w)(?:toàn|cả) (?:huyện|xã(?! hội)|tỉnh|thành phố|thị xã|thị trấn|địa bàn)(?!\w)|(?<!\w)(?:của|trong) huyện(?!\w)|(?<!\w)(?:bình quân|mức chung)(?: chung)?(?: của)?(?: toàn| cả)? (?:tỉnh|huyện)(?!\w)"
)
_COMMUNE = re.compile(r"(?<!\w)(?:toàn|cả|của|trong) xã(?! hội)(?!\w)")
_BARE = re.compile(
    r"(?<!\w)(?<!\d )(?<!các )(?<!số )(?<!mỗi )(?<!lệ )(?:(?:toàn|cả|của|trong|địa bàn) xã(?! (?:hội|viên))|xã (?:đã|có|đạt|còn|đang|phấn đấu|đặt|hiện|huy động|trồng|thực hiện|duy trì|cũng|được))(?!\w)"
)
_LARGER = re.compile(
    r"(?<!\w)(?:(?:toàn|cả|của|trong|địa bàn) (?:huyện|tỉnh|thành phố|thị xã)|(?:các|mỗi|\d|số|tổng số) xã|huyện (?:đã|có|đạt|còn|đang|phấn đấu|đặt|hiện))(?!\w)"
)
_AT = re.compile(r"(?:(?!(?<!\w)(?:vì|do|nhờ)(?!\w))[^,;\d]){0,50}(?<!\w)(?:tại|ở)(?: các)?\s*")
_LISTED = re.compile(r"\s*+[,:(]?\s*+(?:gồm|là|đó là|bao gồm|:|\()")
_SUMMED = re.compile(r"lũy kế|cộng dồn|tính chung|từ đầu năm")
_BY_NOW = re.compile(r"(?<!\w)(?:thì nay|(?:thì|mà) đến nay|nay đã)(?!\w)")
"""`Năm 2015 mới có 1 xã, thì nay đã có 8`: from here on the report's own time."""
_IN_TURN = re.compile(r"lần lượt|theo thứ tự")
_BY_THEN = re.compile(
    r"\s*|(?![^,;]*(?<!\w)(?:thì|nhưng|song|và)(?!\w))[^,;.()\d]{0,32}(?<!\w)(?:trong|vào|đến|tới)(?: hết| cuối)?\s*"
)
_OPENS = re.compile(r"\s*\(\s*")
_ABOVE_COMMUNES = ("ntm_communes", "ntm_criteria_avg", "ntm_criteria_total")


def meet(found: list[Token], position: int, text: str, state: State, context: Context) -> None:
    """Take up a place or a period that is the sentence's own."""
    token = found[position]
    if token.kind is Kind.PLACE and (_OF_ACT.search(*_near(text, token)) or TITLED.match(text, token.end)):
        state.places = []
        return
    if token.kind is Kind.PLACE:
        previous = found[position - 1] if position else None
        is_list = previous is not None and previous.kind is Kind.PLACE and token.start - previous.end < 8
        if _in_brackets(token, text) and state.outside is None:
            state.outside = state.places
        state.places = [*state.places, token.place] if is_list else [token.place]
        state.is_lent = _LENT.search(*_near(text, token)) is not None or (is_list and state.is_lent)
    elif token.period and _is_own(token, text, context) and not _is_tail(found, position, text):
        state.outer = state.period if _in_brackets(token, text) else ""
        state.period = period_code(token.period, context)
        state.weekly = token.period.kind == "this_week"
        state.until = token.period.kind == "until"
        if token.period.kind in ("year", "term") and not _BEFORE.search(
            text, _clause(text, token), token.start
        ):
            state.opened = state.period


def _clause(text: str, token: Token) -> int:
    """Where the words before a token begin: behind the last comma, and behind the `trong`, `qua`, `sau` that opens the sentence."""
    found = _THROUGH.match(text)
    return max(found.end() if found else 0, text.rfind(",", 0, token.start) + 1)


def _near(text: str, token: Token) -> tuple[str, int, int]:
    """The stretch of a text right before a token, as a pattern searches it."""
    return text, max(0, token.start - _REACH), token.start


def _in_brackets(token: Token, text: str) -> bool:
    return text.rfind("(", 0, token.start) > text.rfind(")", 0, token.start)


def _is_tail(found: list[Token], position: int, text: str) -> bool:
    """Whether a period stands right behind a number: it is that number's own (`từ 13,6% năm 2019 xuống …`)."""
    previous = found[position - 1] if position else None
    if previous is None or previous.kind is not Kind.NUMBER:
        return False
    return not text[previous.end : found[position].start].strip()


def period_code(words: PeriodWords, context: Context) -> str:
    """The code of a period's words; `trong tháng`, `trong quý` are the last of the report's own period."""
    last = Period.parse(context.period).last
    if words.kind in ("this_month", "this_week"):
        return f"{last.year:04d}-{last.month:02d}"
    if words.kind == "this_quarter":
        return f"{last.year:04d}-Q{(last.month + 2) // 3}"
    return words.code(context.year)


def _is_own(token: Token, text: str, context: Context) -> bool:
    kind = token.period.kind if token.period else ""
    before = text[max(0, token.start - 60) : token.start]
    is_aside = kind == "year" and before.rstrip().endswith("(")
    if text[token.end :].startswith(" đã "):
        return kind in ("months", "half", "quarter", "month") or (
            kind == "year" and _REACHED.search(before) is not None
        )
    if kind == "year" and _AT_END.search(before):
        return True
    is_span = kind != "date" and (
        kind != "term"
        or context.is_target
        or _is_past_term(token, text, context)
        or _is_aimed_term(token, text)
    )
    return is_span and not is_aside and not _COMPARED.search(before) and not _OF_CLAIM.search(before)


def _is_aimed_term(token: Token, text: str) -> bool:
    """`Giai đoạn 2021-2025, huyện phấn đấu …`: aims of a term, at the head of a clause."""
    return bool(_CLAUSE.search(*_near(text, token)) and _AIMS.match(text, token.end))


def _is_past_term(token: Token, text: str, context: Context) -> bool:
    """`Giai đoạn 2016 - 2020, huyện huy động …`: several years of results, at the head of a clause and over by the report."""
    words = token.period
    is_named = text.startswith(("giai đoạn", "thời kỳ", "nhiệm kỳ"), token.start)
    is_term = _CLAUSE.search(*_near(text, token)) or (is_named and _SUMS.match(text, token.end))
    is_sum = is_named and _SUMS.match(text, token.end) is not None
    is_over = words is not None and words.to_year <= (context.dated.year if context.dated else context.year)
    return bool(is_term and (is_over or is_sum))


def small(area: str) -> bool:
    """Whether a place is a commune, a ward or a town."""
    return area.startswith(("xã ", "phường ", "thị trấn "))


def speaks_of_all(text: str) -> bool:
    """Whether a sentence speaks of a district or province, whatever commune its heading names."""
    return _LARGER.search(text) is not None


def refer(state: State, text: str, found: list[Token]) -> None:
    """`Toàn xã`, `xã đã đạt` without a name stand for the commune spoken of last, to the end of its paragraph."""
    communes = [t for t in found if t.kind is Kind.PLACE and small(t.place)]
    if speaks_of_all(text):
        state.here = ""
    elif not communes and _BARE.search(text):
        state.here = state.named or (SOME if is_one(text) else "")
    if communes:
        state.named = communes[0].place if len({t.place for t in communes}) == 1 else ""
        state.here = ""
    state.places = [state.here] if state.here else state.places


def _has_period(seen: Stretch, since: int) -> bool:
    """Whether the words since the last figure name a time of their own."""
    return any(t.kind is Kind.PERIOD and since <= t.start < seen.token.start for t in seen.found)


def narrow(seen: Stretch, state: State, context: Context) -> None:
    """Places hold for their clause, `toàn huyện` ends them; `lũy kế` without a span of its own runs to the report's period."""
    token, text = seen.token, seen.text
    if ")" in seen.gap and state.outer:
        state.period, state.outer = state.outer, ""
    if ")" in seen.gap and state.outside is not None:
        state.places, state.outside = state.outside, None
    is_summed, is_now = _SUMMED.search(seen.gap), _BY_NOW.search(seen.gap)
    if (is_summed or is_now) and not _has_period(seen, state.stop):
        state.period = context.period if is_now else _so_far(context)
    if ";" in seen.gap or _WHOLE.search(seen.before):
        start = max(text.rfind(";", 0, token.start), 0)
        whole = [m for m in _WHOLE.finditer(text, start, token.start)][-1:]
        start = whole[0].start() if whole else start
        places = [t for t in seen.found[: seen.position] if t.kind is Kind.PLACE]
        larger = _above(whole[0][0], context) if whole else []
        peers = [place for place in state.places if is_peer(place, context)]
        state.places = (
            [t.place for t in places if t.start >= start] or larger or _itself(places, seen, context)
        )
        state.places = state.places or ([state.here] if state.here else [] if whole else peers)
        state.queue = []
    if len(state.places) > 1 and _IN_TURN.search(seen.before):
        state.queue, state.places, state.turn = state.places, [], None
    if not state.places and not state.queue:
        state.queue = in_turn(text[: token.start]) if _IN_TURN.search(seen.before) else []
        state.places = [] if state.queue or small(context.area) else group(text)


def is_peer(place: str, context: Context) -> bool:
    """Whether a place is the country or a district beside the report's own: what follows its figure is not told of the other one."""
    return place in ("cả nước", "toàn quốc") or (
        place.startswith("huyện ") and context.area.startswith("huyện ") and place != context.area
    )


def _above(words: str, context: Context) -> list[str]:
    """`Toàn tỉnh` in a district's report is the province it lies in; as written where nobody says which."""
    level = next((level for level in ("tỉnh", "huyện", "xã") if words.endswith(level)), "")
    own = next((n for n, level in enumerate(_RISING) if context.whole.startswith(level)), len(_RISING))
    if level not in _RISING or _RISING.index(level) <= own:
        return []
    return [next((area for area in context.above if area.startswith(level)), f"toàn {level}")]


def below(area: str) -> str:
    """The level of the units an area is made of."""
    return "huyện" if area.startswith(("tỉnh ", "thành phố ")) else "xã"


def _so_far(context: Context) -> str:
    """From January to the end of the report's own period."""
    own = Period.parse(context.period)
    return context.period if own.first.month == 1 else cumulative(own.year, own.last.month).code


def _itself(places: list[Token], seen: Stretch, context: Context) -> list[str]:
    """`Tại xã Cò Nòi, toàn xã có …`: the commune just named, where the report itself speaks of a larger unit."""
    said = _COMMUNE.search(seen.before) is not None and not context.area.startswith("xã ")
    communes = [token.place for token in places if token.place.startswith("xã ")]
    return communes[-1:] if said else []


_YEARS_AIM = re.compile(r"(?<!\w)(?:mục tiêu|phấn đấu|kế hoạch)(?: đến| tới)? (?:hết |cuối |cả )năm\D{0,12}$")
"""`Tỷ lệ hộ nghèo còn 8,9%, mục tiêu cuối năm 6,5%`."""


def when(seen: Stretch, state: State, context: Context) -> str:
    """The period of a number: the one said right behind it (`… tiêu chí trong tháng 12`), the year it is an aim of, else its clause's."""
    if _YEARS_AIM.search(seen.before):
        return f"{context.year:04d}"
    for token in seen.found[seen.position + 1 : seen.position + 3]:
        if token.kind is Kind.NUMBER:
            break
        if token.period and token.period.kind not in ("date", "term"):
            said = _BY_THEN.fullmatch(seen.text, seen.token.end, token.start) or (
                _OPENS.fullmatch(seen.text, seen.token.end, token.start) and seen.text[token.end :][:1] == ")"
            )
            return period_code(token.period, context) if said else state.period
    return state.period


def spread(cell: Cell, seen: Stretch, state: State, context: Context, catalogue: Catalogue) -> Iterator[Cell]:
    """One cell a place: the next in turn, the list before the number, or the places that follow it."""
    places = [state.queue[0]] if state.queue else _behind(seen) or state.places or _list_behind(seen)
    if state.is_lent and cell.indicator and not cell.indicator.startswith("ntm_"):
        places = []
    if cell.indicator.startswith(_ABOVE_COMMUNES) or "commune_share" in cell.indicator:
        places = [p for p in places if not small(p) and p != SOME]
    for area in places or [context.area]:
        found = area_id(area, cell.period, catalogue) or area_id(area, context.period, catalogue)
        yield replace(cell, area=area, area_id=found)


def _behind(seen: Stretch) -> list[str]:
    end = seen.token.end
    near = takewhile(lambda token: token.start <= end + _REACH, islice(seen.found, seen.position + 1, None))
    places = (t for t in near if t.kind is Kind.PLACE)
    return [t.place for t in places if _AT.fullmatch(seen.text, seen.token.end, t.start)][:1]


def _list_behind(seen: Stretch) -> list[str]:
    if seen.token.unit != "criteria" or not _LISTED.match(seen.text[seen.token.end :]):
        return []
    return [t.place for t in seen.found[seen.position + 1 :] if t.kind is Kind.PLACE]


def area_id(words: str, period: str, catalogue: Catalogue) -> str:
    """The catalogue's unit of that name when the period ended; empty outside the catalogue."""
    found = catalogue.areas.find(words, Period.parse(period).last)
    return found.id if isinstance(found, Area) else ""
