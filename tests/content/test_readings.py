"""The district's published figures: each small report is read as a person reads it, with its source, and nothing else."""

import csv
from pathlib import Path

import pytest

from etl.catalog import load
from etl.commands.init import REPORTS
from etl.model import Severity
from etl.pipeline import draft

CATALOGUE = load()
FOLDER = REPORTS / "published"
FIELDS = ("text", "indicator", "area", "period", "season", "measure", "giver", "value", "unit", "qualifier")
with (Path(__file__).parent / "published.csv").open(encoding="utf-8", newline="") as handle:
    EXPECTED = list(csv.DictReader(handle))


def test_every_file_is_expected() -> None:
    assert {line["file"] for line in EXPECTED} == {file.name for file in FOLDER.iterdir()}


@pytest.mark.parametrize("name", sorted({line["file"] for line in EXPECTED}))
def test_figures_are_read_as_published(name: str) -> None:
    read_as = draft(FOLDER / name, CATALOGUE)
    seen = [
        (
            one.cell.text, one.indicator, one.area, one.period, one.season, str(one.measure), str(one.giver), f"{one.value:f}",
            one.unit, str(one.qualifier),
        )
        for one in read_as.observations
    ]  # fmt: skip
    assert seen == [tuple(line[field] for field in FIELDS) for line in EXPECTED if line["file"] == name]
    assert read_as.report.source_url.startswith("https://")
    assert read_as.report.area_id == CATALOGUE.areas.home
    assert not read_as.report.is_illustrative
    assert not [found for found in read_as.findings if found.severity is Severity.BLOCK]
