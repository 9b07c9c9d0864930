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
from etl.read.asides import lift_boxes, notes_of
from etl.read.guard import opened
from etl.read.oldfonts import fonts_of, is_of_capitals, mended, raised
from etl.read.places import indent_of, squared
from etl.read.running import Running
from etl.read.wrappings import unwrapped


def read_word(file: str, content: bytes, sha256: str) -> Document:
    """A Word file: text outside tables with offsets, text boxes where they hang, and every table with the words around it."""
    opened(file, content)
    try:
        document = open_docx(io.BytesIO(content))
        body, asides = document.element.body, tuple(notes_of(file, document))
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError, zipfile.BadZipFile) as wrong:
        raise UnreadableFile("broken", file=file, why=str(wrong)) from wrong
    lift_boxes(body)
    notes = (*asides, *unwrapped(file, body))
    told = (Paragraph(child, None) for child in body.iter(qn("w:p")))  # type: ignore[arg-type]
    fonts = fonts_of(part for paragraph in told for part, _ in _parts(paragraph))
    running = Running()
    tables: list[tuple[Any, int]] = []
    cells: list[tuple[str, str]] = []
    for child in body:
        if child.tag == qn("w:p"):
            parts = _parts(Paragraph(child, None))  # type: ignore[arg-type]
            running.add(_words(parts, fonts.only))
            cells += [(f"p{len(running.paragraphs)}", part) for part, _ in parts]
        elif child.tag == qn("w:tbl"):
            tables.append((child, len(running.paragraphs)))
    grids = []
    for n, (table, at) in enumerate(tables, start=1):
        rows = _rows(table, n, fonts.only, cells)
        grids.append(
            Grid(
                "",
                rows,
                before=tuple(running.paragraphs[max(0, at - 8) : at]),
                after=tuple(running.paragraphs[at : at + 4]),
            )
        )
    if not running.paragraphs and not grids:
        raise UnreadableFile("empty", file=file)
    return Document(
        file, "docx", sha256, len(content), running.text, running.spans, tuple(grids),
        (*notes, *fonts.findings(file, cells)),
    )  # fmt: skip


Part = tuple[str, bool]
"""Words of one look, and whether their font shows small letters as capitals."""


def _parts(paragraph: Paragraph) -> list[Part]:
    """The words of a paragraph: run by run where only some are in an old font or in capitals by their font, else as a whole."""
    text = paragraph.text
    runs = [(run.text, is_of_capitals(run.font.name or "")) for run in paragraph.runs]
    is_split = "".join(words for words, _ in runs) == text
    if is_split and any(raised for _, raised in runs):
        return runs
    if text.isascii() or mended(text)[1] or not (is_split and any(mended(run)[1] for run, _ in runs)):
        return [(text, False)]
    return runs


def _words(parts: list[Part], font: str) -> str:
    """A paragraph in Unicode; runs in an old font are mended each for itself."""
    return "".join(_mended(part, is_raised, font) for part, is_raised in parts).strip()


def _mended(part: str, is_raised: bool, font: str) -> str:
    words, old = mended(part, font)
    words = part.replace(part.strip(), words) if old else part
    return raised(words, old, part) if is_raised else words


def _rows(
    element: Any, number: int, font: str, cells: list[tuple[str, str]]
) -> tuple[tuple[GridCell, ...], ...]:
    """The cells of a table, their words as the file has them added to `cells`."""
    table = Table(element, None)  # type: ignore[arg-type]
    rows: list[list[GridCell]] = []
    seen: list[Any] = []
    for r, row in enumerate(table.rows, start=1):
        rows.append([])
        for c, cell in enumerate(row.cells, start=1):
            is_known = any(cell._tc is other for other in seen[-64:])
            seen.append(cell._tc)
            at, told = f"{number}/{r}/{c}", list(map(_parts, cell.paragraphs))
            words = "\n".join(_words(one, font) for one in told).strip()
            indent = indent_of("".join(part for part, _ in told[0])) if told else 0
            rows[-1].append(GridCell(words, at, is_merged=is_known, indent=indent))
            cells += [] if is_known else [(at, part) for parts in told for part, _ in parts]
    return squared(rows, f"{number}/{{row}}/{{column}}")
