"""Running text (.txt): the exact words with offsets, cut into paragraphs, and the tables drawn in it."""

from __future__ import annotations

from etl.model import Document, Span, UnreadableFile
from etl.read.barred import tables
from etl.read.delimited import looks_tabular, tabular
from etl.read.encodings import decode
from etl.read.wrapped import paragraphs


def read_text(file: str, content: bytes, sha256: str) -> Document:
    """A text file as a Document; offsets count the decoded text's characters."""
    text, encoding = decode(file, content)
    if not text.strip():
        raise UnreadableFile("empty", file=file)
    if looks_tabular(text):
        return tabular(file, content, sha256, text, encoding)
    grids, prose = tables(text)
    spans = tuple(Span(start, end, f"p{n}") for n, (start, end) in enumerate(paragraphs(prose), start=1))
    return Document(file, "text", sha256, len(content), text, spans, grids)
