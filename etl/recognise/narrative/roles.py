"""What a number says of its subject: level, plan, target, share of plan, change. Read from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.model import Giver, Measure, Qualifier

_PLAN = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|dự toán|dt|chỉ tiêu|nghị quyết|tỉnh giao|huyện giao(?! khoán)|mục tiêu đề ra|nq)(?!\w)"
)
_SAME = re.compile(r"(?<!\w)(?:cùng kỳ|ck|sv?ck|năm trước|năm ngoái|cùng vụ|năm (?:19|20)\d\d)(?!\w)")
_EARLIER = re.compile(r"(?<!\w)(?:cùng kỳ|ck|sv?ck|năm trước|năm ngoái|vụ \w+ trước|vụ trước)(?!\w)")
_FILL = r"\s*(?:(?:thêm|từ|khoảng|trên|hơn|gần|được|bình quân|trưởng|ước|tới|đến|trung bình|hàng năm|hằng năm|mỗi năm|đạt|nhẹ|mạnh|so với)\s*)*$"
_RISE = re.compile(rf"(?<!\w)(?:tăng|cao hơn|vượt|nhiều hơn|nhích|nhích lên|nhỉnh hơn){_FILL}")
_FALL = re.compile(rf"(?<!\w)(?<!không )(?:giảm|sụt|tụt|thấp hơn|hụt|ít hơn|thiếu){_FILL}")
LEVEL = re.compile(
    r"(?:tăng lên|giảm xuống|giảm còn|xuống còn|lên|còn|xuống)\s*(?:đến|tới|trên|hơn|gần|khoảng|dưới|không quá|ở mức|\s)*$"
)
_TARGET = re.compile(r"(?<!\w)(?:phấn đấu|nhiệm vụ|mục tiêu(?! quốc gia)|định hướng|chỉ tiêu đến)(?!\w)")
_AGAINST_PLAN = re.compile(r"\s*so (?:với )?(?:kế hoạch|kh(?!\w)|dự toán|chỉ tiêu|mục tiêu)")
_EXCEED = re.compile(
    r"(?<!\w)vượt\s*(?:kế hoạch|kh|dự toán|dt|chỉ tiêu)?(?: [^,;.\d]{0,16}giao)?\s*(?:trên|hơn|gần|khoảng|\s)*$"
)
_MORE = re.compile(r"(?<!\w)(?:đạt|hoàn thành|có|phấn đấu|tăng) thêm\s*(?:được\s*)?$")
_SIGN = re.compile(r"\(\s*([-+−–])\s*$")
_PLANNED = re.compile(r"\(\s*(?:kế hoạch|kh|chỉ tiêu|dự toán)(?: giao| năm| đề ra| là|\s)*$")
_RESTATED = re.compile(
    r"[(,]\s*(?:bằng|tương đương|tương ứng)(?: với)?(?: tăng| giảm)?\s*(?:khoảng|trên|gần)?\s*$"
)
_COMPARED = (
    r"(?:so với )?(?:(?:cùng kỳ|năm trước|năm ngoái|vụ trước)(?: năm (?:19|20)\d\d)?|(?:niên )?vụ [^,;\d]{1,16}|năm (?:19|20)\d\d|cùng vụ)"
    r"(?: năm (?:19|20)\d\d| (?:19|20)\d\d| năm trước)?\s*(?:là|khoảng|trên|gần)?\s*$"
)
_HIGHER = re.compile(rf"(?<!\w)(?:cao|nhiều|nhanh|lớn|nhỉnh) hơn (?:so với )?{_COMPARED}")
_LOWER = re.compile(rf"(?<!\w)(?:thấp|ít|chậm|kém) hơn (?:so với )?{_COMPARED}")
_SET_BY = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|dự toán|chỉ tiêu|mục tiêu)(?: [^,;.\d]{0,24})?(?:giao|đề ra)(?: là)?\s*\(?\s*$|so (?:với )?(?:kế hoạch|kh|dự toán)\s*$"
)
"""`So với kế hoạch 12.050 ha`, `cao hơn kế hoạch huyện giao 5.750 ha`: the plan's own amount."""
_MISSES = re.compile(
    r"\s*+,?\s*+(?:(?:thấp|cao) hơn|vượt|chưa đạt|không đạt|đạt) (?:so với )?(?:kế hoạch|chỉ tiêu|mục tiêu)"
)
"""`91,4%, thấp hơn chỉ tiêu giao (93%)`: a level beside its plan, no share of it."""
_ALLOTTED = re.compile(r"\s*(?:đã )?được (?:tỉnh |huyện |cấp trên )?giao(?!\w)(?! khoán)")
_ESTIMATE = re.compile(r"(?<!\w)dự toán (?:thu|chi)[^,;.\d]{0,70}$")
_YEAR_BEFORE = re.compile(
    r"^\s*(?:đến |vào )?(?:(?:cuối |đầu )?năm (?:19|20)\d\d|đầu năm|cùng kỳ(?: năm (?:trước|ngoái))?|năm (?:trước|ngoái)|cuối năm (?:trước|ngoái))\s*:?\s*(?:là |đạt |có |chỉ |mới )*$"
)
_ANOTHERS = re.compile(r"\((?=[^()]*(?::|\d$))")
"""`đạt 47,2% (năm 2023: 45%)`: what the next number in the bracket is of."""
_DIFFERENCE = re.compile(r"\w\s+[-−]$")
_MEASURED = re.compile(r"(?:đạt|bằng|thực hiện|hoàn thành|được|=|\()\D{0,24}$")
_OF_FIGURE = re.compile(r"(?:đạt|bằng|thực hiện|so với|=|hoàn thành|vượt)\D*$")
_GIVERS = (
    (
        Giver.PROVINCE,
        re.compile(r"tỉnh (?:giao|đề ra|phân)|(?:kế hoạch|dự toán|kh|dt) (?:của )?(?:hđnd |ubnd )?tỉnh"),
    ),
    (
        Giver.DISTRICT,
        re.compile(
            r"huyện (?:giao|đề ra|phân)|(?:kế hoạch|dự toán|kh|dt) (?:của )?(?:hđnd |ubnd )?huyện|hđnd huyện"
        ),
    ),
)
_QUALIFIERS = (
    (Qualifier.AT_LEAST, re.compile(r"không (?:dưới|thấp hơn|ít hơn)\s*$")),
    (Qualifier.AT_MOST, re.compile(r"(?:dưới|không quá|tối đa|lên đến|đến dưới)\s*$")),
    (Qualifier.AT_LEAST, re.compile(r"(?:ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|từ)\s*$")),
    (
        Qualifier.OVER,
        re.compile(
            r"(?:trên|(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!nhanh )(?<!chậm )(?<!kém )hơn|quá)\s*$"
        ),
    ),
    (Qualifier.NEARLY, re.compile(r"(?:gần|ngót)\s*$")),
    (
        Qualifier.ABOUT,
        re.compile(
            r"(?:khoảng|xấp xỉ|chừng|ước|ước đạt|ước khoảng|ước được|ước thực hiện(?: cả năm)?|ước tính)\s*$"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Role:
    """The measure a number states, its sign, who gave the plan, what to add (vượt 12 % → 112), and whether no word says what a share is of."""

    measure: Measure
    sign: int = 1
    giver: Giver = Giver.NONE
    base: int = 0
    is_bare: bool = False


def role(
    before: str, after: str, unit: str, carried: Measure | None, is_ratio: bool, last: Role | None
) -> Role:
    """The role of a number from the words before it and up to the next number; `carried` is the last claim's."""
    inner = before[before.rfind("(") + 1 :]
    told_before = "(" in before and _YEAR_BEFORE.match(inner.rpartition(",")[2])
    if told_before or is_starting(before, after):
        return Role(Measure.SAME_PERIOD)
    if unit not in ("%", "pp", "times"):
        return _amount(before, after, unit, inner, last)
    if is_ratio and unit == "%" and _SET_BY.search(before):
        return Role(Measure.PLAN, giver=giver(before))
    if is_ratio and unit == "%" and _MISSES.match(after):
        return _level(before)
    return _share(before, after, carried, is_ratio)


def _amount(before: str, after: str, unit: str, inner: str, last: Role | None) -> Role:
    """The role of what is no share: a change, a plan, last year's, an aim, or what was reached."""
    signed = 1 if unit == "criteria" and _MORE.search(before) else _change(before, last)
    if signed:
        return Role(Measure.CHANGE_ABS, signed)
    if (
        before.strip() == "/"
        or _SET_BY.search(before)
        or _ALLOTTED.match(after)
        or (unit == "VND" and _ESTIMATE.search(before))
    ):
        return Role(Measure.PLAN, giver=giver(before))
    if _EARLIER.search(inner[-40:]) and not re.search(r"so (?:với|cùng)", inner):
        return Role(Measure.SAME_PERIOD)
    if _PLAN.search(before[-32:].rpartition(",")[2]) and not _OF_FIGURE.search(before):
        return Role(Measure.PLAN, giver=giver(before))
    return Role(Measure.TARGET) if _TARGET.search(before) else Role(Measure.ACTUAL)


def is_starting(before: str, after: str) -> bool:
    """`từ 35% lên 42%`: the level that was left behind."""
    return (
        re.search(r"(?<!\w)từ\s*$", before) is not None
        and re.match(
            r"\s*(?:\(?(?:vào |ở )?(?:đầu |cuối )?năm(?: \d+)?\)?,? ?|(?!trở)\w+ )?(?:đến nay |nay )?(?:chỉ )?(?:tăng |giảm |nâng |hạ |tụt |rút )?(?:lên|xuống|còn)(?!\w)",
            after,
        )
        is not None
    )


def _change(before: str, last: Role | None) -> int:
    """The sign of a change in units: `tăng 52 ha`, `(-398 ha)`, `tăng 5,2% (bằng 587 ha)`; zero where it is none."""
    sign = _SIGN.search(before)
    if sign:
        return 1 if sign[1] == "+" else -1
    if _RESTATED.search(before) and last and last.measure is Measure.CHANGE_PCT_YOY:
        return last.sign
    if LEVEL.search(before):
        return 0
    if _HIGHER.search(before) or _LOWER.search(before):
        return 1 if _HIGHER.search(before) else -1
    if _RISE.search(before) or _DIFFERENCE.search(before):
        return -1 if _DIFFERENCE.search(before) else 1
    return -1 if _FALL.search(before) else 0


def _near(before: str, after: str) -> str:
    """The words behind a share that can say what it is of: to the end of its clause and of its bracket."""
    words = _ANOTHERS.split(after.split(";")[0])[0]
    return words.split(")")[0] if before.rfind("(") > before.rfind(")") else words


def _share(before: str, after: str, carried: Measure | None, is_ratio: bool) -> Role:
    words = _near(before, after)
    of_plan, of_same = _PLAN.search(words), _SAME.search(words)
    if _EXCEED.search(before) and (of_plan or carried is Measure.PCT_OF_PLAN or not of_same):
        return Role(Measure.PCT_OF_PLAN, giver=giver(words), base=100)
    sign = _moved(before)
    if sign and _AGAINST_PLAN.match(after):
        return Role(Measure.PCT_OF_PLAN, sign, giver(words), base=100)
    if sign:
        return Role(Measure.CHANGE_ABS if is_ratio else Measure.CHANGE_PCT_YOY, sign)
    if (
        of_plan
        and (not of_same or of_plan.start() < of_same.start())
        and not (is_ratio and "(" in words[: of_plan.start()])
    ):
        return Role(Measure.PCT_OF_PLAN, giver=giver(words))
    if of_same and re.search(r"(?:bằng|đạt|=)\D*$", before):
        return Role(Measure.PCT_OF_SAME_PERIOD)
    if is_ratio:
        return _level(before)
    if of_same:
        return Role(Measure.PCT_OF_SAME_PERIOD)
    based = carried or _based(before)
    return Role(based or Measure.PCT_OF_PLAN, is_bare=not (based or _MEASURED.search(before)))


def _level(before: str) -> Role:
    """The level of a rate: planned in `(kế hoạch 45%)`, aimed at, or reached."""
    if _PLANNED.search(before):
        return Role(Measure.PLAN, giver=giver(before))
    return Role(Measure.TARGET) if _TARGET.search(before) else Role(Measure.ACTUAL)


def _moved(before: str) -> int:
    sign = _SIGN.search(before)
    if sign:
        return 1 if sign[1] == "+" else -1
    if LEVEL.search(before):
        return 0
    if _HIGHER.search(before) or _LOWER.search(before):
        return 1 if _HIGHER.search(before) else -1
    return -1 if _FALL.search(before) else 1 if _RISE.search(before) else 0


def _based(before: str) -> Measure | None:
    """`So với dự toán, thu … đạt 45%`: the base said before."""
    said = re.search(r"so (?:với )?(?:cùng kỳ|năm trước|năm (?:19|20)\d\d)[^;]*$", before)
    return Measure.PCT_OF_SAME_PERIOD if said else None


def giver(words: str) -> Giver:
    """Who assigned the plan the words speak of."""
    return next((who for who, pattern in _GIVERS if pattern.search(words)), Giver.NONE)


def qualifier(before: str, after: str = "") -> tuple[Qualifier, int]:
    """How exact the number is, and how many letters before it say so."""
    if is_starting(before, after):
        return Qualifier.EXACT, 0
    if re.match(r"[^,;.\d]{0,20}trở lên", after):
        return Qualifier.AT_LEAST, 0
    for kind, pattern in _QUALIFIERS:
        found = pattern.search(before)
        if found and (found.start() == 0 or not before[found.start() - 1].isalnum()):
            return kind, len(before) - found.start()
    return Qualifier.EXACT, 0
