"""The period and area a title or heading names: `6T.2022`, `Quý II năm 2022`, `đến 31/12/2021`, `Luỹ kế 8 tháng`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from etl.model import BadPeriod, Period, cumulative
from etl.words.fold import clean, fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_COUNTED = {"ba": 3, "sáu": 6, "tám": 8, "chín": 9, "mười": 10, "mười một": 11}
_YEAR = re.compile(r"(?<![\d.])(?<!\d[/-])(?<!\d /)(?:19|20)\d\d(?![\d./-]\d)(?!\d)")
_MONTHS = re.compile(
    r"(?<![\d/.,])(\d{1,2}|ba|sáu|tám|chín|mười một|mười) ?(?:tháng|t)(?![\w])(?! ?\d{1,2}(?:\D|$))"
)
_MONTH = re.compile(r"(?<!\w)(?:tháng|t) ?\.?(\d{1,2})(?!\d)")
_QUARTER = re.compile(r"(?<!\w)(?:quý|q) ?\.?(iv|i{1,3}|[1-4])(?!\w)")
_DAY = re.compile(r"(?<![\d/])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)")
_MONTH_YEAR = re.compile(r"(?<![\d/])(\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_ONLY_MONTH = re.compile(r"\W*(0?[1-9]|1[0-2])[/.-]((?:19|20)\d\d)\W*")
"""A heading or a cell that is a month and nothing else: `01/2024`."""
_SINCE = re.compile(r"(?<!\w)(?:từ|trước|sau) (?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d")
"""The day something began on is not the day the figures reach to."""
_PRICES = re.compile(r"(?<!\w)giá (?:so sánh|cố định|gốc|thực tế)(?: năm)? (?:19|20)\d\d")
"""The year whose prices figures are counted in is not theirs."""
_FROM_TO = re.compile(
    r"(?<!\w)(?:từ )?tháng ?(\d{1,2})(?: ?/ ?(?:19|20)\d\d| năm (?:19|20)\d\d)?(?: ?[-–] ?| (?:đến|tới) (?:hết )?)(?:tháng ?)?(\d{1,2})(?!\d)(?! ?t(?:háng)?(?!\w))"
)
_CUMULATIVE = re.compile(r"lũy kế|luỹ kế|cộng dồn|từ đầu năm")
_ENCLOSED = re.compile(
    r"kèm theo|ban hành|quyết định|nghị quyết|công văn|thông tư|chuẩn nghèo|báo cáo số|giai đoạn|theo chuẩn|^\*|khóa|ngày \d{1,2} tháng|"
    r"(?:ngày|giờ|thời gian) (?:in|xuất|lập|ký|tạo|ban hành|gửi|nhận|trích)(?!\w)|(?<!\w)(?:in|xuất|lập|ký|trích xuất) ngày|^số ?: ?\d|"
    r"^\W*(?:nguồn(?: số liệu| dữ liệu| tin)?|ghi chú|chú thích) ?:|^\W*cập nhật (?:lần cuối|ngày|lúc)(?!\w)"
)
"""Lines about acts and about the paper itself: when it was printed or signed is not what it speaks of."""
_WHOLE_YEAR = re.compile(
    r"^(?:.*(?<!\w)(?:thực hiện|ước|ước tính|th|dự kiến|kế hoạch|kh|dự toán|đạt|số) )?(?:cả|toàn) năm\W*$"
)
"""`Ước thực hiện cả năm` beside the months done; `Lúa cả năm` is a crop of all seasons."""
_REMARK = re.compile(r"\([^()]*\)")
_OF_TERM = re.compile(r"(?<!\w)giai đoạn (?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d")
_NEXT_PLAN = re.compile(
    r"(?<=20\d\d)\s*(?:và|,|;|[-–])\s*(?:xây dựng |dự kiến |đề ra )?(?:kế hoạch|nhiệm vụ|dự toán|phương hướng|mục tiêu|chỉ tiêu)(?!\w)(?=[^,;]*20\d\d).*$"
)
"""`Kết quả năm 2022 và kế hoạch năm 2023`: the table reports on the first."""
_SIGNED = re.compile(r"(?<!\w)ngày \.{0,9}\d{0,2} ?tháng \.{0,9}\d{0,2} ?năm|^\W*(?:kèm theo|ban hành)(?!\w)")
"""The day a paper is dated or enclosed with."""
_SEASON_TERM = re.compile(
    r"(?<!\w)(?:niên vụ|vụ|đông[ -–]*xuân|đx)(?!\w)[^;\d]{0,20}((?:19|20)\d\d) ?[-–/] ?((?:19|20)\d\d)"
)
"""A crop of two calendar years is booked to the year of its harvest."""
_TERM = re.compile(r"((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class Told:
    """A period code with its year and end; `is_own` says the words themselves named a period, `is_day` a day,
    `quarter` which quarter, `is_opening` that the figure is the one a year begins with; `words` are those of a row's own cell."""

    period: str = ""
    year: int = 0
    month: int = 0
    is_own: bool = False
    is_budget: bool = False
    is_day: bool = False
    quarter: int = 0
    is_opening: bool = False
    words: str = ""

    @property
    def last(self) -> date:
        """The day the span ends."""
        return Period.parse(self.period).last if self.period else date.max


