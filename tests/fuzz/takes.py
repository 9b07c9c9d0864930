"""What the fuzzer throws at the readers and the number grammar, and what they owe: a Document, or a refusal with its reason."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from etl.catalog import Catalogue, load
from etl.model import UnreadableFile
from etl.pipeline import draft
from etl.read import read
from etl.words.number import in_prose, read_number

FILES = Path(__file__).parents[1] / "reports" / "files"
PARTS = {"xlsx": "xl/worksheets/sheet1.xml", "ods": "content.xml", "docx": "word/document.xml"}
"""In a packed file the part that holds the words: the packing itself is the library's."""


@cache
def catalogue() -> Catalogue:
    """The catalogue, loaded once."""
    return load()


def seeds(kind: str) -> list[bytes]:
    """Inputs to begin with: the annotated reports of a kind, of a packed file its part of words."""
    if kind == "numbers":
        return [
            w.encode()
            for w in ("1.234,5", "(1.250)", "12,5%", "1 234", "-0,5", "15/19", "trên 3,5 nghìn", "1.234.567")
        ]
    files = sorted(FILES.glob(f"*.{'csv' if kind in ('table', 'txt') else kind}"))
    told = [file.read_bytes() for file in files if file.stat().st_size]
    return [part for content in told if (part := _part(kind, content))]


def _part(kind: str, content: bytes) -> bytes:
    if kind not in PARTS:
        return content
    try:
        return zipfile.ZipFile(io.BytesIO(content)).read(PARTS[kind])
    except (zipfile.BadZipFile, KeyError):
        return b""


@cache
def _shell(kind: str) -> dict[str, bytes]:
    """The other parts of a packed file of a kind."""
    for file in sorted(FILES.glob(f"*.{kind}")):
        try:
            archive = zipfile.ZipFile(file)
            return {name: archive.read(name) for name in archive.namelist() if name != PARTS[kind]}
        except zipfile.BadZipFile:
            continue
    raise FileNotFoundError(kind)


def packed(kind: str, data: bytes) -> bytes:
    """A file of a kind with these bytes where its words stand."""
    if kind not in PARTS:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in _shell(kind).items():
            archive.writestr(name, content)
        archive.writestr(PARTS[kind], data)
    return out.getvalue()


def _numbers(data: bytes) -> None:
    words = data.decode("utf-8", "replace")
    read_number(words)
    in_prose(words)


def _taken(kind: str, data: bytes, way: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"a.{kind}"
        file.write_bytes(packed(kind, data))
        try:
            way(file)
        except UnreadableFile as refused:
            if not refused.code:
                raise


def target(kind: str) -> Callable[[bytes], None]:
    """What takes the bytes of one input: a reader, a whole table's way to its figures (`table`), or the number grammar."""
    if kind == "numbers":
        return _numbers
    if kind == "table":
        return lambda data: _taken("csv", data, lambda file: draft(file, catalogue()))
    return lambda data: _taken(kind, data, read)
