"""Columns: the figures of one report column-wise, as the store takes them in; distinct words stand once."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Head:
    """What many figures of one report share; `column` is where in a tidy file (record:column) they stand, else 0."""

    indicator: str
    period: str
    season: str = ""
    measure: str = "actual"
    giver: str = ""
    unit: str = ""
    qualifier: str = "exact"
    maturity: str = "preliminary"
    missing: str = ""
    flag: str = ""
    method: str = ""
    subject: str = ""
    column: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """The report's own words of one figure and their place."""

    place: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Figure k has head `heads[head[k]]`, area `areas[area[k]]`, number `nth[k]` and double `value[k]` (NaN where missing).

    Every head and area has a figure. `nth` is its record in a tidy file, else its place in reading order; no two figures of one head share it.
    `exact[k]` is kept where the double's shortest spelling is not the exact decimal, `wording[k]` where place and
    words are more than `nth:column` and the value plainly written.
    """

    heads: tuple[Head, ...]
    areas: tuple[str, ...]
    head: array[int]
    area: array[int]
    nth: array[int]
    value: array[float]
    exact: Mapping[int, str] = field(default_factory=dict)
    wording: Mapping[int, Wording] = field(default_factory=dict)
    inputs: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.nth)


def plain(value: float) -> str:
    """The decimal a double is spelt by, without exponent or empty fraction."""
    text = repr(value)
    if "e" in text or "n" in text:
        text = f"{Decimal(text):f}"
    return text.removesuffix(".0")
