"""Kiểm tra kho số liệu: khóa, nguồn, chuỗi nhật ký, bản hiện hành. Ví dụ: chitieu check"""

from __future__ import annotations

import argparse
import sys

from etl.store import open_engine, problems
from etl.words.messages import sentence


def add(_: argparse.ArgumentParser) -> None:
    """The command takes no arguments."""


def run(_: argparse.Namespace) -> int:
    """Print every broken promise; 1 if there is any."""
    found = list(problems(open_engine()))
    sys.stdout.write("\n".join(found or [sentence("whole")]) + "\n")
    return 1 if found else 0