def of_title(lines: Sequence[str]) -> Told:
    """The span a table's titles name; lines about laws and enclosures are passed over, the nearest line last."""
    useful = [_AGAINST.sub(" ", line) for line in map(_without_acts, lines) if not _ENCLOSED.search(line)]
    is_budget = any(re.search(r"ngân sách|ck[- ]?nsnn|ck ?tc", fold(line)) for line in lines)
    best = Told()
    for line in useful:
        told = _read(line, Told(year=best.year, is_budget=is_budget))
        if told.is_own and _weight(told) >= _weight(best):
            best = replace(told, is_budget=is_budget)
    if not best.year:
        plain = [line for line in lines if not _SIGNED.search(fold(line))]
        years = (
            _years([_TERM.sub(" ", _without_acts(line)) for line in plain]) or _years(plain) or _years(lines)
        )
        best = replace(best, year=max(years, default=0), period=str(max(years)) if years else "")
    return replace(best, is_budget=is_budget)


def _years(lines: Sequence[str]) -> list[int]:
    plain = [_PRICES.sub(" ", fold(line)) for line in lines]
    return [int(y) for line in plain for y in re.findall(r"(?<![\d/.])(?:19|20)\d\d(?!\d)", line)]


def _without_acts(line: str) -> str:
    """The folded line without remarks in brackets about acts, standards and terms, nor the term of a programme and next year's plan."""
    line = _PRICES.sub(" ", fold(clean(line)))
    plain = _REMARK.sub(lambda found: " " if _ENCLOSED.search(found[0]) else found[0], line)
    return _NEXT_PLAN.sub(" ", _OF_TERM.sub(" ", plain))


def is_running(words: str) -> bool:
    """Whether a heading says that its figures add up since January."""
    return bool(_CUMULATIVE.search(fold(clean(words))))


def running(told: Told) -> Told:
    """The span from January to a month's or quarter's end; any other span as it is."""
    is_part = told.year and told.month and told.period.startswith(f"{told.year}-") and "/" not in told.period
    return replace(told, period=cumulative(told.year, told.month).code) if is_part else told


def _weight(told: Told) -> int:
    if not told.period:
        return 0
    return 2 if "-" in told.period else 1


def span_of(words: str, told: Told) -> Told:
    """The span a heading names, the title's where it is silent."""
    folded = fold(clean(words))
    own = _read(folded, replace(told, is_own=False))
    year = own.year if own.is_own else told.year
    if year and _OPENING.search(folded):
        return replace(own, period=str(year - 1), year=year - 1, month=12, is_own=True, is_opening=True)
    return own if own.is_own else replace(told, is_own=False)


_BASE = re.compile(r"(?<!\w)so (?:sánh )?(?:với|cùng|năm|kỳ)(?!\w).*")


def reported(words: Sequence[str]) -> str:
    """The words of a heading and its groups without what they set a figure against: `so với năm 2021` is of no figure's time."""
    return clean(" ".join(_BASE.sub(" ", fold(clean(word))) for word in words))


def names_year(words: str) -> bool:
    """Whether words write a year."""
    return bool(_years([words])) or _MONTH_YEAR.search(words) is not None


def named_in(words: str, told: Told) -> Told | None:
    """The span the words themselves name, read against the title's; None where they name none."""
    own = _read(fold(clean(words)), replace(told, is_own=False))
    return own if own.is_own else None


_AGAINST = re.compile(r"(?<!\w)với (?:(?:cùng kỳ|cùng|thực hiện|th|kỳ) )*(?:năm )?(?:19|20)\d\d(?!\d)")
"""The time a title sets its own against."""
_OPENING = re.compile(
    r"(?<!tháng )(?<!quý )(?<!từ )(?<!giao )(?<!toán )(?<!hoạch )(?<!với )(?<!so )(?<!\w)đầu (?:năm|kỳ)(?!\w)(?! học)"
)
"""What stood at the head of the year stood at the end of the one before."""


