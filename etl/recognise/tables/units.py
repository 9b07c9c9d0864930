"""The unit a whole table is in, and the units its title lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from etl.catalog import Catalogue
from etl.recognise.tables.look import bracketed_unit, label
from etl.recognise.tables.shape import Table
from etl.words.fold import clean, fold

_UNIT_LINE = re.compile(r"(?:đơn vị(?: tính)?|đvt|đ\.v\.t)\s*[:.]\s*([^;()|]+)", re.IGNORECASE)
_HEADS = {
    "diện tích": "land",
    "dt": "land",
    "năng suất": "yield",
    "ns": "yield",
    "sản lượng": "mass",
    "sl": "mass",
}
"""What is measured by the kind of its unit, where one line tells several: `diện tích: ha; năng suất: tạ/ha`."""
_LISTED = re.compile(r"^\W*(?:(?:đơn vị(?: tính)?|đvt|đ\.v\.t)\s*[:.]?\s*)?(.+?)\W*$", re.IGNORECASE)


def listed_units(lines: Sequence[str], catalogue: Catalogue) -> dict[str, str]:
    """Head → the unit a title gives it, where one line lists several units; empty where none does."""
    for line in reversed(lines):
        kinds = _kinds_in(line, catalogue)
        if len(kinds) > 1:
            return {head: kinds[kind] for head, kind in _HEADS.items() if kind in kinds}
    return {}


def _kinds_in(line: str, catalogue: Catalogue) -> dict[str, str]:
    """Kind → unit of a line that lists nothing but units, each alone or behind what it measures."""
    found = _LISTED.match(clean(line))
    pieces = re.split(r"\s*[;,]\s*|\s+[-–]\s+", found[1]) if found else []
    units = [piece.rpartition(":")[2].strip(" .()") for piece in pieces]
    known = [catalogue.unit(words) for words in units]
    if not all(known):
        return {}
    return {
        unit.kind: words for unit, words in zip(known, units, strict=True) if unit and unit.kind != "share"
    }


def of_head(words: str, units: Mapping[str, str]) -> str:
    """The unit a heading's first words stand for; empty where the title gave them none."""
    named = fold(label(words))
    return units.get(named, "") or next(
        (unit for head, unit in units.items() if named.startswith(head + " ")), ""
    )


def table_unit(lines: Sequence[str], table: Table, catalogue: Catalogue) -> str:
    """The words after `Đơn vị tính:` when they are a unit; `Đơn vị: UBND xã …` names an organisation."""
    for line in reversed(lines):
        if len(_kinds_in(line, catalogue)) > 1:
            return ""
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
