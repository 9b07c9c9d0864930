"""Workbooks as other programs write them: percents, formulas and old fonts are seen whatever the order of the attributes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document as Docx
from xlsxwriter import Workbook

from etl.catalog import load
from etl.model import Document, Draft, Missing, Severity
from etl.pipeline import draft
from etl.read import read
from tests.reports.fonts import to_tcvn3, to_vni

CATALOGUE = load()
HEAD = ("STT", "Xã", "Kế hoạch (ha)", "Thực hiện (ha)", "% KH")


def made(file: Path, change: Callable[[str], str] = str) -> Path:
    """A small table of plan, actual and percent by formula, its sheet rewritten by `change`."""
    out = io.BytesIO()
    book = Workbook(out)
    percent = book.add_format({"num_format": "0.0%"})
    sheet = book.add_worksheet("Trồng rừng")
    sheet.merge_range(0, 0, 0, 4, "Trồng rừng mới năm 2022")
    sheet.write_row(2, 0, HEAD)
    for at, (commune, plan, actual) in enumerate([("Xã Tân Lập", 40, 30), ("Xã Vũ Lễ", 20, 25)], start=3):
        sheet.write_row(at, 0, [at - 2, commune, plan, actual])
        sheet.write_formula(at, 4, f"=D{at + 1}/C{at + 1}", percent, actual / plan)
    book.close()
    with zipfile.ZipFile(out) as told, zipfile.ZipFile(file, "w") as archive:
        for part in told.namelist():
            content = told.read(part)
            if part.endswith("sheet1.xml"):
                content = change(content.decode()).encode()
            archive.writestr(part, content)
    return file


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "style first": lambda xml: re.sub(r'<c (r="\w+") (s="\d+")', r"<c \2 \1", xml),
    "with a prefix": lambda xml: re.sub(r"<(/?)(?=\w)", r"<\1x:", xml).replace("xmlns=", "xmlns:x="),
    "in other quotes": lambda xml: re.sub(r' (\w+)="([^"]*)"', r" \1='\2'", xml),
    "on many lines": lambda xml: xml.replace("><", ">\n<"),
}


@pytest.mark.parametrize("way", WAYS)
def test_percents_and_formulas_are_seen_as_any_program_writes_them(tmp_path: Path, way: str) -> None:
    document = read(made(tmp_path / "a.xlsx", WAYS[way]))
    told = {cell.at: cell for row in document.grids[0].rows for cell in row}
    shares = [told["Trồng rừng!E4"], told["Trồng rừng!E5"]]
    assert [(c.text, c.number, c.is_percent, c.is_formula) for c in shares] == [
        ("75%", Decimal(75), True, True),
        ("125%", Decimal(125), True, True),
    ]
    assert not any(c.is_percent or c.is_formula for c in (told["Trồng rừng!C4"], told["Trồng rừng!D5"]))
    assert [c.is_merged for c in document.grids[0].rows[0]] == [False, True, True, True, True]


@pytest.mark.parametrize("empty", ["", "<v/>", "<v></v>"])
def test_a_formula_that_was_never_computed_is_no_blank(tmp_path: Path, empty: str) -> None:
    told = draft(made(tmp_path / "a.xlsx", lambda xml: re.sub(r"<v>0\.75</v>", empty, xml)), CATALOGUE)
    (cell,) = (one for one in told.observations if one.cell.place.at == "Trồng rừng!E4")
    assert (cell.value, cell.missing) == (None, Missing.ERROR)
    warned = [(f.place.at, f.severity) for f in told.findings if f.code == "uncomputed_formula"]
    assert warned == [("Trồng rừng!E4", Severity.WARN)]
    assert [dict(f.facts)["count"] for f in told.findings if f.code == "cached_formulas"] == ["1"]


def test_rows_can_be_asked_for_from_either_end_and_in_part(tmp_path: Path) -> None:
    rows = read(made(tmp_path / "a.xlsx")).grids[0].rows
    assert [cell.at for cell in rows[-1]] == [cell.at for cell in rows[len(rows) - 1]]
    assert list(rows[1:4]) == [rows[1], rows[2], rows[3]]
    assert len(list(rows)) == len(rows) == 5


def in_font(font: Callable[[str], str], but: str = "") -> Callable[[str], str]:
    return lambda text: text if but and but in text else font(text)


def old_book(file: Path, font: Callable[[str], str]) -> tuple[Document, Draft]:
    book = Workbook(str(file))
    sheet = book.add_worksheet("Bieu 1")
    rows: list[list[str | float]] = [
        ["Diện tích trồng rừng mới năm 2022 – các xã"], [], ["STT", "Xã", "Thực hiện (ha)"],
        ["1", "Xã Tân Lập", 12.5], ["2", "Xã Vũ Lễ", 3.5], ["", "Cộng", 16],
    ]  # fmt: skip
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, [font(value) if isinstance(value, str) else value for value in row])
    book.close()
    return read(file), draft(file, CATALOGUE)


def tcvn3(words: str) -> str:
    return to_tcvn3(words.replace("–", "-")).decode("latin-1").replace(" - ", " – ")


@pytest.mark.parametrize("font", [tcvn3, to_vni])
def test_cells_in_an_old_font_are_read_and_named(tmp_path: Path, font: Callable[[str], str]) -> None:
    document, told = old_book(tmp_path / "a.xlsx", font)
    words = [[cell.text for cell in row if cell.text] for row in document.grids[0].rows]
    assert words[0] == ["Diện tích trồng rừng mới năm 2022 – các xã"]
    assert words[3:] == [["1", "Xã Tân Lập", "12.5"], ["2", "Xã Vũ Lễ", "3.5"], ["Cộng", "16"]]
    (note,) = (f for f in told.findings if f.code == "font_converted")
    assert note.severity is Severity.NOTE
    assert dict(note.facts)["cells"] == "A1, B3, C3, B4, B5, B6"
    assert [one.indicator for one in told.observations] == ["forest_new"] * 3
    assert [one.area for one in told.observations] == ["xã Tân Lập", "xã Vũ Lễ", "huyện Bắc Sơn"]


def test_a_cell_in_an_old_font_among_unicode_is_converted_alone(tmp_path: Path) -> None:
    document, told = old_book(tmp_path / "a.xlsx", in_font(tcvn3, "Vũ Lễ"))
    assert "Xã Tân Lập" in {cell.text for row in document.grids[0].rows for cell in row}
    assert "Xã Vũ Lễ" in {cell.text for row in document.grids[0].rows for cell in row}
    (note,) = (f for f in told.findings if f.code == "font_converted")
    assert "B5" not in dict(note.facts)["cells"]


def test_words_that_no_font_explains_are_told(tmp_path: Path) -> None:
    document, told = old_book(tmp_path / "a.xlsx", lambda words: words.replace("Tân Lập", "T©n LËpp"))
    assert "Xã T©n LËpp" in {cell.text for row in document.grids[0].rows for cell in row}
    assert [(f.place.at, f.severity) for f in told.findings if f.code == "font_open"] == [
        ("Bieu 1!B4", Severity.WARN)
    ]


def test_a_run_in_an_old_font_is_mended_in_its_paragraph_and_cell(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    told = Docx()
    paragraph = told.add_paragraph("Trồng rừng mới ")
    paragraph.add_run(tcvn3("năm 2022 của các xã"))
    table = told.add_table(2, 2)
    for at, words in enumerate(("Xã", "Thực hiện (ha)", tcvn3("Xã Tân Lập"), "12,5")):
        table.cell(*divmod(at, 2)).text = words
    told.save(str(file))
    document = read(file)
    assert document.text == "Trồng rừng mới năm 2022 của các xã"
    assert document.grids[0].rows[1][0].text == "Xã Tân Lập"
    (note,) = (f for f in document.findings if f.code == "font_converted")
    assert dict(note.facts)["cells"] == "p1, 1/2/1"


def test_a_font_of_capitals_shows_capitals(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    book = Workbook(str(file))
    sheet, capital = book.add_worksheet("Bieu 1"), book.add_format({"font_name": ".VnTimeH"})
    small = book.add_format({"font_name": ".VnTime"})
    sheet.write(0, 0, tcvn3("diện tích trồng rừng"), capital)
    sheet.write(1, 0, "huyen", capital)
    sheet.write(2, 0, tcvn3("Xã Tân Lập"), small)
    book.close()
    words = [row[0].text for row in read(file).grids[0].rows]
    assert words == ["DIỆN TÍCH TRỒNG RỪNG", "HUYEN", "Xã Tân Lập"]


def test_a_run_in_a_font_of_capitals_shows_capitals(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    told = Docx()
    paragraph = told.add_paragraph()
    for words, font in (("báo cáo kết quả", ".VnTimeH"), (" của xã Tân Lập", ".VnTime")):
        paragraph.add_run(tcvn3(words)).font.name = font
    told.save(str(file))
    assert read(file).text == "BÁO CÁO KẾT QUẢ của xã Tân Lập"


def test_a_file_that_names_no_font_says_that_capitals_may_be_small(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(to_tcvn3("tổng hợp diện tích trồng rừng năm 2022;xã;diện tích\n1;Vũ Lễ;12,5\n"))
    assert "capitals_unknown" in {f.code for f in read(file).findings}
