"""What a report is called: the heading that says what it is, not the letterhead or the page it was saved from."""

from __future__ import annotations

import re
from itertools import zip_longest

from etl.model import Document
from etl.words.fold import clean, fold

_KIND = re.compile(
    r"(?:báo cáo|tờ trình|nghị quyết|kế hoạch|thông báo|quyết định|công văn|thông cáo)(?: (?:tóm tắt|nhanh|sơ bộ|tổng hợp|tổng kết|sơ kết|đánh giá|định kỳ))?"
)
_TELLS = re.compile(
    r"(?:[^:]{2,40}:\s*)?(?:báo cáo|hội nghị|kỳ họp|tình hình|kết quả|tổng kết|sơ kết|đánh giá|thông cáo|khai mạc|biểu)(?!\w)"
)
_LETTERHEAD = re.compile(
    r"(?:thứ \w+\s*[-,]|\D{0,40}ngày \d|\d|số:|cộng hòa|độc lập|\W*$|skip to|trang chủ|home\b)"
)
_ORGAN = re.compile(
    r"(?:ubnd|ủy ban nhân dân|hội đồng nhân dân|hđnd|đảng bộ|huyện ủy|phòng|chi cục|hạt|sở)(?!\w)"
)
LINES, LONGEST = 8, 200
"""A heading is among the first lines and no longer than this."""


def title_of(document: Document) -> str:
    """The heading of running text, or the longest line above the first table; the file's name where there is none."""
    lines = [clean(document.text[s.start : s.end]).strip() for s in document.spans[:LINES]]
    if lines:
        return _heading(lines)
    spanning = [
        cell.text
        for grid in document.grids[:1]
        for row in grid.rows[:6]
        for cell in row
        if cell.text and len({x.text for x in row if x.text}) == 1
    ]
    return max(spanning, key=len, default=document.file)


def _heading(lines: list[str]) -> str:
    """A kind of document with what follows it, else the first line that tells of results, else the first that is no letterhead."""
    heads = [line for line in lines if len(line) <= LONGEST and not line.endswith((".", ";"))]
    for line, following in zip_longest(heads, heads[1:], fillvalue=""):
        if _KIND.fullmatch(fold(line)):
            return f"{line} {following}".strip()
    own = [line for line in heads if not _is_letterhead(line)]
    return next((line for line in own if _TELLS.match(fold(line))), (own or lines)[0])


def _is_letterhead(line: str) -> bool:
    """The organ in capitals, the state's name and motto, number and date, a web page's furniture."""
    folded = fold(line)
    return _LETTERHEAD.match(folded) is not None or (line.isupper() and _ORGAN.match(folded) is not None)
