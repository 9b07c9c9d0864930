"""Đọc tệp và lưu thành bản nháp; với --publish thì công bố ngay. Ví dụ: chitieu load bao-cao.txt --publish"""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from etl.catalog import load as load_catalogue
from etl.model import UnreadableFile
from etl.pipeline import load
from etl.store import open_engine, publish
from etl.words.messages import error_message, sentence


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    parser.add_argument("--publish", action="store_true", help="công bố thành một đợt")
    parser.add_argument("--by", default=getpass.getuser(), help="ai nộp")


def run(args: argparse.Namespace) -> int:
    """Stage every file, publish the new ones together; nothing is stored of a refused file."""
    catalogue, engine = load_catalogue(), open_engine()
    fresh: list[int] = []
    refused = 0
    for file in args.files:
        try:
            done = load(engine, file, catalogue, args.by)
        except UnreadableFile as wrong:
            refused += 1
            sys.stderr.write(error_message(wrong) + "\n")
            continue
        if done.known_since:
            sys.stdout.write(sentence("known_since", file=done.file, since=done.known_since) + "\n")
        else:
            fresh.append(done.submission)
            seen, noticed = len(done.draft.observations), len(done.draft.findings)
            sys.stdout.write(
                sentence("staged", file=done.file, id=done.submission, figures=seen, findings=noticed) + "\n"
            )
    if fresh and args.publish:
        sys.stdout.write(
            sentence("published", release=publish(engine, fresh, args.by), count=len(fresh)) + "\n"
        )
    return 2 if refused else 0
