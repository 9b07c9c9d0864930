"""What a number says of its subject: level, plan, target, share of plan, change. Read from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.model import Giver, Measure, Qualifier

_PLAN = re.compile(r"(?<!\w)(?:kế hoạch|kh|dự toán|dt|chỉ tiêu|nghị quyết|tỉnh giao|huyện giao)(?!\w)")
_SAME = re.compile(r"(?<!\w)(?:cùng kỳ|ck|svck|năm trước|năm ngoái|năm (?:19|20)\d\d)(?!\w)")
_EARLIER = re.compile(r"(?<!\w)(?:cùng kỳ|ck|svck|năm trước|năm ngoái|vụ \w+ trước)(?!\w)")
_RISE = re.compile(r"(?<!\w)(?:tăng|cao hơn|vượt)\s*(?:thêm|khoảng|trên|hơn|gần|được)?\s*$")
_FALL = re.compile(r"(?<!\w)(?:giảm|thấp hơn|hụt)\s*(?:khoảng|trên|hơn|gần|được)?\s*$")
_TARGET = re.compile(
    r"(?<!\w)(?:phấn đấu|nhiệm vụ|dự kiến|mục tiêu(?! quốc gia)|định hướng|đến năm (?:19|20)\d\d|chỉ tiêu đến)(?!\w)"
)
_EXCEED = re.compile(r"(?<!\w)vượt\s*(?:trên|hơn|gần|khoảng)?\s*$")
_GIVERS = (
    (Giver.PROVINCE, re.compile(r"tỉnh (?:giao|đề ra)|(?:kế hoạch|dự toán|kh) tỉnh")),
    (Giver.DISTRICT, re.compile(r"(?:hđnd )?huyện (?:giao|đề ra)|(?:kế hoạch|dự toán|kh) (?:hđnd )?huyện")),
)
_QUALIFIERS = (
    (Qualifier.OVER, re.compile(r"(?:trên|hơn)\s*$")),
    (Qualifier.NEARLY, re.compile(r"(?:gần|ngót)\s*$")),
    (Qualifier.ABOUT, re.compile(r"(?:khoảng|xấp xỉ|ước|ước đạt|ước thực hiện|ước tính)\s*$")),
    (Qualifier.AT_LEAST, re.compile(r"(?:ít nhất|tối thiểu|từ)\s*$")),
    (Qualifier.AT_MOST, re.compile(r"(?:dưới|không quá|tối đa)\s*$")),
)


@dataclass(frozen=True, slots=True)
class Role:
    """The measure a number states, its sign, who gave the plan, and what to add (vượt 12 % → 112)."""

    measure: Measure
    sign: int = 1
    giver: Giver = Giver.NONE
    base: int = 0


def role(before: str, after: str, unit: str, carried: Measure | None, is_ratio: bool) -> Role:
    """The role of a number from the words before it and up to the next number; `carried` is the last claim's."""
    if re.search(r"(?:tăng|giảm)\s+từ\s*$", before):
        return Role(Measure.SAME_PERIOD)
    if unit in ("%", "pp", "times"):
        return _share(before, after, carried, is_ratio)
    if _RISE.search(before) and not _EXCEED.search(before):
        return Role(Measure.CHANGE_ABS)
    if _FALL.search(before):
        return Role(Measure.CHANGE_ABS, -1)
    if _EARLIER.search(before[-40:]) and not re.search(r"so (?:với|cùng)", before):
        return Role(Measure.SAME_PERIOD)
    if _PLAN.search(before[-32:]) and not re.search(r"(?:đạt|bằng|thực hiện|so với)\D*$", before):
        return Role(Measure.PLAN, giver=giver(before))
    return Role(Measure.TARGET) if _TARGET.search(before) else Role(Measure.ACTUAL)


def _share(before: str, after: str, carried: Measure | None, is_ratio: bool) -> Role:
    words = after.split(";")[0]
    of_plan, of_same = _PLAN.search(words), _SAME.search(words)
    if _EXCEED.search(before) and (of_plan or carried is Measure.PCT_OF_PLAN):
        return Role(Measure.PCT_OF_PLAN, giver=giver(words), base=100)
    if is_ratio and (_FALL.search(before) or _RISE.search(before)):
        return Role(Measure.CHANGE_ABS, -1 if _FALL.search(before) else 1)
    if _FALL.search(before):
        return Role(Measure.CHANGE_PCT_YOY, -1)
    if _RISE.search(before):
        return Role(Measure.CHANGE_PCT_YOY)
    if of_plan and (not of_same or of_plan.start() < of_same.start()):
        return Role(Measure.PCT_OF_PLAN, giver=giver(words))
    if of_same:
        return Role(Measure.PCT_OF_SAME_PERIOD)
    if is_ratio:
        return Role(Measure.TARGET) if _TARGET.search(before) else Role(Measure.ACTUAL)
    return Role(carried or Measure.PCT_OF_PLAN)


def giver(words: str) -> Giver:
    """Who assigned the plan the words speak of."""
    return next((who for who, pattern in _GIVERS if pattern.search(words)), Giver.NONE)


def qualifier(before: str, after: str = "") -> tuple[Qualifier, int]:
    """How exact the number is, and how many letters before it say so."""
    if re.search(r"(?:tăng|giảm)\s+từ\s*$", before):
        return Qualifier.EXACT, 0
    if re.match(r"[^,;.\d]{0,20}trở lên", after):
        return Qualifier.AT_LEAST, 0
    for kind, pattern in _QUALIFIERS:
        found = pattern.search(before)
        if found and (found.start() == 0 or not before[found.start() - 1].isalnum()):
            return kind, len(before) - found.start()
    return Qualifier.EXACT, 0
