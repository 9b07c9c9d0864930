"""Sums by position: in a form of law a row is what its parts in the outline add up to, whatever its other columns prove."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import Evidence, Finding, Missing, Observation, Severity
from etl.validate.exact import half_unit
from etl.validate.outline import FEWEST, rows_below_mismatch
from etl.validate.rules import rule

Column = tuple[str, str]


def is_only_sum(seen: Observation) -> bool:
    """Whether a figure is one of a form's own sums: the catalogue needs no name for it."""
    return _told(seen, "only_sum") is not None


def _told(seen: Observation, part: str) -> Evidence | None:
    return next((one for one in seen.cell.evidence if one.part == part), None)


@rule
def form_mismatch(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """A row of a form that its parts do not add up to, or are together more than, beyond what rounding explains."""
    told = {found.place for found in rows_below_mismatch(observations, catalogue)}
    wholes: dict[Column, Observation] = {}
    parts: dict[Column, list[Observation]] = defaultdict(list)
    for seen in observations:
        if seen.is_claim:
            continue
        if own := _told(seen, "sum"):
            wholes[seen.cell.group, own.at] = seen
        if of := _told(seen, "part"):
            parts[seen.cell.group, of.at].append(seen)
    for column, members in parts.items():
        whole = wholes.get(column)
        if whole is None or whole.value is None or len(members) < FEWEST:
            continue
        if whole.cell.place not in told:
            yield from _compared(whole, members, catalogue)


def _compared(whole: Observation, parts: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    assert whole.value is not None  # noqa: S101 - chosen with a value
    known = [part for part in parts if part.value is not None]
    is_all = all(part.value is not None or part.missing is Missing.DASH for part in parts)
    added = sum((part.value for part in known if part.value is not None), Decimal(0))
    slack = half_unit(whole, catalogue) + sum((half_unit(part, catalogue) for part in known), Decimal(0))
    own = _told(whole, "sum")
    must_be_all = is_all and own is not None and own.words == "all"
    if added - whole.value > slack or (must_be_all and whole.value - added > slack):
        facts = (
            ("parent", whole.cell.subject), ("total", f"{whole.value:f}"), ("added", f"{added:f}"),
            ("difference", f"{whole.value - added:f}"),
        )  # fmt: skip
        yield Finding("form_mismatch", Severity.WARN, whole.cell.place, facts)
