"""The analysts' kit: the screen's numbers as tidy frames, pandas loaded only when asked for."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from etl import open_reader
from etl.query import Reader
from etl.query.rows import COLUMNS
from tests.query.make import point, released


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path))
    from etl.store import open_engine

    engine = open_engine()
    released(engine, [
        point("2019", "10.50", area="06325@pre2020", qualifier="over"), point("2019", "4", area="06346@pre2020"),
        point("2020", "15", measure="plan", giver="province"),
    ])  # fmt: skip
    released(
        engine, [point("2019", "11", area="06325@pre2020"), point("2020", None, missing="dash")], "b.csv"
    )
    return open_reader()


def test_a_series_is_the_screens_numbers_with_everything_beside_them(reader: Reader) -> None:
    frame = reader.series("planted_area", as_of=1)
    assert [name for name in frame.columns if name in COLUMNS] == list(COLUMNS)
    assert frame["exact"].tolist() == [
        str(p.value) for p in reader.points("planted_area", measures=["actual"], as_of=1)
    ]
    first = frame.iloc[0]
    assert (first["exact"], first["value"], first["unit"], first["qualifier"]) == (
        "10.50",
        10.5,
        "ha",
        "over",
    )
    assert (first["source"], first["place"], first["release"], first["area_name"]) == (
        "a.csv",
        "1:1",
        1,
        "thị trấn Bắc Sơn",
    )
    assert (first["start"], first["end"]) == (pd.Timestamp("2019-01-01"), pd.Timestamp("2019-12-31"))


def test_missing_is_no_zero_and_says_why(reader: Reader) -> None:
    frame = reader.series("planted_area", "185")
    assert frame["value"].isna().tolist() == [True]
    assert frame["missing"].tolist() == ["dash"]


def test_boundaries_and_sums_as_on_screen(reader: Reader) -> None:
    frame = reader.series("planted_area", "thị trấn Bắc Sơn", boundaries="2021", as_of=1)
    assert frame[["area", "exact", "lacking"]].values.tolist() == [["06325@2020", "14.50", 0]]
    assert frame["observation"].isna().all()
    total = reader.series("planted_area", "185", period="2019", sums=True)
    assert total[["value", "lacking", "expected"]].values.tolist() == [[15.0, 18, 20]]


def test_a_table_holds_every_measure_and_giver(reader: Reader) -> None:
    frame = reader.table("planted_area", "2020")
    assert frame[["measure", "giver"]].values.tolist() == [["actual", ""], ["plan", "province"]]
    assert len(reader.table()) == len(reader.points())


def test_compare_and_sources(reader: Reader) -> None:
    frame = reader.compare(1, 2)
    assert frame[["change", "old", "new"]].fillna(-1).values.tolist() == [
        ["changed", 10.5, 11.0],
        ["added", -1.0, -1.0],
    ]
    assert frame["percent"].round(2).tolist()[0] == float(Decimal("4.76"))
    sources = reader.sources(reader.series("planted_area", as_of=1))
    assert sources["file"].tolist() == ["a.csv", "a.csv"]
    assert sources["line"].tolist() == sources["words"].tolist() == ["planted_area 10.50", "planted_area 4"]


def test_nothing_found_is_an_empty_frame_with_all_columns(reader: Reader) -> None:
    frame = reader.series("forest_new")
    assert frame.empty
    assert set(COLUMNS) < set(frame.columns)
    assert str(frame["value"].dtype) == "float64"
    assert reader.sources([]).empty
    assert reader.compare(1, 1).empty


def test_pandas_is_loaded_only_when_a_frame_is_asked_for() -> None:
    told = (
        "import sys, etl, etl.query, etl.commands.query, dashboard.serve; sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
    light = "import sys, etl; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", light], check=False).returncode == 0
