"""Numbers that are of one kilogram, household, commune or month each: a rate, never the unit's total."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import Cell, Measure
from etl.recognise.narrative.context import State
from etl.recognise.narrative.stretch import Stretch
from etl.words.number import in_prose

_EACH = r"(hộ gia đình|hộ dân|hộ|gia đình|xã|thôn|sào|ha|người|tháng)(?!\w)"
_BEFORE = re.compile(rf"(?<!\w)(?:mỗi|từng|bình quân một) {_EACH}[^;.]*$")
_SLASH = re.compile(
    r"\s*/\s*(?:(?:người|lao động|hộ)\s*/\s*(?=tháng)|0?1\s+)?(kg|tấn|tạ|ha|sào|hộ|tháng|người|con|cây|m3|m2|xã|thôn)(?!\w)"
)
_BEHIND = re.compile(rf"\s*(?:mỗi|trên một|một) {_EACH}")
_YEARLY = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng) năm(?!\w)[^;.]*$")
_MEAN = re.compile(
    r"(?<!\w)(?:(?:bình quân|trung bình) (?:mỗi |hằng |hàng |1 |một )?năm[^;.\d]*|(?:mỗi|hằng|hàng) năm[^;.\d]{0,20}(?:bình quân|trung bình)?[^;.\d]*|(?:tăng|giảm)(?: trưởng)? (?:bình quân|trung bình)(?: \w+){0,2}\s*)$"
)
_CODES = {
    "kg": "kg", "tấn": "t", "tạ": "quintal", "ha": "ha", "sào": "plot", "hộ": "household", "hộ dân": "household",
    "hộ gia đình": "household", "gia đình": "household", "tháng": "month", "người": "person", "con": "head",
    "cây": "tree", "m3": "m3", "m2": "m2", "xã": "commune", "thôn": "village",
}  # fmt: skip
_KINDS = ("money", "land", "mass", "trees", "animals")


def each(seen: Stretch, state: State, catalogue: Catalogue) -> str:
    """What a number is of one of (`kg`, `commune`), empty where it is of all; a range's second number goes with the first."""
    if catalogue.units[seen.token.unit].kind not in _KINDS:
        return ""
    behind = _SLASH.match(seen.ahead) or _BEHIND.match(seen.ahead) or _of_range(seen)
    before = None if ";" in seen.gap else _BEFORE.search(seen.before)
    if is_each_year(seen, state):
        return "year"
    found = behind or before
    state.each = _CODES[found[1]] if found else state.each if seen.token.edge == "high" else ""
    return state.each


def is_mean_of_years(said: Measure, seen: Stretch) -> bool:
    """`Bình quân mỗi năm tăng 14%`: the mean of several years, no change against last year."""
    return said is Measure.CHANGE_PCT_YOY and _MEAN.search(seen.before) is not None


def is_each_year(seen: Stretch, state: State) -> bool:
    """Whether a number is of every year of a term, whose sum it is not."""
    return len(state.period) == len("2020/2025") and _YEARLY.search(seen.before) is not None


def _of_range(seen: Stretch) -> re.Match[str] | None:
    """`25.000 - 30.000 đồng/kg`: the first number shares what the second is of."""
    if seen.token.edge != "low" or seen.position + 1 >= len(seen.found):
        return None
    end = seen.found[seen.position + 1].end
    return _SLASH.match(seen.text, end) or _BEHIND.match(seen.text, end)


def is_of_all(code: str, per: str, catalogue: Catalogue) -> bool:
    """Whether an indicator is told of the whole unit and of its own span, which no number of one household, commune or month is."""
    known = catalogue.indicators.get(code)
    return known is not None and (known.nature != "ratio" or per == "month")


def rated(cell: Cell, per: str, catalogue: Catalogue) -> Cell:
    """A figure without an indicator in a unit that says what it is of one of, where the catalogue has it."""
    unit = catalogue.units.get(cell.unit)
    if not per or cell.indicator or unit is None:
        return cell
    whole = next(u.code for u in catalogue.units.values() if u.kind == unit.kind and u.factor == 1)
    code = f"{whole}/{per}"
    value = cell.value if cell.value is not None else _read(cell)
    if code not in catalogue.units or value is None:
        return cell
    return replace(cell, unit=code, value=value * unit.factor)


def _read(cell: Cell) -> Decimal | None:
    found = in_prose(cell.number.removeprefix("-"))
    return None if found is None else -found[0] if cell.number.startswith("-") else found[0]
