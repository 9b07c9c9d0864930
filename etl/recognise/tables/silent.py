"""Words of a heading or row that say nothing of its subject: measure, time, place and unit; what is left must be known."""

from __future__ import annotations

import re

from etl.recognise.places import named_places
from etl.recognise.tables.look import label
from etl.words.fold import clean, fold

SILENT = re.compile(
    r"(?<!\w)(?:đã (?:gieo trồng|gieo cấy|gieo|cấy|trồng|xuống giống|làm|thực hiện)|tổng thu|kế hoạch|kh|dự toán|dt|thực hiện|th|ước|kết quả|đạt|so sánh|so với|so|tỷ lệ|tỉ lệ|cùng kỳ|ck|tl|cả năm|năm|tháng|quý|trước|nay|báo cáo|"
    r"đầu|cuối|tổng số|tổng|cộng|số lượng|số liệu|giá trị|diện tích|lũy kế|cộng dồn|từ|đến|hết|kỳ|giao|huyện|tỉnh|tăng|giảm(?: (?:xuống )?còn)?|hoàn thành|"
    r"mức|trong|toàn|xã|i{1,3}|iv|nghị quyết|chính thức|điều chỉnh|phấn đấu|mục tiêu|thời điểm|với|và|của|được|đơn vị|tính|đvt|hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân)(?!\w)|[\d%/().,+\-–:=;]"
)
_FILLER = re.compile(
    r"(?<!\w)(?:còn(?! lại| nợ| thiếu| phải)|các|những|một số|chủ yếu|theo|hiện có|hiện nay|hiện|thực tế|tính|tại|đó|trong đó|riêng|chung|toàn bộ|từng|địa phương|"
    r"cây|con|loại|cho|ở|có|là|bao gồm|gồm|qua|cấp|thống kê|ngân sách|năm nay|vụ này|niên vụ|mùa vụ|này)(?!\w)"
)
"""Words that narrow nothing."""


_CHANGES = r"tăng|giảm(?! (?:xuống )?còn)|thêm|năm trước|năm ngoái|cùng kỳ|chênh lệch"
_OF_FLOW = re.compile(rf"(?<!\w)(?:{_CHANGES}|lũy kế|cộng dồn)(?!\w)")
_OF_LEVEL = re.compile(rf"(?<!\w)(?:{_CHANGES}|trong (?:năm|kỳ|tháng|quý))(?!\w)")


def changes(beside: str, *, is_level: bool) -> bool:
    """Whether words beside a name make another figure of it: `Số xã đạt chuẩn trong năm` are not the xã that meet the standard."""
    return (_OF_LEVEL if is_level else _OF_FLOW).search(beside) is not None


def is_silent(words: str) -> bool:
    """Whether a heading says nothing of the subject: only measure, period and unit words."""
    return not SILENT.sub("", fold(label(words))).strip()


def rest_of(words: str) -> str:
    """What is left of a label's words once places and words that say nothing are gone."""
    shown = clean(words)
    for start, end, _ in reversed(list(named_places(shown))):
        shown = shown[:start] + " " + shown[end:]
    return clean(_FILLER.sub(" ", SILENT.sub(" ", fold(shown)))).strip()
