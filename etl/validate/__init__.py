"""Observations → Findings: one function a rule; nothing is ever changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.catalog import Catalogue
from etl.model import Finding, Observation, Severity
from etl.model.pace import paced
from etl.validate import bases, bounds, forms, habits, outline, parts, ratios, report, sums, totals, vintages
from etl.validate.forms import is_only_sum
from etl.validate.judges import JUDGES, Contradiction
from etl.validate.ledger import Ledger, of_observations
from etl.validate.rules import RULES, rule

__all__ = [
    "JUDGES",
    "RULES",
    "Contradiction",
    "Ledger",
    "bases",
    "bounds",
    "contradictions",
    "forms",
    "habits",
    "outline",
    "parts",
    "ratios",
    "report",
    "sums",
    "totals",
    "validate",
    "vintages",
]


def validate(observations: Sequence[Observation], catalogue: Catalogue) -> list[Finding]:
    """What all rules have to say about one report's observations."""
    found = [finding for check in paced(tuple(RULES.values())) for finding in check(observations, catalogue)]
    ledger = of_observations(observations, catalogue)
    return found + [_finding(one, observations) for one in contradictions(ledger, catalogue)]


def contradictions(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """What cannot all be true among some figures: of one report, or of the whole history."""
    for say in JUDGES.values():
        yield from say(ledger, catalogue)


def _finding(one: Contradiction, observations: Sequence[Observation]) -> Finding:
    """A contradiction as a finding at its first figure, which says where the second one stands."""
    first, *others = (observations[figure].cell.place for figure in one.figures)
    beside = (("beside", others[0].at),) if others else ()
    return Finding(one.code, one.severity, first, (*one.facts, *beside))


@rule
def unknown_indicator(observations: Sequence[Observation], catalogue: Catalogue) -> Iterator[Finding]:
    """A figure whose subject the catalogue lacks: it is kept with its words until someone names it."""
    for seen in observations:
        if not seen.indicator and not is_only_sum(seen):
            yield Finding(
                "unknown_indicator", Severity.WARN, seen.cell.place, (("subject", seen.cell.subject),)
            )
