"""Rút một báo cáo đã công bố bằng một đợt mới. Ví dụ: chitieu withdraw 12"""

from __future__ import annotations

import argparse
import getpass
import sys

from etl.catalog import load
from etl.reconcile import after_release
from etl.store import open_engine, withdraw
from etl.words.messages import sentence


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("submission", type=int, metavar="BẢN_NHÁP")
    parser.add_argument("--by", default=getpass.getuser(), help="ai rút")
    parser.add_argument("--note", default="", help="vì sao")


def run(args: argparse.Namespace) -> int:
    """A new release without the submission."""
    engine = open_engine()
    release = withdraw(engine, args.submission, args.by, args.note)
    after_release(engine, load(), args.by)
    sys.stdout.write(sentence("withdrawn", submission=args.submission, release=release) + "\n")
    return 0
