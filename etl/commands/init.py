"""Tạo kho số liệu và nạp các báo cáo kèm theo nếu kho còn trống. Ví dụ: chitieu init"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from etl.catalog import load as load_catalogue
from etl.pipeline import load
from etl.query import Reader
from etl.read import READERS
from etl.reconcile import after_release
from etl.store import open_engine, publish
from etl.words.messages import sentence

REPORTS = Path(__file__).parents[2] / "data" / "reports"


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--reports", type=Path, default=REPORTS, metavar="THƯ_MỤC")


def run(args: argparse.Namespace) -> int:
    """An empty store gets the folder's reports as its first release; a store with a release is left as it is."""
    engine = open_engine()
    if Reader(engine).latest_release() is None:
        files = sorted(f for f in args.reports.rglob("*") if f.suffix.lower() in READERS)
        catalogue = load_catalogue()
        fresh = [load(engine, file, catalogue, "init").submission for file in files]
        if fresh:
            release = publish(engine, fresh, "init")
            after_release(engine, catalogue, "init")
            sys.stdout.write(sentence("published", release=release, count=len(fresh)) + "\n")
    return 0
