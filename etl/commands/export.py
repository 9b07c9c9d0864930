"""Ghi số liệu đã công bố ra tệp để dùng ở nơi khác. Ví dụ: chitieu export so-lieu.xlsx planted_area --area 185"""

from __future__ import annotations

import argparse
import getpass
import sys
from contextlib import suppress
from pathlib import Path

from etl.commands.filters import add_filters, asked_for
from etl.model import BadChoice
from etl.query import open_reader
from etl.query.exports import FORMATS, content_of, export
from etl.store import open_engine
from etl.store.writable import UNAVAILABLE, note
from etl.words.messages import sentence

_BY_SUFFIX = {".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet", ".zip": "datapackage", ".json": "json"}


def add(parser: argparse.ArgumentParser) -> None:
    """The command's own arguments."""
    parser.add_argument("file", type=Path, metavar="TỆP", help="đuôi tệp cho biết định dạng")
    parser.add_argument("indicators", nargs="*", metavar="CHỈ_TIÊU", help="bỏ trống: tất cả")
    add_filters(parser)
    parser.add_argument("--format", choices=FORMATS)
    parser.add_argument(
        "--kind", choices=("real", "illustrative"), help="chỉ số liệu thật hoặc chỉ số minh họa"
    )
    parser.add_argument("--bom", action="store_true", help="thêm dấu BOM để Excel mở CSV đúng tiếng Việt")


def run(args: argparse.Namespace) -> int:
    """One file; it appears whole or not at all."""
    form = args.format or _BY_SUFFIX.get(args.file.suffix.lower(), "")
    if not form:
        raise BadChoice(args.file.suffix, choice=args.file.suffix, welcome=", ".join(_BY_SUFFIX))
    reader = open_reader().at(args.as_of)
    question = asked_for(reader, args.indicators, args)
    kind = args.kind and args.kind == "illustrative"
    partial = args.file.with_name(args.file.name + ".part")
    try:
        with partial.open("wb") as out, reader.answering(question, kind=kind) as answer:
            content = content_of(reader, answer, args.boundaries, has_bom=args.bom)
            export(content, form, out)
        partial.replace(args.file)
    finally:
        partial.unlink(missing_ok=True)
    _tell(args)
    sys.stdout.write(sentence("exported", count=content.gist.count, file=args.file) + "\n")
    return 0


def _tell(args: argparse.Namespace) -> None:
    """A line in the audit chain; a copy that takes no writing gives its figures without one."""
    with suppress(*UNAVAILABLE):
        asked = " ".join(args.indicators) or "*"
        note(open_engine(), getpass.getuser(), "export", what=asked, file=args.file.name)
