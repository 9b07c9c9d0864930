"""Phục hồi kho từ tệp sao lưu; tệp sai hoặc thiếu bị từ chối. Ví dụ: chitieu restore sao-luu.zip"""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from etl.store import open_engine, restore
from etl.words.messages import sentence


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("file", type=Path, metavar="TỆP")
    parser.add_argument("--replace", action="store_true", help="thay kho đang có")


def run(args: argparse.Namespace) -> int:
    """The backup in the store's place, once it has proved whole."""
    content = restore(open_engine(), args.file.absolute(), replace=args.replace, by=getpass.getuser())
    sys.stdout.write(sentence("restored", file=args.file, content=content) + "\n")
    return 0
