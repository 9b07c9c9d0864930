"""PDF: ruled tables as drawn, aligned ones by their columns of words, and the text around them."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from etl.model import Document, Grid, GridCell, UnreadableFile
from etl.read.aligned import aligned
from etl.read.lines import paragraphs
from etl.read.running import Running

MAX_PAGES = 500
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pdf(file: str, content: bytes, sha256: str) -> Document:
    """A PDF with a text layer; one that is only pictures is refused."""
    if not content.startswith(b"%PDF"):
        raise UnreadableFile("broken", file=file, why="%PDF")
    running = Running()
    grids: list[Grid] = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as book:
            _judge_pages(file, len(book.pages))
            for number, page in enumerate(book.pages, start=1):
                grids += _page(page, number, running)
                page.close()
    except UnreadableFile:
        raise
    except PDFPasswordIncorrect as wrong:
        raise UnreadableFile("password", file=file) from wrong
    except Exception as wrong:  # pdfminer raises whatever a broken file makes it raise
        raise UnreadableFile(
            "password" if "assword" in repr(wrong) else "broken", file=file, why=repr(wrong)
        ) from wrong
    if not running.paragraphs and not grids:
        raise UnreadableFile("picture_only", file=file)
    return Document(file, "pdf", sha256, len(content), running.text, running.spans, tuple(grids))


def _judge_pages(file: str, pages: int) -> None:
    if pages > MAX_PAGES:
        raise UnreadableFile("too_many_pages", file=file, pages=pages)


def _page(page: Any, number: int, running: Running) -> list[Grid]:
    found = page.find_tables()
    if not any(len(table.rows) > 1 for table in found):
        return _without_rules(page, number, running)
    lines = _outside(page, found)
    above = tuple(running.paragraphs[-4:])
    for _, line in lines:
        running.add(line)
    tops = [table.bbox[1] for table in found]
    return [
        _grid(table, number, n, *_around(lines, above, table.bbox, tops))
        for n, table in enumerate(found, start=1)
    ]


def _around(
    lines: Sequence[tuple[float, str]], above: Sequence[str], box: Sequence[float], tops: Sequence[float]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines over a table, those of the page before included, and those under it as far as the next table."""
    end = min((top for top in tops if top >= box[3]), default=float("inf"))
    before = (text for top, text in lines if top < box[1])
    return (*above, *before), tuple(text for top, text in lines if box[3] <= top < end)


def _without_rules(page: Any, number: int, running: Running) -> list[Grid]:
    """A page on which nothing is drawn: an aligned table, else running text."""
    found = aligned(page, number, tuple(running.paragraphs[-4:]))
    for line in found.outside if found else paragraphs(page):
        running.add(line)
    return [found.grid] if found else []


def _columns(table: Any) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _outside(page: Any, tables: list[Any]) -> list[tuple[float, str]]:
    """The page's lines that stand in no table, each with how far down it stands."""
    rest = page
    for table in tables:
        box = table.bbox
        rest = rest.filter(lambda item, box=box: not _inside(item, box))
    return [(line["top"], line["text"]) for line in rest.extract_text_lines(return_chars=False)]


def _inside(item: Any, box: tuple[float, float, float, float]) -> bool:
    middle = ((item.get("x0", 0) + item.get("x1", 0)) / 2, (item.get("top", 0) + item.get("bottom", 0)) / 2)
    return bool(box[0] <= middle[0] <= box[2] and box[1] <= middle[1] <= box[3])


def _grid(table: Any, page: int, number: int, before: tuple[str, ...], after: tuple[str, ...]) -> Grid:
    words = table.extract()
    owners = {
        cell: str(text or "").strip()
        for row, texts in zip(table.rows, words, strict=True)
        for cell, text in zip(row.cells, texts, strict=True)
        if cell
    }
    middles = _middles(table)
    rows = []
    for r, (row, texts) in enumerate(zip(table.rows, words, strict=True), start=1):
        own = [cell for cell in row.cells if cell]
        height = (min(cell[1] for cell in own) + min(cell[3] for cell in own)) / 2 if own else row.bbox[1]
        cells = []
        for c, text in enumerate(texts, start=1):
            shown = str(text).strip() if text is not None else _cover(owners, middles[c - 1], height)
            cells.append(GridCell(shown, f"{page}/{number}/{r}/{c}", is_merged=text is None))
        rows.append(tuple(cells))
    return Grid("", tuple(rows), before=before, after=after)


def _middles(table: Any) -> list[float]:
    """The middle of each column, from the narrowest cell that stands in it alone."""
    found: list[float] = []
    for column in range(_columns(table)):
        boxes = [row.cells[column] for row in table.rows if column < len(row.cells) and row.cells[column]]
        narrow = min(boxes, key=lambda box: box[2] - box[0], default=(0.0, 0.0, 0.0, 0.0))
        found.append((narrow[0] + narrow[2]) / 2)
    return found


def _cover(owners: dict[Any, str], x: float, y: float) -> str:
    """The words of the cell drawn over a point; a span's words stand in every place it covers."""
    return next((text for box, text in owners.items() if box[0] <= x <= box[2] and box[1] <= y <= box[3]), "")
