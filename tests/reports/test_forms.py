"""The same table in another form tells the same figures: without merged cells, set in, under a source line, its letters taken apart."""

from __future__ import annotations

import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.pipeline import draft
from tests.reports.told import CATALOGUE

FILES = Path(__file__).parent / "files"


def _is_plain(file: Path) -> bool:
    """A workbook of one sheet with nothing hidden: all of it stands in the copies made here."""
    if not zipfile.is_zipfile(file):
        return False
    book = load_workbook(file)
    sheet = book.worksheets[0]
    hidden = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
    return len(book.worksheets) == 1 and not any(one.hidden for one in hidden)


BOOKS = sorted(path.name for path in FILES.glob("*.xlsx") if _is_plain(path))


def _unmerged(sheet: Worksheet) -> None:
    for spanned in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(spanned))


def _apart(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = unicodedata.normalize("NFD", cell.value)


def _sourced(sheet: Worksheet) -> None:
    sheet.cell(sheet.max_row + 2, 1, "Nguồn: Phòng Thống kê tổng hợp, cập nhật tháng 10/2027")


FORMS: dict[str, Callable[[Worksheet], None]] = {"unmerged": _unmerged, "apart": _apart, "sourced": _sourced}


def _figures(file: Path) -> Counter[tuple[str, ...]]:
    return Counter(
        (
            str(s.value),
            str(s.missing),
            s.indicator,
            s.area,
            s.period,
            s.season,
            str(s.measure),
            s.unit,
            str(s.flag),
        )
        for s in draft(file, CATALOGUE).observations
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", BOOKS)
def test_a_table_in_another_form_tells_the_same(name: str, form: str, tmp_path: Path) -> None:
    book = load_workbook(FILES / name, data_only=True)
    plain, other = tmp_path / "plain.xlsx", tmp_path / "other.xlsx"
    book.save(plain)
    FORMS[form](book.worksheets[0])
    book.save(other)
    assert _figures(other) == _figures(plain)
