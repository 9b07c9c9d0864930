"""In số liệu đã công bố của một chỉ tiêu, kèm nguồn. Ví dụ: chitieu query planted_area --area 185"""

from __future__ import annotations

import argparse
import csv
import sys

from etl.catalog import load
from etl.model import BadChoice
from etl.query import open_reader

COLUMNS = ("indicator", "area", "period", "season", "measure", "giver", "value", "unit", "qualifier", "maturity", "missing", "release", "report", "words")  # fmt: skip


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("indicator", metavar="CHỈ_TIÊU")
    parser.add_argument("--area", action="append", default=[])
    parser.add_argument("--measure", action="append", default=[])
    parser.add_argument("--period")
    parser.add_argument("--as-of", type=int, metavar="ĐỢT")


def run(args: argparse.Namespace) -> int:
    """One CSV row a published figure."""
    if args.indicator not in load().indicators:
        near = ", ".join(code for code in load().indicators if args.indicator.split(".")[0] in code)
        raise BadChoice(args.indicator, choice=args.indicator, welcome=near)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for point in open_reader().points(args.indicator, args.area, args.measure, args.period, args.as_of):
        writer.writerow([getattr(point, name) for name in COLUMNS])
    return 0
