"""File → Document: one module a file type; adding a type is one line in READERS."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from etl.model import Document, UnreadableFile
from etl.model.heap import uncollected
from etl.read.guard import is_page, opened

_WITH_MACROS = (".xlsm", ".xltm", ".docm", ".dotm", ".xlsb")
MAX_BYTES = 50 * 1024 * 1024
LEAST_BYTES = 2_000_000
"""Smaller files are read cell by cell: that is quick enough, and can read any layout."""
LEAST_PACKED = 200_000
Reader = Callable[[str, bytes, str], Document]
READERS = {
    ".txt": "text", ".csv": "delimited", ".tsv": "delimited", ".xlsx": "sheets", ".xls": "sheets",
    ".ods": "opendocument", ".docx": "word", ".pdf": "pdf", ".html": "web", ".htm": "web",
}  # fmt: skip
"""The module that offers `read_<module>`: a parser is loaded when a file of its type first comes."""
_PACKED = frozenset({".xlsx", ".ods", ".docx"})


def welcome() -> str:
    """The file types that are welcome, as a person would list them."""
    return ", ".join(sorted(READERS))


def is_large(name: str, size: int) -> bool:
    """Whether a file of so many bytes is worth reading column-wise, where it is tidy."""
    return (LEAST_PACKED if Path(name).suffix.lower() in _PACKED else LEAST_BYTES) <= size <= MAX_BYTES


def read(path: Path, name: str = "") -> Document:
    """The file as a Document; UnreadableFile says why a file is refused and what would be welcome."""
    shown = name or path.name
    reader = _judged(path, shown)
    content = path.read_bytes()
    try:
        with uncollected():
            is_named_otherwise = Path(shown).suffix.lower() not in _PACKED and is_page(content)
            reader = _offered("web") if is_named_otherwise else reader
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
    kind = READERS.get(Path(shown).suffix.lower())
    if Path(shown).suffix.lower() in _WITH_MACROS:
        raise UnreadableFile("macro", file=shown)
    if kind is None:
        raise UnreadableFile("unknown_type", file=shown, welcome=welcome())
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("empty", file=shown, welcome=welcome())
    if size > MAX_BYTES:
        raise UnreadableFile("too_large", file=shown, size=size, limit=MAX_BYTES, welcome=welcome())
    return _offered(kind)


def _offered(kind: str) -> Reader:
    return cast(Reader, getattr(import_module(f"{__name__}.{kind}"), f"read_{kind}"))
