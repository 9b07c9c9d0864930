"""A large separated file that is nothing but one tidy table: read column-wise, each distinct word once."""

from __future__ import annotations

import csv
import hashlib
import io
import warnings
from pathlib import Path

import pandas as pd

from etl.model import Tidy, UnreadableFile
from etl.read import LEAST_BYTES
from etl.read.delimited import separator_of
from etl.read.encodings import decode

_SAMPLE = 65_536
_KINDS = (".csv", ".tsv", ".txt")


def read_tidy(path: Path, name: str = "", least: int = LEAST_BYTES) -> Tidy | None:
    """The file by columns; None where it is small, not UTF-8, or has anything above its heading."""
    shown = name or path.name
    if Path(shown).suffix.lower() not in _KINDS or not path.is_file() or path.stat().st_size < least:
        return None
    content = path.read_bytes()
    sample = content[: content.rfind(b"\n", 0, _SAMPLE) + 1]
    try:
        text, encoding = decode(shown, sample)
    except UnreadableFile:
        return None
    if encoding != "utf-8":
        return None
    mark = separator_of(text)
    head = next(csv.reader(io.StringIO(text, newline=""), delimiter=mark), [])
    columns = _columns(content, mark, len(head))
    if columns is None:
        return None
    return Tidy(
        shown,
        hashlib.sha256(content).hexdigest(),
        len(content),
        tuple(w.strip("\ufeff \t") for w in head),
        columns,
    )


def _columns(content: bytes, mark: str, width: int) -> tuple[pd.Series, ...] | None:
    """The columns as words, never as numbers: 06352 keeps its zero. None where records are of several lengths."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            read = pd.read_csv(
                io.BytesIO(content), sep=mark, header=None, skiprows=1, names=range(width), dtype=str, na_filter=False,
                index_col=False, skip_blank_lines=False, encoding="utf-8",
            )  # fmt: skip
    except (ValueError, pd.errors.ParserError, pd.errors.ParserWarning):
        return None
    is_ragged = any(bool(read[n].isna().any()) for n in range(width))
    return None if is_ragged else tuple(read[n] for n in range(width))
