"""What is said about a table is said in Vietnamese, with its cell as the program that shows the file names it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import etl
from etl.model import Finding
from etl.words.messages import finding_message, sentences
from tests.reports import test_corpus as corpus
from tests.reports import test_golden as golden

ROOT = Path(etl.__file__).parent
SAID = sentences()["findings"]
WHOLE = frozenset(
    {
        "cached_fields",
        "tracked_changes",
        "unread_notes",
        "cached_formulas",
        "capitals_unknown",
        "encoding_converted",
        "hidden_sheet",
        "no_period",
    }
)
"""What is said of a sheet or a file."""
ENGLISH = re.compile(r"\b(?:the|is|are|of|cell|row|column|unknown|please|value|total)\b", re.IGNORECASE)
SHEET = re.compile(r".+![A-Z]{1,3}[1-9]\d*")
CELL = {
    "xlsx": SHEET, "xls": SHEET, "ods": SHEET,
    "csv": re.compile(r"\d+:\d+"), "tsv": re.compile(r"\d+:\d+"), "txt": re.compile(r"\d+:\d+"),
    "docx": re.compile(r"\d+/\d+/\d+|p\d+"), "html": re.compile(r"\d+/\d+/\d+|p\d+"), "pdf": re.compile(r"\d+/\d+/\d+/\d+|p\d+"),
}  # fmt: skip


def _codes() -> set[str]:
    """Every code that the rooms of the data path give a finding."""
    found: set[str] = set()
    for room in ("read", "recognise", "normalise", "validate"):
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
                if named and node.func.id in ("Finding", "Contradiction"):
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.add(first.value)
    return found


@pytest.mark.parametrize("code", sorted(_codes()))
def test_every_code_has_its_sentence_in_vietnamese(code: str) -> None:
    assert set(SAID[code]) == {"vi", "en"}
    assert not ENGLISH.search(re.sub(r"\{\w+\}", "", SAID[code]["vi"]))
    told = {lang: set(re.findall(r"\{(\w+)\}", SAID[code][lang])) for lang in ("vi", "en")}
    assert told["vi"] == told["en"]


def _named(found: Finding, doc: str) -> bool:
    return found.code in WHOLE or bool(CELL[doc.rpartition(".")[2]].fullmatch(found.place.at))


@pytest.mark.parametrize("doc", [*corpus.READABLE, *golden.READABLE])
def test_every_finding_names_its_cell_and_every_fact_is_told(doc: str) -> None:
    told = corpus.read(doc) if doc in corpus.CASES else golden.read(doc)
    assert [(f.code, f.place.at) for f in told.findings if not _named(f, doc)] == []
    assert [f.code for f in told.findings if "…" in finding_message(f) and "…" not in str(f.facts)] == []
