"""What a whole document speaks of: its date, its period and its area, from its heading first and then its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from etl.catalog import Catalogue
from etl.model import Document, Maturity, Period, cumulative
from etl.recognise.narrative.context import NO_YEAR
from etl.recognise.narrative.headings import is_numbered
from etl.recognise.narrative.whose import whose
from etl.recognise.seasons import season
from etl.words.fold import clean, fold
from etl.words.period import PeriodWords, find_periods

_ELSEWHERE = re.compile(
    r"(?:so với|cùng kỳ|(?<!giá )(?<!quả )(?<!hiện )nhiệm vụ|phấn đấu|khóa|nhiệm kỳ|nghị quyết|giá so sánh|kế hoạch|từ|đại hội|giai đoạn|phương hướng)\s*"
    r"(?:[^\s.;:]+\s*){0,2}$"
)
OPENING = 20_000
"""Letters of a document that say whose it is and of when: its first pages."""
_CLAUSE = 400
"""Letters before a time that can be of its clause."""
_PART = (("months", "until", "half"), ("quarter",))
_ALL = (*_PART, ("month",), ("year",))
_SETTLED = 3
"""The month from which a report rarely speaks of the year before as its own."""
_DAY_ONLY = re.compile(r"[Nn]gày\s+(\d{1,2})[/.-](\d{1,2})(?![/\d.-])")
_AIMED = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|kế hoạch|dự kiến|định hướng|đến năm|tới năm|nhiệm vụ)(?!\w)"
)
_AIMS_AT = re.compile(r"(?<!\w)(?:phấn đấu|mục tiêu(?! quốc gia)|dự kiến|đặt chỉ tiêu)(?!\w)")
_UP_TO = re.compile(r"(?<!\w)(?:hết|cuối|tính đến|đến nay|đến tháng|đến quý)\s*\W?$")
"""`Đến hết năm 2020, …`: a text that opens with another year reports up to this one."""
_TO_DATE = re.compile(r"(?<!\w)(?:từ đầu năm (?:đến|tới) (?:nay|thời điểm|hết)|những tháng đầu năm)(?!\w)")
_WHOLE_YEAR = re.compile(r"(?<!\w)ước[^.;]{0,40}(?<!\w)cả năm(?!\w)")
"""`Kết quả 11 tháng và dự ước cả năm 2019`: the text speaks of the year."""
_BY_DAY = re.compile(r"(?<!\w)(?:tính đến|đến)(?: hết)?(?: ngày)?\s*$")
"""`Tiến độ sản xuất (đến ngày 25/11/2019)`: what was done since January."""
_AIMS = re.compile(r"chỉ tiêu|mục tiêu")
_TASKS = re.compile(
    r"(?:nghị quyết|chương trình công tác|kế hoạch)(?: [^\n]{0,400})?(?<!\w)(?:nhiệm vụ|mục tiêu|chỉ tiêu|phát triển kinh tế)(?!\w)"
)
_DONE = re.compile(r"kết quả|tình hình|đánh giá|tổng kết|sơ kết|báo cáo")
_TERM = re.compile(r"nhiệm kỳ|giai đoạn")
_SESSION = re.compile(r"kỳ họp|khóa|phiên họp")
_POINT = re.compile(r"(?<!\w)(?:cuối|đầu|giữa|hồi|từ|sang|vào|đến)\s*$")
_WEEK = re.compile(r"(?<!\w)tuần (?:\d|từ|thứ|qua|này)|(?:báo cáo|bản tin|nhanh) tuần(?!\w)")
_OF_ACT = re.compile(
    r"(?:quyết định|nghị quyết|công văn|thông tư|nghị định|chỉ thị|luật|thông báo|hướng dẫn|kế hoạch|đề án|qđ|nq)(?!\w)[^.;]*$"
)
_PASSED = re.compile(r"(?<!\w)(?:quyết toán|khen thưởng)(?!\w)[^.;,\d]{0,40}$")
"""`Thông qua quyết toán ngân sách năm 2009`: a year the text mentions and does not report on."""
_TILL = re.compile(r"\s*+(?:đến|tới|-|–)?\s*+(?:hết )?(?:ngày)?\s*+")
_LETTERHEAD = re.compile(
    r"^\s*(?:thứ \w+\s*[-,]|(?:[^\d(]{0,40},\s*)?ngày|số:|cộng hòa|độc lập)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole document speaks of; `is_target` when all of it sets aims for a term."""

    area: str
    dated: date | None
    period: str
    maturity: Maturity
    is_target: bool = False


