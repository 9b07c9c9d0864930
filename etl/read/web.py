"""HTML: tables with their spans expanded, the words between them as running text."""

from __future__ import annotations

from typing import Any

from lxml import etree, html

from etl.model import Document, Grid, UnreadableFile
from etl.read.encodings import decode
from etl.read.places import spread
from etl.read.running import Running

_BLOCKS = {
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "caption",
    "title",
    "td",
    "br",
    "section",
    "center",
}
_SKIPPED = ("script", "style", "noscript", "template")
MAX_SPAN = 200


def read_web(file: str, content: bytes, sha256: str) -> Document:
    """A saved portal page."""
    text, _ = decode(file, content)
    try:
        tree = html.document_fromstring(
            text.encode("utf-8"), html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, ValueError) as wrong:
        raise UnreadableFile("broken", file=file, why=str(wrong)) from wrong
    if tree.xpath("//input[translate(@type, 'PASWORD', 'pasword') = 'password']") and not tree.xpath(
        "//table"
    ):
        raise UnreadableFile("sign_in_page", file=file)
    etree.strip_elements(tree, *_SKIPPED, with_tail=False)
    running = Running()
    tables: list[tuple[Any, int]] = []
    _walk(tree, running, tables)
    grids = tuple(_grid(table, n, at, running.paragraphs) for n, (table, at) in enumerate(tables, start=1))
    if not running.paragraphs and not grids:
        raise UnreadableFile("empty", file=file)
    return Document(file, "html", sha256, len(content), running.text, running.spans, grids)


def _walk(node: Any, running: Running, tables: list[tuple[Any, int]]) -> None:
    """Paragraphs and data tables in reading order; a table that only lays out the page is walked through."""
    buffer: list[str] = []

    def flush() -> None:
        running.add(" ".join("".join(buffer).split()))
        buffer.clear()

    def visit(element: Any) -> None:
        if not isinstance(element.tag, str):
            buffer.append(element.tail or "")
            return
        if element.tag == "table" and not element.xpath(".//table"):
            flush()
            tables.append((element, len(running.paragraphs)))
        else:
            if element.tag in _BLOCKS:
                flush()
            buffer.append(element.text or "")
            for child in element:
                visit(child)
            if element.tag in _BLOCKS:
                flush()
        buffer.append(element.tail or "")

    visit(node)
    flush()


def _grid(table: Any, number: int, at: int, paragraphs: list[str]) -> Grid:
    rows = [
        [
            (_words(cell), _span(cell, "rowspan"), _span(cell, "colspan"))
            for cell in row
            if cell.tag in ("td", "th")
        ]
        for row in table.iter("tr")
    ]
    caption = tuple(_words(found) for found in table.iter("caption"))
    before = (*paragraphs[max(0, at - 8) : at], *caption)
    return Grid("", spread(rows, f"{number}/"), before=before, after=tuple(paragraphs[at : at + 4]))


def _words(cell: Any) -> str:
    """The words of a cell; a line break parts words."""
    if not len(cell):
        return " ".join((cell.text or "").split())
    for line in cell.iter("br"):
        line.tail = "\n" + (line.tail or "")
    return " ".join(cell.text_content().split())


def _span(cell: Any, name: str) -> int:
    told = cell.get(name)
    if told is None:
        return 1
    told = told.strip()
    return max(1, min(int(told), MAX_SPAN)) if told.isdecimal() else 1
