"""DOCX: paragraphs as running text, tables as grids, in the order they stand."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document as open_docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from etl.model import Document, Grid, GridCell, UnreadableFile
from etl.read.guard import opened
from etl.read.oldfonts import mended
from etl.read.running import Running


def read_word(file: str, content: bytes, sha256: str) -> Document:
    """A Word file: text outside tables with offsets, and every table with the words before and after it."""
    opened(file, content)
    try:
        body = open_docx(io.BytesIO(content)).element.body
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError, zipfile.BadZipFile) as wrong:
        raise UnreadableFile("broken", file=file, why=str(wrong)) from wrong
    running = Running()
    tables: list[tuple[Any, int]] = []
    for child in body:
        if child.tag == qn("w:p"):
            running.add(mended(Paragraph(child, None).text)[0])  # type: ignore[arg-type]
        elif child.tag == qn("w:tbl"):
            tables.append((child, len(running.paragraphs)))
    grids = tuple(_grid(table, n, at, running.paragraphs) for n, (table, at) in enumerate(tables, start=1))
    if not running.paragraphs and not grids:
        raise UnreadableFile("empty", file=file)
    return Document(file, "docx", sha256, len(content), running.text, running.spans, grids)


def _grid(element: Any, number: int, at: int, paragraphs: list[str]) -> Grid:
    table = Table(element, None)  # type: ignore[arg-type]
    rows: list[tuple[GridCell, ...]] = []
    seen: list[Any] = []
    for r, row in enumerate(table.rows, start=1):
        cells = []
        for c, cell in enumerate(row.cells, start=1):
            known = any(cell._tc is other for other in seen[-64:])
            seen.append(cell._tc)
            cells.append(GridCell(mended(cell.text)[0], f"{number}/{r}/{c}", is_merged=known))
        rows.append(tuple(cells))
    width = max(map(len, rows), default=0)
    even = tuple(
        row + tuple(GridCell("", f"{number}/{r}/{c + 1}") for c in range(len(row), width))
        for r, row in enumerate(rows, start=1)
    )
    return Grid("", even, before=tuple(paragraphs[max(0, at - 8) : at]), after=tuple(paragraphs[at : at + 4]))
