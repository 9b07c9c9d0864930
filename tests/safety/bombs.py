"""Files made to burst: small to send, large to unpack, and some that lie about it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from tests.reports.test_hostile import with_part, workbook

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def sheet(body: str) -> bytes:
    """A workbook whose sheet holds these rows."""
    return with_part(SHEET, f"{HEAD}{body}</sheetData></worksheet>".encode())


def packed(parts: dict[str, str]) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def lying(content: bytes, size: int) -> bytes:
    """The archive, its directory and the part's own head saying another size of its sheet."""
    told = bytearray(content)
    for mark, name_length, name, length in ((b"PK\x01\x02", 28, 46, 24), (b"PK\x03\x04", 26, 30, 22)):
        at = -1
        while (at := told.find(mark, at + 1)) >= 0:
            (letters,) = struct.unpack_from("<H", told, at + name_length)
            if told[at + name : at + name + letters] == SHEET.encode():
                struct.pack_into("<I", told, at + length, size)
    return bytes(told)


def cell(text: str) -> str:
    """A row of one cell of words."""
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def rows(count: int) -> str:
    """So many rows of one number."""
    return "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, count + 1))


BURST = 300_000_000
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "300 MB from 300 KB": ("a.xlsx", lambda: sheet(cell("0" * BURST))),
    "30 MB that say they are 1 KB": ("a.xlsx", lambda: lying(sheet(cell("0" * (BURST // 10))), 1000)),
    "an archive in the archive": ("a.xlsx", lambda: with_part("xl/embeddings/a.zip", workbook())),
    "twenty thousand parts": ("a.xlsx", lambda: packed({f"{n}.xml": "<x/>" for n in range(20_000)})),
    "a million rows": ("a.xlsx", lambda: sheet(rows(1_048_576))),
    "a million rows of text": ("a.csv", lambda: b"1;2\n" * 1_048_577),
    "16 384 columns": ("a.xlsx", lambda: workbook(2, 16_384)),
    "16 384 columns without names": ("a.xlsx", lambda: sheet(f"<row>{'<c><v>1</v></c>' * 16_384}</row>")),
    "16 384 columns of text": ("a.csv", lambda: (b";".join([b"1"] * 16_384) + b"\n") * 20),
    "a cell of 10 MB": ("a.xlsx", lambda: sheet(cell("diện tích " * 1_000_000))),
    "a cell of 10 MB of text": ("a.csv", lambda: "TT;Tên\n1;".encode() + "diện tích ".encode() * 800_000),
    "ten million quotes": ("a.csv", lambda: b'"' * 10_000_000),
    "ten million paragraphs": ("a.docx", lambda: packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>" * 10_000_000})),
    "a million levels": ("a.docx", lambda: packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a>" * 1_000_000})),
}  # fmt: skip
"""What it is → the name it is sent under and its bytes."""
