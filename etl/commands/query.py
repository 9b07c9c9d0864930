"""In số liệu đã công bố của một chỉ tiêu, kèm đơn vị, mức chính thức và nguồn. Ví dụ: chitieu query planted_area --area 185"""

from __future__ import annotations

import argparse

from etl.commands.filters import add_filters, asked_for
from etl.commands.output import FORMATS, emit
from etl.query import open_reader
from etl.query.rows import COLUMNS, rows_of

SHOWN = ("area_name", "period", "season", "measure", "giver", "value", "missing", "unit", "qualifier", "maturity", "lacking", "expected", "note", "source")  # fmt: skip
"""The columns of a table for eyes; CSV and JSON have them all."""


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("indicator", metavar="CHỈ_TIÊU")
    add_filters(parser)
    parser.add_argument("--format", choices=FORMATS, default="csv")


def run(args: argparse.Namespace) -> int:
    """One row a figure; nothing found is an empty table, an unknown name is refused with its neighbours."""
    reader = open_reader().at(args.as_of)
    points = reader.ask(asked_for(reader, [args.indicator], args))
    rows = list(rows_of(points, reader.catalogue, reader.files()))
    emit(rows, SHOWN if args.format == "table" else COLUMNS, args.format)
    return 0
