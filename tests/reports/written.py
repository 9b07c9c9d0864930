"""A made report as a file: the same table as CSV, XLSX, ODS, DOCX or HTML; a PDF is kept as it was printed."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import xlsxwriter
from docx import Document as Docx

from tests.reports.made import Case, filled, merges, rows_of


def written(case: Case) -> bytes:
    """The file's bytes."""
    kind = case.doc.rpartition(".")[2]
    if kind in ("csv", "txt", "tsv"):
        return _csv(case)
    if kind == "pdf":
        return (Path(__file__).parent / "files" / case.doc).read_bytes()
    return {"xlsx": _xlsx, "xls": _xlsx, "docx": _docx, "html": _html, "ods": _ods}[kind](case)


def _csv(case: Case) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=case.separator, lineterminator="\r\n")
    for n, table in enumerate(case.tables):
        if n:
            writer.writerow([""] * len(table.head[0]))
        writer.writerows(filled(rows_of(table)[0]))
    return case.write(out.getvalue()) if case.write else out.getvalue().encode(case.encoding)


def _xlsx(case: Case) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "dd/mm/yyyy"})
    sheets: dict[str, tuple[Any, int]] = {}
    for table in case.tables:
        sheet, start = sheets.get(table.name) or (book.add_worksheet(table.name), 0)
        rows, body = rows_of(table)
        for r, row in enumerate(filled(rows)):
            for c, value in enumerate(row):
                _put(sheet, start + r, c, value, percent, day)
        for top, left, bottom, right in merges(rows):
            sheet.merge_range(start + top, left, start + bottom, right, rows[top][left])
        for r in table.hidden_rows:
            sheet.set_row(start + body + r, None, None, {"hidden": True})
        for c in table.hidden_columns:
            sheet.set_column(c, c, None, None, {"hidden": True})
        sheets[table.name] = (sheet, start + len(rows) + 2)
    book.close()
    return out.getvalue()


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def _ods(case: Case) -> bytes:
    sheets = []
    for table in case.tables:
        rows, _ = rows_of(table)
        spans = {(t, x): (b - t + 1, y - x + 1) for t, x, b, y in merges(rows)}
        lines = [
            "".join(_ods_cell(v, spans.get((r, c))) for c, v in enumerate(row)) for r, row in enumerate(rows)
        ]
        sheets.append(
            f'<table:table table:name="{table.name}">'
            + "".join(f"<table:table-row>{x}</table:table-row>" for x in lines)
            + "</table:table>"
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", _ODS.format("".join(sheets)))
    return out.getvalue()


def _ods_cell(value: Any, span: tuple[int, int] | None) -> str:
    if value in ("<", "^"):
        return "<table:covered-table-cell/>"
    told = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    if isinstance(value, int | float):
        return f'<table:table-cell{told} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return (
        f'<table:table-cell{told} office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
        if value
        else f"<table:table-cell{told}/>"
    )


def _put(sheet: Any, row: int, column: int, value: Any, percent: Any, day: Any) -> None:
    if isinstance(value, tuple):
        kind, shown = value
        if kind == "%":
            sheet.write_number(row, column, shown, percent)
        elif kind == "=":
            sheet.write_formula(row, column, "=SUM(A1:A2)", None, shown)
        else:
            sheet.write_datetime(row, column, shown, day)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value))
    elif value != "":
        sheet.write_string(row, column, value)


def _docx(case: Case) -> bytes:
    document = Docx()
    for table in case.tables:
        for line in table.title:
            document.add_paragraph(line)
        rows = [*map(list, table.head), *([list(table.index)] if table.index else []), *map(list, table.body)]
        grid = document.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(filled(rows)):
            for c, value in enumerate(row):
                grid.cell(r, c).text = str(value)
        for top, left, bottom, right in merges(rows):
            grid.cell(top, left).merge(grid.cell(bottom, right)).text = str(rows[top][left])
        for line in table.foot:
            document.add_paragraph(str(line))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _html(case: Case) -> bytes:
    parts = [
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>UBND huyện Bắc Sơn</title></head><body>"
    ]
    for table in case.tables:
        parts += [f"<p>{escape(line)}</p>" for line in table.title]
        rows = [*map(list, table.head), *([list(table.index)] if table.index else []), *map(list, table.body)]
        spans = {(t, x): (b - t + 1, y - x + 1) for t, x, b, y in merges(rows)}
        parts.append("<table border=1>")
        for r, row in enumerate(rows):
            cells = [
                f"<td rowspan={spans.get((r, c), (1, 1))[0]} colspan={spans.get((r, c), (1, 1))[1]}>{escape(str(v))}</td>"
                for c, v in enumerate(row) if v not in ("<", "^")
            ]  # fmt: skip
            parts.append("<tr>" + "".join(cells) + "</tr>")
        parts.append("</table>")
        parts += [f"<p>{escape(str(line))}</p>" for line in table.foot]
    return ("".join(parts) + "</body></html>").encode()
