"""Reading: workbooks of 50,000 rows against the bare parser, and what ten times the input costs each reader."""

from __future__ import annotations

import csv
import io
import random
import statistics
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from docx import Document as Docx
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from etl.catalog import Catalogue, load
from etl.pipeline import draft, draft_in_bulk
from etl.read import read
from etl.read.tidysheets import read_tidy_sheet
from tests.bench.measure import table
from tests.reports.made import COMMUNES

ROWS = 50_000
KINDS = (
    ("Diện tích gieo trồng ngô", "ha"), ("Tổng đàn lợn", "con"), ("Thu ngân sách trên địa bàn", "triệu đồng"),
    ("Tỷ lệ hộ nghèo", "%"), ("Sản lượng mật ong", "kg"),
)  # fmt: skip
GROWN = {"csv": 2_000, "xlsx": 1_000, "ods": 600, "docx": 60, "html": 600, "pdf": 60, "txt": 2_000}
"""Rows (of a text: sentences) of the smaller file of each kind."""


def run(folder: Path, rounds: int) -> str:
    """Both tables."""
    known = load()
    return _books(folder, known, rounds) + "\n" + _growth(folder, known, rounds)


def _books(folder: Path, known: Catalogue, rounds: int) -> str:
    tidy, wide = tidy_book(folder / "tidy.xlsx"), wide_book(folder / "wide.xlsx")
    ways: dict[str, list[Callable[[], Any]]] = {
        "tidy: calamine, raw cells": [partial(_raw, tidy)],
        "tidy: Chỉ Tiêu, read by columns": [partial(read_tidy_sheet, tidy), partial(_raw, tidy)],
        "tidy: Chỉ Tiêu, read, understood and judged": [partial(draft_in_bulk, tidy, known), partial(_raw, tidy)],
        "messy and wide: calamine, raw cells": [partial(_raw, wide)],
        "messy and wide: Chỉ Tiêu, read into a Document": [partial(read, wide), partial(_raw, wide)],
    }  # fmt: skip
    lines = []
    for name, (way, *base) in ways.items():
        taken, bare = _medians(way, base[0] if base else way, rounds)
        lines.append((name, f"{taken:.2f}", f"{taken / bare:.2f}" if base else "1.00"))
    return table((f"XLSX, {ROWS:,} rows", "s", "× calamine"), lines)


def _growth(folder: Path, known: Catalogue, rounds: int) -> str:
    lines = []
    for kind, rows in GROWN.items():
        small, large = (grown(folder / f"{n}.{kind}", n) for n in (rows, rows * 10))
        first, then = (
            _medians(partial(draft, small, known), partial(draft, large, known), rounds)
            if kind in ("csv", "txt")
            else _medians(partial(read, small), partial(read, large), rounds)
        )
        lines.append((kind, f"{rows:,}", f"{first * 1000:.0f}", f"{then * 1000:.0f}", f"{then / first:.1f}"))
    return table(("kind", "rows", "ms", "ms at 10 ×", "×"), lines)


def _medians(one: Callable[[], Any], other: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Seconds of the processor that two ways take, in turn."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for taken, way in zip(found, (one, other), strict=True):
            start = time.process_time()
            way()
            taken.append(time.process_time() - start)
    return statistics.median(found[0]), statistics.median(found[1])


def _raw(file: Path) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes()))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def tidy_book(file: Path, rows: int = ROWS) -> Path:
    """One record a row, nearly every value another."""
    drawn, names = random.Random(1), list(COMMUNES.values())
    book = Workbook(str(file))
    sheet = book.add_worksheet("Số liệu")
    sheet.write_row(0, 0, ["Chỉ tiêu", "Xã", "Năm", "Kỳ", "Giá trị", "Đơn vị tính"])
    for n in range(1, rows):
        (words, unit), unit_of = KINDS[n % len(KINDS)], n // len(KINDS)
        year, month = 2012 + unit_of // len(names) // 11 % 12, unit_of // len(names) % 11 + 2
        value = round(drawn.uniform(1, 900), 2)
        sheet.write_row(n, 0, [words, names[unit_of % len(names)], year, f"{month} tháng", value, unit])
    book.close()
    return file


