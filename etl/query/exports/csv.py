"""CSV: UTF-8, comma, one row a figure; a byte-order mark only for people's spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from etl.query.columns import Column, each, listed
from etl.query.exports.content import Content
from etl.query.rows import COLUMNS, Cell, plain
from etl.words.inert import inert

EXTENSION = "csv"
MEDIA_TYPE = "text/csv; charset=utf-8"


def write(content: Content, out: BinaryIO) -> None:
    """The tidy rows under the codes of their columns."""
    write_columns((table.columns for table in content.tables()), COLUMNS, out, has_bom=content.has_bom)


def write_columns(
    tables: Iterable[Mapping[str, Column]], names: Sequence[str], out: BinaryIO, *, has_bom: bool = False
) -> None:
    """Columns as CSV, one table below the other; text that looks like a formula is quoted."""
    text = io.TextIOWrapper(out, "utf-8-sig" if has_bom else "utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for columns in tables:
        told = [listed(each(columns[name], written)) for name in names]
        writer.writerows(zip(*told, strict=True))
    text.detach()


def written(cell: Cell) -> str:
    """A cell as it stands in the file."""
    return inert(cell) if isinstance(cell, str) else plain(cell)
