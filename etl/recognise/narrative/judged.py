"""Which numbers are figures, and what each says of its subject: the role of its words, after what speaks against it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from etl.catalog import Catalogue
from etl.model import Measure, Period
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.left import has_other_base, is_threshold
from etl.recognise.narrative.meanings import RATIOS
from etl.recognise.narrative.rates import is_each_year
from etl.recognise.narrative.roles import LEVEL, Role, giver, role
from etl.recognise.narrative.scope import small
from etl.recognise.narrative.shares import SPENT, THOSE
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Kind
from etl.recognise.phrases import GROWTHS, fits

FREE = frozenset({
    "land", "mass", "money", "foreign_money", "share", "animals", "trees", "yield", "plot", "volume", "points",
})  # fmt: skip
"""Kinds of units whose numbers are figures even where nobody knows yet what they measure."""
_STATED = re.compile(
    r"sơ bộ|chính thức|tức|tương ứng|tương đương|kế hoạch|kh(?!\w)|dự toán|cùng kỳ|năm trước|tỷ lệ|tỉ lệ|chiếm|tỷ trọng|(?:tăng|giảm|đạt|bằng)\s*(?:\w+\s*)?$"
)
_BASE = re.compile(r"so với|kế hoạch|kh(?!\w)|dự toán|cùng kỳ|năm trước|nghị quyết|chỉ tiêu|mục tiêu")
_AIM = re.compile(
    r"(?<!\w)(?:phấn đấu(?!\s*[,;.)])|quyết tâm(?= (?:đạt|hoàn thành|thực hiện|phấn đấu|đưa|giảm|trồng|thu|nâng|giữ|có|xây dựng))|dự kiến(?= (?:gieo|trồng|sản xuất|cấy|xuống giống|huy động|xây dựng))|chỉ tiêu đặt ra|đặt mục tiêu|yêu cầu|(?<!vượt )(?<!đạt )(?<!với )(?<!chương trình )mục tiêu(?! quốc gia| đại hội| nghị quyết| đề ra)|kế hoạch đến)(?!\w)"
)
_NEAR_AIM = re.compile(r"phấn đấu[^,;.:]{0,40}$")
_DONE = re.compile(r"(?<!\w)(?:đã|đến nay|hiện)(?!\w)")
_PERSONS = re.compile(
    r"\s*(?:số )?(?:đại biểu|phiếu|ý kiến|cử tri|đảng viên|hội viên|đoàn viên|chi bộ|chi, đảng bộ|đảng bộ|cán bộ|học sinh|số phiếu)"
)
_VOTED = re.compile(
    r"(?<!\w)(?:phiếu|tín nhiệm|tán thành|biểu quyết|bầu|trúng cử|đại biểu)(?!\w)[^;.]{0,30}$"
)
_AREA = re.compile(r"(?<!\w)dt(?!\w)")
"""`DT` before hectares is an area, elsewhere an estimate (`dự toán`)."""
_WELL = 45
"""Days before a time ends in which its results are told as reached."""
_ALL_OF_THEM = 19
"""`Phấn đấu …, đạt 19/19 tiêu chí` is an aim; fewer are those reached so far."""
_PER_PLOT = re.compile(r"[\s\d.,–-]*+(?:con)?\s*+/\s*(?:m2|m²|khóm|bông|lá|bẫy)(?!\w)")
"""`300 - 500 con/m2`: how dense a pest is, no herd."""
_OF_SOME = re.compile(r"^\s*(?:đã |cùng |đều |mới )?(?:đạt|hoàn thành|có)\s*(?:chuẩn |đủ |từ )*$")
"""`6 xã đạt 19/19 tiêu chí`: what the counted have met, and no score of the district."""
_EDGE = re.compile(r"(?:dưới|trên|từ)\s*$")
_INDEXES = ("cpi",)
"""In percent, and yet no share: it rises by percent, not by points."""
_SOFT = (Measure.CHANGE_PCT_YOY, Measure.PCT_OF_PLAN, Measure.CHANGE_ABS)
_DONE_OF = re.compile(r"[\s;,]*+(?:đạt|bằng|hoàn thành)?\s*+")
_SAME = re.compile(r"(?<!\w)(?:cùng kỳ|ck|sv?ck|năm trước|năm ngoái)(?!\w)")
_OTHER_BASE = re.compile(r"\s*[,;]\s*(?:và )?(?:bằng|đạt)\s*[\d.,]++\s*%[^,;.]*(?:cùng kỳ|năm trước)")
"""`bằng 23,17%, bằng 60% cùng kỳ`: the second says its base, which is none of the first."""
_PLANNED = re.compile(r"(?<!\w)(?:kế hoạch|kh|dự toán|dt|chỉ tiêu|nghị quyết|giao)(?!\w)")
_OF_TARGETS = re.compile(r"\d+ chỉ tiêu[^,;]*$")
"""`5 chỉ tiêu đạt trên 75%`: how far targets have come, and no figure of theirs."""
_PLANNED_SHARE = re.compile(r"\(\s*(?:kế hoạch|kh|chỉ tiêu|nghị quyết)(?: giao| năm| đề ra)?(?: là|:)?\s*$")
"""`tăng 5,2% (kế hoạch là 4%)`: by how much it was to rise, no share of a plan."""
_RATE = re.compile(
    r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|độ che phủ|chiếm|cơ cấu|số (?:liệu )?(?:sơ bộ|chính thức))(?!\w)[^;]*$"
)
_ALONE = re.compile(r"\s*+[,;]?\s*+(?:riêng|còn|và)\s(?:[^\W\d]+\s){1,4}$")
"""`… đạt 50%, riêng Bắc Sơn 63%`: the same claim of another place."""
_DISTRICT = re.compile(r"(?<!\w)huyện (?:đã |hiện )?(?:đạt|hoàn thành|có)\s*$")


def judged(code: str, seen: Stretch, state: State, context: Context, catalogue: Catalogue) -> Role | None:
    """The role of a number of that indicator (or of none); None where it is no figure."""
    before = _own_words(seen, state)
    if _aimed_from(seen.text) <= seen.token.start:
        state.aims = True
    if seen.token.edge == "high" and state.said and not code.startswith("ntm_criteria_met"):
        return state.said
    if is_threshold(seen):
        return None
    if seen.token.measure:
        return Role(seen.token.measure, giver=giver(seen.after))
    if not _is_figure(code, seen, before, state, context, catalogue):
        return None
    is_ratio = _is_ratio(code, seen, before, state, catalogue)
    said = role(before, seen.after, seen.token.unit, state.carried or state.based, is_ratio, state.said)
    said = _based_on(said, seen, catalogue)
    if _is_of_nothing(code, said, before, is_ratio) or (
        said.measure is Measure.CHANGE_PCT_YOY and has_other_base(seen, context, state)
    ):
        return None
    said = _as_the_indicator_has_it(code, said, before, seen, catalogue)
    return _aimed(said, seen, before, state, context)


def _is_of_nothing(code: str, said: Role, before: str, is_ratio: bool) -> bool:
    """Whether no word says what a share is of, or it is by how much something was planned to rise."""
    is_planned = said.measure is Measure.PCT_OF_PLAN and not is_ratio and _PLANNED_SHARE.search(before)
    return bool(is_planned) or (said.is_bare and code not in SPENT)


def _is_arrived(before: str, state: State) -> bool:
    """`từ 35% lên 42%`: the level after the one that was left behind."""
    left = state.said is not None and state.said.measure is Measure.SAME_PERIOD
    return left and LEVEL.search(before) is not None


def _as_the_indicator_has_it(code: str, said: Role, before: str, seen: Stretch, catalogue: Catalogue) -> Role:
    """What words of change mean for an indicator that is itself a growth, a count of new ones, or a value compared yearly."""
    if said.measure is Measure.CHANGE_ABS and _is_count_of_new(code, catalogue):
        said = replace(said, measure=Measure.ACTUAL)
    if code.startswith(GROWTHS) and said.measure is Measure.CHANGE_ABS and "so với" not in seen.after:
        said = replace(
            said, measure=Measure.ACTUAL, sign=1 if code == "poverty_rate_reduction" else said.sign
        )
    if (
        code.startswith(("production_value", "grdp"))
        and said.measure is Measure.PCT_OF_PLAN
        and not _BASE.search(f"{before} {seen.after}")
    ):
        said = replace(said, measure=Measure.CHANGE_PCT_YOY)
    return said


def _is_ratio(code: str, seen: Stretch, before: str, state: State, catalogue: Catalogue) -> bool:
    """Whether a number's indicator is itself a rate; of one nobody knows its words tell."""
    known = catalogue.indicators.get(code)
    if known:
        return catalogue.units[known.unit].kind in ("share", "points") and code not in _INDEXES
    return bool(_RATE.search(before) or THOSE.match(seen.after) or _is_arrived(before, state))


