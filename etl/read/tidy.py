"""A large separated file that is nothing but one tidy table: read column-wise, each distinct word once."""

from __future__ import annotations

import hashlib
import io
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from etl.model import Coded, GridCell, Tidy, UnreadableFile
from etl.read import LEAST_BYTES
from etl.read.delimited import MAX_ROWS, separator_of
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
    columns = _columns(content, separator_of(text)) if encoding == "utf-8" else None
    if columns is None or len(columns[0].codes) > MAX_ROWS:
        return None
    heads, columns = _beheaded(columns)
    above = (tuple(GridCell(word, f"1:{n}") for n, word in enumerate(heads, start=1)),)
    if (size := _unbroken(columns)) is None:
        return None
    columns = tuple(Coded(one.words, one.codes[:size]) for one in columns)
    return Tidy(shown, "csv", hashlib.sha256(content).hexdigest(), len(content), heads, columns, above)


def _columns(content: bytes, mark: str) -> tuple[Coded, ...] | None:
    """The columns as words, never as numbers: 06352 keeps its zero. None where records are longer than the heading.

    The heading is read with its columns: a column with a word in it is not taken for one of numbers.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            read = pd.read_csv(
                io.BytesIO(content), sep=mark, header=None, dtype="category", na_filter=False, index_col=False,
                skip_blank_lines=False, encoding="utf-8", low_memory=False,
            )  # fmt: skip
    except (ValueError, pd.errors.ParserError, pd.errors.ParserWarning):
        return None
    columns = [read[name].cat for name in read.columns]
    if any(not pd.api.types.is_string_dtype(one.categories.dtype) for one in columns):
        return None
    return tuple(Coded(tuple(one.categories.tolist()), one.codes.to_numpy()) for one in columns)


def _beheaded(columns: tuple[Coded, ...]) -> tuple[tuple[str, ...], tuple[Coded, ...]]:
    """The heading, and the columns below it without its words."""
    heads = tuple(one.words[one.codes[0]].strip("\ufeff \t") for one in columns)
    return heads, tuple(_below(one, int(one.codes[0])) for one in columns)


def _below(column: Coded, head: int) -> Coded:
    codes = column.codes[1:]
    if (codes == head).any():
        return Coded(column.words, codes)
    return Coded((*column.words[:head], *column.words[head + 1 :]), codes - (codes > head))


def _unbroken(columns: tuple[Coded, ...]) -> int | None:
    """How many records there are before the empty lines at the end; None where there is more to it than records."""
    filled = np.zeros(len(columns[0].codes), np.int64)
    for one in columns:
        filled += one.codes != (one.words.index("") if "" in one.words else -1)
    records = np.flatnonzero(filled > 1)
    size = int(records[-1]) + 1 if len(records) else 0
    return None if (filled[:size] == 0).any() or filled[size:].any() else size
