"""Document → Cells: what stands where, in the report's own words; tables and sentences."""

from __future__ import annotations

import re

from etl.catalog import Area, Catalogue
from etl.model import Cell, Document, Finding, Period, Report
from etl.recognise.narrative import narrative_cells, setting

_SOURCE = re.compile(r"Nguồn:\s*(https?://\S+)")
_ILLUSTRATIVE = re.compile(r"số liệu minh họa|số liệu minh hoạ", re.IGNORECASE)


def recognise(document: Document, catalogue: Catalogue) -> tuple[list[Cell], list[Finding], Report]:
    """The figures of a document in its own words, what is to be said about them, and the report's own particulars."""
    cells = list(narrative_cells(document, catalogue))
    return cells, list(document.findings), _report(document, catalogue)


def _report(document: Document, catalogue: Catalogue) -> Report:
    told = setting(document, catalogue)
    title = next((document.text[s.start : s.end].strip() for s in document.spans), document.file)
    source = _SOURCE.search(document.text)
    found = catalogue.areas.find(told.area, Period.parse(told.period).last)
    return Report(
        file=document.file,
        sha256=document.sha256,
        kind=document.kind,
        size=document.size,
        title=title,
        dated=told.dated,
        period=told.period,
        area_id=found.id if isinstance(found, Area) else "",
        source_url=source[1] if source else "",
        is_illustrative=bool(_ILLUSTRATIVE.search(document.text)),
    )