def _beside_pair(seen: Stretch, catalogue: Catalogue) -> bool:
    """`12.865/21.400 ha; 60,1%`: what was done of the plan beside it."""
    previous = seen.found[seen.position - 1] if seen.position else None
    is_pair = (
        previous is not None
        and previous.kind is Kind.NUMBER
        and previous.of
        and previous.unit
        and catalogue.units[previous.unit].kind in FREE
    )
    return bool(
        is_pair
        and seen.token.unit == "%"
        and _DONE_OF.fullmatch(seen.gap)
        and not _SAME.search(re.split(r"[;,.](?!\d)", seen.after)[0])
    )


@lru_cache(maxsize=64)
def _aimed_from(text: str) -> int:
    """Where a sentence first says that it aims; behind its end where it does not."""
    found = _AIM.search(text)
    return found.end() if found else len(text) + 1


def _based_on(said: Role, seen: Stretch, catalogue: Catalogue) -> Role:
    """What a share of unsaid base is of: the plan beside it, or last year where its sentence speaks of nothing else."""
    if said.measure is Measure.PLAN and seen.token.of:
        said = replace(said, measure=Measure.ACTUAL)
    if _beside_pair(seen, catalogue):
        return Role(Measure.PCT_OF_PLAN)
    is_open = said.measure is Measure.PCT_OF_PLAN and not said.base
    if (
        is_open
        and not _OTHER_BASE.match(seen.ahead)
        and _SAME.search(seen.text)
        and not _PLANNED.search(seen.text)
    ):
        return Role(Measure.PCT_OF_SAME_PERIOD)
    return said


