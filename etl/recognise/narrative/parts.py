"""What makes a figure one of a part, of several things together or of a thing nobody knows: then it is never its whole's."""

from __future__ import annotations

import re

from etl.catalog import Concept
from etl.recognise.narrative.context import State
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Kind, Token

_SEED = re.compile(r"(?<!\w)(?:thóc|lúa|ngô|lạc|khoai|đậu|hạt|củ) giống(?!\w)[^,;.\d]*$")
"""`Lượng thóc giống đã gieo 18,7 tấn` was sown, not harvested."""
_ANIMAL = re.compile(
    r"\s+(?!(?:các|những|mỗi|trở|tăng|giảm|đạt|so|và|với|trong|cho|ở|tại|là|bằng|gồm|đều|được|bị|trên|dưới|từ|đến|đang|đã|còn|chiếm|vượt|"
    r"theo|do|của|thuộc|để|nuôi|sinh|xuất|thịt|gia|vật|hiện|như|cùng|thì|khi|mà|này|sau|năm|tháng|hoàn|lên|xuống|thêm|ước|tương|chủ|đầu|tổng)(?!\w))[^\W\d_]{2,}"
)
"""A word right behind `6.113 con` that is none of grammar: what they are, and nobody knows it."""
_BEARS = re.compile(r"\s*(?:đã |đang |đến kỳ |đến tuổi |bắt đầu )*(?:cho )?(?:thu hái|thu hoạch|thu bói|cho quả|cho sản phẩm|cho thu|kinh doanh)(?!\w)")  # fmt: skip
"""`trong đó 175 ha đã cho thu hái`: the part that bears."""
_GROWN = ("crop_area", "fruit_area", "planted_area")
_JOIN = re.compile(r"\s*(?:,|và|cùng|cùng với|\+|/)\s*")
_NEXT = 6
"""Letters between a number and the thing right behind it."""
_LABEL = re.compile(r"\W*(?:cây|con|rau|nấm|củ|quả|giống) [^:,;.\d]{2,40}:")
_BARE = frozenset({"planted_area", "harvested_area", "crop_area", "fruit_area", "output", "yield"})


def is_of_less(code: str, length: int, seen: Stretch, state: State) -> bool:
    """Whether the words around a number say that it is not of all its indicator is, and name no indicator of their own."""
    unit = seen.token.unit
    if unit == "head" and not length and _ANIMAL.match(seen.after):
        return True
    if code.startswith("output.") and _SEED.search(seen.before):
        return True
    if code.startswith(_GROWN) and "trong đó" in seen.before and _BEARS.match(seen.after):
        return True
    return _is_of_several(code, seen, state) or _is_labelled(code, seen)


def _is_of_several(code: str, seen: Stretch, state: State) -> bool:
    """`Tổng diện tích ngô, lúa gieo trồng 8.119 ha`: of both together, which is neither."""
    before = [token for token in state.waiting if _things(token)]
    behind = [token for token in seen.found[seen.position + 1 : seen.position + 3] if _things(token)]
    is_behind = (
        len(behind) == 2 and behind[0].start <= seen.token.end + _NEXT and not _has_own(behind[1], seen)
    )
    if state.queue or "lần lượt" in seen.text or not (len(before) == 2 or is_behind):
        return False
    one, other = behind if is_behind else before
    is_joined = _JOIN.fullmatch(seen.text, one.end, other.start) is not None
    things = _things(one) ^ _things(other)
    return is_joined and len(things) == 2 and code.rpartition(".")[2] in things


def _has_own(token: Token, seen: Stretch) -> bool:
    """Whether a number of its own stands right behind a thing: `12 ha lúa, ngô 5 ha`."""
    return re.match(r"[^,;.\d]{0,30}\d", seen.text[token.end :]) is not None


def _things(token: Token) -> set[str]:
    return {c.detail for c in token.concepts if c.detail} if token.kind is Kind.SUBJECT else set()


def _is_labelled(code: str, seen: Stretch) -> bool:
    """`Cây đương quy: tổng diện tích trồng 8,9 ha`: of the crop that opens the line, which nobody knows."""
    label = _LABEL.match(seen.text) if code in _BARE else None
    return label is not None and not any(
        _says(concept) for token in seen.found if token.start < label.end() for concept in token.concepts
    )


def _says(concept: Concept) -> bool:
    return bool(concept.detail or concept.code)
