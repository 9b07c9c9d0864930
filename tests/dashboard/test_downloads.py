"""What a card offers as a file is what it stands on, with the mark Excel needs and sources inside."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.app import create_app
from dashboard.downloads import _numbers, _spans, address
from etl.query import Reader
from tests.conftest import view_of


@given(st.sets(st.integers(1, 10**6), max_size=60))
def test_spans_name_the_same_numbers(numbers: set[int]) -> None:
    assert _numbers(_spans(sorted(numbers))) == sorted(numbers)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_holds_the_figures_of_the_card(reader: Reader, kind: str) -> None:
    points = reader.points("planted_area", ["185"], ["actual"])
    answer = create_app(reader).server.test_client().get(address(view_of(reader, "/"), points, kind))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    if kind == "csv":
        assert answer.data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert len(rows) == len(points)
        assert all(row["unit"] and row["maturity"] for row in rows)
    else:
        assert answer.data[:2] == b"PK"


def test_nonsense_names_nothing(reader: Reader) -> None:
    for spans in ("", "1-", "a", "1,,2", "9" * 40, "1;2"):
        assert _numbers(spans) == []
