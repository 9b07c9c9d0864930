"""Tables of a test as text, and what is read of them, as the tests compare it."""

from __future__ import annotations

from pathlib import Path

from etl.catalog import load
from etl.model import Flag
from etl.pipeline import draft

CATALOGUE = load()
Told = tuple[str, str, str]


def read(folder: Path, text: str) -> dict[str, Told]:
    """Place → indicator (“?” where nobody knows it or it is asked about), measure and period."""
    file = folder / "a.csv"
    file.write_text(text, "utf-8")
    return {
        s.cell.place.at: (
            "?" if s.flag is Flag.ASK or not s.indicator else s.indicator,
            str(s.measure),
            s.period,
        )
        for s in draft(file, CATALOGUE).observations
    }
