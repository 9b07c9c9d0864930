"""Whether the words before a number name something nobody knows: then no subject before it is carried on."""

from __future__ import annotations

import re

from etl.recognise.narrative.context import State
from etl.words.fold import fold

_MARKER = re.compile(r"^\s*(?:[a-zđ]|\d{1,2})[.)]\s")
BASE = re.compile(
    r"kế hoạch|kh(?!\w)|dự toán|dt(?!\w)|cùng kỳ|năm trước|tăng|giảm|chỉ tiêu|ck(?!\w)|svck|nghị quyết|cơ cấu|vượt"
)
BRACKETED = re.compile(r"\([^()]*\)")
_THIS = re.compile(r"(?:tỷ lệ|tỉ lệ|con số|chỉ tiêu|diện tích|số) (?:này|đó)(?!\w)")
"""Words that take up the subject said before."""
_EMPTY = re.compile(
    r"(?<!\w)(?:cấy|ngoái|chậm|nhanh|hơn|cao|thấp|nhiều|ít|tập|trung|đơn|vị|khá|tốt|hụt|vẫn|hạ|nay|đang|hai|ba|bốn|một|thứ|mức|đạt|được|là|ước|thực hiện|khoảng|trên|hơn|gần|bằng|tăng|giảm|so|với|cùng|kỳ|kế|hoạch|dự|toán|năm|trước|tháng|quý|và|có|"
    r"cả|của|toàn|huyện|xã|tỉnh|trong|đó|đã|còn|xuống|lên|thêm|từ|đến|nay|hiện|vụ|chiếm|tương|ứng|lũy|cộng|dồn|tính|sơ|bộ|tổng|số|"
    r"giao|đầu|cuối|vượt|nghị|quyết|ck|kh|dt|hđnd|số|i{1,3}|iv|mức|này|riêng|bình|quân|trồng|thu|chi|nuôi|gieo|cấy|lại|cho|con|đưa|chung|"
    r"phấn|đấu|dự|kiến|xuân|mùa|hè|đông|chiêm|khoảng|ngày|hết|thời|điểm|địa|bàn|thành|phố|thị|trấn|phường|th|tại|ở|thì|chỉ|đạt|duy|trì|"
    r"nâng|cao|mục|tiêu|giai|đoạn|kết|quả|cụ|thể|hoàn|lượt|lần|các|mỗi|hàng|hằng|tiếp|tục|ổn|định|theo|lớn|nhất|thấp|mới|đó|sau|gồm|"
    r"tp|tx|tt|thôn|bản|cũng|diện|tích|sản|lượng|mình|nhưng|ngoài|ra|kỳ|họp|vào|nước|vẫn|chính|thức|khi|nhờ|qua|quyết|toán|địa|phương)(?!\w)|[\d\W]"
)


def is_another(before: str, state: State) -> bool:
    """Whether the words before a number name something nobody knows: then the subject before is not carried on."""
    before = _THIS.sub(" ", BRACKETED.sub(" ", _MARKER.sub("", before)))
    tail = before.rpartition(",")[2]
    if BASE.search(tail) and not _EMPTY.sub("", tail):
        return False
    for place in state.places:
        before = before.replace(fold(place), " ").replace(fold(place.partition(" ")[2]), " ")
    return bool(_EMPTY.sub("", before))
