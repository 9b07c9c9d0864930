"""Document → Cells: what stands where, in the report's own words; tables and sentences."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import date

from etl.catalog import Area, Catalogue
from etl.model import Cell, Document, Finding, Period, Place, Report, Severity
from etl.recognise.narrative import NO_YEAR, narrative_cells, setting, unread
from etl.recognise.narrative.strangers import marked, strangers
from etl.recognise.own import own_export
from etl.recognise.tables import table_cells
from etl.recognise.titles import title_of
from etl.words.fold import clean

_SOURCE = re.compile(r"Nguồn:\s*(https?://\S+)")
_DATE_LINE = re.compile(r", ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+((?:19|20)\d\d)", re.IGNORECASE)
_ILLUSTRATIVE = "số liệu minh họa"


def recognise(document: Document, catalogue: Catalogue) -> tuple[list[Cell], list[Finding], Report]:
    """The figures of a document in its own words, what is to be said about them, and the report's own particulars."""
    if own := own_export(document, catalogue):
        report = replace(_report(document, catalogue, own.cells), is_illustrative=own.is_illustrative)
        return own.cells, [*document.findings, *own.findings], report
    tables = table_cells(document, catalogue)
    left: list[Finding] = []
    told = [marked(_dated(cell)) for cell in narrative_cells(document, catalogue, left)]
    undated = (
        [Finding("no_period", Severity.BLOCK, Place(document.file))]
        if any(not c.period for c in told)
        else []
    )
    cells = [*told, *tables.cells]
    noticed = [
        *document.findings,
        *unread(document),
        *left,
        *strangers(told, setting(document, catalogue).area, catalogue),
        *undated,
        *tables.findings,
    ]
    nothing = Finding("nothing_read", Severity.WARN, Place(document.file))
    return (
        cells,
        noticed if cells or noticed else [nothing],
        replace(_report(document, catalogue, cells), layout=tables.layout),
    )


def _dated(cell: Cell) -> Cell:
    """A figure of a text that names no year anywhere has no period: it is asked for, once for the whole text."""
    return replace(cell, period="") if Period.parse(cell.period).year == NO_YEAR else cell


def _report(document: Document, catalogue: Catalogue, cells: list[Cell]) -> Report:
    told = setting(document, catalogue)
    words = document.text or "\n".join(
        c.text for g in document.grids for row in (*g.rows[:12], *g.rows[-6:]) for c in row if c.text
    )
    source = _SOURCE.search(words)
    period, area = (told.period, told.area) if document.text else _of_cells(cells, told.period)
    found = catalogue.areas.find(area, Period.parse(period).last)
    return Report(
        file=document.file,
        sha256=document.sha256,
        kind=document.kind,
        size=document.size,
        title=title_of(document),
        dated=told.dated or _signed(words),
        period=period,
        area_id=found.id if isinstance(found, Area) else "",
        source_url=source[1] if source else "",
        is_illustrative=_ILLUSTRATIVE in clean(words).lower(),
    )


def _signed(words: str) -> date | None:
    """The day of a table's date line: `Bắc Sơn, ngày 28 tháng 6 năm 2022`."""
    for found in _DATE_LINE.finditer(unicodedata.normalize("NFC", words)):
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            continue
    return None


def _of_cells(cells: list[Cell], otherwise: str) -> tuple[str, str]:
    """The period and area most figures of a table file speak of."""
    periods = Counter(cell.period for cell in cells if cell.period)
    areas = Counter(cell.area for cell in cells if cell.is_total)
    areas = areas or Counter(cell.area for cell in cells)
    return (
        max(periods, key=periods.__getitem__, default=otherwise),
        max(areas, key=areas.__getitem__, default=""),
    )
