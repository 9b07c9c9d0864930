"""The commands: one module each, found by name; every error says what, where and what would be welcome."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import entry_points

from etl.model import ChitieuError
from etl.words.messages import error_message

COMMANDS = (
    "init", "read", "load", "publish", "withdraw", "undo", "submissions", "query", "compare", "export", "check", "rebuild", "backup", "restore",
    "user", "dictionary", "imply",
)  # fmt: skip
"""In the order `--help` shows them; the module etl.commands.<name> offers `add(parser)` and `run(args)`."""

Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 is success, 2 a file or choice that cannot be taken, 1 anything found wrong."""
    args = _parser().parse_args(argv)
    run: Run = args.run
    try:
        return run(args)
    except ChitieuError as wrong:
        print(error_message(wrong), file=sys.stderr)  # noqa: T201 - the command's answer
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("chitieu", description="Chỉ Tiêu: từ báo cáo đến số liệu có nguồn.")
    found = parser.add_subparsers(required=True, metavar="LỆNH")
    modules = [import_module(f"etl.commands.{name}") for name in COMMANDS]
    modules += [point.load() for point in entry_points(group="chitieu.commands")]
    for module in modules:
        name = module.__name__.rpartition(".")[2]
        told = (module.__doc__ or "").replace("%", "%%")  # argparse formats what it shows
        command = found.add_parser(name, help=told, description=told)
        module.add(command)
        command.set_defaults(run=module.run)
    return parser
