"""File → Document: one module a file type; adding a type is one line in READERS."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from etl.model import Document, UnreadableFile
from etl.read.delimited import read_delimited
from etl.read.guard import opened
from etl.read.opendocument import read_opendocument
from etl.read.pdf import read_pdf
from etl.read.sheets import read_sheets
from etl.read.text import read_text
from etl.read.web import read_web
from etl.read.word import read_word

_WITH_MACROS = (".xlsm", ".xltm", ".docm", ".dotm", ".xlsb")
MAX_BYTES = 50 * 1024 * 1024
LEAST_BYTES = 2_000_000
"""Smaller files are read cell by cell: that is quick enough, and can read any layout."""
Reader = Callable[[str, bytes, str], Document]
READERS: dict[str, Reader] = {
    ".txt": read_text, ".csv": read_delimited, ".tsv": read_delimited, ".xlsx": read_sheets, ".xls": read_sheets,
    ".ods": read_opendocument, ".docx": read_word, ".pdf": read_pdf, ".html": read_web, ".htm": read_web,
}  # fmt: skip
_PACKED = frozenset({".xlsx", ".ods", ".docx"})


def welcome() -> str:
    """The file types that are welcome, as a person would list them."""
    return ", ".join(sorted(READERS))


def read(path: Path, name: str = "") -> Document:
    """The file as a Document; UnreadableFile says why a file is refused and what would be welcome."""
    shown = name or path.name
    reader = _judged(path, shown)
    content = path.read_bytes()
    try:
        return reader(shown, content, hashlib.sha256(content).hexdigest())
    except UnreadableFile as wrong:
        wrong.facts.setdefault("welcome", welcome())
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as wrong:
        raise UnreadableFile("broken", file=shown, why=str(wrong), welcome=welcome()) from wrong


def judge_file(path: Path, name: str) -> None:
    """Refuse at the door what no reader would take in, before anything parses it; UnreadableFile says why."""
    _judged(path, name)
    if Path(name).suffix.lower() in _PACKED:
        opened(name, path.read_bytes()).close()


def _judged(path: Path, shown: str) -> Reader:
    """The reader of the file's type, its size judged."""
    if not path.is_file():
        raise UnreadableFile("missing", file=shown, welcome=welcome())
    reader = READERS.get(Path(shown).suffix.lower())
    if Path(shown).suffix.lower() in _WITH_MACROS:
        raise UnreadableFile("macro", file=shown)
    if reader is None:
        raise UnreadableFile("unknown_type", file=shown, welcome=welcome())
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("empty", file=shown, welcome=welcome())
    if size > MAX_BYTES:
        raise UnreadableFile("too_large", file=shown, size=size, limit=MAX_BYTES, welcome=welcome())
    return reader
