"""Cell → Observation or Finding: numbers proved, units converted; never a guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import CLAIMS, STATUS_RANK, Cell, Finding, Flag, Measure, Missing, Observation, Severity
from etl.model.answers import NO_ANSWERS, Answers
from etl.model.pace import paced
from etl.normalise.answered import by_answer
from etl.normalise.proof import Proof, prove
from etl.words.number import in_prose


def normalise(
    cells: Iterable[Cell], catalogue: Catalogue, answers: Answers = NO_ANSWERS
) -> tuple[list[Observation], list[Finding]]:
    """Every cell as an observation in the canonical unit, or a finding that says why not."""
    told = list(cells)
    proofs = by_answer(told, prove(told, catalogue), answers)
    observations: list[Observation] = []
    findings: list[Finding] = []
    for n, cell in enumerate(paced(told)):
        value = _value(cell, proofs.get(n))
        problem = _problem(cell, value, proofs.get(n), catalogue)
        if problem:
            findings.append(problem)
            cell = replace(cell, flag=Flag.ASK)
        if value is None and cell.missing is Missing.NONE:
            cell = replace(cell, missing=Missing.ERROR)
        observations.append(_observation(cell, value, catalogue))
    return observations, findings


def _problem(cell: Cell, value: Decimal | None, proof: Proof | None, catalogue: Catalogue) -> Finding | None:
    """Why a person must look before this figure counts."""
    if cell.missing is not Missing.NONE or cell.status:
        return None
    if value is None:
        return Finding("unreadable_number", Severity.BLOCK, cell.place, (("text", cell.text),))
    if proof and not proof.is_proved:
        readings = " / ".join(f"{v:f}" for v in proof.readings)
        return Finding(
            "open_number", Severity.BLOCK, cell.place, (("text", cell.text), ("readings", readings))
        )
    if words := next((e.words for e in cell.evidence if e.part == "unclear"), ""):
        return Finding("unclear_words", Severity.BLOCK, cell.place, (("text", cell.text), ("words", words)))
    if cell.group and catalogue.unit(cell.unit) is None and cell.unit not in catalogue.units:
        return Finding(
            "unknown_unit", Severity.BLOCK, cell.place, (("text", cell.text), ("unit", cell.unit or "…"))
        )
    return None


def _value(cell: Cell, proof: Proof | None) -> Decimal | None:
    if cell.status:
        return Decimal(STATUS_RANK[cell.status])
    if cell.value is not None or cell.missing is not Missing.NONE:
        return cell.value
    if cell.group:
        return proof.value if proof else None
    words, _, base = cell.number.partition("+")
    read = in_prose(words.removeprefix("-"))
    if read is None:
        return None
    return (-read[0] if words.startswith("-") else read[0]) + Decimal(base or 0)


def _observation(cell: Cell, value: Decimal | None, catalogue: Catalogue) -> Observation:
    unit = catalogue.units.get(cell.unit) or catalogue.unit(cell.unit)
    known = catalogue.indicators.get(cell.indicator)
    code = cell.unit
    if unit:
        target = catalogue.units[known.unit] if known else None
        same = target is not None and target.kind == unit.kind and not _is_share(cell)
        factor = target.factor if target and same else Decimal(1)
        value = None if value is None else shortest(value * unit.factor / factor)
        code = known.unit if known and same else _canonical(unit.kind, catalogue)
    return Observation(
        indicator=cell.indicator, area=cell.area, area_id=cell.area_id, period=cell.period, season=cell.season,
        measure=cell.measure, giver=cell.giver, value=value, unit=code, qualifier=cell.qualifier,
        maturity=cell.maturity, missing=cell.missing, flag=cell.flag, cell=cell,
    )  # fmt: skip


def _is_share(cell: Cell) -> bool:
    return cell.measure in CLAIMS and cell.measure is not Measure.CHANGE_ABS


def _canonical(kind: str, catalogue: Catalogue) -> str:
    """The unit of a kind whose factor is one."""
    return next(u.code for u in catalogue.units.values() if u.kind == kind and u.factor == 1)


def shortest(value: Decimal) -> Decimal:
    """Without an exponent and without trailing zeros that a factor brought in."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
