"""Write data/reports/illustrative/: one folder a year, every file made anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from data.reports.make_illustrative import farming, money, office, people

TARGET = Path(__file__).parents[1] / "illustrative"


def build() -> Iterator[tuple[str, bytes]]:
    """Every report: its path below the folder, and its bytes."""
    for made in chain(farming.reports(), money.reports(), people.reports(), office.reports()):
        if made is not None:
            name, content = made
            yield f"{name[:4]}/{name}", content


def main() -> None:
    """Replace the folder's content."""
    shutil.rmtree(TARGET, ignore_errors=True)
    for path, content in build():
        file = TARGET / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


if __name__ == "__main__":
    main()
