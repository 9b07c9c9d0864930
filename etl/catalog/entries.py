"""What one entry of the catalogue says, typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

WHOLE = frozenset({
    "animals", "people", "households", "communes", "villages", "visits", "schools", "farms", "criteria", "cooperatives",
    "enterprises", "products", "cases", "projects", "halls", "hamlets", "trees", "days", "gifts", "doses", "districts",
    "targets", "communities", "gardens", "kilns", "nurseries", "outbreaks",
})  # fmt: skip
"""Kinds of units that come in whole numbers, when written in the unit itself and not in thousands of it."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: everything recognition, validation, menus, axes, exports and the dictionary need.

    `nature` is flow | stock | ratio; `over_areas` is sum | mean:<weight indicator> | ratio:<numerator>/<denominator> | none;
    `over_periods` is sum | last | none. `polarity` is 1 (more is better), -1 or 0. `headline` is its place on the first page, 0 for none. `part_of` names the whole it is a part of.
    `over_mergers` is what becomes of it when units merge: as `over_areas` unless said otherwise, or `lowest` (a merged
    unit holds the lowest status of its parts).
    """

    code: str
    name: dict[str, str]
    unit: str
    topic: str
    nature: str
    over_areas: str
    over_periods: str
    short: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    part_of: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    polarity: int = 0
    order: int = 0
    headline: int = 0
    over_mergers: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: `factor` × value = the same in the canonical unit of its kind.

    Whatever is measured in it lies in [low, high], unless the indicator says otherwise.
    """

    code: str
    name: dict[str, str]
    kind: str
    factor: Decimal
    spellings: tuple[str, ...] = ()
    low: Decimal | None = Decimal(0)
    high: Decimal | None = None

    @property
    def is_counted(self) -> bool:
        """Whether it comes in whole numbers only, written as it is."""
        return self.kind in WHOLE and self.factor == 1


@dataclass(frozen=True, slots=True)
class Area:
    """One unit *version*: `id` = code@era, since official codes were re-pointed (DOMAIN 0 #2).

    `start` and `end` are inclusive days. `level` is province | city | district | town | commune.
    """

    id: str
    code: str
    level: str
    name: str
    parent: str
    start: date = date.min
    end: date = date.max
    aliases: tuple[str, ...] = ()
    area_km2: Decimal | None = None
    population: int | None = None
    at: tuple[float, float] | None = None

    def exists_on(self, day: date) -> bool:
        """Whether the unit was in force that day."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class AreaChange:
    """A merger, split or rename: `shares` maps each old id to (new id, part of the old that goes there)."""

    date: date
    kind: str
    act: str
    shares: tuple[tuple[str, str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that several units bear; a person picks."""

    text: str
    candidates: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name no unit bears; `near` are names a person may have meant, never taken by themselves."""

    text: str
    near: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """One set of NTM criteria: the decision that set it, the years it was in force, number → its own name of a criterion."""

    code: str
    act: str
    first: int
    last: int
    names: dict[str, str]
