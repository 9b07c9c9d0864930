"""Rows to standard output, as a table for eyes or as CSV or JSON for programs; the one printer of all commands."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal

from etl.query.rows import Cell, plain

FORMATS = ("table", "csv", "json")


def emit(rows: Sequence[Mapping[str, Cell]], columns: Sequence[str], form: str) -> None:
    """Print rows; JSON keeps decimals as text so that no digit is lost."""
    if form == "json":
        told = [{name: _json(row[name]) for name in columns} for row in rows]
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([plain(row[name]) for name in columns] for row in rows)
    else:
        _table([[plain(row[name]) for name in columns] for row in rows], columns)


def _json(cell: Cell) -> str | int | bool | None:
    return f"{cell:f}" if isinstance(cell, Decimal) else cell


def _table(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> None:
    """Columns that say something, padded to their widest cell."""
    kept = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    shown = [[row[n] for n in kept] for row in (columns, *rows)]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")
