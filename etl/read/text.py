"""Running text (.txt): the exact words with offsets, cut into paragraphs."""

from __future__ import annotations

import re

from etl.model import Document, Span, UnreadableFile
from etl.read.delimited import looks_tabular, tabular
from etl.read.encodings import decode

_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*")


def read_text(file: str, content: bytes, sha256: str) -> Document:
    """A text file as a Document; offsets count the decoded text's characters."""
    text, encoding = decode(file, content)
    if not text.strip():
        raise UnreadableFile("empty", file=file)
    if looks_tabular(text):
        return tabular(file, content, sha256, text, encoding)
    found = _PARAGRAPH.finditer(text)
    spans = tuple(Span(m.start(), m.end(), f"p{n}") for n, m in enumerate(found, start=1))
    return Document(file, "text", sha256, len(content), text, spans)