def _is_count_of_new(code: str, catalogue: Catalogue) -> bool:
    """`Tăng thêm 02 trường`: so many are new, where the indicator counts the new ones."""
    known = catalogue.indicators.get(code)
    return (
        (code.endswith("_new") or code == "resolution_targets_met")
        and known is not None
        and catalogue.units[known.unit].kind not in FREE
    )


def _is_figure(
    code: str, seen: Stretch, before: str, state: State, context: Context, catalogue: Catalogue
) -> bool:
    if _PER_PLOT.match(seen.ahead) or (
        seen.token.unit == "%"
        and " chỉ tiêu" in seen.text
        and _OF_TARGETS.search(seen.text[: seen.token.start])
    ):
        return False
    is_of_persons = _PERSONS.match(seen.after) or _VOTED.search(seen.before)
    if (is_of_persons and code != "voter_turnout") or _is_band(code, seen, state, context):
        return False
    if code:
        return seen.token.unit in RATIOS or fits(code, seen.token.unit, catalogue)
    return _is_free(seen, before, state, catalogue)


def _is_free(seen: Stretch, before: str, state: State, catalogue: Catalogue) -> bool:
    """Whether a number of an unknown subject is a figure at all: by the kind of its unit and its words."""
    token, kind = seen.token, catalogue.units[seen.token.unit].kind
    if kind not in FREE or token.of:
        return False
    if token.unit == "VND" and not token.is_compound and (token.value or 0) < 1000:
        return False
    is_share = kind in ("share", "points")
    said = _STATED.search(f"{seen.after[:40]} {before}") or THOSE.match(seen.after)
    goes_on = _is_arrived(before, state) or (state.carried and _ALONE.match(seen.before))
    return not is_share or said is not None or bool(goes_on)


