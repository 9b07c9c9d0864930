"""So sánh hai đợt công bố: số mới, số thay đổi (cũ → mới, %), số không còn. Ví dụ: chitieu compare 3 4"""

from __future__ import annotations

import argparse

from etl.commands.output import FORMATS, emit
from etl.query import open_reader
from etl.query.differences import Difference
from etl.query.rows import Cell, rows_of

COLUMNS = ("change", "indicator", "indicator_name", "area", "area_name", "period", "season", "measure", "giver", "old", "new", "percent", "unit", "old_missing", "new_missing", "old_maturity", "new_maturity", "source")  # fmt: skip


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("earlier", metavar="A", help="đợt công bố hoặc ngày")
    parser.add_argument("later", metavar="B")
    parser.add_argument("--format", choices=FORMATS, default="csv")


def run(args: argparse.Namespace) -> int:
    """One row a fact that the two tell differently."""
    reader = open_reader()
    found = reader.differences(args.earlier, args.later)
    rows = rows_of((one.point for one in found), reader.catalogue, reader.files())
    emit([row | _sides(one) for one, row in zip(found, rows, strict=True)], COLUMNS, args.format)
    return 0


def _sides(one: Difference) -> dict[str, Cell]:
    sides = {"old": one.old, "new": one.new}
    told: dict[str, Cell] = {side: point.value if point else None for side, point in sides.items()}
    for name in ("missing", "maturity"):
        told |= {f"{side}_{name}": getattr(point, name) if point else "" for side, point in sides.items()}
    percent = None if one.percent is None else round(one.percent, 2)
    return told | {"change": one.kind, "percent": percent}
