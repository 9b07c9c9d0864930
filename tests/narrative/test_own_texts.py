"""Texts written for these tests: what a careful reader takes from them comes out, and hardly anything else."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from etl.catalog import load
from etl.commands.read import value_text
from etl.model import Observation
from etl.pipeline import draft
from etl.words.fold import fold
from tests.narrative.reading import span

HOME = Path(__file__).parent / "own"
GOLD: dict[str, list[dict[str, str]]] = defaultdict(list)
with (HOME / "gold.csv").open(encoding="utf-8") as handle:
    for row in csv.DictReader(handle):
        GOLD[row["doc"]].append(row)
SCALE = {"m2": ("ha", 0.0001), "pp": ("%", 1.0), "kg/person": ("t", 0.001)}
FEW = 0.04
"""The share of a text's figures that may be read otherwise than the reader would."""


def _agrees(line: dict[str, str], seen: Observation) -> bool:
    unit, factor = SCALE.get(line["unit"], (line["unit"], 1.0))
    own_unit, own_factor = SCALE.get(seen.unit, (seen.unit, 1.0))
    if unit != own_unit:
        return False
    same = value_text(seen) == line["value"]
    if not same and unit != "status" and seen.value is not None:
        values = [float(value) * factor for value in line["value"].split("|")]
        same = any(
            abs(abs(float(seen.value)) * own_factor - abs(value)) < 1e-6 * max(abs(value), 1)
            for value in values
        )
    return (
        same
        and seen.indicator in line["indicator"].split("|")
        and str(seen.measure) in line["measure"].split("|")
        and fold(seen.area) in map(fold, line["area"].split("|"))
        and span(seen.period) in {span(code) for code in line["period"].split("|")}
    )


@pytest.mark.parametrize("doc", sorted(GOLD))
def test_what_a_careful_reader_takes_comes_out(doc: str) -> None:
    left = list(draft(HOME / f"{doc}.txt", load()).observations)
    missed = []
    for line in GOLD[doc]:
        found = next((seen for seen in left if _agrees(line, seen)), None)
        if found is None:
            missed.append(line)
        else:
            left.remove(found)
    assert len(missed) <= max(1, FEW * len(GOLD[doc])), missed


@pytest.mark.parametrize("doc", sorted({file.stem for file in HOME.glob("*.txt")} - set(GOLD)))
def test_meetings_and_addresses_hold_no_indicator(doc: str) -> None:
    named = {s.indicator for s in draft(HOME / f"{doc}.txt", load()).observations}
    assert named <= {"", "gifts", "party_members_new"}
