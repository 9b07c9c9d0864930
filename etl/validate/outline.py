"""Sums that a table shows by its shape, once other columns or rows prove them: rows below a row, months of a total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import CLAIMS, BadPeriod, Finding, Missing, Observation, Period, Severity
from etl.validate.exact import half_unit
from etl.validate.rules import rule

_NOTHING = (Missing.DASH, Missing.BLANK, Missing.NOT_APPLICABLE)
"""Marks that add nothing to a sum; `…` may stand for any number."""
FEWEST = 2
"""Fewer parts are no sum."""
Sum = tuple[Observation, list[Observation]]


@rule
def rows_below_mismatch(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """A row that the rows below it do not add up to, where in another column they do."""
    at = {(_part(s, "row"), s.cell.group): s for s in observations if s.cell.group}
    below: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for seen in observations:
        if parent := _part(seen, "under"):
            below[parent, seen.cell.group].append(seen)
    sums: dict[str, list[Sum]] = defaultdict(list)
    for (parent, column), parts in below.items():
        whole = at.get((parent, column))
        if whole is not None and _adds_up(whole, parts):
            sums[parent].append((whole, parts))
    yield from _apart("rows_below_mismatch", sums, catalogue)


@rule
def months_mismatch(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """A running total that the months or quarters beside it do not add up to, where in other rows they do."""
    rows: dict[tuple[str, ...], dict[str, Observation]] = defaultdict(dict)
    for seen in observations:
        known = catalogue.indicators.get(seen.indicator)
        if seen.cell.group and known and known.nature == "flow":
            key = (_part(seen, "row"), seen.indicator, seen.area, seen.season, seen.measure)
            rows[key].setdefault(seen.period, seen)
    sums: dict[str, list[Sum]] = defaultdict(list)
    for told in rows.values():
        for period, whole in told.items():
            parts = [told[code] for code in _steps(period, told)]
            if parts and _adds_up(whole, parts):
                sums[whole.cell.group].append((whole, parts))
    yield from _apart("months_mismatch", sums, catalogue)


def _part(seen: Observation, part: str) -> str:
    return next((e.at for e in seen.cell.evidence if e.part == part), "")


def _steps(code: str, told: Mapping[str, Observation]) -> tuple[str, ...]:
    """The months, else the quarters, that make up a span and are all told; empty where they are not."""
    try:
        span = Period.parse(code)
    except BadPeriod:
        return ()
    if span.first.month != 1 or span.first.year != span.last.year or span.first.month == span.last.month:
        return ()
    months = tuple(f"{span.year}-{month:02d}" for month in range(1, span.last.month + 1))
    quarters = tuple(f"{span.year}-Q{n}" for n in range(1, span.last.month // 3 + 1))
    for steps in (months, quarters if span.last.month % 3 == 0 else ()):
        if len(steps) >= FEWEST and all(step in told for step in steps):
            return steps
    return ()


def _adds_up(whole: Observation, parts: Sequence[Observation]) -> bool:
    """Whether a sum can be tried: amounts of one unit, each a number or nothing."""
    numbers = [s for s in parts if s.value is not None]
    return (
        whole.value is not None
        and len(numbers) >= FEWEST
        and whole.unit != "%"
        and all(s.unit == whole.unit and s.measure not in CLAIMS for s in (whole, *numbers))
        and all(s.value is not None or s.missing in _NOTHING for s in parts)
    )


def _apart(code: str, sums: Mapping[str, list[Sum]], catalogue: Catalogue) -> Iterator[Finding]:
    """The sums that miss their whole, where more of their kind meet it."""
    for told in sums.values():
        gaps = [_gap(whole, parts, catalogue) for whole, parts in told]
        agreed = gaps.count(Decimal(0))
        if agreed < len(gaps) - agreed:
            continue
        for (whole, _), gap in zip(told, gaps, strict=True):
            if gap and whole.value is not None:
                facts = (
                    ("total", f"{whole.value:f}"),
                    ("added", f"{whole.value - gap:f}"),
                    ("difference", f"{gap:f}"),
                )
                yield Finding(code, Severity.WARN, whole.cell.place, facts)


def _gap(whole: Observation, parts: Sequence[Observation], catalogue: Catalogue) -> Decimal:
    """By how much a whole is more than its parts; nothing where rounding explains it."""
    values = [s.value for s in parts if s.value is not None]
    slack = half_unit(whole, catalogue) + sum((half_unit(s, catalogue) for s in parts), Decimal(0))
    gap = (whole.value or Decimal(0)) - sum(values, Decimal(0))
    return gap if abs(gap) > slack else Decimal(0)
