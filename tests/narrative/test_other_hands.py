"""Texts of authors who had not seen the reader: nearly all of what they take from them comes out, and little else."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from etl.model import Observation
from etl.pipeline import draft
from tests.narrative.reading import CATALOGUE, agrees

HOME = Path(__file__).parent / "hands"
GOLD: dict[str, list[dict[str, str]]] = defaultdict(list)
with (HOME / "gold.csv").open(encoding="utf-8") as handle:
    for row in csv.DictReader(handle):
        GOLD[row["doc"]].append(row)
with (HOME.parent / "indicator_map.csv").open(encoding="utf-8") as handle:
    SLUGS = {line["code"]: line["slug"] for line in csv.DictReader(handle)}


@cache
def seen() -> dict[str, list[Observation]]:
    """The figures of every text."""
    return {doc: list(draft(HOME / f"{doc}.txt", CATALOGUE).observations) for doc in GOLD}


def share(slugs: dict[str, str] | None) -> float:
    """How much of the gold is told with its role, place and time, and with its indicator where `slugs` are given."""
    found = 0
    for doc, lines in GOLD.items():
        left = list(seen()[doc])
        for line in lines:
            told = next((one for one in left if agrees(line, one, slugs)), None)
            if told is not None:
                left.remove(told)
                found += 1
    return found / sum(map(len, GOLD.values()))


def test_figures_come_out_with_their_role_place_and_time() -> None:
    assert share(None) >= 0.95


def test_figures_come_out_under_their_indicator() -> None:
    assert share(SLUGS) >= 0.92


def test_little_else_comes_out() -> None:
    told = sum(map(len, seen().values()))
    assert told <= 1.08 * sum(map(len, GOLD.values()))
