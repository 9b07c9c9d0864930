"""The same words say the same in every file kind: text, Word, a saved page, print."""

from __future__ import annotations

import html
from pathlib import Path

import docx
import pytest

from etl.model import Draft
from etl.pipeline import draft
from tests.narrative.reading import CATALOGUE

HOME = Path(__file__).parent
TEXTS = sorted((HOME / "own").glob("*.txt"))
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
