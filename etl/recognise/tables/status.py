"""Recognition in words and signs: what `Đ`, `Chưa đạt`, `NTM nâng cao` mean, and which criterion a label names."""

from __future__ import annotations

import re

from etl.catalog import Catalogue
from etl.recognise.tables.look import label
from etl.words.fold import clean, fold

_SIGNS = {
    "đ": "met", "có": "met", "✓": "met", "√": "met", "+": "met", "k": "not_met", "kđ": "not_met", "cđ": "not_met", "không": "not_met", "chưa": "not_met",
}  # fmt: skip
_KINDS = {
    (): "met", ("nâng", "cao"): "advanced", ("kiểu", "mẫu"): "model", ("chưa",): "not_met", ("không",): "not_met",
}  # fmt: skip
_FILLING = frozenset(
    [
        "đã",
        "được",
        "công",
        "nhận",
        "xã",
        "đạt",
        "chuẩn",
        "ntm",
        "nông",
        "thôn",
        "mới",
        "danh",
        "hiệu",
        "hoàn",
        "thành",
        "tiêu",
        "chí",
    ]
)
_TELLING = frozenset({"đạt", "ntm", "mới", "cao", "mẫu"})
GRID = 8
"""So many criteria named in one table make it a grid of criteria."""


def status_of(text: str) -> str:
    """The status a cell's words or sign state: met | not_met | advanced | model; empty for any other words."""
    words = fold(clean(text)).strip(" .;:")
    if words in _SIGNS:
        return _SIGNS[words]
    told = words.split()
    rest = tuple(word for word in told if word not in _FILLING)
    return _KINDS.get(rest, "") if _TELLING & set(told) else ""


def criterion(words: str, catalogue: Catalogue, is_grid: bool) -> str:
    """The number of the criterion a label names (`Tiêu chí số 4: Điện`); a bare name counts in a grid only."""
    inner = fold(label(words))
    found = re.match(r"^(?:tiêu chí|tc) ?(?:số )?(\d{1,2})(?!\d)", inner)
    if found:
        return f"{int(found[1]):02d}" if 1 <= int(found[1]) <= 19 else ""
    name = re.sub(r"^(?:tiêu chí|tc)(?: về)?\s+", "", inner)
    return catalogue.criteria.get(name, "") if name != inner or is_grid else ""
