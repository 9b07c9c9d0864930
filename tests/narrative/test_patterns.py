"""The ways reports write numbers, each with what is read from it; what only looks like a figure stays silent."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from etl.model import Observation
from tests.narrative.reading import figures

with (Path(__file__).parent / "patterns.csv").open(encoding="utf-8") as handle:
    PATTERNS = list(csv.DictReader(handle))
TITLE = "Báo cáo năm 2021\n"


def _said(seen: Observation) -> str:
    words = f"{seen.value:f} {seen.unit} {seen.measure} {seen.qualifier}"
    words += f" {seen.giver}" if seen.giver else ""
    words += f" {seen.flag}" if seen.flag else ""
    return words + (f" [{seen.indicator}]" if seen.indicator else "")


@pytest.mark.parametrize("line", PATTERNS, ids=lambda line: line["id"])
def test_a_pattern_reads_as_it_is_meant(line: dict[str, str]) -> None:
    assert " | ".join(map(_said, figures(TITLE + line["sentence"]))) == line["expected"]


@pytest.mark.parametrize("line", [p for p in PATTERNS if p["is_trap"] == "yes"], ids=lambda line: line["id"])
def test_a_trap_stays_silent(line: dict[str, str]) -> None:
    assert not figures(TITLE + line["sentence"])
