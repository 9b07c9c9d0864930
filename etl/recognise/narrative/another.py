"""Whether the words before a number name something nobody knows: then no subject before it is carried on."""

from __future__ import annotations

import re

from etl.recognise.narrative.context import State
from etl.words.fold import fold

_MARKER = re.compile(r"^\s*(?:[a-zđ]|\d{1,2})[.)]\s")
BASE = re.compile(
    r"kế hoạch|kh(?!\w)|dự toán|dt(?!\w)|cùng kỳ|năm trước|tăng|giảm|chỉ tiêu|ck(?!\w)|sv?ck|nghị quyết|cơ cấu|vượt"
)
BRACKETED = re.compile(r"\([^()]*\)")
_THIS = re.compile(r"(?:tỷ lệ|tỉ lệ|con số|chỉ tiêu|diện tích|số) (?:này|đó)(?!\w)")
"""Words that take up the subject said before."""
_EMPTY = re.compile(
    r"(?<!\w)(?:"
    r"tỷ lệ|tỉ lệ|cấy|ngoái|chậm|nhanh|hơn|cao|thấp|nhiều|ít|tập|trung|đơn|vị|khá|tốt|hụt|vẫn|hạ|nay|đang|hai|ba|bốn|một|thứ|mức|đạt|"
    r"được|là|ước|thực hiện|khoảng|trên|gần|bằng|tăng|giảm|so|với|cùng|kỳ|kế|hoạch|dự|toán|năm|trước|tháng|quý|và|có|cả|của|"
    r"toàn|huyện|xã|tỉnh|trong|đó|đã|còn|xuống|lên|thêm|từ|đến|hiện|vụ|chiếm|tương|đương|ứng|hay|lũy|cộng|dồn|tính|sơ|bộ|tổng|số|giao|"
    r"đầu|cuối|vượt|nghị|quyết|ck|kh|dt|hđnd|iv|này|riêng|bình|quân|trồng|thu|chi|nuôi|gieo|lại|cho|con|đưa|chung|phấn|đấu|"
    r"kiến|xuân|mùa|hè|đông|chiêm|ngày|hết|thời|điểm|địa|bàn|thành|phố|thị|trấn|phường|th|tại|ở|thì|chỉ|duy|trì|nâng|mục|"
    r"tiêu|giai|đoạn|kết|quả|cụ|thể|hoàn|lượt|lần|các|mỗi|hàng|hằng|tiếp|tục|ổn|định|theo|lớn|nhất|mới|sau|gồm|tp|tx|tt|"
    r"thôn|bản|cũng|làm|phân|chia|từng|dẫn|tiến|độ|như|biểu|điển|hình|nổi|bật|đứng|xếp|hạng|nhì|diện|tích|sản|lượng|mình|nhưng|ngoài|ra|họp|vào|nước|chính|thức|khi|nhờ|qua|phương|ngược|đón|i{1,3}"
    r")(?!\w)|[\d\W]"
)
"""Words that name nothing: verbs of reaching, units of place and time, comparisons, numbers."""


def is_another(before: str, state: State) -> bool:
    """Whether the words before a number name something nobody knows: then the subject before is not carried on."""
    before = _THIS.sub(" ", BRACKETED.sub(" ", _MARKER.sub("", before)))
    tail = before.rpartition(",")[2]
    if BASE.search(tail) and not _EMPTY.sub("", tail):
        return False
    for place in (*state.places, *state.queue):
        before = before.replace(fold(place), " ").replace(fold(place.partition(" ")[2]), " ")
    return bool(_EMPTY.sub("", before))
