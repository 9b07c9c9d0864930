"""Sums over units with honest coverage: zero, no occurrence, not applicable and missing stay four things (T24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from etl.model import Period
from etl.query.computed import combined, resting_on
from etl.query.nouns import Point

VALUE, DASH, NOT_APPLICABLE, MISSING, NOT_DUE = "value", "dash", "not_applicable", "missing", "not_due"


class Share(NamedTuple):
    """The part of a unit's figure that goes into a sum; no point where the unit said nothing."""

    area: str
    part: Decimal
    point: Point | None


def state_of(point: Point | None, period: str = "", on: date | None = None) -> str:
    """What a unit's cell holds: value, dash (no occurrence), not_applicable, missing, or not_due before its period ended."""
    if point is None:
        return NOT_DUE if on and period and Period.parse(period).last > on else MISSING
    if point.value is not None:
        return VALUE
    return point.missing if point.missing in (DASH, NOT_APPLICABLE) else MISSING


def add_up(shares: Sequence[Share], area: str) -> Point | None:
    """The sum for an area, saying how many of those that should have are missing; None where nobody said anything."""
    if len(shares) == 1 and shares[0].part == 1 and (only := shares[0].point) and only.area == area:
        return only
    said = [share.point for share in shares if share.point is not None]
    if not said:
        return None
    states = [state_of(share.point) for share in shares]
    expected = len(states) - states.count(NOT_APPLICABLE)
    missing = states.count(MISSING)
    lacking = (missing, expected) if missing else max(point.lacking for point in said)
    adding = [share for share, state in zip(shares, states, strict=True) if state == VALUE]
    if not adding:
        mark = "no_data" if missing else DASH if DASH in states else NOT_APPLICABLE
        return resting_on(
            said, method_of(shares), value=None, qualifier="exact", area=area, missing=mark, lacking=lacking
        )
    weighted = [(share.part, share.point) for share in adding if share.point]
    return combined(weighted, method_of(adding), area=area, lacking=lacking, **divided(adding))


def divided(shares: Sequence[Share]) -> dict[str, Any]:
    """What must be said of a sum that shares out a divided unit: it is an estimate."""
    if all(share.part == 1 for share in shares):
        return {}
    implied = any(share.point and share.point.maturity == "implied" for share in shares)
    return {"maturity": "implied" if implied else "estimate", "note": "divided"}


def method_of(shares: Sequence[Share]) -> str:
    """How a sum was made, in unit ids."""
    return "computed:" + " + ".join(s.area if s.part == 1 else f"{s.part}×{s.area}" for s in shares)
