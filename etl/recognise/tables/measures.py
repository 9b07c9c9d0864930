"""What a heading says a figure is: planned, done, the same period's, a share or a change."""

from __future__ import annotations

import re

from etl.model import Measure
from etl.words.fold import fold

_CHANGE = re.compile(r"(?<!\w)(?:(?<!gia )tăng|giảm|chênh lệch)(?!\w)")
SIGNED = re.compile(
    r"(?<!\w)tăng\s*(?:\(\s*\+\s*\))?\W{0,3}(?:hay |hoặc |và )?giảm\s*(?:\(\s*[-–]\s*\))?|(?<!\w)biến động(?!\w)"
)
"""Up and down in one heading: the sign says which, so the words are no part of what is measured."""
_ENDS = r"(?!\w)"
_SAME = r"(?:cùng kỳ|ck|sv?ck|(?<!nguồn )(?<!sách )(?<!từ )năm trước(?! chuyển)|năm ngoái)"
_PLAN = r"(?:kế hoạch|kh|dự toán|dt(?!\W*(?:ha|m2|m²|gieo|trồng|lúa|ngô|rừng|cây|thu hoạch))|nghị quyết|nq|chỉ tiêu giao|(?<!có )(?<!trình )mục tiêu(?! quốc gia))"
"""`DT` is dự toán, and diện tích where land stands behind it; bổ sung có mục tiêu is a kind of transfer."""
_DONE = r"(?:đã (?:gieo trồng|gieo cấy|gieo|cấy|trồng|xuống giống|làm)|thực hiện|ước thực hiện|ước th|th|ước|kết quả|đạt|quyết toán)"
_LEVELS = (
    (re.compile(r"(?<!\w)phấn đấu(?!\w)"), Measure.TARGET),
    (re.compile(rf"(?<!\w){_SAME}{_ENDS}"), Measure.SAME_PERIOD),
    (re.compile(r"^(?:(?:số|chỉ tiêu|được|tỉnh|huyện|hđnd) )*giao(?: năm)?$"), Measure.PLAN),
    (re.compile(rf"^(?!.*thực hiện (?:kế hoạch|kh)).*(?<!\w){_PLAN}{_ENDS}"), Measure.PLAN),
    (re.compile(rf"(?<!\w){_DONE}{_ENDS}"), Measure.ACTUAL),
)
_PCT = re.compile(
    r"%|tỷ lệ|tỉ lệ|so sánh|so với|so cùng|so kế hoạch|so kh|so ck|tốc độ|mức độ hoàn thành|hoàn thành|"
    rf"(?<!\w)(?:{_DONE}|{_PLAN}|{_SAME}|20\d\d)(?!\w)[^/()]{{0,20}}/[^/()]{{0,14}}(?<!\w)(?:{_DONE}|{_PLAN}|{_SAME}|20\d\d)(?!\w)"
)
_DATED = re.compile(
    r"(?<![\d/])(?:(?:\d{1,2} ?/ ?)?(?:\d{1,2}|i{1,3}|iv) ?(?:t|tháng)? ?/ ?(?:năm )?(?:19|20)\d\d|(?<=đến )\d{1,2}/\d{1,2}|(?<=ngày )\d{1,2}/\d{1,2})(?!\d)"
)
"""Days, months and quarters written with a stroke, which divides nothing: `đến 31/12/2023`, `6T/2024`."""


def measure_of(words: str) -> Measure | None:
    """The measure a label states on its own."""
    return measure_in(fold(words), fold(words))


_PLANNED = re.compile(r"(?<!\w)(?:(phấn đấu|mục tiêu)|kế hoạch(?! hóa)|dự toán)(?!\w)")


def planned(words: str, beside: str) -> Measure | None:
    """Whether a row begins with a plan or an aim, or has one beside what it names: `Dự toán thu ngân sách`."""
    found = _PLANNED.match(fold(words)) or _PLANNED.search(beside)
    return (Measure.TARGET if found[1] else Measure.PLAN) if found else None


def is_comparison(words: str) -> bool:
    """Whether words set one figure against another: `%`, `so với`, `TH/KH`."""
    return _PCT.search(words) is not None


def measure_in(inner: str, joined: str) -> Measure | None:
    """The measure a heading's innermost and all its words state (folded); None where they state none."""
    inner, joined = _DATED.sub(" ", inner), _DATED.sub(" ", joined)
    change = _change(inner, joined)
    if change:
        return change
    if _PCT.search(inner) or re.search(r"so sánh|so với|%", joined):
        share = _share(inner) or _share(joined)
        if share:
            return share
    told = (m for words in (inner, joined) for pattern, m in _LEVELS if pattern.search(words))
    return next(told, None)


_BY_SIGN = re.compile(r"[\s(]*(?:\+\s*[,/;]?\s*[-–−]|±)[\s)]*(?:\([^()%]*+\))?\s*")
"""`+, -` over a column of changes."""


def _change(inner: str, joined: str) -> Measure | None:
    """Up or down, in units or in percent."""
    if re.search(r"^(?:số )?tuyệt đối", inner) or _BY_SIGN.fullmatch(inner):
        return Measure.CHANGE_ABS
    if SIGNED.search(inner) and re.search(r"(?<!\w)điểm(?! trường| dân)", joined):
        return Measure.CHANGE_ABS
    if not _CHANGE.search(joined) or re.search(r"hoàn thành|kế hoạch|dự toán|thực hiện", inner):
        return None
    is_share = "%" in inner or ("%" in joined and not re.search(r"tuyệt đối|số", inner))
    return Measure.CHANGE_PCT_YOY if is_share or "tương đối" in inner else Measure.CHANGE_ABS


_DONE_OF_DONE = re.compile(rf"(?<!\w){_DONE}(?!\w)[^/()]{{0,20}}+/[^/()\w]{{0,3}}{_DONE}(?!\w)")
"""`TH/TH năm trước`: what was done against what was done before."""


def _share(words: str) -> Measure | None:
    if re.search(r"20\d\d\s*/\s*(?:năm )?20\d\d", words) or _DONE_OF_DONE.search(words):
        return Measure.PCT_OF_SAME_PERIOD
    if re.search(
        rf"(?<!\w){_SAME}{_ENDS}|(?:so|/)\s*(?:với )?(?:(?:năm|th) ?)?20\d\d|so với năm|(?<!\w)với (?:(?:thực hiện|th|cùng kỳ) )?(?:năm )?20\d\d(?!\w)",
        words,
    ):
        return Measure.PCT_OF_SAME_PERIOD
    if re.search(rf"(?<!\w){_PLAN}{_ENDS}|hoàn thành", words):
        return Measure.PCT_OF_PLAN
    return None
