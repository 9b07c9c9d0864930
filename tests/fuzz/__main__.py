"""`python -m tests.fuzz [numbers|table|csv|txt|html|pdf|xlsx|ods|docx …] [--seconds 60]`: guided by coverage where atheris is installed
(`uv pip install --group fuzz`, Linux), else by chance; stops with the input that broke a reader or took too long."""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz import TARGETS

SLOWEST = 20
"""Seconds one input may take."""


def main() -> None:
    """Fuzz the targets one after the other."""
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", default=TARGETS, metavar="target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    for kind in args.targets:
        if kind not in TARGETS:
            parser.error(f"{kind}: {', '.join(TARGETS)}")
        if args.inside:
            _guided(kind, args.seconds)
        elif find_spec("atheris"):
            _apart(kind, args.seconds)
        else:
            _by_chance(kind, args.seconds, args.seed)


def _apart(kind: str, seconds: int) -> None:
    """Guided fuzzing ends its process, so each target has one of its own."""
    command = [sys.executable, "-m", "tests.fuzz", kind, "--seconds", str(seconds), "--inside"]
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"{kind}: the input is in the file named above")


def _guided(kind: str, seconds: int) -> None:
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["etl"]):
        takes = import_module("tests.fuzz.takes")
    with tempfile.TemporaryDirectory() as folder:
        for n, seed in enumerate(takes.seeds(kind)):
            (Path(folder) / f"{n}").write_bytes(seed)
        options = (
            f"-max_total_time={seconds}",
            f"-timeout={SLOWEST}",
            "-rss_limit_mb=3072",
            "-max_len=200000",
        )
        atheris.Setup([sys.argv[0], *options, folder], takes.target(kind))
        atheris.Fuzz()


def _by_chance(kind: str, seconds: int, seed: int) -> None:
    takes = import_module("tests.fuzz.takes")
    drawn, known, take = random.Random(seed), takes.seeds(kind), takes.target(kind)
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        data = mutated(drawn, known)
        start = time.process_time()
        try:
            take(data)
        except Exception:
            sys.stderr.write(f"{kind}: {_kept(kind, data)}\n")
            raise
        if time.process_time() - start > SLOWEST:
            sys.exit(f"{kind}: more than {SLOWEST} s for {_kept(kind, data)}")
        count += 1
    sys.stdout.write(f"{kind}: {count} inputs, no crash\n")


def mutated(drawn: random.Random, known: list[bytes]) -> bytes:
    """A known input with some of its bytes flipped, cut out, doubled, or put in from another."""
    data = bytearray(drawn.choice(known))
    for _ in range(drawn.randint(1, 8)):
        at = drawn.randrange(len(data) + 1)
        other = drawn.choice(known)
        start = drawn.randrange(len(other) or 1)
        piece = other[start : start + drawn.choice((1, 4, 40, 400))]
        match drawn.randrange(4):
            case 0:
                data[at : at + 1] = bytes([drawn.randrange(256)])
            case 1:
                del data[at : at + drawn.choice((1, 8, 200))]
            case 2:
                data[at:at] = piece
            case _:
                data[at : at + len(piece)] = piece
    return bytes(data)


def _kept(kind: str, data: bytes) -> Path:
    file = Path(tempfile.gettempdir()) / f"fuzz-{kind}-{abs(hash(data)):x}"
    file.write_bytes(data)
    return file


if __name__ == "__main__":
    main()
