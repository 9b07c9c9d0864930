"""Cells and Answers → Cells: what a person settled is filled in, noted, and no longer asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from etl.catalog import Catalogue
from etl.model import Cell, Evidence, Finding, Flag, Measure, Period, Place, Severity
from etl.model.answers import Answer, Answers, Settles, scopes

_ASKED_OF_ROWS = ("unknown_area", "ambiguous_area", "unnamed_area")


def settle(
    cells: Sequence[Cell], noticed: Iterable[Finding], answers: Answers, catalogue: Catalogue
) -> tuple[list[Cell], list[Finding]]:
    """The cells with every answer applied, and the findings that are left, with a note on each answer used."""
    if not answers:
        return list(cells), list(noticed)
    asked_anyway = {c.group for c in cells if c.flag is Flag.ASK and c.area_id and c.period and c.number}
    kept: list[Cell] = []
    notes: dict[Answer, Finding] = {}
    rows: set[str] = set()
    for cell in cells:
        told, used = _settled(cell, answers, catalogue)
        for answer in used:
            notes.setdefault(answer, _note(answer, cell.place))
        if used:
            rows.add(cell.place.at)
        if told is None:
            continue
        is_whole = bool(used and told.area_id and told.period and cell.group not in asked_anyway)
        kept.append(replace(told, flag=Flag.NONE) if is_whole else told)
    left = [found for found in noticed if not _is_answered(found, rows, answers)]
    return kept, [*left, *notes.values()]


def _settled(cell: Cell, answers: Answers, catalogue: Catalogue) -> tuple[Cell | None, list[Answer]]:
    """The cell with what was open about it filled in, and the answers used; None where it is no figure."""
    about = scopes(cell)
    no_figure = answers.about(Settles.NOT_FIGURE, about)
    if no_figure:
        return None, [no_figure]
    used: list[Answer] = []
    for settles, fill in _FILLS.items():
        answer = answers.about(settles, about)
        told = fill(cell, answer.decision, catalogue) if answer else None
        if answer and told is not None:
            words = Evidence("answer", f"{answer.settles}: {answer.decision}", at=f"{answer.by} {answer.at}")
            cell = replace(told, evidence=(*told.evidence, words))
            used.append(answer)
    return cell, used


def _area(cell: Cell, decision: str, catalogue: Catalogue) -> Cell | None:
    if cell.area_id or decision not in catalogue.areas.by_id:
        return None
    return replace(cell, area=catalogue.areas.label(decision), area_id=decision)


def _total(cell: Cell, decision: str, catalogue: Catalogue) -> Cell | None:
    home = decision or catalogue.areas.home
    if home not in catalogue.areas.by_id:
        return None
    return replace(cell, area=catalogue.areas.label(home), area_id=home, is_total=True)


def _unit(cell: Cell, decision: str, catalogue: Catalogue) -> Cell | None:
    known = catalogue.unit(cell.unit) or cell.unit in catalogue.units
    return None if known or decision not in catalogue.units else replace(cell, unit=decision)


def _indicator(cell: Cell, decision: str, catalogue: Catalogue) -> Cell | None:
    if cell.indicator or decision not in catalogue.indicators:
        return None
    return replace(cell, indicator=decision)


def _period(cell: Cell, decision: str, _: Catalogue) -> Cell | None:
    if cell.period:
        return None
    told = Period.parse(decision)
    is_yearly = cell.measure in (Measure.PLAN, Measure.TARGET)
    return replace(cell, period=str(told.year) if is_yearly else told.code)


_FILLS = {
    Settles.AREA: _area, Settles.TOTAL: _total, Settles.INDICATOR: _indicator, Settles.UNIT: _unit,
    Settles.PERIOD: _period,
}  # fmt: skip


def _is_answered(found: Finding, settled: set[str], answers: Answers) -> bool:
    if found.code == "no_period":
        return answers.about(Settles.PERIOD, [f"table:{found.place.at}"]) is not None
    return found.code in _ASKED_OF_ROWS and found.place.at in settled


def _note(answer: Answer, place: Place) -> Finding:
    code = "left_out" if answer.settles is Settles.NOT_FIGURE else "answered"
    facts = (
        ("settles", str(answer.settles)), ("scope", answer.scope.partition(":")[2]), ("decision", answer.decision),
        ("by", answer.by), ("on", answer.at),
    )  # fmt: skip
    return Finding(code, Severity.NOTE, place, facts)
