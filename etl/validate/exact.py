"""How exactly a printed number is known: half a unit of its last printed digit, in the indicator's own unit."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import Observation


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
