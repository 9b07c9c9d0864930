"""`chitieu query` and `compare`: the same rows as everywhere, an unknown choice refused with what would be welcome."""

import csv
import io
import json
from pathlib import Path

import pytest

from etl.commands import main
from etl.query.rows import COLUMNS
from etl.store import open_engine, undo
from tests.query.make import point, released


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path))
    engine = open_engine()
    released(
        engine,
        [
            point("2019", "10.5", area="06325@pre2020", qualifier="over"),
            point("2019", "4", area="06346@pre2020"),
        ],
    )
    released(
        engine, [point("2019", "11", area="06325@pre2020"), point("2020", None, missing="dash")], "b.csv"
    )
    undo(engine, 1, "an")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert main(words) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_query_prints_unit_maturity_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, "query", "planted_area", "--as-of", "1", "--format", "csv")
    assert list(rows[0]) == list(COLUMNS)
    told = [(r["area_name"], r["value"], r["unit"], r["qualifier"], r["maturity"], r["source"]) for r in rows]
    assert told == [
        ("thị trấn Bắc Sơn", "10.5", "ha", "over", "final", "a.csv"),
        ("xã Hữu Vĩnh", "4", "ha", "exact", "final", "a.csv"),
    ]  # fmt: skip


def test_query_speaks_json_and_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "planted_area", "--area", "185", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["value"], row["missing"], row["is_illustrative"]) == (None, "dash", False)
    assert main(["query", "planted_area", "--format", "table"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["area_name", "period", "measure"]
    assert len(lines) == 2


def test_query_on_other_boundaries(capsys: pytest.CaptureFixture[str]) -> None:
    choice = ["--area", "06325", "--boundaries", "2021", "--as-of", "1", "--format", "csv"]
    (row,) = said(capsys, "query", "planted_area", *choice)
    assert (row["area"], row["value"], row["qualifier"]) == ("06325@2020", "14.5", "over")
    assert row["method"] == "computed:06325@pre2020 + 06346@pre2020"


@pytest.mark.parametrize(
    ("words", "welcome"),
    [
        (["planted_are"], "planted_area"), (["gieo trồng"], "planted_area"), (["planted_area", "--area", "Bac Quynh"], "06343@2020"),
        (["planted_area", "--period", "2020-13"], "2020-Q3"), (["planted_area", "--measure", "real"], "actual"),
        (["planted_area", "--boundaries", "later"], "as-reported"), (["planted_area", "--as-of", "99"], "1–3"),
    ],
)  # fmt: skip
def test_an_unknown_choice_names_what_would_be_welcome(
    capsys: pytest.CaptureFixture[str], words: list[str], welcome: str
) -> None:
    assert main(["query", *words]) == 2
    assert welcome in capsys.readouterr().err


def test_compare_tells_added_changed_and_vanished(capsys: pytest.CaptureFixture[str]) -> None:
    def told(first: str, second: str) -> list[tuple[str, ...]]:
        rows = said(capsys, "compare", first, second, "--format", "csv")
        return [(r["change"], r["area"], r["old"], r["new"], r["percent"]) for r in rows]

    assert told("1", "2") == [
        ("changed", "06325@pre2020", "10.5", "11", "4.76"), ("added", "185", "", "", ""),
    ]  # fmt: skip
    assert told("2", "3") == [("vanished", "06346@pre2020", "4", "", "")]
    assert told("1", "1") == []
    assert told("1999-01-01", "1")[0][0] == "added"
