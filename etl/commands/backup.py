"""Sao lưu toàn bộ kho vào một tệp, cả khi đang phục vụ. Ví dụ: chitieu backup sao-luu.zip"""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from etl.store import backup, open_engine
from etl.words.messages import sentence


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("file", type=Path, metavar="TỆP")


def run(args: argparse.Namespace) -> int:
    """One file with the store as it is now, and its content hash."""
    content = backup(open_engine(), args.file.absolute(), getpass.getuser())
    sys.stdout.write(sentence("backed_up", file=args.file, content=content) + "\n")
    return 0
