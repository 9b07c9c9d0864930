"""Annotated report files: every cell read as a person would read it, nothing silently wrong, refusals with reasons."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from etl.catalog import load
from etl.commands.read import rows_of
from etl.model import Draft, UnreadableFile
from etl.pipeline import draft
from tests.reports.judge import judge

HERE = Path(__file__).parent
CATALOGUE = load()


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


FILES = table("files.csv")
READABLE = [f["doc"] for f in FILES if f["expected"] != "refuse"]
GOLD: dict[str, list[dict[str, str]]] = defaultdict(list)
for line in table("gold.csv"):
    GOLD[line["doc"]].append(line)


@cache
def read(doc: str) -> Draft:
    return draft(HERE / "files" / doc, CATALOGUE)


@pytest.mark.parametrize("doc", READABLE)
def test_every_annotated_cell_is_read_as_annotated(doc: str) -> None:
    judged = judge(read(doc), GOLD[doc], CATALOGUE)
    assert not judged.silent
    assert not judged.wrong


@pytest.mark.parametrize("doc", [f["doc"] for f in FILES if f["expected"] == "refuse"])
def test_a_hostile_or_broken_file_is_refused(doc: str) -> None:
    with pytest.raises(UnreadableFile):
        read(doc)


@pytest.mark.parametrize(
    "doc", [f["doc"] for f in FILES if f["expected"] == "ask" and f["ask_optional"] != "1"]
)
def test_what_only_a_person_can_settle_is_asked(doc: str) -> None:
    assert any(row["flag"] in ("ask", "warn") for row in rows_of(read(doc), CATALOGUE))


def test_every_seeded_error_is_found_and_nothing_else_is_called_wrong() -> None:
    kinds = {
        "total_mismatch",
        "pct_inconsistent",
        "duplicate_row",
        "scale_1000",
        "unknown_area",
        "conflicting_values",
        "rows_below_mismatch",
        "months_mismatch",
    }
    wanted = {(i["doc"], i["kind"]): set(i["place"].split("|")) for i in table("issues.csv")}
    found = [(doc, f.code, f.place.at) for doc in READABLE for f in read(doc).findings if f.code in kinds]
    assert {(doc, kind) for doc, kind, _ in found} == set(wanted)
    assert all(place in wanted[doc, kind] for doc, kind, place in found)


@pytest.mark.parametrize("doc", READABLE)
def test_no_cell_of_the_body_falls_silently_out(doc: str) -> None:
    read_places = {s.cell.place.at for s in read(doc).observations}
    assert {c["place"] for c in GOLD[doc] if not c["optional"]} <= read_places
