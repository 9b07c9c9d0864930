"""Findings and Answers → Findings: what a person confirmed as written stays written, and stops blocking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.model import Finding, Flag, Observation, Severity
from etl.model.answers import Answers, Settles, cell_scope


def accept(
    observations: Sequence[Observation], findings: Sequence[Finding], answers: Answers
) -> tuple[list[Observation], list[Finding]]:
    """Findings on cells confirmed as written become notes that name who confirmed; their figures are settled."""
    confirmed: set[str] = set()
    told: list[Finding] = []
    for found in findings:
        answer = answers.about(Settles.AS_WRITTEN, [cell_scope(found.place)])
        if answer is None or found.severity is Severity.NOTE:
            told.append(found)
            continue
        confirmed.add(cell_scope(found.place))
        told.append(
            replace(found, severity=Severity.NOTE, facts=(*found.facts, ("by", answer.by), ("on", answer.at)))
        )
    seen = [
        replace(one, flag=Flag.NONE)
        if cell_scope(one.cell.place) in confirmed and one.flag is Flag.ASK and one.value is not None
        else one
        for one in observations
    ]
    return seen, told
