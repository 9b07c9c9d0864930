"""The illustrative reports: what the script makes, read without an open question, and said to be illustrative."""

from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from data.reports.make_illustrative.__main__ import TARGET, build
from etl.catalog import load
from etl.model import Draft, Flag, Measure, Severity
from etl.pipeline import draft
from etl.read import read

CATALOGUE = load()
FILES = sorted(file for file in TARGET.rglob("*") if file.is_file())


@cache
def drafted(file: Path) -> Draft:
    return draft(file, CATALOGUE)


def test_the_committed_files_are_what_the_script_makes(tmp_path: Path) -> None:
    made = dict(build())
    assert [str(f.relative_to(TARGET)) for f in FILES] == sorted(made)
    for file in FILES:
        content = made[str(file.relative_to(TARGET))]
        if file.suffix == ".xlsx":  # compressed bytes depend on the machine's zlib, the cells do not
            again = tmp_path / file.name
            again.write_bytes(content)
            assert read(again).grids == read(file).grids, file.name
        else:
            assert file.read_bytes() == content, file.name


@pytest.mark.parametrize("year", range(2018, 2026))
def test_they_are_read_without_an_open_question(year: int) -> None:
    for file in (TARGET / str(year)).iterdir():
        read_as = drafted(file)
        assert read_as.report.is_illustrative, file.name
        assert read_as.observations, file.name
        assert not [f for f in read_as.findings if f.severity is Severity.BLOCK], file.name
        assert not [s.cell.place for s in read_as.observations if s.flag is Flag.ASK or not s.indicator], (
            file.name
        )


PUBLISHED = [
    ("planted_area", "2020", "11650.46"),
    ("planted_area", "2020-01/2020-09", "11806.2"),
    ("forest_new", "2019", "606.5"),
    ("forest_new", "2020-01/2020-09", "649"),
    ("forest_new", "2022-01/2022-06", "602"),
]


@pytest.mark.parametrize(("indicator", "period", "total"), PUBLISHED)
def test_the_communes_add_up_to_the_published_total(indicator: str, period: str, total: str) -> None:
    parts: dict[str, Decimal] = defaultdict(Decimal)
    for file in (TARGET / period[:4]).iterdir():
        for seen in drafted(file).observations:
            is_one = (seen.indicator, seen.period, seen.season, seen.measure) == (
                indicator,
                period,
                "",
                Measure.ACTUAL,
            )
            if is_one and seen.area_id and not seen.cell.is_total and seen.value is not None:
                parts[seen.area_id] = seen.value
    assert sum(parts.values()) == Decimal(total)
