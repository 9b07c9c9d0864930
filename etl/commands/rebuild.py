"""Lập lại số hiện hành và các tổng từ những gì đã công bố. Ví dụ: chitieu rebuild"""

from __future__ import annotations

import argparse
import getpass
import sys

from etl.store import open_engine, rebuild
from etl.words.messages import sentence


def add(_: argparse.ArgumentParser) -> None:
    """The command takes no arguments."""


def run(_: argparse.Namespace) -> int:
    """Derive everything anew; nothing that was read or decided changes."""
    rebuild(open_engine(), by=getpass.getuser())
    sys.stdout.write(sentence("rebuilt") + "\n")
    return 0
