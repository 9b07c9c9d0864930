"""Cell → Observation or Finding: numbers proved, units converted; never a guess."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from etl.catalog import Catalogue
from etl.model import STATUS_RANK, Cell, Finding, Missing, Observation, Severity
from etl.words.number import in_prose


def normalise(cells: Iterable[Cell], catalogue: Catalogue) -> tuple[list[Observation], list[Finding]]:
    """Every cell as an observation in the canonical unit, or a finding that says why not."""
    observations: list[Observation] = []
    findings: list[Finding] = []
    for cell in cells:
        value = _value(cell)
        if value is None and cell.missing is Missing.NONE:
            facts = (("text", cell.text),)
            findings.append(Finding("unreadable_number", Severity.BLOCK, cell.place, facts))
            continue
        observations.append(_observation(cell, value, catalogue))
    return observations, findings


def _value(cell: Cell) -> Decimal | None:
    if cell.status:
        return Decimal(STATUS_RANK[cell.status])
    if cell.value is not None or cell.missing is not Missing.NONE:
        return cell.value
    words, _, base = cell.number.partition("+")
    read = in_prose(words.removeprefix("-"))
    if read is None:
        return None
    value = read[0] + Decimal(base or 0)
    return -value if words.startswith("-") else value


def _observation(cell: Cell, value: Decimal | None, catalogue: Catalogue) -> Observation:
    unit = catalogue.units.get(cell.unit)
    known = catalogue.indicators.get(cell.indicator)
    code = cell.unit
    if unit and value is not None:
        target = catalogue.units[known.unit] if known else None
        same = target is not None and target.kind == unit.kind
        factor = target.factor if target and same else Decimal(1)
        value = _plain(value * unit.factor / factor)
        code = known.unit if known and same else _canonical(unit.kind, catalogue)
    return Observation(
        indicator=cell.indicator, area=cell.area, area_id=cell.area_id, period=cell.period, season=cell.season,
        measure=cell.measure, giver=cell.giver, value=value, unit=code, qualifier=cell.qualifier,
        maturity=cell.maturity, missing=cell.missing, flag=cell.flag, cell=cell,
    )  # fmt: skip


def _canonical(kind: str, catalogue: Catalogue) -> str:
    """The unit of a kind whose factor is one."""
    return next(u.code for u in catalogue.units.values() if u.kind == kind and u.factor == 1)


def _plain(value: Decimal) -> Decimal:
    """Without an exponent and without trailing zeros that a factor brought in."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
