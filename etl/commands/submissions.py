"""Liệt kê các báo cáo đã nộp và trạng thái của chúng. Ví dụ: chitieu submissions --state staged"""

from __future__ import annotations

import argparse
import csv
import sys

from etl.query import open_reader

STATES = ("staged", "published", "withdrawn", "returned")
COLUMNS = ("id", "state", "file", "dated", "by", "at", "release", "figures", "findings")


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--state", choices=STATES, help="chỉ những báo cáo ở trạng thái này")


def run(args: argparse.Namespace) -> int:
    """One CSV row a submission, newest first."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in open_reader().submissions():
        if args.state in (None, one.state):
            writer.writerow([getattr(one, name) for name in COLUMNS])
    return 0
