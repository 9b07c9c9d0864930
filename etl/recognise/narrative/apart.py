"""Numbers that only look like those of a known subject: of several crops, of an unknown one, of seed, of a bearing part, of another term."""

from __future__ import annotations

import re

from etl.recognise.narrative.meanings import RATIOS
from etl.recognise.narrative.stretch import Stretch

_CROP = r"(?:cây )?(?:lúa|ngô|khoai(?: lang| tây)?|sắn|lạc|đậu tương|đỗ tương|rau màu|rau|màu)"
_CROPS = rf"{_CROP}(?:(?:\s*,\s*(?:và )?| và ){_CROP})+(?: các loại)?(?!\w)"
_SEVERAL_BEFORE = re.compile(rf"(?<!\w)diện tích (?:gieo trồng |gieo cấy |trồng )?{_CROPS}[^,;.:\d]*$")
_SEVERAL_BEHIND = re.compile(
    rf"\s*{_CROPS}(?!\s*(?:,|và|là|đạt|được|:|khoảng|trên|hơn|gần|ước|có|\s)*\d)(?!\s+lần lượt)"
)
"""`Diện tích ngô, lúa gieo trồng 812 ha`, `gieo trồng 620 ha lúa và cây màu`: of all of them, not of the last or first."""
_ALL = re.compile(r"(?<!\w)(?:màu|các loại)(?!\w)")
"""`lúa và cây rau màu các loại` are all crops; `lúa và ngô` are not."""
_ANIMAL = re.compile(
    r"\s+(?!(?:các|những|mỗi|trở|tăng|giảm|đạt|so|và|với|trong|cho|ở|tại|là|bằng|gồm|đều|được|bị|trên|dưới|từ|đến|đang|đã|còn|chiếm|vượt|"
    r"theo|do|của|thuộc|để|nuôi|sinh|xuất|thịt|gia|vật|hiện|như|cùng|thì|khi|mà|này|sau|năm|tháng|hoàn|lên|xuống|thêm|ước|tương|chủ|đầu|tổng)(?!\w))[^\W\d_]{2,}"
)
"""A word right behind `6.113 con` that is none of grammar: what they are, and nobody knows it."""
_WINTER = re.compile(r"(?<!\w)vụ đông(?! xuân|\s*[-–]\s*xuân)(?!\w)[^,;.\d]*$")
"""The winter crop between two rice crops: what is sown in it is other crops, unless rice is said."""
_LED_BY = re.compile(
    r"[\s+*•–-]*+(?:\d+[.)]\s*|[a-z]\)\s*)?cây (?!trồng|lương thực|hàng năm|lâu năm|màu|vụ|công nghiệp|ăn quả|"
    r"rau|có|khác|con|giống|chủ lực|xuân|mùa|đông|hè)[^:;,.()\d]{2,25}:"
)
"""`Cây đương quy: tổng diện tích trồng 8,9 ha`: of the one crop the line is about, known or not."""
_SEED = re.compile(
    r"(?<!\w)(?:lượng (?:thóc |lúa |ngô |lạc |hạt )?giống|(?:thóc|lúa|ngô|lạc|hạt|khoai(?: tây)?) giống"
    r"(?= (?:đã |được |cần |các loại )*(?:gieo|ngâm|cấp|cung ứng|hỗ trợ|sử dụng|dùng|chuẩn bị)(?!\w)))[^,;.\d]*$"
)
"""`Thóc giống đã gieo 18 tấn`: seed used, and no harvest."""
_BEARING = re.compile(
    r"\s*(?:\w+ ){0,2}(?:đã|đang|đến kỳ|trong thời kỳ|bước vào thời kỳ)\s+(?:cho (?:thu|sản phẩm)|thu (?:hái|hoạch)|kinh doanh)(?!\w)"
)
"""`175 ha đã cho thu hái`: the part that bears."""
_OTHER_TERM = re.compile(r"\s*(?:của|trong|ở) (?:giai đoạn|nhiệm kỳ) trước(?!\w)")
"""`gần 12% của giai đoạn trước`: what once was, and nothing of now."""
_RICE = re.compile(r"(?<!\w)(?:lúa|thóc)(?!\w)")


def apart(code: str, length: int, seen: Stretch) -> str:
    """The indicator a number states after all: that of all crops where all are named, none where it is of something else.

    `length` is how many letters behind the number said the indicator.
    """
    family, _, crop = code.partition(".")
    if seen.token.unit == "head" and not length and _ANIMAL.match(seen.after):
        return ""
    if family == "planted_area" and crop:
        if crop == "rice" and _is_of_winter(seen):
            return family
        if several := _several(seen):
            return family if _ALL.search(several) else ""
    return "" if _is_of_another(code, family, seen) else code


def _several(seen: Stretch) -> str:
    """The crops a number is of together; empty where it is of one."""
    found = _SEVERAL_BEFORE.search(seen.before) or _SEVERAL_BEHIND.match(seen.ahead)
    return "" if found is None or "lần lượt" in seen.text else found[0]


def _is_of_winter(seen: Stretch) -> bool:
    is_rice = _RICE.search(seen.before) or _RICE.search(seen.after)
    return not is_rice and _WINTER.search(seen.before) is not None


def _is_of_another(code: str, family: str, seen: Stretch) -> bool:
    if seen.token.unit in RATIOS:
        return family == "poverty_rate" and _OTHER_TERM.match(seen.after) is not None
    if family in ("crop_area", "fruit_area"):
        return _BEARING.match(seen.after) is not None
    if family == "output" and _SEED.search(seen.before):
        return True
    return code in ("planted_area", "output") and _LED_BY.match(seen.text) is not None
