"""Spans of a web page's or ODS table on the grid they cover: words repeated, copies marked, nothing shifted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from etl.read import read
from etl.read.places import spread
from tests.reports.written import _ODS


def test_cells_that_reach_down_and_across_push_the_others_aside() -> None:
    told = spread([[("a", 2, 1), ("b", 1, 2)], [("c", 1, 1), ("d", 1, 1)], [("e", 1, 1)]], "1/")
    assert [[(c.text, c.is_merged) for c in row] for row in told] == [
        [("a", False), ("b", False), ("b", True)],
        [("a", True), ("c", False), ("d", False)],
        [("e", False), ("", False), ("", False)],
    ]
    assert [c.at for c in told[1]] == ["1/2/1", "1/2/2", "1/2/3"]


def test_a_span_beyond_the_last_row_ends_with_the_table() -> None:
    assert [[c.text for c in row] for row in spread([[("a", 9, 2)], [("b", 1, 1)]], "1/")] == [
        ["a", "a", ""], ["a", "a", "b"],
    ]  # fmt: skip


def test_counts_in_an_ods_file_that_are_no_numbers_stand_for_one(tmp_path: Path) -> None:
    out = io.BytesIO()
    cell = '<table:table-cell table:number-columns-spanned="x" table:number-columns-repeated="-3"><text:p>Xã</text:p></table:table-cell>'
    rows = f'<table:table table:name="S"><table:table-row table:number-rows-repeated="99999999999999999999">{cell}</table:table-row></table:table>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", _ODS.format(rows))
    file = tmp_path / "a.ods"
    file.write_bytes(out.getvalue())
    assert [[c.text for c in row] for row in read(file).grids[0].rows] == [["Xã"]]
