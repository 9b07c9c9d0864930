"""Rules about one report: shares against their numbers, repeats, slips of a power of ten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import CLAIMS, Finding, Flag, Measure, Observation, Severity
from etl.validate.exact import half_unit
from etl.validate.rules import rule
from etl.words.fold import fold

Key = tuple[str, ...]
SLACK = Decimal("0.06")
"""Percentage points a printed share may be off beyond its rounding (hidden decimals, DOMAIN 3.5)."""
SHARES = ((Measure.PCT_OF_PLAN, Measure.PLAN), (Measure.PCT_OF_SAME_PERIOD, Measure.SAME_PERIOD))
_POWERS = tuple(Decimal(10) ** n for n in (-6, -3, -2, -1, 1, 2, 3, 6))


def _table(seen: Observation) -> str:
    return seen.cell.group.partition("|")[0]


def _subject(seen: Observation) -> Key:
    """What a figure is about, its measure and period apart."""
    area = seen.area_id or seen.area
    return (
        _table(seen),
        seen.indicator or seen.cell.subject,
        area,
        seen.season,
        seen.cell.evidence[0].at if seen.cell.evidence else "",
    )


@rule
def pct_inconsistent(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """A printed share that its two printed numbers do not give."""
    for actual, base, share in _shares(observations):
        low, high = _interval(actual, base, catalogue)
        margin = half_unit(share, catalogue) + SLACK
        if share.value is not None and not low - margin <= share.value <= high + margin:
            facts = (("share", f"{share.value:f}"), ("low", f"{low:.2f}"), ("high", f"{high:.2f}"))
            yield Finding("pct_inconsistent", Severity.WARN, share.cell.place, facts)


def _shares(observations: Sequence[Observation]) -> Iterator[tuple[Observation, Observation, Observation]]:
    """(actual, base, share) of one subject in one row; of several actuals the one of the share's own period."""
    rows: dict[Key, dict[Measure, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for seen in observations:
        if seen.cell.group and seen.value is not None:
            rows[_subject(seen)][seen.measure].append(seen)
    for told in rows.values():
        for claim, base in SHARES:
            for share in told[claim]:
                actual, against = _of_period(told[Measure.ACTUAL], share), _of_period(told[base], share)
                if actual and against and against.value:
                    yield actual, against, share


def _of_period(offers: Sequence[Observation], share: Observation) -> Observation | None:
    same = [seen for seen in offers if seen.period == share.period]
    chosen = same or list(offers)
    return chosen[0] if len(chosen) == 1 else None


def _interval(actual: Observation, base: Observation, catalogue: Catalogue) -> tuple[Decimal, Decimal]:
    """The shares in percent that the two printed numbers allow."""
    assert actual.value is not None  # noqa: S101 - chosen with values
    assert base.value is not None  # noqa: S101 - chosen with values
    a, b = half_unit(actual, catalogue), half_unit(base, catalogue)
    least = max(base.value - b, base.value / 2)
    offers = sorted(((actual.value - a) / (base.value + b) * 100, (actual.value + a) / least * 100))
    return offers[0], offers[1]


@rule
def scale_1000(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """A value off by a power of ten against its own row: the share fits once the mark is moved."""
    for actual, base, share in _shares(observations):
        if not (actual.value and base.value and share.value):
            continue
        ratio = actual.value / base.value * 100 / share.value
        power = next((p for p in _POWERS if abs(ratio / p - 1) < Decimal("0.02")), None)
        if power is not None:
            facts = (
                ("value", f"{actual.value:f}"),
                ("likely", f"{actual.value / power:f}"),
                ("power", f"{power:f}"),
            )
            yield Finding("scale_1000", Severity.BLOCK, actual.cell.place, facts)


@rule
def duplicate_row(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """A unit listed twice in one table with the same figures."""
    for first, second in _repeats(observations):
        is_listed = all(_names_its_area(s, catalogue) for s in (first, second))
        if first.value == second.value and is_listed and _table(first) == _table(second):
            facts = (("area", second.area), ("first", first.cell.place.at), ("value", f"{first.value:f}"))
            yield Finding("duplicate_row", Severity.WARN, second.cell.place, facts)


def _names_its_area(seen: Observation, catalogue: Catalogue) -> bool:
    """Whether the row is that unit's; a plan repeated beside each month is no second listing."""
    words = seen.cell.evidence[0].words if seen.cell.evidence else ""
    return fold(catalogue.areas[seen.area_id].name) in fold(words)


@rule
def conflicting_values(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """One fact stated twice with two values: either may be the one misread or misnamed, so both are asked about."""
    told: set[str] = set()
    for first, second in _repeats(observations):
        if first.value != second.value and not _overlap(first, second, catalogue):
            yield _conflict(second, first)
            if first.cell.place.at not in told:
                told.add(first.cell.place.at)
                yield _conflict(first, second)


def _conflict(seen: Observation, other: Observation) -> Finding:
    facts = (("one", f"{other.value:f}"), ("other", f"{seen.value:f}"), ("first", other.cell.place.at))
    return Finding("conflicting_values", Severity.BLOCK, seen.cell.place, facts)


def _row(seen: Observation) -> str:
    return seen.cell.evidence[0].at if seen.cell.evidence else ""


def _overlap(first: Observation, second: Observation, catalogue: Catalogue) -> bool:
    assert first.value is not None  # noqa: S101 - chosen with values
    assert second.value is not None  # noqa: S101 - chosen with values
    return abs(first.value - second.value) <= half_unit(first, catalogue) + half_unit(second, catalogue)


def _repeats(observations: Sequence[Observation]) -> Iterator[tuple[Observation, Observation]]:
    """Pairs of table figures with one key, hidden drafts apart."""
    seen_first: dict[Key, Observation] = {}
    for seen in observations:
        usable = seen.cell.group and seen.value is not None and seen.indicator and seen.area_id
        if not usable or seen.flag is Flag.ASK or seen.measure in CLAIMS:
            continue
        key = (seen.indicator, seen.area_id, seen.period, seen.season, seen.measure, seen.giver)
        first = seen_first.setdefault(key, seen)
        is_beside = _row(first) == _row(seen) != ""
        if first is not seen and (
            first.cell.group == seen.cell.group or _table(first) != _table(seen) or is_beside
        ):
            yield first, seen


@rule
def columns_disagree(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """One fact in two columns of one row, equally final, with two values: January alone, and up to January."""
    held: dict[Key, Observation] = {}
    for seen in observations:
        if seen.cell.group and seen.value is not None and seen.measure is Measure.ACTUAL and seen.indicator:
            first = held.setdefault((*_subject(seen), seen.period, seen.giver, seen.maturity), seen)
            if first.cell.group != seen.cell.group and not _overlap(first, seen, catalogue):
                yield _two_values("columns_disagree", first, seen)


@rule
def shares_differ(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """One share in two tables of a report, with two values."""
    held: dict[Key, Observation] = {}
    for seen in observations:
        usable = seen.cell.group and seen.value is not None and seen.indicator and seen.area_id
        if usable and seen.flag is not Flag.ASK and seen.measure in CLAIMS:
            key = (seen.indicator, seen.area_id, seen.period, seen.season, seen.measure, seen.giver)
            first = held.setdefault(key, seen)
            if _table(first) != _table(seen) and not _overlap(first, seen, catalogue):
                yield _two_values("shares_differ", first, seen)


def _two_values(code: str, first: Observation, second: Observation) -> Finding:
    facts = (("one", f"{first.value:f}"), ("other", f"{second.value:f}"), ("first", first.cell.place.at))
    return Finding(code, Severity.WARN, second.cell.place, facts)
