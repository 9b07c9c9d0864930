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
    told = list(sys.argv[1:] if argv is None else argv)
    args = _parser(told[:1]).parse_args(told)
    run: Run = args.run
    try:
        return run(args)
    except ChitieuError as wrong:
        print(error_message(wrong), file=sys.stderr)  # noqa: T201 - the command's answer
        return 2


def _parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    """The one command that is asked for, else all of them: none waits for what the others need."""
    parser = argparse.ArgumentParser("chitieu", description="Chỉ Tiêu: từ báo cáo đến số liệu có nguồn.")
    found = parser.add_subparsers(required=True, metavar="LỆNH")
    places = {name: f"etl.commands.{name}" for name in COMMANDS}
    places |= {point.name: point.value for point in entry_points(group="chitieu.commands")}
    for name in [name for name in places if name in asked] or places:
        module = import_module(places[name])
        told = (module.__doc__ or "").replace("%", "%%")  # argparse formats what it shows
        command = found.add_parser(name, help=told, description=told)
        module.add(command)
        command.set_defaults(run=module.run)
    return parser
