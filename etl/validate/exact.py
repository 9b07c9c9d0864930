"""How exactly a printed number is known: half a unit of its last printed digit, in the indicator's own unit."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import Observation

_NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f ]*\d)?")


def half_unit(seen: Observation, catalogue: Catalogue) -> Decimal:
    """Half of the last printed digit's worth: `25,0 triệu đồng` is known to ± 50 000 đồng."""
    if seen.value is None:
        return Decimal(0)
    unit = catalogue.units.get(seen.cell.unit) or catalogue.unit(seen.cell.unit)
    target = catalogue.units.get(seen.unit)
    factor = unit.factor / target.factor if unit and target and unit.kind == target.kind else Decimal(1)
    return factor * Decimal(1).scaleb(-_decimals(seen, seen.value / factor)) / 2


def _decimals(seen: Observation, raw: Decimal) -> int:
    """Digits printed after the decimal mark; a trailing zero counts, a thousands mark does not."""
    if seen.cell.value is not None:
        return max(0, -int(seen.cell.value.normalize().as_tuple().exponent))
    groups = re.findall(r"\d+", seen.cell.number)
    if len(groups) < 2:
        return 0
    as_decimal = Decimal("".join(groups[:-1]) + "." + groups[-1])
    return len(groups[-1]) if abs(as_decimal) == abs(raw) else 0


def last_digit(words: str, exact: str) -> float:
    """What one step of the last printed digit is worth: 10⁶ for `44.500 triệu đồng`, 0.01 for `11.650,46 ha`.

    `exact` is the value those words were read as. Words without its digits (numbers spelt out) are known to
    the last figure of the value that is no zero.
    """
    whole, _, decimals = exact.partition(".")
    if words == exact or not words:
        return float(10.0 ** -len(decimals))
    digits = (whole + decimals).lstrip("-0")
    for number in _NUMBER.findall(words):
        printed = re.sub(r"\D", "", number).lstrip("0")
        if printed and printed.rstrip("0") == digits.rstrip("0"):
            return float(10.0 ** (len(digits) - len(printed) - len(decimals)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10.0 ** (zeros - len(decimals))) if digits else float(10.0 ** -len(decimals))
