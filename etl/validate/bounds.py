"""A figure by itself: outside what its indicator or its unit allows, less than nothing, a broken count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.catalog import Catalogue
from etl.model import CLAIMS, Finding, Measure, Observation, Severity
from etl.validate.rules import rule

MORE_THAN_ALL = -100
"""No value falls by more than all of it."""
_CHANGES = (Measure.CHANGE_PCT_YOY, Measure.CHANGE_ABS)


@rule
def out_of_bounds(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """A level outside what its indicator allows: usually a unit or a decimal mark misread."""
    for seen in observations:
        known = catalogue.indicators.get(seen.indicator)
        if known is None or seen.value is None or seen.measure in CLAIMS:
            continue
        low, high = known.low, known.high
        is_below = low is not None and seen.value < low and not is_negative(float(seen.value), float(low))
        if is_below or (high is not None and seen.value > high):
            facts = (("value", f"{seen.value:f}"), ("low", told(low, "−∞")), ("high", told(high, "∞")))
            yield Finding("out_of_bounds", Severity.WARN, seen.cell.place, facts)


@rule
def negative_value(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """Less than nothing of what cannot be: a dash, a bracket or a change read as a value."""
    for seen in observations:
        low = least(seen.indicator, seen.measure, catalogue)
        if seen.value is not None and low is not None and is_negative(float(seen.value), low):
            facts = (("value", f"{seen.value:f}"),)
            yield Finding("negative_value", Severity.WARN, seen.cell.place, facts)


@rule
def falls_by_more_than_all(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """A fall by more than a hundred percent of what cannot be negative."""
    for seen in observations:
        known = catalogue.indicators.get(seen.indicator)
        is_growth = known and known.low == 0 and seen.measure is Measure.CHANGE_PCT_YOY
        if is_growth and seen.value is not None and seen.value < MORE_THAN_ALL:
            facts = (("value", f"{seen.value:f}"),)
            yield Finding("falls_by_more_than_all", Severity.WARN, seen.cell.place, facts)


@rule
def not_whole(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """Half a person, a commune and a bit: a mean, a share or a misread mark where a count should stand."""
    counted = whole_counts(catalogue)
    for seen in observations:
        is_count = seen.indicator in counted and seen.measure not in CLAIMS
        if is_count and seen.value is not None and seen.value != seen.value.to_integral_value():
            facts = (("value", f"{seen.value.normalize():f}"),)
            yield Finding("not_whole", Severity.WARN, seen.cell.place, facts)


def least(indicator: str, measure: str, catalogue: Catalogue) -> float | None:
    """The least a figure of this measure can be; None where it has no bound."""
    known = catalogue.indicators.get(indicator)
    if known is None or measure in _CHANGES:
        return None
    if measure in CLAIMS:
        return 0.0 if known.low == 0 else None
    return None if known.low is None else float(known.low)


def is_negative(value: float, low: float) -> bool:
    """Whether a value is below a bound of zero."""
    return value < 0 and low == 0


def whole_counts(catalogue: Catalogue) -> frozenset[str]:
    """The indicators that count things, one by one."""
    return frozenset(
        one.code
        for one in catalogue.indicators.values()
        if one.nature != "ratio" and (catalogue.units[one.unit].is_counted or one.unit == "status")
    )


def told(bound: object | None, none: str) -> str:
    """A bound as a fact."""
    return none if bound is None else str(bound)
