"""Every subject in the spellings offices use: each resolves or is asked, none is taken for another; parts are not wholes."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from etl.catalog import load
from etl.pipeline import draft

HERE = Path(__file__).parent
CATALOGUE = load()
FEW = 0.01
"""The share of spellings that may be asked about."""


def rows() -> list[dict[str, str]]:
    """`indicator` is empty where the words name a part that the catalogue does not hold."""
    with (HERE / "spellings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def told() -> dict[int, tuple[str, str]]:
    """Row of the list → indicator and measure, each read as a row of one table."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.csv"
        head = (
            "Tình hình thực hiện các chỉ tiêu năm 2022 huyện Bắc Sơn\nSTT;Nội dung;ĐVT;Thực hiện năm 2022\n"
        )
        body = "\n".join(f'{n};"{row["words"]}";{row["unit"]};12,5' for n, row in enumerate(rows(), start=1))
        file.write_text(head + body + "\n", "utf-8")
        read = draft(file, CATALOGUE).observations
    return {int(s.cell.place.at.split(":")[0]) - 3: (s.indicator, str(s.measure)) for s in read}


@pytest.mark.parametrize("code", sorted({row["indicator"] for row in rows()}))
def test_a_spelling_means_its_subject_or_is_asked(code: str) -> None:
    got = {row["words"]: told()[n] for n, row in enumerate(rows()) if row["indicator"] == code}
    assert {words: one for words, one in got.items() if one not in ((code, "actual"), ("", "actual"))} == {}


def test_hardly_any_spelling_has_to_be_asked() -> None:
    named = [n for n, row in enumerate(rows()) if row["indicator"]]
    assert sum(not told()[n][0] for n in named) <= FEW * len(named)
