"""What a single cell looks like: a number, a mark, words, nothing; and the number, unit and footnote it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from etl.catalog import Catalogue
from etl.model import GridCell
from etl.words.bilingual import without_english
from etl.words.fold import clean, fold
from etl.words.number import read_number


class Look(StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    NUMBER = "number"
    MARK = "mark"
    DATE = "date"
    WORDS = "words"


_FIGURE = re.compile(
    r"(?P<number>\(?\s*+[-−–+]?\s*+\d[\d.,\u00a0\u202f ]*+\)?)\s*+(?P<of>/\s*\d+)?\s*(?P<unit>%|[^\W\d_][^()\d*]*)?\s*(?P<note>\(\d\)|\*+|\[\d+\])?$"
)
_YEARS = re.compile(r"(?:(?:19|20)\d\d|0?[1-9]|1[0-2]) ?/ ?(?:19|20)\d\d$")
"""A year set against another, or a month of one, is a heading."""
_OUTLINE = re.compile(
    r"^\s*(?:[-–+•*]|[ivxlc]+[.)]|[a-zđ][.)]|\d+(?:\.\d+)*[.)]?)\s+|^\s*[-–+•*]\s*", re.IGNORECASE
)
_BRACKETED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Figure:
    """The parts of a number cell: its digits, the unit written behind them, a denominator."""

    number: str
    unit: str = ""
    of: str = ""


def look(cell: GridCell, catalogue: Catalogue) -> Look:
    """What a cell holds, from its words alone."""
    if cell.is_date:
        return Look.DATE
    if cell.number is not None:
        return Look.NUMBER
    text = clean(cell.text)
    if not text and not cell.is_error:
        return Look.BLANK
    if cell.is_error or fold(text) in catalogue.marks:
        return Look.MARK
    return Look.NUMBER if figure(text, catalogue) else Look.WORDS


@lru_cache(maxsize=65536)
def figure(text: str, catalogue: Catalogue) -> Figure | None:
    """The number a cell's words state, with its own unit; None for any other words."""
    found = _FIGURE.fullmatch(clean(text))
    if found is None or read_number(found["number"].replace(" ", "")) is None:
        return None
    if _YEARS.match(clean(text)):
        return None
    unit = (found["unit"] or "").strip()
    if unit and catalogue.unit(unit) is None:
        return None
    return Figure(found["number"].replace(" ", "").strip(), unit, (found["of"] or "").strip("/ "))


def units_in(text: str, catalogue: Catalogue) -> str:
    """The unit a heading names in brackets or after a comma: `Diện tích (ha)`, `Sản lượng, tấn`; its words."""
    words = bracketed_unit(text, catalogue)
    if words:
        return words
    for mark in (",", "-", ":"):
        tail = text.rpartition(mark)[2].strip()
        if mark in text and tail and catalogue.unit(tail):
            return tail
    return "%" if "%" in re.sub(r"\d\s*%", "", text) else ""


def bracketed_unit(text: str, catalogue: Catalogue) -> str:
    """The unit that stands in brackets, the last one; its words."""
    for inside in reversed(_BRACKETED.findall(text)):
        words = re.sub(r"^\s*(?:đvt|đơn vị(?: tính)?)\s*[:.]?\s*", "", clean(inside), flags=re.IGNORECASE)
        if catalogue.unit(words):
            return words
    return ""


def remarks(text: str) -> list[str]:
    """What stands in brackets behind a name."""
    return [clean(inside) for inside in _BRACKETED.findall(clean(text))]


@lru_cache(maxsize=65536)
def label(text: str) -> str:
    """A row's or column's name without outline marker, bracketed remarks, footnote marks and its English translation."""
    bare = _BRACKETED.sub(" ", without_english(clean(text)))
    bare = _OUTLINE.sub("", bare)
    bare = re.sub(
        r"^\s*(?:trong đó|tr\. ?đó|t\.đó|trđ|riêng|bao gồm|gồm)\s*:?\s*", "", bare, flags=re.IGNORECASE
    )
    return clean(_OUTLINE.sub("", bare).strip(" :;.*-–+"))


def marker(text: str) -> str:
    """The outline marker at the head of a label: `I.`, `1.1`, `a)`, `-`."""
    found = _OUTLINE.match(clean(text))
    return found[0].strip() if found else ""
