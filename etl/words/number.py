"""Numbers as Vietnamese officials write them: dot groups thousands, comma is the decimal mark, and the exceptions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

SPACES = "\u0020\u00a0\u202f\u2009"
_NO_SPACES = dict.fromkeys(map(ord, SPACES))
NUMBER = re.compile(
    rf"(?<![\w.,])(?:\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*)",
)
"""One number in running text; the words before and after it are the reader's business."""


class Style(StrEnum):
    """Which mark was read as what; a column must not mix them."""

    PLAIN = "plain"
    VIETNAMESE = "vi"
    ENGLISH = "en"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number's words can mean: one value, or two when one mark stands before exactly three digits."""

    values: tuple[Decimal, ...]
    style: Style

    @property
    def is_open(self) -> bool:
        """Whether the words alone do not settle the value (`12.285`, `1,234`)."""
        return len(self.values) > 1


@lru_cache(maxsize=8192)
def read_number(words: str) -> Reading | None:
    """Every value the words can have; None when they are no number. Brackets and a leading minus are signs."""
    text = words.strip().translate(_NO_SPACES)
    negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()")
    if text[:1] in "-−–+" and text[:1]:
        negative, text = negative or text[0] != "+", text[1:]
    if not re.fullmatch(r"\d+(?:[.,]\d+)*", text, re.ASCII):
        return None
    values, style = _readings(text)
    if not values:
        return None
    sign = -1 if negative else 1
    return Reading(tuple(sign * value for value in values), style)


def _readings(text: str) -> tuple[tuple[Decimal, ...], Style]:
    marks = re.sub(r"\d", "", text)
    if not marks:
        return (Decimal(text),), Style.PLAIN
    if len(set(marks)) == 2:
        return _two_marks(text, marks)
    groups = text.split(marks[0])
    grouped = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3
    grouped = grouped and not groups[0].startswith("0")
    style = Style.VIETNAMESE if marks[0] == "." else Style.ENGLISH
    if len(groups) > 2:
        return ((Decimal("".join(groups)),), style) if grouped else ((), style)
    as_decimal = Decimal(".".join(groups))
    if grouped:
        return (Decimal("".join(groups)), as_decimal), Style.OPEN
    return (as_decimal,), Style.VIETNAMESE if marks[0] == "," else Style.ENGLISH


def _two_marks(text: str, marks: str) -> tuple[tuple[Decimal, ...], Style]:
    thousands, decimal = marks[0], marks[-1]
    whole, _, fraction = text.rpartition(decimal)
    groups = whole.split(thousands)
    if decimal in whole or not all(len(group) == 3 for group in groups[1:]) or len(groups[0]) > 3:
        return (), Style.OPEN
    style = Style.VIETNAMESE if decimal == "," else Style.ENGLISH
    return (Decimal("".join(groups) + "." + fraction),), style


def in_prose(words: str) -> tuple[Decimal, bool] | None:
    """The value in Vietnamese running text and whether its marks are unusual there (a dot as decimal mark).

    Dot before three digits groups thousands, comma is always decimal (`43,248 tỷ` is 43.248 billion).
    """
    reading = read_number(words)
    if reading is None:
        return None
    if not reading.is_open:
        return reading.values[0], reading.style is Style.ENGLISH
    thousands, decimal = reading.values
    return (decimal, False) if "," in words else (thousands, False)
