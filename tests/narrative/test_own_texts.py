"""Texts written for these tests: what a careful reader takes from them comes out, and hardly anything else."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from etl.catalog import load
from etl.pipeline import draft
from tests.narrative.reading import agrees

HOME = Path(__file__).parent / "own"
GOLD: dict[str, list[dict[str, str]]] = defaultdict(list)
with (HOME / "gold.csv").open(encoding="utf-8") as handle:
    for row in csv.DictReader(handle):
        GOLD[row["doc"]].append(row)
FEW = 0.04
"""The share of a text's figures that may be read otherwise than the reader would."""


@pytest.mark.parametrize("doc", sorted(GOLD))
def test_what_a_careful_reader_takes_comes_out(doc: str) -> None:
    left = list(draft(HOME / f"{doc}.txt", load()).observations)
    missed = []
    for line in GOLD[doc]:
        found = next((seen for seen in left if agrees(line, seen, {})), None)
        if found is None:
            missed.append(line)
        else:
            left.remove(found)
    assert len(missed) <= max(1, FEW * len(GOLD[doc])), missed


@pytest.mark.parametrize("doc", sorted({file.stem for file in HOME.glob("*.txt")} - set(GOLD)))
def test_meetings_and_addresses_hold_no_indicator(doc: str) -> None:
    named = {s.indicator for s in draft(HOME / f"{doc}.txt", load()).observations}
    assert named <= {"", "gifts", "party_members_new"}
