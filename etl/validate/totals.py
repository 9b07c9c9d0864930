"""A table's total against the communes above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import CLAIMS, Finding, Flag, Missing, Observation, Period, Severity
from etl.validate.exact import half_unit
from etl.validate.rules import rule

Key = tuple[str, ...]
ENOUGH = 3
"""So many columns that add up without the communes that did not report show that totals are made without them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One total with what it should add up to; `lacks`: a part is not known; `is_some`: not every commune is listed."""

    total: Observation
    added: Decimal
    slack: Decimal
    lacks: bool
    is_some: bool = False

    @property
    def over(self) -> Decimal:
        """By how much the total is more than its parts."""
        return (self.total.value or Decimal(0)) - self.added

    @property
    def fits(self) -> bool:
        """Whether rounding explains what is between them."""
        return abs(self.over) <= self.slack


@rule
def total_mismatch(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """A table's total that its communes do not add up to, beyond what rounding explains.

    Where a commune did not report, the total may count it: then only parts that exceed it are told, unless the other
    columns of the table show that totals are made of those who reported. Beside some of the communes the district's own
    figures, each more than these together, are no sum of them.
    """
    for columns in _columns(observations, catalogue).values():
        if len(columns) >= ENOUGH and all(one.is_some and not one.fits and one.over > 0 for one in columns):
            continue
        lacking = [one for one in columns if one.lacks]
        fitting = sum(one.fits for one in lacking)
        is_custom = fitting >= ENOUGH and 3 * fitting >= 2 * len(lacking)
        for one in columns:
            if not one.fits and (not one.lacks or is_custom or one.over < 0):
                facts = (
                    ("total", f"{one.total.value:f}"), ("added", f"{one.added:f}"), ("difference", f"{one.over:f}"),
                )  # fmt: skip
                yield Finding("total_mismatch", Severity.WARN, one.total.cell.place, facts)


def _columns(observations: Sequence[Observation], catalogue: Catalogue) -> dict[Key, list[Column]]:
    """The judgeable columns of each table."""
    groups: dict[Key, list[Observation]] = defaultdict(list)
    for seen in observations:
        known = catalogue.indicators.get(seen.indicator)
        if seen.cell.group and known and known.over_areas == "sum" and seen.measure not in CLAIMS:
            groups[_table(seen), seen.indicator, seen.period, seen.season, seen.measure].append(seen)
    found: dict[Key, list[Column]] = defaultdict(list)
    for key, members in groups.items():
        totals = [s for s in members if s.cell.is_total and s.value is not None]
        parts = {
            s.area_id or s.cell.place.at: s for s in members if not s.cell.is_total and _is_part(s, catalogue)
        }
        parts = _of_one_time(parts, catalogue)
        if len(totals) == 1 and len(parts) >= 2:
            found[key[:1]].append(_column(totals[0], list(parts.values()), catalogue))
    return found


def _table(seen: Observation) -> str:
    return seen.cell.group.partition("|")[0]


def _of_one_time(parts: dict[str, Observation], catalogue: Catalogue) -> dict[str, Observation]:
    """Without the former units listed below those they became part of."""
    now = {
        name: s
        for name, s in parts.items()
        if not s.area_id or not s.period or catalogue.areas[s.area_id].exists_on(Period.parse(s.period).last)
    }
    return now if any(s.area_id for s in now.values()) else parts


def _is_part(seen: Observation, catalogue: Catalogue) -> bool:
    """A commune, known or asked about; group rows and the district itself are no parts."""
    if seen.area_id:
        return catalogue.areas[seen.area_id].level in ("commune", "town")
    return seen.flag is Flag.ASK


def _column(total: Observation, parts: list[Observation], catalogue: Catalogue) -> Column:
    known = [s for s in parts if s.value is not None]
    added = sum((s.value for s in known if s.value is not None), Decimal(0))
    slack = half_unit(total, catalogue) + sum((half_unit(s, catalogue) for s in known), Decimal(0))
    lacks = any(s.value is None and s.missing in (Missing.NO_DATA, Missing.ERROR) for s in parts)
    areas, day = catalogue.areas, Period.parse(total.period).last if total.period else date.max
    is_some = len(parts) < len(areas.communes(areas.home, day))
    return Column(total, added, slack, lacks, is_some)
