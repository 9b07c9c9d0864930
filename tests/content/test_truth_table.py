"""T24: zero, blank, `-`, `…`, `x`, suppressed, not due and never said stay apart from the cell to the chart, the sum and the file."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from dashboard import pages
from dashboard.communes import commune_courses, cross_section
from dashboard.components.maps import tile_map
from dashboard.components.versus import against_plan
from dashboard.markup import markup
from etl.catalog import load as load_catalogue
from etl.model import Draft, Missing
from etl.pipeline import draft, load
from etl.query import Reader
from etl.query.columns import Told
from etl.query.exports import FORMATS, content_of, export
from etl.store import open_engine, publish
from tests.conftest import view_of

CATALOGUE = load_catalogue()
NAMES = [unit.name for unit in CATALOGUE.areas.communes(CATALOGUE.areas.home, date(2021, 12, 31))]
CELLS = {
    NAMES[1]: ("0", Missing.NONE, "0 ha"),
    NAMES[2]: ("-", Missing.DASH, "không phát sinh"),
    NAMES[3]: ("…", Missing.NO_DATA, "chưa có số liệu"),
    NAMES[4]: ("x", Missing.NOT_APPLICABLE, "không áp dụng"),
    NAMES[5]: ("", Missing.BLANK, "chưa thu thập"),
    NAMES[6]: ("bảo mật", Missing.SUPPRESSED, "có số liệu, không công bố"),
}
"""Commune → the words of its cell, what they mean, what a reader is told. The first commune is not in the table at all."""
VALUES = {name: f"{n},5" for n, name in enumerate(NAMES[7:], start=10)}
LACKING = (4, len(NAMES) - 1)
"""`…`, blank, suppressed and never said are missing, of all but the one to which it does not apply."""
HEAD = "Biểu trồng rừng năm 2021 huyện Bắc Sơn"
ROWS = [("Xã", "Trồng rừng mới (ha)"), *((f"Xã {n}", c) for n, (c, _, _) in CELLS.items()), *VALUES.items()]


def as_csv(folder: Path) -> Path:
    file = folder / "a.csv"
    file.write_text("\n".join([HEAD, *(f"{name};{cell}" for name, cell in ROWS)]), "utf-8")
    return file


def as_xlsx(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([HEAD])
    for name, cell in ROWS:
        is_number = re.fullmatch(r"\d+(,\d)?", cell)
        sheet.append([name, float(cell.replace(",", ".")) if is_number else cell or None])
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def as_docx(folder: Path) -> Path:
    paper = docx.Document()
    paper.add_paragraph(HEAD)
    table = paper.add_table(rows=0, cols=2)
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    paper.save(str(folder / "a.docx"))
    return folder / "a.docx"


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    publish(engine, [load(engine, as_csv(tmp_path), CATALOGUE, "an").submission], "an", catalogue=CATALOGUE)
    return Reader(engine)


def told_by(read: Draft) -> dict[str, tuple[Decimal | None, str]]:
    return {one.area.partition(" ")[2]: (one.value, str(one.missing)) for one in read.observations}


def expected() -> dict[str, tuple[Decimal | None, str]]:
    marks = {name: (Decimal(0) if cell == "0" else None, str(why)) for name, (cell, why, _) in CELLS.items()}
    return marks | {name: (Decimal(words.replace(",", ".")), "") for name, words in VALUES.items()}


@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_docx])
def test_t24_a_cell_says_which_of_them_it_is_in_every_kind_of_file(write: Any, tmp_path: Path) -> None:
    read = draft(write(tmp_path), CATALOGUE)
    assert told_by(read) == expected()
    assert read.is_publishable


def test_t24_words_that_may_mean_any_of_them_are_asked_about(tmp_path: Path) -> None:
    file = as_csv(tmp_path)
    file.write_text(file.read_text("utf-8").replace(";bảo mật", ";n/a"), "utf-8")
    read = draft(file, CATALOGUE)
    assert [(f.code, dict(f.facts)["text"]) for f in read.findings] == [("unreadable_number", "n/a")]
    assert not read.is_publishable


def test_t24_the_store_keeps_them_apart(reader: Reader) -> None:
    held = {CATALOGUE.areas[p.area].name: (p.value, p.missing) for p in reader.points("forest_new")}
    assert held == expected()


def test_t24_a_sum_says_how_many_of_how_many_units_it_lacks(reader: Reader) -> None:
    (total,) = reader.points("forest_new", [CATALOGUE.areas.home], sums=True)
    assert total.value == sum(value for value, _ in expected().values() if value is not None)
    assert total.lacking == LACKING
    assert "thiếu 4/17 đơn vị" in screen(reader, "indicator")


def test_t24_a_share_of_what_is_missing_or_of_zero_is_none(tmp_path: Path) -> None:
    lines = [HEAD, "Xã;Kế hoạch trồng rừng mới (ha);Thực hiện trồng rừng mới (ha)"]
    pairs = (
        ("0", "5"),
        ("5", "0"),
        ("5", "-"),
        ("5", "…"),
        ("5", "x"),
        ("…", "5"),
        ("4", "5"),
        *[("9", "9")] * 10,
    )
    lines += [f"Xã {name};{plan};{done}" for name, (plan, done) in zip(NAMES[1:], pairs, strict=True)]
    file = tmp_path / "b.csv"
    file.write_text("\n".join(lines), "utf-8")
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    publish(engine, [load(engine, file, CATALOGUE, "an").submission], "an", catalogue=CATALOGUE)
    reader = Reader(engine)
    view = view_of(reader, "/chi-tieu")
    found = commune_courses(view, reader.points("forest_new"))
    shares = {
        CATALOGUE.areas[area].name: "".join(map(str, against_plan(view, course, one) or ()))
        for area, course in found.items()
        for one in reader.points("forest_new", [area], ["actual"])
    }
    told = {name: re.findall(r"[\d,]+ ?%", words.replace("\u00a0", " ")) for name, words in shares.items()}
    wanted = ([], ["0%"], [], [], [], [], ["125%"])
    assert {name: told[name] for name in NAMES[1:8]} == dict(zip(NAMES[1:8], wanted, strict=True))


def test_t24_not_due_is_not_missing(reader: Reader) -> None:
    home = CATALOGUE.areas.home
    assert set(reader.coverage("forest_new", "2021", home).values()) == {
        "value",
        "dash",
        "not_applicable",
        "missing",
    }
    assert set(reader.coverage("forest_new", "2999", home).values()) == {"not_due"}


def test_t24_a_chart_draws_zero_as_zero_and_says_of_each_gap_what_it_is(reader: Reader) -> None:
    drawn = next(one for one in figures(reader, "indicator") if one["data"][0].get("orientation") == "h")
    bars = dict(zip(drawn["data"][0]["y"], drawn["data"][0]["x"], strict=True))
    gaps = {note["y"]: note["text"] for note in drawn["layout"]["annotations"]}
    for name, (cell, _, words) in CELLS.items():
        assert (bars[name], gaps.get(name)) == ((0.0, None) if cell == "0" else (None, words))
    assert (bars[NAMES[0]], gaps[NAMES[0]]) == (None, "chưa có số liệu")


def test_t24_the_map_says_of_each_commune_what_its_figure_is(reader: Reader) -> None:
    view = view_of(reader, "/ban-do", indicator="forest_new")
    found = cross_section(view, reader.points("forest_new"))
    assert found
    assert found.lacking == LACKING
    told = json.dumps(tile_map(view, found), ensure_ascii=False, default=str)
    for name, (_, _, words) in CELLS.items():
        assert f"{name}: {words}".replace(" ha", "") in told.replace("\u00a0", " ").replace("&nbsp;", " ")


@pytest.mark.parametrize("kind", FORMATS)
def test_t24_every_file_that_leaves_keeps_them_apart(reader: Reader, kind: str) -> None:
    out = io.BytesIO()
    export(content_of(reader, Told(reader.points("forest_new")), "as-reported", "vi"), kind, out)
    marks = {str(why) for _, why, _ in CELLS.values() if why}
    if kind == "csv":
        rows = {
            r["area_name"].partition(" ")[2]: r for r in csv.DictReader(io.StringIO(out.getvalue().decode()))
        }
        assert {name: (row["value"], row["missing"]) for name, row in rows.items()} == {
            name: ("" if value is None else f"{value:f}", why) for name, (value, why) in expected().items()
        }
    elif kind == "xlsx":
        cells = [[c.value for c in row] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows()]
        at = [row.index(0) for row in cells if 0 in row[1:]]
        assert at
        assert {"-", "…", "x", "bảo mật"} <= {row[at[0]] for row in cells}
    elif kind == "json":
        told = {(row["value"], row["missing"]) for row in json.loads(out.getvalue())["observations"]}
        assert {(None, why) for why in marks} <= told
        assert ("0", "") in told


def figures(reader: Reader, key: str, **chosen: object) -> list[dict[str, Any]]:
    """The plotly figures of a page."""
    found: list[dict[str, Any]] = []

    def walk(part: Any) -> None:
        if isinstance(part, list | tuple):
            for one in part:
                walk(one)
            return
        if isinstance(figure := getattr(part, "figure", None), dict):
            found.append(figure)
        if hasattr(part, "children"):
            walk(part.children)

    walk(drawn(reader, key, **chosen))
    return found


def drawn(reader: Reader, key: str, **chosen: object) -> Any:
    page = next(page for page in pages.found() if page.PAGE.key == key)
    return page.draw(view_of(reader, page.PAGE.path, **({"indicator": "forest_new"} | chosen)))


def screen(reader: Reader, key: str, **chosen: object) -> str:
    """The words of a page."""
    return re.sub(r"<[^>]+>", "", "".join(map(markup, drawn(reader, key, **chosen)))).replace("\u00a0", " ")