def wide_book(file: Path, rows: int = ROWS) -> Path:
    """A title, a heading of two merged rows, plans, actuals and shares by formula in two groups, a column of notes."""
    drawn, names = random.Random(1), list(COMMUNES.values())
    book = Workbook(str(file))
    sheet, percent = book.add_worksheet("Bieu 1"), book.add_format({"num_format": "0.0%"})
    sheet.merge_range(0, 0, 0, 8, "KẾT QUẢ SẢN XUẤT NÔNG NGHIỆP HUYỆN BẮC SƠN NĂM 2022")
    sheet.write(1, 8, "Đơn vị tính: ha")
    for at, words in ((0, "STT"), (1, "Xã, thị trấn"), (8, "Ghi chú")):
        sheet.merge_range(2, at, 3, at, words)
    for at, words in ((2, "Diện tích lúa"), (5, "Diện tích ngô")):
        sheet.merge_range(2, at, 2, at + 2, words)
        sheet.write_row(3, at, ["Kế hoạch", "Thực hiện", "% KH"])
    for n in range(rows):
        at = n + 4
        sheet.write_row(at, 0, [n + 1, names[n % len(names)]])
        for first in (2, 5):
            plan, actual = round(drawn.uniform(10, 900), 2), round(drawn.uniform(10, 900), 2)
            sheet.write_row(at, first, [plan, actual])
            share = f"={'DG'[first == 5]}{at + 1}/{'CF'[first == 5]}{at + 1}"
            sheet.write_formula(at, first + 2, share, percent, actual / plan)
        sheet.write(at, 8, "số sơ bộ" if n % 7 == 0 else "")
    book.close()
    return file


def _rows(rows: int) -> Iterator[tuple[str, ...]]:
    drawn, names = random.Random(1), list(COMMUNES.values())
    yield ("STT", "Xã", "Kế hoạch (ha)", "Thực hiện (ha)")
    for n in range(rows):
        yield str(n + 1), names[n % len(names)], f"{drawn.uniform(1, 90):.2f}", f"{drawn.uniform(1, 90):.2f}"


def grown(file: Path, rows: int) -> Path:
    """A table of so many rows in a file of its kind; a text of so many sentences."""
    kind = file.suffix[1:]
    file.write_bytes(
        {"xlsx": _xlsx, "docx": _docx, "html": _html, "ods": _ods, "csv": _csv, "pdf": _pdf, "txt": _txt}[
            kind
        ](rows)
    )
    return file


def _csv(rows: int) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([("Trồng rừng mới năm 2022",), *_rows(rows)])
    return out.getvalue().encode()


def _txt(rows: int) -> bytes:
    line = "Năm 2022, toàn huyện trồng mới {} ha rừng, đạt {} % kế hoạch."
    return "\n".join(line.format(n + 1, 50 + n % 50) for n in range(rows)).encode()


def _xlsx(rows: int) -> bytes:
    out = io.BytesIO()
    book = Workbook(out)
    sheet = book.add_worksheet()
    for at, row in enumerate(_rows(rows)):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def _docx(rows: int) -> bytes:
    told, out = Docx(), io.BytesIO()
    grid = told.add_table(rows + 1, 4)
    for line, row in zip(grid.rows, _rows(rows), strict=True):
        for cell, words in zip(line.cells, row, strict=True):
            cell.text = words
    told.save(out)
    return out.getvalue()


def _html(rows: int) -> bytes:
    lines = ("".join(f"<td>{escape(words)}</td>" for words in row) for row in _rows(rows))
    return (
        f"<html><body><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></body></html>".encode()
    )


def _ods(rows: int) -> bytes:
    lines = ("".join(_ODS_CELL.format(escape(words)) for words in row) for row in _rows(rows))
    told = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", _ODS.format(told))
    return out.getvalue()


_ODS_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="A">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def _pdf(rows: int) -> bytes:
    """Aligned words on pages of forty lines, in a font every reader has."""
    lines = [[words.encode("ascii", "replace").decode() for words in row] for row in _rows(rows)]
    pages = [lines[at : at + 40] for at in range(0, len(lines), 40)]
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for page in pages:
        words = "".join(
            f"BT /F1 9 Tf {60 + 120 * c} {780 - 18 * r} Td ({word}) Tj ET\n" for r, row in enumerate(page) for c, word in enumerate(row)
        ).replace("(ha)", "\\(ha\\)")  # fmt: skip
        here = len(parts) + 1
        look = f"/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {here + 1} 0 R"
        parts.append(f"<< /Type /Page /Parent 2 0 R {look} >>".encode())
        parts.append(f"<< /Length {len(words)} >>\nstream\n{words}endstream".encode())
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    parts[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode()
    body, starts = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, start=1):
        starts.append(len(body))
        body += f"{n} 0 obj\n".encode() + part + b"\nendobj\n"
    table_ = "".join(f"{start:010d} 00000 n \n" for start in starts)
    head = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table_}"
    return (
        body
        + f"{head}trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    )
