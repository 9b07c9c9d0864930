"""Period words of Vietnamese reports → period codes: “9 tháng đầu năm”, “quý III/2021”, “đến 15/6/2022”, “giai đoạn 2021-2025”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.model import cumulative, is_period
from etl.words.fold import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "giêng": 1, "chạp": 12,
}  # fmt: skip
_COUNT = r"(?:\d{1,2}|mười một|mười hai|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_YEAR = r"(?:19|20)\d{2}"
_LEAP = 2000
_END = r"(?![\w])"
_SEASON = r"(?:chiêm\s+xuân|chiêm|đông\s*[-–]?\s*xuân|hè\s*[-–]?\s*thu|thu\s+đông|xuân|mùa|đông|hè)"
"""What is told of one year (`vụ xuân 2022`); of a season over two years the crop decides."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("term", rf"(?:giai đoạn|thời kỳ|nhiệm kỳ)\s*(?P<y>{_YEAR})\s*[-–]\s*(?P<y2>{_YEAR})"),
    ("term", rf"(?<!\w){_COUNT}\s+năm\s*\(?\s*(?P<y>{_YEAR})\s*[-–]\s*(?P<y2>{_YEAR})"),
    ("term", rf"từ\s+năm\s+(?P<y>{_YEAR})\s+(?:đến|tới)\s+(?:hết\s+)?(?:năm\s+)?(?P<y2>{_YEAR}){_END}"),
    ("date", rf"(?<![\d/])(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})[/.-](?P<y>{_YEAR}){_END}"),
    ("date", rf"ngày\s+(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}})\s+năm\s+(?P<y>{_YEAR}){_END}"),
    ("since", rf"từ\s+năm\s+(?P<y>{_YEAR})\s+(?:đến|tới)\s+nay{_END}"),
    ("months", rf"(?P<m>{_COUNT})\s*tháng(?:\s+đầu)?\s+năm\s+(?P<y>{_YEAR}){_END}"),
    (
        "months",
        rf"từ\s+đầu\s+năm(?:\s+{_YEAR})?\s+(?:đến|tới)\s+(?:hết\s+|đầu\s+|giữa\s+|cuối\s+|trung\s+tuần\s+|nay,?\s+)?tháng\s+(?P<m>\d{{1,2}})(?:(?:\s*[/-]\s*|\s+năm\s+)(?P<y>{_YEAR}))?{_END}(?![/.,-]?\d)",
    ),
    (
        "months",
        rf"(?:tính\s+(?:đến\s+)?|(?<!đến )(?<!từ ))hết\s+tháng\s+(?P<m>\d{{1,2}})(?:(?:\s*[/-]\s*|\s+năm\s+)(?P<y>{_YEAR}))?{_END}(?![/.,-]?\d)",
    ),
    (
        "months",
        rf"(?:l[ũu][ỹy] kế|cộng dồn|tính chung)\s+(?:tính\s+)?(?:đến\s+)?(?:hết\s+)?tháng\s+(?P<m>\d{{1,2}})(?:(?:\s*[/-]\s*|\s+năm\s+)(?P<y>{_YEAR}))?{_END}(?![/.,-]?\d)",
    ),
    (
        "until",
        rf"(?<!nay )(?<!này )(?<![\d%] )(?<!\w)đến\s+hết\s+tháng\s+(?P<m>\d{{1,2}})(?:(?:\s*[/-]\s*|\s+năm\s+)(?P<y>{_YEAR}))?{_END}(?![/.,-]?\d)",
    ),
    ("months", rf"(?P<m>{_COUNT})\s*tháng/(?P<y>{_YEAR}){_END}"),
    ("rest", rf"(?P<m>{_COUNT})\s*tháng\s+cuối\s+năm(?:\s+(?P<y>{_YEAR}))?{_END}"),
    ("months", rf"(?P<m>{_COUNT})\s*tháng\s+đầu(?:\s+của)?\s+năm{_END}"),
    ("half", rf"nửa\s+đầu\s+năm(?:\s+(?P<y>{_YEAR}))?{_END}"),
    ("quarter", rf"quý\s+(?P<q>iv|i{{1,3}}|[1-4])(?:\s*[/-]\s*|\s+năm\s+|\s+)(?P<y>{_YEAR}){_END}"),
    ("quarter", rf"quý\s+(?P<q>iv|i{{1,3}}|[1-4](?![.,]\d)){_END}"),
    (
        "month",
        rf"tháng\s+(?P<m>\d{{1,2}}|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười|chạp)(?:\s*[/-]\s*|\s+năm\s+)(?P<y>{_YEAR}){_END}",
    ),
    ("months", rf"(?<![\w/])(?P<m>{_COUNT})\s*tháng/năm\s+(?P<y>{_YEAR}){_END}"),
    ("month", rf"(?<!\w)tháng\s+(?P<m>\d{{1,2}})(?![/.,-]?\d)(?!/|\s+năm){_END}"),
    (
        "months",
        rf"(?<![\w/.,])(?P<m>[2-9]|1[01]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một)\s+tháng(?=\s*(?:[,:]|\d|ước|đạt|được|đã|qua|và|chỉ|tổng|thu|chi|toàn|trên|là|lên|của|bằng|huyện|năm\s+{_YEAR}))",
    ),
    ("year", rf"năm\s+(?P<y>{_YEAR}){_END}"),
    ("year", rf"(?:kế hoạch|mục tiêu|phấn đấu|định hướng)\s+đến\s+(?P<y>{_YEAR}){_END}"),
    ("year", rf"vụ\s+{_SEASON}\s+(?P<y>{_YEAR}){_END}(?!\s*[-–/]\s*\d)"),
    ("last_year", rf"vụ\s+[^\W\d]+(?:\s+[^\W\d]+)?\s+năm\s+(?:trước|ngoái){_END}"),
    ("this_week", rf"(?:trong|đầu|cuối)\s+tuần{_END}"),
    (
        "this_month",
        rf"(?:trong\s+tháng(?:\s+này)?|tháng\s+này){_END}(?!\s+(?:0?[1-9]|1[0-2])(?![\d.,]*\d|\s*(?:triệu|tỷ|ha|tấn|con|%|tạ|xã|hộ)))",
    ),
    ("this_quarter", rf"trong\s+quý{_END}(?!\s+(?:[1-4](?![.,]?\d)|i))"),
    ("next_year", rf"(?<!những\s)(?<!các\s)(?<!\d\s)(?<!mấy\s)năm\s+tới{_END}"),
    ("this_year", rf"(?:cả\s+năm|năm\s+nay|trong\s+năm|năm\s+qua){_END}"),
)
_KEYS = ("tháng", "quý", "năm", "vụ")
_COMPILED = tuple(
    (kind, next((key for key in _KEYS if key in pattern), ""), re.compile(pattern, re.IGNORECASE))
    for kind, pattern in _PATTERNS
)
"""Each pattern with a word it cannot do without: most sentences have none of them."""


