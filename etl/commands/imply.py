"""Công bố kế hoạch và số năm trước suy ra từ các tỷ lệ đã in, kèm khoảng giá trị và nguồn. Ví dụ: chitieu imply"""

from __future__ import annotations

import argparse
import getpass
import sys

from etl.catalog import load
from etl.reconcile import imply
from etl.store import open_engine
from etl.words.messages import sentence


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--by", default=getpass.getuser(), help="ai công bố")


def run(args: argparse.Namespace) -> int:
    """What claims imply becomes a release of its own, in place of what they implied before."""
    engine, catalogue = open_engine(), load()
    release = imply(engine, catalogue, args.by)
    if release is None:
        sys.stdout.write(sentence("implied_nothing") + "\n")
        return 0
    sys.stdout.write(sentence("implied_done", release=release) + "\n")
    return 0
