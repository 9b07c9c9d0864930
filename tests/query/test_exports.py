"""Exports: the screen's numbers with units, flags and sources; inert in spreadsheets; accepted by strangers; read back whole."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pysdmx.io
import pytest
from frictionless import Package

from etl.catalog import load as load_catalogue
from etl.commands import main
from etl.model import BadChoice, Severity
from etl.pipeline import load
from etl.query import Point, Reader
from etl.query.columns import Told
from etl.query.exports import FORMATS, content_of, export, format_of
from etl.query.exports.sdmx_csv import time_period
from etl.query.rows import COLUMNS
from etl.store import Engine, open_engine, publish
from etl.words.inert import inert, revived
from tests.query.make import CATALOGUE, point, released

POINTS = [
    point("2019", "10.5", area="06325@pre2020", qualifier="over", maturity="estimate"),
    point("2020-01/2020-09", "0", area="06325@2020"), point("2020-H1", None, missing="dash"),
    point("2020-Q3", None, missing="not_applicable"), point("2020-09", None, missing="no_data", flag="warn"),
    point("2020", "-1.25", measure="plan", giver="province"), point("2016/2020", "12345678901234567.89", measure="target"),
    point("2020-12-31", "2", indicator="ntm_status", unit="status", area="06349@pre2020"),
    point("2020", "7", season="MUA", indicator="planted_area.rice"), point("2020", "1e3", area="=cmd|' /C calc'!A0"),
]  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")


def written(engine: Engine, form: str, points: Sequence[Point] | None = None, **more: bool) -> bytes:
    reader, out = Reader(engine).at(), io.BytesIO()
    shown = reader.points() if points is None else points
    export(content_of(reader, Told(shown), "as-reported", **more), form, out)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_equal_things_in_equal_bytes(engine: Engine, form: str) -> None:
    released(engine, POINTS, "Báo cáo.csv", is_illustrative=True)
    assert format_of(form).EXTENSION
    first = written(engine, form)
    if form != "xlsx":
        assert written(engine, form) == first
    assert len(first) > 100
    assert written(engine, form, [])


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(BadChoice):
        format_of("pdf")


def test_csv_holds_unit_flag_source_and_exact_value(engine: Engine) -> None:
    released(engine, POINTS, "Báo cáo.csv", is_illustrative=True)
    text = written(engine, "csv").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == list(COLUMNS)
    told = {(r["value"], r["missing"]) for r in rows}
    assert {
        ("0", ""),
        ("", "dash"),
        ("", "not_applicable"),
        ("", "no_data"),
        ("-1.25", ""),
        ("12345678901234567.89", ""),
    } < told
    assert {(r["source"], r["is_illustrative"]) for r in rows} == {("Báo cáo.csv", "1")}
    assert written(engine, "csv", has_bom=True).startswith(b"\xef\xbb\xbf")
    assert not text.startswith("\ufeff")


@pytest.mark.parametrize("form", ["csv", "sdmx-csv", "xlsx"])
def test_an_export_read_back_gives_the_same_figures(engine: Engine, tmp_path: Path, form: str) -> None:
    rng = random.Random(3)
    known = list(CATALOGUE.indicators.values())[:40]
    more = [
        point(f"{rng.randint(2000, 2025)}-{rng.randint(1, 12):02d}", str(Decimal(rng.randrange(10**9)).scaleb(-rng.randrange(6))),
              indicator=one.code, unit=one.unit, area=area)
        for one in known
        for area in ("185", "06349@2025")
    ]  # fmt: skip
    unique = {p.key: p for p in [*POINTS, *more]}
    released(engine, list(unique.values()))
    file = tmp_path / f"out.{format_of(form).EXTENSION}"
    file.write_bytes(written(engine, form))
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    done = load(other, file, load_catalogue(), "an")
    assert [f for f in done.draft.findings if f.severity is Severity.BLOCK] == []
    publish(other, [done.submission], "an")
    assert Reader(other).digest() == Reader(engine).digest()
    again = load(engine, file, load_catalogue(), "an")
    before = Reader(engine).digest()
    publish(engine, [again.submission], "an")
    assert Reader(engine).digest() == before


def test_illustrative_stays_so_and_is_never_mixed(engine: Engine, tmp_path: Path) -> None:
    released(engine, POINTS[:1], "a.csv", is_illustrative=True)
    file = tmp_path / "x.csv"
    file.write_bytes(written(engine, "csv"))
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    publish(other, [load(other, file, load_catalogue(), "an").submission], "an")
    assert Reader(other).points()[0].is_illustrative
    released(engine, POINTS[1:2], "b.csv")
    file.write_bytes(written(engine, "csv"))
    codes = [f.code for f in load(other, file, load_catalogue(), "an").draft.findings]
    assert "mixed_illustrative" in codes


def test_computed_figures_are_not_read_back_as_if_reported(engine: Engine, tmp_path: Path) -> None:
    released(engine, [point("2024", "3", area=a) for a in ("06349@pre2020", "06370@pre2020")])
    reader = Reader(engine)
    shown = reader.points("planted_area", boundaries="today")
    file = tmp_path / "x.csv"
    file.write_bytes(written(engine, "csv", shown))
    draft = load(open_engine(f"sqlite:///{tmp_path / 'other.db'}"), file, load_catalogue(), "an").draft
    assert [f.code for f in draft.findings] == ["computed_skipped"]
    assert draft.observations == ()


def test_xlsx_is_three_sheets_with_numbers_as_numbers_and_marks_as_marks(engine: Engine) -> None:
    released(engine, POINTS, "=1+1.csv", is_illustrative=True)
    book = openpyxl.load_workbook(io.BytesIO(written(engine, "xlsx")))
    assert book.sheetnames == ["Số liệu", "Nguồn", "Ghi chú"]
    figures = book["Số liệu"]
    assert [c.value for c in figures[1]][:2] == ["Mã chỉ tiêu", "Chỉ tiêu"]
    values = [row[COLUMNS.index("value")] for row in figures.iter_rows(min_row=2)]
    assert {c.value for c in values} >= {0, 10.5, -1.25, "-", "x", "…", "12345678901234567.89"}
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
    assert "MINH HỌA" in " ".join(str(row[0].value) for row in book["Ghi chú"].iter_rows())


def test_parquet_holds_exact_and_double_and_says_what_it_is(engine: Engine) -> None:
    released(engine, POINTS)
    table = pq.read_table(io.BytesIO(written(engine, "parquet")))
    assert table.column_names == [*COLUMNS, "exact"]
    points = Reader(engine).points()
    assert table["exact"].to_pylist() == ["" if p.value is None else f"{p.value:f}" for p in points]
    assert table["value"].to_pylist() == [None if p.value is None else float(p.value) for p in points]
    about = json.loads(table.schema.metadata[b"chitieu"])
    assert (about["release"], about["sources"][0]["file"]) == (1, "a.csv")


def test_frictionless_accepts_the_package(engine: Engine, tmp_path: Path) -> None:
    released(engine, [p for p in POINTS if not p.area.startswith("=")])
    with zipfile.ZipFile(io.BytesIO(written(engine, "datapackage"))) as package:
        package.extractall(tmp_path / "package")
    report = Package(str(tmp_path / "package" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert report.stats["tasks"] == 2


def test_pysdmx_accepts_the_csv(engine: Engine) -> None:
    released(engine, POINTS)
    message = pysdmx.io.read_sdmx(written(engine, "sdmx-csv").decode(), validate=False)
    (dataset,) = message.data
    assert dataset.short_urn == "Dataflow=CHITIEU:OBSERVATIONS(1.0)"
    assert len(dataset.data) == len(POINTS)


@pytest.mark.parametrize(
    ("code", "time"),
    [
        ("2020", "2020"), ("2020-H1", "2020-S1"), ("2020-Q3", "2020-Q3"), ("2020-09", "2020-09"), ("2020-MUA", "2020"),
        ("2020-01/2020-09", "2020-01-01/P9M"), ("2020-12-31", "2020-12-31"), ("2016/2020", "2016-01-01/P60M"),
    ],
)  # fmt: skip
def test_times_are_written_as_the_standard_has_them(code: str, time: str) -> None:
    assert time_period(code) == time


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-x", "@SUM", "\t=1", "\r=1", "＝1", "|calc", " =1", "'=1", "''=1"]
)
def test_what_looks_like_a_formula_is_quoted_and_comes_back(text: str) -> None:
    assert inert(text) == "'" + text
    assert revived(inert(text)) == text


@pytest.mark.parametrize("text", ["-1.234,5", "-", "+5,1%", "xã Tân Lập", "", "'", "5-7", "'tên'"])
def test_plain_text_and_numbers_stay_as_they_are(text: str) -> None:
    assert inert(text) == text
    assert revived(text) == text


def test_the_command_writes_a_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path))
    released(open_engine(), POINTS)
    assert main(["export", str(tmp_path / "a.json"), "planted_area.rice"]) == 0
    assert "1 số liệu" in capsys.readouterr().out
    told = json.loads((tmp_path / "a.json").read_text())
    assert [row["season"] for row in told["observations"]] == ["MUA"]
    assert main(["export", str(tmp_path / "a.doc")]) == 2
    assert main(["export", str(tmp_path / "b.csv"), "--kind", "illustrative"]) == 0
    assert len((tmp_path / "b.csv").read_text().splitlines()) == 1
    assert sorted(f.name for f in tmp_path.glob("*.part")) == []


@pytest.mark.parametrize(
    ("column", "text"), [("value", "1e999999"), ("value", "NaN"), ("period", "2020-13"), ("measure", "real")]
)
def test_a_row_that_is_not_ours_is_a_finding_at_its_place(
    engine: Engine, tmp_path: Path, column: str, text: str
) -> None:
    released(engine, POINTS[:2])
    rows = list(csv.DictReader(io.StringIO(written(engine, "csv").decode())))
    rows[1][column] = text
    with (tmp_path / "x.csv").open("w", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    draft = load(engine, tmp_path / "x.csv", load_catalogue(), "an").draft
    assert [(f.code, f.place.at.split(":")[0]) for f in draft.findings] == [("unreadable_row", "3")]
    assert len(draft.observations) == 1


def test_a_reader_without_a_store_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "none"))
    for command in ("submissions", "check"):
        assert main([command]) == 2
        assert "chitieu init" in capsys.readouterr().err
