"""Files that would hurt, and files that are no reports: refused with the reason before anything is parsed."""

from __future__ import annotations

import cProfile
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.catalog import load
from etl.commands import read as read_command
from etl.model import UnreadableFile
from etl.pipeline import draft
from etl.read import READERS
from etl.words.messages import error_message, sentences
from etl.words.number import read_number

CATALOGUE = load()


def workbook(rows: int = 3, columns: int = 3) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet("A")
    for r in range(rows):
        for c in range(columns):
            sheet.write(r, c, r * c)
    book.close()
    return out.getvalue()


def with_part(name: str, content: bytes, replaced: bool = False) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def wide() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("A")
    sheet.write(0, 0, "STT")
    sheet.write(0, 16_383, 1)
    book.close()
    return out.getvalue()


def tall() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("A")
    sheet.write(0, 0, "STT")
    sheet.write(1_048_575, 0, 1)
    book.close()
    return out.getvalue()


RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
)
LINK = (
    RELS
    % b'<Relationship Id="r9" TargetMode="External" Target="http://x.example/a" Type="http://x/relationships/oleObject"/>'
)
TEMPLATE = (
    RELS
    % b'<Relationship Id="r9" Type="http://x/relationships/attachedTemplate" Target="http://x.example/a" TargetMode="External"/>'
)
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.xlsx", lambda: b"", "empty"),
    "unknown type": ("a.exe", lambda: b"MZ", "unknown_type"),
    "macro workbook": ("a.xlsm", workbook, "macro"),
    "macro document": ("a.docm", workbook, "macro"),
    "macro inside": ("a.xlsx", lambda: with_part("xl/vbaProject.bin", b"x"), "macro"),
    "bomb": ("a.xlsx", lambda: with_part("xl/media/a.bin", b"\0" * 40_000_000), "bomb"),
    "nested archive": ("a.xlsx", lambda: with_part("xl/media/a.zip", workbook()), "nested"),
    "entity in a part": ("a.xlsx", lambda: with_part("xl/comments1.xml", ENTITY), "doctype"),
    "entity far inside": ("a.xlsx", lambda: with_part("docProps/custom.xml", b"<!--" + b"-x" * 100_000 + b"-->" + ENTITY[21:]), "doctype"),
    "outside link": ("a.xlsx", lambda: with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), "external_link"),
    "outside object": ("a.xlsx", lambda: with_part("xl/worksheets/_rels/sheet1.xml.rels", LINK), "external_link"),
    "outside template": ("a.docx", lambda: with_part("word/_rels/settings.xml.rels", TEMPLATE), "external_link"),
    "old office": ("a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_format"),
    "password": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "cut off": ("a.xlsx", lambda: workbook()[: len(workbook()) * 6 // 10], "broken"),
    "no workbook": ("a.xlsx", lambda: b"PK\x05\x06" + b"\0" * 18, "broken"),
    "16 384 columns": ("a.xlsx", wide, "too_many_cells"),
    "a million rows": ("a.xlsx", tall, "too_many_cells"),
    "cell of 10 MB": ("a.csv", lambda: b"STT;X\xc3\xa3\n1;" + b"a" * 10_000_000, "too_long_cell"),
    "picture as text": ("a.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not_text"),
    "no PDF": ("a.pdf", lambda: b"hello", "broken"),
    "binary text": ("a.txt", lambda: bytes(range(256)) * 20, "not_text"),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_refused_with_its_reason(what: str, tmp_path: Path) -> None:
    name, made, reason = HOSTILE[what]
    file = tmp_path / name
    file.write_bytes(made())
    with pytest.raises(UnreadableFile) as wrong:
        draft(file, CATALOGUE)
    assert wrong.value.reason == reason
    assert name in error_message(wrong.value)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    with file.open("wb") as handle:
        handle.truncate(51 * 1024 * 1024)
    with pytest.raises(UnreadableFile) as wrong:
        draft(file, CATALOGUE)
    assert wrong.value.reason == "too_large"


@pytest.mark.parametrize("line", ["trồng rừng 5 ha, ", "a;b;c;", '"'])
def test_a_text_of_one_endless_line_is_read(tmp_path: Path, line: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Huyện Bắc Sơn, ngày 1/1/2021\n" + line * 40_000, "utf-8")
    assert draft(file, CATALOGUE).report.size > 40_000


def test_the_command_names_what_is_welcome_and_leaves_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import argparse

    file = tmp_path / "a.exe"
    file.write_bytes(b"MZ")
    args = argparse.Namespace(files=[file], format="csv", findings=None)
    assert read_command.run(args) == 2
    assert ".xlsx" in capsys.readouterr().out


def assert_read_or_refused(file: Path) -> None:
    """Read, or refused with a sentence of its own; any other error fails the test by itself."""
    try:
        draft(file, CATALOGUE)
    except UnreadableFile as wrong:
        reason = wrong.reason
    else:
        return
    assert reason in sentences()["errors"]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), kind=st.sampled_from(sorted(READERS)))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, kind: str) -> None:
    file = tmp_path / f"a{kind}"
    file.write_bytes(content)
    assert_read_or_refused(file)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 5000), bits=st.integers(1, 255), cut=st.integers(0, 400))
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, at: int, bits: int, cut: int) -> None:
    content = bytearray(workbook(6, 4))
    content[at % len(content)] ^= bits
    file = tmp_path / "a.xlsx"
    file.write_bytes(bytes(content[: len(content) - cut]))
    assert_read_or_refused(file)


@given(st.text(alphabet="0123456789.,()-−–+ \u00a0%xa…", max_size=24))
def test_any_words_are_a_number_or_none(words: str) -> None:
    reading = read_number(words)
    assert reading is None or 1 <= len(reading.values) <= 2


def test_ten_times_the_rows_take_no_more_than_twelve_times_the_work(tmp_path: Path) -> None:
    def calls(rows: int) -> int:
        file = tmp_path / f"{rows}.csv"
        lines = "".join(f"{n};Xã Tân Lập;{n % 90},5;{n % 70}\n" for n in range(rows))
        file.write_text(
            "Diện tích trồng rừng năm 2022 (ha)\nSTT;Xã;Kế hoạch;Thực hiện\n" + lines, encoding="utf-8"
        )
        counted = cProfile.Profile()
        counted.runcall(draft, file, CATALOGUE)
        return sum(entry.callcount for entry in counted.getstats())

    calls(50)
    assert calls(2000) <= 12 * calls(200)
