"""Made reports in every type, layout, encoding and trap: each read as a careful official would, nothing silently wrong."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from etl.catalog import load
from etl.commands.read import rows_of
from etl.model import Draft, UnreadableFile
from etl.pipeline import draft
from tests.reports.judge import judge
from tests.reports.made import Case, gold
from tests.reports.written import written

CATALOGUE = load()
MODULES = [
    import_module(f"tests.reports.{file.stem}") for file in sorted(Path(__file__).parent.glob("made_*.py"))
]
CASES = {case.doc: case for module in MODULES for case in module.CASES}
READABLE = [doc for doc, case in CASES.items() if case.expected != "refuse"]


@cache
def read(doc: str) -> Draft:
    return of_case(CASES[doc])


def of_case(case: Case) -> Draft:
    with TemporaryDirectory() as folder:
        file = Path(folder) / case.doc
        file.write_bytes(written(case))
        return draft(file, CATALOGUE)


@pytest.mark.parametrize("doc", READABLE)
def test_a_made_report_is_read_as_written(doc: str) -> None:
    judged = judge(read(doc), gold(CASES[doc]), CATALOGUE)
    assert not judged.silent
    assert not judged.wrong


@pytest.mark.parametrize("doc", READABLE)
def test_nothing_is_read_where_no_figure_stands(doc: str) -> None:
    places = {line["place"] for line in gold(CASES[doc])}
    read_places = [s.cell.place.at for s in read(doc).observations]
    assert set(read_places) <= places
    assert len(read_places) == len(set(read_places))


@pytest.mark.parametrize("doc", [doc for doc in READABLE if CASES[doc].expected == "ask"])
def test_what_only_a_person_can_settle_is_asked(doc: str) -> None:
    assert any(row["flag"] in ("ask", "warn") for row in rows_of(read(doc), CATALOGUE))


@pytest.mark.parametrize("doc", READABLE)
def test_seeded_errors_are_found_and_nothing_else_is_called_wrong(doc: str) -> None:
    kinds = {
        "total_mismatch",
        "pct_inconsistent",
        "duplicate_row",
        "scale_1000",
        "conflicting_values",
        "cumulative_falls",
    }
    found = {(f.code, f.place.at) for f in read(doc).findings if f.code in kinds}
    assert found == set(CASES[doc].issues)


@pytest.mark.parametrize("doc", [doc for doc, case in CASES.items() if case.expected == "refuse"])
def test_a_file_that_lost_its_letters_is_refused(doc: str) -> None:
    with pytest.raises(UnreadableFile):
        read(doc)
