"""Whatever the text, no pattern of the reader may take long over it: a new one that backtracks without bound fails here."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from functools import cache
from types import ModuleType

import pytest

import etl

SIZES = (24, 100, 300, 1_000, 4_000)
"""Letters of the texts, up to the longest sentence that is read; a pattern that is slow over one is not tried over a longer."""
BLANKS = 1_000
"""The longest run of blanks: readers collapse them before most patterns see them."""
MOST_SECONDS = 0.25
"""A thousand times what linear work takes; a cubic pattern takes minutes."""
PIECES = (
    "1.", "1 ", "1/", "a", "đ", "a ", "A ", "Ab Cd ", "AB CD ", "ab1 ", "- ", "(", "()", ".", ", ", "/", ";", "%", "*", "_", "|",
    "1,2 ha, ", "1% ", "năm 2020 - ", "9 tháng đầu năm 2020 ", "ngày 1/2/2020 ", "quý III ", "vụ đông xuân năm 2019 - 2020 ",
    "và ", "của ", "đạt : ", "là : ", "trong đó: ", "lần lượt ", "các xã ", "xã Tân Lập, ", "người, hộ, xã, ", "lúa, ngô, sắn, ",
    "tăng giảm đạt bằng so với cùng kỳ ", "kế hoạch dự toán ", "mục tiêu phấn đấu ", "một hai ba mươi trăm nghìn ",
    "từ 1 đến 2 ", "khoảng trên gần hơn ", "thu ngân sách ", "“”\"'…–—", "=", "e\u0301",
)  # fmt: skip


def _modules() -> list[ModuleType]:
    names = (found.name for found in pkgutil.walk_packages(etl.__path__, "etl."))
    return [
        importlib.import_module(name)
        for name in names
        if not re.search(r"__main__$|\.migrations(?:\.|$)", name)
    ]


def _patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of text in the package, alone or in a tuple or a list, by where it is."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for one in _flat(value):
                found.setdefault((one.pattern, one.flags), (f"{module.__name__}.{name}", one))
    return {f"{name}#{n}": one for n, (name, one) in enumerate(found.values())}


def _only_matched(name: str) -> bool:
    """Whether all sources ask the pattern of that name only for what stands at one place, and never search with it."""
    module, _, own = name.partition("#")[0].rpartition(".")
    sources = [inspect.getsource(importlib.import_module(module))] if own.startswith("_") else _sources()
    used = {way for source in sources for way in re.findall(rf"(?<!\w){own}\.(\w+)\(", source)}
    return bool(used) and used <= {"match", "fullmatch"}


@cache
def _sources() -> list[str]:
    return [inspect.getsource(module) for module in _modules()]


def _flat(value: object) -> list[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        return [value] if isinstance(value.pattern, str) else []
    return [one for part in value for one in _flat(part)] if isinstance(value, (tuple, list)) else []


def _hostile(letters: int) -> list[str]:
    runs = [(piece * letters)[:letters] + "!" for piece in PIECES]
    blanks = min(letters, BLANKS)
    return [*runs, " " * blanks, "\n" * blanks, "5" + " " * blanks + "x"]


def _seconds(pattern: re.Pattern[str], text: str, only_matched: bool) -> float:
    began = time.process_time()
    pattern.match(text)
    pattern.fullmatch(text)
    if not only_matched:
        pattern.search(text)
    return time.process_time() - began


def _slow(pattern: re.Pattern[str], only_matched: bool = False) -> str:
    """The first of the hostile texts a pattern takes long over, the short ones first."""
    for letters in SIZES:
        for text in _hostile(letters):
            if _seconds(pattern, text, only_matched) > MOST_SECONDS:
                return f"{text[:12]!r}… of {letters} letters"
    return ""


def test_every_pattern_of_the_reader_is_found() -> None:
    assert len(_patterns()) > 300


@pytest.mark.parametrize("told", [r"(?:a+)+$", r"\s*\s*\s*x", r"[\d.]*[\d.]*[\d.]*x"])
def test_a_pattern_that_backtracks_without_bound_is_told(told: str) -> None:
    assert _slow(re.compile(told))


def test_no_pattern_takes_long_over_any_text() -> None:
    slow = {
        name: text for name, pattern in _patterns().items() if (text := _slow(pattern, _only_matched(name)))
    }
    assert slow == {}
