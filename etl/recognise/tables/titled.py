"""What a table's title says all its figures are: planned where it names a plan and nothing done, of a part where it names one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.model import Measure
from etl.words.fold import clean, fold

_ORGAN = re.compile(
    r"(?<!\w)(?:phòng|sở|bộ|ban|chi cục|vụ)(?: \w+){0,3}?(?: ?[-–] ?| và | )(?:kế hoạch|kh)(?: (?:và|&) đầu tư)?(?!\w)|kế hoạch hóa gia đình|chương trình mục tiêu|mục tiêu quốc gia|(?:có|theo) mục tiêu"
)
"""Plans and aims in the names of offices, programmes and transfers."""
_ACT = re.compile(r"(?:theo|căn cứ|kèm) |(?:kế hoạch|dự toán) số \d|/kh-|^\(")
_REMARK = re.compile(r"\(([^()]*)\)")
_TARGET = r"phấn đấu|mục tiêu"
_PLAN = (
    r"kế hoạch|dự toán|chỉ tiêu giao|(?:giao|phân bổ|phân khai|phân giao) (?:các )?(?:chỉ tiêu|nhiệm vụ|vốn)"
)
_DONE = r"thực hiện|kết quả|tiến độ|tình hình|hoàn thành|quyết toán|đánh giá|ước|theo dõi|so sánh|so với|triển khai"
_MAYBE = r"dự kiến|nhu cầu|phương án|đề xuất|đề nghị|đăng ký|rà soát nhu cầu|dự báo"
"""Neither planned nor done: which, its reader knows."""
_OF_PLAN = re.compile(
    rf"(?<!\w)(?:thực hiện|tiến độ|hoàn thành|quyết toán|so với|so)(?:(?! và )[^,;–-]){{0,60}}(?<!\w)(?:{_PLAN}|{_TARGET})(?!\w)"
)
"""What was done of a plan: `Kết quả thực hiện kế hoạch`."""
_TO_DO = re.compile(rf"(?<!\w)(?:{_PLAN}|{_TARGET}) (?:tổ chức )?(?:triển khai |thực hiện )+")
_LONGEST = 160
"""A line longer than this is a sentence, no title."""


def titled(lines: Sequence[str], sheet: str = "") -> tuple[Measure | None, str]:
    """The measure a title of a plan gives to figures whose headings are silent, with its words; words without a measure speak of
    the plan and of what was done, which leaves these figures open."""
    for line in reversed(lines):
        told = _REMARK.sub(lambda found: " " if _ACT.search(found[1]) else found[0], fold(clean(line)))
        folded = clean(_ORGAN.sub(" ", told))
        if len(line) > _LONGEST or line.rstrip().endswith((".", ";")) or _ACT.search(folded):
            continue
        plan = re.search(rf"(?<!\w)(?:{_PLAN}|{_TARGET})(?!\w)", folded)
        done = re.search(rf"(?<!\w)(?:{_DONE})(?!\w)", _TO_DO.sub(" ", folded))
        if plan is None and re.search(rf"(?<!\w)(?:{_MAYBE})(?!\w)", folded):
            return None, clean(line)
        if plan is None and done is None:
            continue
        if plan is None or _OF_PLAN.search(folded):
            return None, ""
        return None if done else _kind(plan[0]), clean(line)
    is_plan = re.match(r"(?:kh|kế hoạch|dự toán|chỉ tiêu giao)(?![^\W\d_])", fold(clean(sheet)))
    return None, clean(sheet) if is_plan else ""


def _kind(words: str) -> Measure:
    return Measure.TARGET if re.match(_TARGET, words) else Measure.PLAN


_PART_OF = (
    (re.compile(r"(?<!\w)(?:mầm non|mẫu giáo|nhà trẻ|tiểu học|thcs|thpt|trung học(?: cơ sở| phổ thông)?|dân tộc nội trú|bán trú|ngoài công lập|tư thục)(?!\w)"), ("schools_",)),
    (re.compile(
        r"(?<!\w)(?:(?<!vùng )(?:đồng bào )?(?<!ban )(?<!phòng )(?:dân tộc thiểu số|dtts)|phụ nữ|trẻ em|người cao tuổi|khuyết tật|người có công|công giáo|"
        r"tái định cư|vay vốn|hội viên|cựu chiến binh)(?!\w)"
    ), ("households", "population", "poor_", "poverty_", "near_po", "jobs_", "labour_")),
)  # fmt: skip
"""Words that make a title one of a part, and the indicators that have such parts."""
_OF_PROGRAMME = re.compile(
    r"(?:chương trình (?:mục tiêu quốc gia|mtqg)|ctmtqg) (?:về )?(?:xây dựng|giảm nghèo|phát triển|nông thôn mới)(?: \w+){0,4}"
)
_OF_PROGRAMMES = ("budget_expenditure.targeted.national_programmes", "public_investment_")
"""What one programme has is a part of what all of them have."""
_NO_PART = re.compile(
    r"chương trình|mục tiêu quốc gia|mtqg|căn cứ|nghị quyết|quyết định|^(?:hội|ban|phòng|ủy ban) "
)


def parts_of(lines: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of a table's titles that make it one of a part (`Trường mầm non`), each with the indicators it is a part of."""
    titles = [fold(clean(line)) for line in lines if len(line) <= _LONGEST]
    programmes = [
        (clean(found[0]), _OF_PROGRAMMES) for line in titles if (found := _OF_PROGRAMME.search(line))
    ]
    return *programmes, *(
        (clean(found[0]), codes)
        for line in titles
        if not _NO_PART.search(line)
        for pattern, codes in _PART_OF
        for found in pattern.finditer(line)
    )