def discrete(told: Told) -> Told:
    """A quarter's own span, where a budget's running total was taken for granted."""
    return replace(told, period=f"{told.year}-Q{told.quarter}") if told.quarter else told


def of_code(words: str) -> Told | None:
    """A period written as its code (`2023-09`, `2023-Q2`, `2023-01/2023-09`); None for other words."""
    try:
        period = Period.parse(words.strip())
    except BadPeriod:
        return None
    return Told(period.code, period.year, period.last.month, True)


def _read(words: str, told: Told) -> Told:
    words = _PRICES.sub(" ", _SINCE.sub(" ", words))
    if only := _ONLY_MONTH.fullmatch(words):
        return _make(told, int(only[2]), int(only[1]), f"{only[2]}-{int(only[1]):02d}")
    found = _DAY.search(words)
    if found and 1 <= int(found[3]) <= 12:
        year, month = int(found[4]), int(found[3])
        code = cumulative(year, month).code if _CUMULATIVE.search(words) else f"{year}-{month:02d}"
        code = str(year) if (int(found[1]), month) == (31, 12) else code
        return replace(_make(told, year, month, code), is_day=True)
    harvest = _SEASON_TERM.search(words)
    if harvest and int(harvest[2]) == int(harvest[1]) + 1:
        return _make(told, int(harvest[2]), 12, harvest[2])
    years = [int(y) for y in _YEAR.findall(_TERM.sub(" ", words))]
    month_year = _MONTH_YEAR.search(words)
    if month_year:
        years.append(int(month_year[2]))
    year = years[-1] if years else told.year
    if re.search(r"năm trước|cùng kỳ", words) and not years and told.year:
        year = told.year
    return _months(words, told, year, bool(years))


def _stretch(words: str, told: Told, year: int) -> Told | None:
    """Months from one to another: the last ones of the year, or both named."""
    rest = re.search(r"(\d{1,2}) tháng cuối năm", words)
    if rest and 1 <= int(rest[1]) < 12:
        return _make(told, year, 12, f"{year}-{13 - int(rest[1]):02d}/{year}-12")
    stretch = _FROM_TO.search(words)
    if stretch and 1 <= (first := int(stretch[1])) < (last := int(stretch[2])) <= 12:
        return _make(told, year, last, f"{year}-{first:02d}/{year}-{last:02d}")
    return None


_THIS_MONTH = re.compile(
    r"(?<!\w)tháng (?:này|nay|báo cáo|hiện tại|(?P<before>(?:liền |ngay )?trước(?! đó)))(?!\w)"
)


def _by_count(words: str, told: Told) -> Told | None:
    """The month reported on, or the one before it, counted from the title's."""
    found = _THIS_MONTH.search(words)
    if found is None or not told.month or "-" not in told.period or told.quarter:
        return None
    month = told.month - bool(found["before"])
    year = told.year if month else told.year - 1
    return _make(told, year, month or 12, f"{year}-{month or 12:02d}")


def _months(words: str, told: Told, year: int, named: bool) -> Told:
    if year and (stretch := _stretch(words, told, year) or (None if named else _by_count(words, told))):
        return stretch
    span = _MONTHS.search(words)
    if span and year:
        count = _COUNTED.get(span[1]) or int(span[1])
        if 1 <= count <= 12:
            return _make(told, year, count, cumulative(year, count).code)
    quarter = _QUARTER.search(words)
    if quarter and year:
        end = 3 * _ROMAN[quarter[1]]
        code = cumulative(year, end).code if told.is_budget else f"{year}-Q{end // 3}"
        return replace(_make(told, year, end, code), quarter=end // 3)
    month = _MONTH.search(words)
    if month and year and 1 <= int(month[1]) <= 12:
        number = int(month[1])
        return _make(told, year, number, f"{year}-{number:02d}")
    if year and _WHOLE_YEAR.search(words):
        return _make(told, year, 12, str(year))
    if _CUMULATIVE.search(words) and told.month and year:
        return _make(told, year, told.month, cumulative(year, told.month).code)
    return _make(told, year, 12, str(year)) if named else told


def _make(told: Told, year: int, month: int, code: str) -> Told:
    return Told(code, year, month, True, told.is_budget)
