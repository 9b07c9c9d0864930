"""Tạo kho số liệu và nạp các báo cáo kèm theo nếu kho còn trống. Ví dụ: chitieu init"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from etl.model.bundled import DATA
from etl.query import Reader
from etl.read import READERS
from etl.store import Engine, open_engine
from etl.words.messages import sentence

REPORTS = DATA / "reports"
BY = "init"
_ROMAN = ("", "I", "II", "III", "IV")
_SPAN = re.compile(r"((?:19|20)\d\d)(?:-(\d\d))?")


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("--reports", type=Path, default=REPORTS, metavar="THƯ_MỤC")
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4), metavar="N")


def run(args: argparse.Namespace) -> int:
    """A store in which nobody published yet gets what it lacks of the folder's reports, a release a year as history had it."""
    engine = open_engine()
    reader = Reader(engine)
    if any(release.by != BY for release in reader.releases()):
        return 0
    known = {line.file for line in reader.submissions() if line.state == "published"}
    found = (f for f in args.reports.rglob("*") if f.suffix.lower() in READERS and f.name not in known)
    if batches := list(history(found)):
        _fill(engine, batches, args.workers)
    return 0


def _fill(engine: Engine, batches: Sequence[tuple[str, Sequence[Path]]], workers: int) -> None:
    """Read every file and publish a release a batch."""
    from etl.catalog import load as load_catalogue  # what reads files, only where there is one to read
    from etl.commands.load import readers
    from etl.pipeline import Loaded
    from etl.pipeline.loading import load_all
    from etl.reconcile import after_release, imply
    from etl.store import publish

    files = [file for _, batch in batches for file in batch]
    catalogue = load_catalogue()
    with readers(workers, None) as executor:
        loaded = load_all(engine, files, catalogue, BY, executor)
        for note, batch in batches:
            if batch is batches[-1][1]:
                # Before the newest reports: the first page tells what *they* changed.
                imply(engine, catalogue, BY)
            fresh = [
                done.submission for _, done in zip(batch, loaded, strict=False) if isinstance(done, Loaded)
            ]
            release = publish(engine, fresh, BY, note, catalogue=catalogue)
            sys.stdout.write(f"{note}: {sentence('published', release=release, count=len(fresh))}\n")
            sys.stdout.flush()
    after_release(engine, catalogue, BY)


def history(files: Iterator[Path]) -> Iterator[tuple[str, Sequence[Path]]]:
    """Files in the order of the months their names begin with: a batch a year, the newest year by quarters."""
    named = sorted((_months(file), file.name, file) for file in files)
    newest = max((year for (year, _), _, _ in named), default=0)
    for (year, quarter), members in groupby(named, key=lambda n: (n[0][0], _quarter(n[0], newest))):
        code = "history_other" if not year else "history_quarter" if quarter else "history_year"
        yield sentence(code, year=year, quarter=_ROMAN[quarter]), [file for _, _, file in members]


def _months(file: Path) -> tuple[int, int]:
    found = _SPAN.match(file.name)
    return (int(found[1]), int(found[2] or 12)) if found else (0, 0)


def _quarter(span: tuple[int, int], newest: int) -> int:
    year, month = span
    return (month + 2) // 3 if year == newest else 0
