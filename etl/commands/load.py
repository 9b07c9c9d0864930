"""Đọc tệp và lưu thành bản nháp; với --publish thì công bố ngay. Ví dụ: chitieu load bao-cao.txt --publish"""

from __future__ import annotations

import argparse
import getpass
import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from etl.catalog import load as load_catalogue
from etl.model import BadChoice
from etl.pipeline import Loaded
from etl.pipeline.decisions import refuse_unproven
from etl.pipeline.loading import Refused, load_all
from etl.reconcile import after_release
from etl.store import open_engine, publish
from etl.words.messages import error_message, sentence


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    parser.add_argument("--publish", action="store_true", help="công bố thành một đợt")
    parser.add_argument("--by", default=getpass.getuser(), help="ai nộp")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="số tiến trình cùng đọc tệp")
    parser.add_argument("--cluster", metavar="ĐỊA_CHỈ", help="cụm máy Dask cùng đọc tệp, hoặc `local`")


def run(args: argparse.Namespace) -> int:
    """Stage every file, publish the new ones together; nothing is stored of a refused file."""
    catalogue, engine = load_catalogue(), open_engine()
    if args.publish:
        refuse_unproven(engine)
    fresh: list[int] = []
    refused = 0
    with readers(args.workers, args.cluster) as executor:
        for done in load_all(engine, args.files, catalogue, args.by, executor):
            refused += isinstance(done, Refused)
            fresh += [done.submission] if isinstance(done, Loaded) and not done.known_since else []
            _tell(done)
    if fresh and args.publish:
        release = publish(engine, fresh, args.by)
        after_release(engine, catalogue, args.by)
        sys.stdout.write(sentence("published", release=release, count=len(fresh)) + "\n")
    return 2 if refused else 0


@contextmanager
def readers(workers: int, cluster: str | None) -> Iterator[Executor | None]:
    """Who reads: this process, some processes beside it, or a Dask cluster."""
    if cluster:
        client = _client(cluster, workers)
        try:
            yield client.get_executor()
        finally:
            client.close()
    elif workers > 1:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            yield pool
    else:
        yield None


def _client(cluster: str, workers: int) -> Any:
    try:
        dask = import_module("distributed")
    except ImportError as missing:
        raise BadChoice("dask", choice="--cluster", welcome="pip install chitieu[cluster]") from missing
    if cluster != "local":
        return dask.Client(cluster)
    return dask.Client(n_workers=max(workers, 1), threads_per_worker=1, dashboard_address=None)


def _tell(done: Loaded | Refused) -> None:
    if isinstance(done, Refused):
        sys.stderr.write(error_message(done.why) + "\n")
    elif done.known_since:
        sys.stdout.write(sentence("known_since", file=done.file, since=done.known_since) + "\n")
    else:
        seen, noticed = len(done.draft), len(done.draft.findings)
        told = sentence("staged", file=done.file, id=done.submission, figures=seen, findings=noticed)
        sys.stdout.write(told + "\n")
