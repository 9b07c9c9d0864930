"""Công bố các bản nháp thành một đợt. Ví dụ: chitieu publish 12 13"""

from __future__ import annotations

import argparse
import getpass
import sys

from etl.catalog import load
from etl.pipeline.decisions import refuse_unproven
from etl.reconcile import after_release
from etl.store import open_engine, publish
from etl.words.messages import sentence


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("submissions", nargs="+", type=int, metavar="BẢN_NHÁP")
    parser.add_argument("--by", default=getpass.getuser(), help="ai công bố")
    parser.add_argument("--note", default="", help="ghi chú của đợt")
    parser.add_argument(
        "--seen", type=int, metavar="ĐỢT", help="đã xem đến đợt này: số công bố trước đó được thay"
    )


def run(args: argparse.Namespace) -> int:
    """One release of the submissions; refused where something blocks or another release came between."""
    engine = open_engine()
    refuse_unproven(engine)
    release = publish(engine, args.submissions, args.by, args.note, seen=args.seen)
    after_release(engine, load(), args.by)
    sys.stdout.write(sentence("published", release=release, count=len(args.submissions)) + "\n")
    return 0
