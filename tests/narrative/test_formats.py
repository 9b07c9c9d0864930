"""The same words say the same in every file kind: text, Word, a saved page, print."""

from __future__ import annotations

import html
import textwrap
from pathlib import Path

import docx
import pytest

from etl.model import Draft
from etl.pipeline import draft
from tests.narrative.reading import CATALOGUE

HOME = Path(__file__).parent
TEXTS = sorted((HOME / "own").glob("*.txt"))
WRAPPED = sorted((HOME / "docs").glob("*.txt"))
PRINTED = sorted((HOME / "printed").glob("*.pdf"))
PARTS = {"value", "unit", "qualifier", "indicator", "measure", "area", "period"}


def _said(read: Draft) -> list[tuple[object, ...]]:
    return [
        (" ".join(o.cell.text.split()), o.indicator, o.area, o.period, o.season, o.measure, o.giver, o.value, o.unit, o.qualifier)
        for o in read.observations
    ]  # fmt: skip


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_word_says_what_text_says(file: Path, tmp_path: Path) -> None:
    book = docx.Document()
    for line in _lines(file):
        book.add_paragraph(line)
    book.save(str(tmp_path / "report.docx"))
    assert _said(draft(tmp_path / "report.docx", CATALOGUE)) == _said(draft(file, CATALOGUE))


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_a_page_says_what_text_says(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    words = "".join(f"<p>{html.escape(line)}</p>" for line in _lines(file))
    page.write_text(f"<html><meta charset=utf-8><body>{words}</body></html>", "utf-8")
    assert _said(draft(page, CATALOGUE)) == _said(draft(file, CATALOGUE))


@pytest.mark.parametrize("file", PRINTED, ids=lambda file: file.stem)
def test_print_says_what_text_says(file: Path) -> None:
    text = HOME / "own" / f"{file.stem}.txt"
    assert _said(draft(file, CATALOGUE)) == _said(draft(text, CATALOGUE))


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_every_part_of_a_figure_names_its_words(file: Path) -> None:
    read = draft(file, CATALOGUE)
    for seen in read.observations:
        assert read.text[seen.cell.place.start : seen.cell.place.end] == seen.cell.text
        for part in seen.cell.evidence:
            assert part.part in PARTS
            assert read.text[part.start : part.end] == part.words
        assert seen.unit == "status" or seen.cell.evidence[0].part == "value"


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("file", WRAPPED, ids=lambda file: file.stem)
def test_a_text_wrapped_at_a_width_says_the_same(file: Path, width: int, tmp_path: Path) -> None:
    text = file.read_text("utf-8")
    lines = [
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in text.splitlines()
    ]
    (tmp_path / "report.txt").write_text(
        "\r\n".join(lines).replace("\n", "\r\n"), encoding="utf-8", newline=""
    )
    wrapped = draft(tmp_path / "report.txt", CATALOGUE)
    assert _said(wrapped) == _said(draft(file, CATALOGUE))


def test_lines_of_their_own_stay_apart(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(
        "UBND HUYỆN BẮC SƠN\nBáo cáo kết quả năm 2021\nTrong năm, các đơn vị đạt kết quả như sau:\n"
        "- Trồng rừng mới 412 ha\n- Trồng cây phân tán 15.000 cây\nTổng đàn lợn 21.500 con\n",
        encoding="utf-8",
    )
    read = draft(tmp_path / "report.txt", CATALOGUE)
    assert [o.cell.place.at for o in read.observations] == ["p4", "p5", "p6"]


def test_a_line_break_of_word_ends_a_line_and_keeps_the_paragraphs_number(tmp_path: Path) -> None:
    book = docx.Document()
    book.add_paragraph("Báo cáo năm 2021 của UBND huyện Bắc Sơn")
    book.add_paragraph("Trồng rừng mới 412 ha\nTổng đàn lợn 21.500 con")
    book.save(str(tmp_path / "report.docx"))
    read = draft(tmp_path / "report.docx", CATALOGUE)
    assert [(o.indicator, o.cell.place.at) for o in read.observations] == [
        ("forest_new", "p2"),
        ("herd.pig", "p2"),
    ]
