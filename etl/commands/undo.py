"""Thu hồi một đợt công bố bằng một đợt mới. Ví dụ: chitieu undo 12"""

from __future__ import annotations

import argparse
import getpass
import sys

from etl.catalog import load
from etl.reconcile import after_release
from etl.store import open_engine, undo
from etl.words.messages import sentence


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("release", type=int, metavar="ĐỢT")
    parser.add_argument("--by", default=getpass.getuser(), help="ai thu hồi")
    parser.add_argument("--note", default="", help="vì sao")


def run(args: argparse.Namespace) -> int:
    """Take the release back by a later one."""
    engine = open_engine()
    later = undo(engine, args.release, args.by, args.note)
    after_release(engine, load(), args.by)
    sys.stdout.write(sentence("undone", release=args.release, later=later) + "\n")
    return 0
