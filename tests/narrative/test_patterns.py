"""The ways reports write numbers, each with what it means, derived by hand: the reading has to agree; what only looks like a figure stays silent.

`meaning` says what a line means, `expected` the same in the product's words, and neither was taken from the program:
a figure is value, unit, measure and qualifier, then who gave the plan, flag, how final, [indicator], @period, season and area where they
are not the plain ones (none, none, preliminary, none, the report's year, none, the report's district). What the text says
and no figure holds is `told`, by its code and words. A cell of a table is read in its `column`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.model import Finding, Maturity, Missing, Observation
from etl.normalise import normalise
from etl.pipeline import draft
from etl.recognise.narrative import narrative_cells
from tests.narrative.reading import CATALOGUE, document

with (Path(__file__).parent / "patterns.csv").open(encoding="utf-8") as handle:
    PATTERNS = list(csv.DictReader(handle))
SENTENCES = [line for line in PATTERNS if not line["column"]]
CELLS = [line for line in PATTERNS if line["column"]]
TITLE = "Báo cáo năm 2021\n"
HOME = "huyện Bắc Sơn"
YEAR = "2021"
BESIDE = {"Đ": "K", "(1.250)": "1.120,5"}
"""What stands in the other rows of a cell's column, where a plain number would not show how it is read."""


def said(seen: Observation) -> str:
    """A figure in the table's notation."""
    value = f"{seen.value:f}" if seen.value is not None else f"missing {seen.missing}"
    plain = {
        str(seen.maturity): Maturity.PRELIMINARY,
        f"@{seen.period}": f"@{YEAR}",
        f"in {seen.area}": f"in {HOME}",
    }
    words = [value, seen.unit, str(seen.measure), str(seen.qualifier), str(seen.giver), str(seen.flag)]
    words += [str(seen.maturity) if plain[str(seen.maturity)] != seen.maturity else ""]
    words += [f"[{seen.indicator}]" if seen.indicator else ""]
    words += [
        f"@{seen.period}" if seen.period != YEAR else "",
        f"season {seen.season}" if seen.season else "",
    ]
    words += [f"in {seen.area}" if seen.area != HOME else ""]
    return " ".join(word for word in words if word)


def told(found: Finding) -> str:
    """A finding in the table's notation."""
    return f"told {found.code} “{dict(found.facts)['text']}”"


def reading(sentence: str) -> list[str]:
    """What the program makes of a sentence."""
    left: list[Finding] = []
    cells = narrative_cells(document(TITLE + sentence), CATALOGUE, left)
    return [*map(said, normalise(cells, CATALOGUE)[0]), *map(told, left)]


@pytest.mark.parametrize("line", SENTENCES, ids=lambda line: line["id"])
def test_a_sentence_reads_as_it_is_meant(line: dict[str, str]) -> None:
    assert " | ".join(reading(line["sentence"])) == line["expected"], line["meaning"]


@pytest.mark.parametrize("line", CELLS, ids=lambda line: line["id"])
def test_a_cell_reads_as_it_is_meant(line: dict[str, str], tmp_path: Path) -> None:
    assert " | ".join(_in_table(line, tmp_path / "table.csv")) == line["expected"], line["meaning"]


def _in_table(line: dict[str, str], file: Path) -> Iterator[str]:
    """What a table's second row holds, whose cell is the pattern."""
    words = line["sentence"] if line["sentence"] != "(ô trống)" else ""
    other = BESIDE.get(words, "90,5")
    rows = [[f"Biểu kết quả thực hiện năm {YEAR} {HOME}"], ["Tên xã", line["column"], "Diện tích ngô (ha)"]]
    rows += [["Xã Tân Lập", words, "1,5"], ["Xã Tân Tri", other, "2,5"], ["Xã Vũ Lễ", other, "3,5"]]
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
    for seen in draft(file, CATALOGUE).observations:
        if seen.area == "xã Tân Lập" and seen.indicator != "planted_area.maize":
            value = (
                f"missing {seen.missing}"
                if seen.missing is not Missing.NONE
                else f"{seen.value:f} {seen.unit} {seen.measure}"
            )
            yield f"{value} [{seen.indicator}]"


@pytest.mark.parametrize("line", [p for p in SENTENCES if p["is_trap"] == "yes"], ids=lambda line: line["id"])
def test_a_trap_stays_silent(line: dict[str, str]) -> None:
    assert not reading(line["sentence"])


def test_every_pattern_says_what_it_means_and_every_other_one_gives_something() -> None:
    assert len(PATTERNS) == 178
    assert sum(line["is_trap"] == "yes" for line in PATTERNS) == 41
    assert all(line["meaning"] for line in PATTERNS)
    assert all(line["expected"] for line in PATTERNS if line["is_trap"] == "no")
