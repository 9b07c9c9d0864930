"""The unit a whole table is in, and the legend that says what its signs mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from etl.catalog import Catalogue
from etl.recognise.tables.look import bracketed_unit
from etl.recognise.tables.shape import Table
from etl.recognise.tables.status import status_of
from etl.words.fold import clean, fold

_UNIT_LINE = re.compile(r"(?:đơn vị(?: tính)?|đvt|đ\.v\.t)\s*[:.]\s*([^;()|]+)", re.IGNORECASE)
_LEGEND = re.compile(
    r"[\"“'(]?([^\s=;:,“”\"'(]{1,8}|để trống|ô trống|trống|bỏ trống)[\"”')]?\s*(?:=|:|là)\s*(không đạt|chưa đạt|đạt)"
)


def table_unit(lines: Sequence[str], table: Table, catalogue: Catalogue) -> str:
    """The words after `Đơn vị tính:` when they are a unit; `Đơn vị: UBND xã …` names an organisation."""
    for line in reversed(lines):
        found = _UNIT_LINE.search(line)
        if found:
            words = clean(found[1]).strip(" .")
            for candidate in (words, words.split(",")[0].strip()):
                if catalogue.unit(candidate):
                    return candidate
    return next((words for line in reversed(lines) if (words := bracketed_unit(line, catalogue))), "")


def unread_unit(lines: Sequence[str], catalogue: Catalogue) -> str:
    """Words that stand where a unit should and are none that is known; empty where an organisation is named."""
    for line in reversed(lines):
        found = re.search(r"(?:đơn vị tính|đvt)\s*[:.]\s*([^;()|]+)", line, re.IGNORECASE)
        if found and catalogue.unit(clean(found[1]).strip(" .")) is None:
            return clean(found[1])
    return ""


def legend(lines: Sequence[str]) -> Mapping[str, str]:
    """What the table's own legend says its signs mean: `x = đạt; để trống = chưa đạt`."""
    found: dict[str, str] = {}
    for line in lines:
        for sign, word in _LEGEND.findall(fold(line)):
            found["" if "trống" in sign else sign] = status_of(word)
    return found