def setting(document: Document, catalogue: Catalogue) -> Setting:
    """The document's area, date and reporting period, from its own words; the home district where it is silent."""
    lines = [clean(document.text[s.start : min(s.end, OPENING)]) for s in document.spans if s.start < OPENING]
    text = "\n".join(lines)[:OPENING]
    heading = _heading(lines)
    title = "\n".join(line for line in heading if not _LETTERHEAD.match(line))
    periods = _reported(text)
    dated = _dated(text, periods) or _spoken_day(text, periods)
    own = fold("\n".join(line for line in title.split("\n") if not _SESSION.search(fold(line))))
    is_target = bool(_AIMS.search(own) and _TERM.search(own) and not _DONE.search(own))
    period = _term_end(title) if is_target else ""
    is_target = is_target or (_TASKS.search(fold(title)) is not None and not _DONE.search(fold(title)))
    if dated and _WEEK.search(fold("\n".join(lines[:6]))):
        period = cumulative(dated.year, dated.month).code
    year = _year(text, lines, dated, periods)
    period = period or _until(title)
    period = period or (_span(title, year + 1, _ALL) if is_target else "")
    period = period or _period(title, lines, text, year, dated)
    early = dated is not None and Period.parse(period).last > dated
    return Setting(
        whose(heading, lines, _homes(catalogue)),
        dated,
        period,
        Maturity.ESTIMATE if early else Maturity.PRELIMINARY,
        is_target,
    )


def _homes(catalogue: Catalogue) -> list[str]:
    """The home district and the units it lies in."""
    areas = catalogue.areas
    found = areas[areas.home]
    labels = [areas.label(found.id)]
    while found.parent:
        found = areas[found.parent]
        labels.append(areas.label(found.id))
    return labels


def _reported(text: str) -> list[PeriodWords]:
    """The times a text names, without those of what it only mentions."""
    return [p for p in find_periods(text) if not _PASSED.search(fold(text[max(0, p.start - 70) : p.start]))]


def _until(title: str) -> str:
    """`Tiến độ sản xuất (đến ngày 25/11/2019)`: from January to that day's month, unless it is a season's progress."""
    days = [p for p in find_periods(title) if p.kind == "date" and _BY_DAY.search(_before(title, p))]
    return (
        cumulative(days[0].year, days[0].number).code
        if days and days[0].year and not season(fold(title))
        else ""
    )


def _dated(text: str, periods: list[PeriodWords]) -> date | None:
    """The first day the text names that is not an act's; of a span of days (`từ ngày … đến ngày …`) the last."""
    days = [
        p
        for p in periods
        if p.kind == "date" and not _OF_ACT.search(fold(text[: p.start][-90:].rpartition("\n")[2]))
    ]
    if len(days) > 1 and _TILL.fullmatch(fold(text[days[0].end : days[1].start])):
        days = days[1:]
    return next((_day(p) for p in days), None)


def _heading(lines: list[str]) -> list[str]:
    """The first line and the short lines behind it, up to the first paragraph."""
    found = lines[:1]
    for line in lines[1:12]:
        if len(line) > 200 or is_numbered(line) or line.rstrip().endswith((".", ";", ":")):
            break
        found.append(line)
    return found


def _year(text: str, lines: list[str], dated: date | None, periods: list[PeriodWords]) -> int:
    """The year of the day the document bears, else the first one it names; where it opens without one, the last it looks back on."""
    if dated:
        return dated.year
    told = [p for p in periods if p.year and p.kind != "term"]
    opening = "\n".join(lines[:2])
    opens = any(p.year and not _is_aimed(opening, p) for p in find_periods(opening))
    first = next((p.year or 0 for p in told), 0)
    past = [
        p.year or 0 for p in told if (not opens or _UP_TO.search(_before(text, p))) and _looks_back(text, p)
    ]
    return max([first, *past] if opens else past, default=first)


def _before(text: str, words: PeriodWords) -> str:
    return fold(clean(text[max(0, words.start - 24) : words.start]))


