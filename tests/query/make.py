"""Points made by hand for tests of what is computed from points."""

from dataclasses import replace
from decimal import Decimal
from itertools import count

from etl.query import Point

_NUMBER = count(1)
_BASE = Point(
    0, 1, 1, "planted_area", "2020", "185", "", "actual", "", None, "ha", "exact", "final", "", "", False, ""
)


def point(period: str, value: str | None, **more: object) -> Point:
    """One figure as read, numbered anew."""
    number = None if value is None else Decimal(value)
    missing = "" if value is not None else "no_data"
    made = replace(_BASE, observation=next(_NUMBER), period=period, value=number, missing=missing)
    return replace(made, **more)  # type: ignore[arg-type]
