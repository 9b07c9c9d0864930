"""Communes a text speaks of and does not name: their figures are neither the district's nor a named commune's."""

from __future__ import annotations

import re

_COUNT = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8}
_IN_TURN = re.compile(r"(?<!\w)(\d|hai|ba|bốn|năm|sáu|bảy|tám) xã(?!\w)[^;.\d]{0,60}(?:lần lượt|theo thứ tự)")
_GROUP = re.compile(
    r"^\W*(?:các |những |nhóm )*(xã (?:biên giới|vùng cao|vùng sâu|đặc biệt khó khăn|khó khăn|nghèo|khu vực i{1,3}))(?!\w)"
)
_ONE = re.compile(r"^\W*xã(?!\w)|(?<!\w)(?:toàn|cả|địa bàn) xã(?! hội)(?!\w)")
SOME = "toàn xã"
"""A commune that a district's report calls nothing but `xã`."""


def in_turn(text: str) -> list[str]:
    """`Ba xã trồng lần lượt 120 ha, 95 ha và 80 ha`: a commune each, by its turn."""
    found = _IN_TURN.search(text)
    count = (_COUNT.get(found[1]) or int(found[1])) if found else 0
    return [f"xã thứ {n}" for n in range(1, count + 1)]


def group(text: str) -> list[str]:
    """`Xã biên giới đạt …`: the communes of one kind."""
    found = _GROUP.match(text)
    return [f"các {found[1]}"] if found else []


def is_one(text: str) -> bool:
    """Whether a sentence is of one commune without a name, and not of a number or a share of them."""
    return _ONE.search(text) is not None
