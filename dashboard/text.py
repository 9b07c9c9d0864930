"""Words shown to people: one file, both languages side by side; numbers and dates as Vietnamese readers write them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from etl.catalog import load
from etl.words.messages import period_words

LANGUAGES = ("vi", "en")


NBSP = "\u00a0"
"""Between a number and its unit: a line never ends between the two."""
_COUNT = re.compile(r"(\{(?:count|times|of|k|n)\}) (?=\w)")


@lru_cache(maxsize=1)
def keys() -> dict[str, dict[str, str]]:
    """Every string key with its languages."""
    tree = yaml.safe_load((Path(__file__).parent / "strings.yml").read_text("utf-8"))
    return {key: {lang: _tied(words) for lang, words in told.items()} for key, told in _flat(tree, "")}


def _tied(words: str) -> str:
    """Words in which a count and what it counts stay on one line."""
    return _COUNT.sub(rf"\1{NBSP}", words)


def _flat(node: dict[str, Any], path: str) -> list[tuple[str, dict[str, str]]]:
    if set(node) <= set(LANGUAGES):
        return [(path, node)]
    return [pair for name, child in node.items() for pair in _flat(child, f"{path}.{name}" if path else name)]


def t(key: str, lang: str, **facts: object) -> str:
    """The words of a key in a language; an unknown key is an error, never shown."""
    return keys()[key][lang].format(**facts)


def words_of(key: str, lang: str) -> list[tuple[str, bool]]:
    """The words of a key cut at its facts: (words, False) or (name of a fact, True)."""
    parts: list[tuple[str, bool]] = []
    for words, fact, _, _ in Formatter().parse(keys()[key][lang]):
        parts += [(words, False)] * bool(words) + [(fact or "", True)] * (fact is not None)
    return parts


def number(value: Decimal, lang: str, digits: int | None = None) -> str:
    """`11.800,5` for Vietnamese readers, `11,800.5` for English ones; all decimals unless told otherwise."""
    shown = f"{value:,f}" if digits is None else f"{value:,.{digits}f}"
    if "." in shown and digits is None:  # 12.50 and 12.5 are one number
        shown = shown.rstrip("0").rstrip(".")
    return shown.translate(str.maketrans(",.", ".,")) if lang == "vi" else shown


def said(value: str, lang: str) -> str:
    """A value's own spelling as `number` shows it; as it stands where it is none."""
    try:
        return number(Decimal(value), lang)
    except InvalidOperation:
        return value


_MONEY = ((Decimal(10**9), "unit.billion"), (Decimal(10**6), "unit.million"))
_SHOWN = {"t/ha": ("quintal/ha", Decimal(10))}
"""Units kept in one form and read in another: yields are spoken of in tạ/ha."""


def amount(value: Decimal, unit: str, lang: str, most: int | None = None) -> str:
    """A value with its unit, money in tỷ or triệu đồng, a status by its word; at most so many decimals if told."""
    if unit == "status":
        return t(f"status.{int(value)}", lang)
    divisor, words = scale(unit, value, lang)
    glue = "" if words == "%" else NBSP
    shown = value / divisor if most is None else round(value / divisor, most)
    return f"{number(shown, lang)}{glue}{words}".strip()


def scale(unit: str, largest: Decimal, lang: str) -> tuple[Decimal, str]:
    """What to divide by and the unit that then is named: money by its size, a yield as it is spoken of."""
    if unit == "VND":
        for size, key in _MONEY:
            if abs(largest) >= size:
                return size, t(key, lang)
    shown, factor = _SHOWN.get(unit, (unit, Decimal(1)))
    return 1 / factor, unit_words(shown, lang)


def unit_words(unit: str, lang: str) -> str:
    """A unit as a reader says it."""
    known = load().units.get(unit)
    return known.name[lang] if known else unit


def capital(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def day(iso: str, lang: str) -> str:
    """`15/09/2020`; an ISO date for English readers."""
    if lang == "en" or len(iso) < 10:
        return iso
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}"


def period(code: str, lang: str) -> str:
    """A period as a reader says it: `9 tháng 2020`, `Quý III/2020`, `năm 2020`."""
    return period_words(code, lang)
