"""Our own exports read back: a row is a figure in our codes, exactly; no words need understanding."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from etl.catalog import Catalogue
from etl.catalog.judge import LANGUAGES
from etl.model import (
    BadPeriod,
    Cell,
    Document,
    Finding,
    Flag,
    Giver,
    Grid,
    Maturity,
    Measure,
    Missing,
    Period,
    Place,
    Qualifier,
    Severity,
)
from etl.words.inert import revived
from etl.words.messages import column_words, sentence

_NEEDED = ("indicator", "area", "period", "season", "measure", "giver", "value", "unit", "qualifier", "maturity", "missing", "flag", "is_illustrative", "method")  # fmt: skip
_SDMX = {
    "ref_area": "area", "obs_value": "value", "unit_measure": "unit", "illustrative": "is_illustrative",
}  # fmt: skip
"""Columns that SDMX-CSV names otherwise; the rest are ours in capitals."""

_DECIMAL = re.compile(r"-?\d{1,60}(?:\.\d{1,60})?", re.ASCII)


@dataclass(slots=True)
class Own:
    """What an export says; `is_illustrative` where every row is."""

    cells: list[Cell] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_illustrative: bool = False


def own_export(document: Document, catalogue: Catalogue) -> Own | None:
    """The figures of a file we wrote; None for any other file."""
    grid = document.grids[0] if document.grids and _is_ours(document.grids[1:]) else None
    columns = _columns(grid) if grid and grid.rows else None
    if grid is None or columns is None:
        return None
    own, kinds, computed = Own(), set(), 0
    spelt = revived if grid.is_plain else str  # a workbook of ours quotes nothing
    for row in grid.rows[1:]:
        told = {name: spelt(row[at].text) for name, at in columns.items() if at < len(row)}
        place = Place(document.file, row[columns["value"]].at)
        if told["missing"] and told["value"] in catalogue.marks:
            told["value"] = ""
        if told["method"].startswith("computed:"):
            computed += 1
            continue
        kinds.add(told["is_illustrative"])
        try:
            own.cells.append(_cell(told, place, catalogue))
        except (ValueError, BadPeriod) as wrong:
            own.findings.append(Finding("unreadable_row", Severity.BLOCK, place, (("why", str(wrong)),)))
    own.is_illustrative = kinds == {"1"}
    own.findings += _about(document.file, kinds, computed)
    return own


def apart(content: bytes) -> dict[bool, bytes]:
    """The rows of a CSV of ours that mixes what is illustrative (True) with what is real, as they stand; else nothing."""
    head, _, _ = content.partition(b"\n")
    columns = own_columns(head.decode("utf-8-sig", "replace").strip().split(","))
    if columns is None:
        return {}
    at = columns["is_illustrative"]
    lines = list(io.StringIO(content.decode("utf-8-sig", "surrogateescape"), newline=""))
    parts = {True: [lines[0]], False: [lines[0]]}
    rows, start = csv.reader(lines), 0
    try:
        for row in rows:
            if start:
                parts[row[at : at + 1] == ["1"]] += lines[start : rows.line_num]
            start = rows.line_num
    except csv.Error:
        return {}
    is_mixed = all(len(part) > 1 for part in parts.values())
    return (
        {kind: "".join(part).encode("utf-8", "surrogateescape") for kind, part in parts.items()}
        if is_mixed
        else {}
    )


def _is_ours(grids: Sequence[Grid]) -> bool:
    """Whether sheets say only what our workbooks say beside the figures."""
    beside = {sentence(name, lang) for name in ("sheet_sources", "sheet_notes") for lang in LANGUAGES}
    return all(grid.name in beside for grid in grids)


def _columns(grid: Grid) -> Mapping[str, int] | None:
    return own_columns([cell.text for cell in grid.rows[0]])


def own_columns(heading: Sequence[str]) -> Mapping[str, int] | None:
    """Where each column of our exports stands in a heading; None where one is lacking: somebody else's file."""
    names = [words.strip().lower() for words in heading]
    found = {_SDMX.get(name) or _worded().get(name, name): at for at, name in enumerate(names)}
    return found if all(name in found for name in _NEEDED) else None


@cache
def _worded() -> dict[str, str]:
    """Our columns by the headings of our workbooks."""
    return {column_words(name, lang).lower(): name for name in (*_NEEDED, "words") for lang in LANGUAGES}


def _about(file: str, kinds: set[str], computed: int) -> Sequence[Finding]:
    told = []
    if len(kinds) > 1:
        told.append(Finding("mixed_illustrative", Severity.BLOCK, Place(file)))
    if computed:
        told.append(Finding("computed_skipped", Severity.NOTE, Place(file), (("count", str(computed)),)))
    return told


def _cell(told: Mapping[str, str], place: Place, catalogue: Catalogue) -> Cell:
    area = catalogue.areas.label(told["area"]) if told["area"] in catalogue.areas.by_id else told["area"]
    code = told["indicator"]
    return Cell(
        place=place,
        text=told.get("words") or told["value"],
        number=told["value"],
        unit=told["unit"],
        subject="" if code in catalogue.indicators else code,
        indicator=code if code in catalogue.indicators else "",
        area=area,
        area_id=told["area"] if told["area"] in catalogue.areas.by_id else "",
        period=Period.parse(told["period"]).code,
        season=told["season"],
        measure=Measure(told["measure"]),
        giver=Giver(told["giver"]),
        qualifier=Qualifier(told["qualifier"]),
        maturity=Maturity(told["maturity"]),
        missing=Missing(told["missing"]) if told["missing"] or told["value"] else Missing.BLANK,
        flag=Flag(told["flag"]),
        value=_number(told["value"]),
    )


def _number(text: str) -> Decimal | None:
    if text and not _DECIMAL.fullmatch(text):
        raise ValueError(text[:40])
    return Decimal(text) if text else None