def _is_band(code: str, seen: Stretch, state: State, context: Context) -> bool:
    """`xã dưới 13 tiêu chí`, `3 xã đạt 14 tiêu chí`: the edge of a group, not what a named commune has reached."""
    token = seen.token
    if token.unit != "criteria" or not code.startswith("ntm_criteria_met"):
        return False
    if token.of:
        return _OF_SOME.search(seen.before) is not None and not _names_them(seen, state)
    if token.edge or _EDGE.search(seen.before):
        return True
    is_named = small(context.area) or _names_them(seen, state)
    return not (is_named or _DISTRICT.search(seen.before) or state.code.startswith("ntm_criteria_met"))


def _names_them(seen: Stretch, state: State) -> bool:
    """Whether the communes a score is of are named behind it or were before."""
    behind = any(t.kind is Kind.PLACE for t in seen.found[seen.position + 1 :])
    return behind or any(map(small, [*state.places, *state.queue]))


def _aimed(said: Role, seen: Stretch, before: str, state: State, context: Context) -> Role:
    """In words that set aims a level is a target, and so is a growth without the base of a claim."""
    aims = (
        (
            _is_yearly(seen, state, context)
            or (context.is_target and not _is_behind(state, context))
            or state.aims
            or (state.aimed and _is_to_come(state, context))
            or _is_ahead(state, context)
        )
        and seen.token.of != "19"
        and not _DONE.search(before)
    )
    soft = (
        said.measure in _SOFT and not _BASE.search(f"{before} {seen.after}") and seen.token.unit != "criteria"
    )
    set_ahead = said.measure is Measure.PLAN and "chỉ tiêu" in before and _is_ahead(state, context)
    is_aim = (aims and (said.measure is Measure.ACTUAL or soft)) or set_ahead
    if seen.token.of == "19" and said.measure in (Measure.ACTUAL, Measure.TARGET):
        clause = seen.text[: seen.token.start].rpartition(";")[2]
        is_all = seen.token.value == _ALL_OF_THEM
        aimed = is_all and state.aims and _AIM.search(clause) and not _DONE.search(clause)
        reaches = _NEAR_AIM.search(seen.before) or aimed or _is_ahead(state, context) or context.is_target
        return replace(said, measure=Measure.TARGET if reaches else Measure.ACTUAL)
    if state.plans and said.measure is Measure.ACTUAL and not _DONE.search(before):
        return replace(said, measure=Measure.PLAN)
    return replace(said, measure=Measure.TARGET) if is_aim else said


def _is_yearly(seen: Stretch, state: State, context: Context) -> bool:
    """`Nhiệm kỳ 2020-2025, mỗi năm trồng mới 550 ha`: so much in every year of a term that is not over."""
    return is_each_year(seen, state) and Period.parse(state.period).last > Period.parse(context.period).last


def _is_behind(state: State, context: Context) -> bool:
    """Whether a clause of a plan speaks of a time before the plan's own: that was reached."""
    return Period.parse(state.period).last < Period.parse(context.period).first


def _is_ahead(state: State, context: Context) -> bool:
    """Whether the clause speaks of a time after the report's own: nobody has reached anything there yet.

    A time mostly over on the report's day is no aim, whichever time its other figures are of.
    """
    told = Period.parse(state.period)
    is_over = context.dated is not None and told.first + (told.last - told.first) / 2 < context.dated
    return not is_over and told.first > Period.parse(context.period).last


def _is_to_come(state: State, context: Context) -> bool:
    """Whether the time told ends well after the report's day: a paragraph that set aims for it goes on with them."""
    return context.dated is not None and (Period.parse(state.period).last - context.dated).days > _WELL


def _own_words(seen: Stretch, state: State) -> str:
    """The words that speak of this number: behind a closed bracket, and behind the comma before its own subject."""
    before = seen.before
    cut = before.rfind(")") + 1
    start = seen.token.start - len(before)
    if state.subject and state.waiting and state.subject.start >= start:
        cut = max(cut, before.rfind(",", 0, state.subject.start - start) + 1)
    return _AREA.sub("diện tích", before[cut:]) if seen.token.unit == "ha" else before[cut:]