def _looks_back(text: str, words: PeriodWords) -> bool:
    """Whether a time is neither aimed at nor only compared with."""
    compared = _ELSEWHERE.search(fold(clean(text[max(0, words.start - 30) : words.start])))
    return not compared and not _is_aimed(text, words)


def _is_aimed(text: str, words: PeriodWords) -> bool:
    """Whether a time is one of aims: by the words of its clause before it, or those it opens."""
    before = fold(re.split(r"[.;,:\n]", text[max(0, words.start - _CLAUSE) : words.start])[-1])
    behind = fold(re.split(r"[.;\n]", text[words.end : words.end + 90])[0])
    return _AIMED.search(before) is not None or _AIMS_AT.search(behind) is not None


def _period(title: str, lines: list[str], text: str, year: int, dated: date | None) -> str:
    """From the title, else part of a year from the opening lines, then the text, else its year.

    The year of a report written well into it is that year, where it speaks of it, whichever it names first.
    """
    opening = "\n".join(lines[1:4])
    if year and _WHOLE_YEAR.search(fold(opening)) and not _span(title, year, _ALL):
        return f"{year:04d}"
    if dated and dated.month > 1 and not _span(title, year, _ALL) and _TO_DATE.search(fold(opening)):
        return cumulative(dated.year, dated.month).code
    for words, kinds in ((title, _ALL), (opening, _PART), (text, _PART), (text, (("month",),))):
        found = _span(words, year, kinds, dated if words is text else None)
        if found:
            return found
    if dated and dated.month > 1 and _TO_DATE.search(fold(text)):
        return cumulative(dated.year, dated.month).code
    is_late = dated is None or dated.month >= _SETTLED
    own = (
        f"{year:04d}"
        if is_late and any(p.year == year and p.kind == "year" for p in find_periods(text))
        else ""
    )
    before = "" if is_late else _year_before(text, year)
    return own or before or _span(text, year, (("year",),)) or f"{year or NO_YEAR:04d}"


def _year_before(text: str, year: int) -> str:
    """Of a text written in the first weeks of a year: the last year before it that it looks back on."""
    told = [p.year for p in find_periods(text) if p.kind == "year" and p.year and _looks_back(text, p)]
    past = max((y for y in told if y < year), default=0)
    return f"{past:04d}" if past else ""


def _term_end(title: str) -> str:
    found = re.search(r"((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)", title)
    return found[2] if found else ""


def _span(text: str, year: int, kinds_of: tuple[tuple[str, ...], ...], dated: date | None = None) -> str:
    """The widest span a text names as its own: months or half a year, a quarter, a month (then all months up to it), a year."""
    own = [
        p
        for p in _reported(text)
        if not _ELSEWHERE.search(fold(clean(text[max(0, p.start - 30) : p.start])))
        and not (p.kind == "month" and dated and _is_past(p, text, dated))
    ]
    named = next((p.year for p in _reported(text) if p.year and p.kind != "term"), None)
    for kinds in kinds_of:
        for words in own:
            stated = words.year or (named if words.kind != "year" else None) or year
            if words.kind in kinds and stated and stated <= (year or stated):
                return cumulative(stated, words.number).code if words.kind == "month" else words.code(stated)
    is_whole = re.search(r"(?<!\w)năm qua(?!\w)|cả năm", fold(text))
    return f"{year or named:04d}" if is_whole and (year or named) else ""


def _is_past(month: PeriodWords, text: str, dated: date) -> bool:
    """`Cuối tháng 3` in a text of December tells when something happened, not what the text reports on."""
    before = fold(text[max(0, month.start - 16) : month.start])
    return dated.month - month.number not in (0, 1) or _POINT.search(before) is not None


def _day(words: PeriodWords) -> date | None:
    try:
        return date(words.year or 0, words.number, words.day)
    except ValueError:
        return None


def _spoken_day(text: str, periods: list[PeriodWords]) -> date | None:
    """“Ngày 15/09” takes the year the text names first as “năm 2020”, one it aims at only where it names no other."""
    found = _DAY_ONLY.search(text)
    told = [p for p in periods if p.year and p.kind != "term"]
    own = (p.year for p in told if p.kind != "year" or not _is_aimed(text, p))
    year = next(own, told[0].year if told else None)
    if not found or not year:
        return None
    try:
        return date(year, int(found[2]), int(found[1]))
    except ValueError:
        return None
