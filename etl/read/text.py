"""Running text (.txt): the exact words with offsets, cut into paragraphs."""

from __future__ import annotations

import codecs
import re

from etl.model import Document, Span, UnreadableFile

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*")


def read_text(file: str, content: bytes, sha256: str) -> Document:
    """A text file as a Document; offsets count the decoded text's characters."""
    text = decode(file, content)
    if not text.strip():
        raise UnreadableFile("empty", file=file)
    found = _PARAGRAPH.finditer(text)
    spans = tuple(Span(m.start(), m.end(), f"p{n}") for n, m in enumerate(found, start=1))
    return Document(file, "text", sha256, len(content), text, spans)


def decode(file: str, content: bytes) -> str:
    """The text of the bytes: by their mark, else UTF-8; other bytes are refused, never replaced."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding)
    if b"\x00" in content:
        raise UnreadableFile("not_text", file=file)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise UnreadableFile("encoding", file=file, at=wrong.start) from wrong