_HINT = re.compile(r"tháng|năm|quý|tuần|vụ|nhiệm kỳ|giai đoạn|thời kỳ|\d[/.-]\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """Words that name a period: where they stand, what kind they are, and their code once a year is known."""

    start: int
    end: int
    kind: str
    year: int | None
    number: int = 0
    day: int = 0
    to_year: int = 0

    def code(self, year: int) -> str:
        """The period's code; `year` stands in where the words name none."""
        y = self.year or year
        if self.kind in ("term", "since"):
            return f"{y:04d}/{self.to_year or max(year, y + 1):04d}"
        if self.kind in ("months", "until"):
            return cumulative(y, self.number).code
        if self.kind == "rest":
            return f"{y:04d}-{13 - self.number:02d}/{y:04d}-12"
        if self.kind == "quarter":
            return f"{y:04d}-Q{self.number}"
        if self.kind == "month":
            return f"{y:04d}-{self.number:02d}"
        if self.kind == "half":
            return cumulative(y, 6).code
        if self.kind == "date":
            return f"{y:04d}-{self.number:02d}-{self.day:02d}"
        return f"{y + (self.kind == 'next_year') - (self.kind == 'last_year'):04d}"


def find_periods(text: str) -> list[PeriodWords]:
    """Every period named in the text, left to right, the longest reading of each stretch."""
    return list(_found(text))


@lru_cache(maxsize=256)
def _found(text: str) -> tuple[PeriodWords, ...]:
    """The periods of a text; the opening of a document is asked for them again and again."""
    found: list[PeriodWords] = []
    if not _HINT.search(text):
        return ()
    taken = bytearray(len(text))
    lowered = text.lower()
    for kind, key, pattern in _COMPILED:
        if key not in lowered:
            continue
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            words = _period(kind, match)
            if words:
                found.append(words)
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return tuple(sorted(found, key=lambda words: words.start))


def _period(kind: str, match: re.Match[str]) -> PeriodWords | None:
    part = {name: value for name, value in match.groupdict().items() if value}
    year = int(part["y"]) if "y" in part else None
    number = _count(part.get("m") or part.get("q") or "0")
    if kind in ("months", "until", "rest", "month", "date") and not 1 <= number <= 12:
        return None
    day = int(part.get("d", "0"))
    words = PeriodWords(match.start(), match.end(), kind, year, number, day, int(part.get("y2", "0")))
    return words if is_period(words.code(year or _LEAP)) else None


def _count(words: str) -> int:
    word = fold(words)
    return int(word) if word.isdigit() else _WORDS.get(word) or _ROMAN.get(word, 0)
