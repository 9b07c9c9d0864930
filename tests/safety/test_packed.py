"""T2: no part of an office file declares an entity, runs a macro or fetches anything, however it is spelt and whatever it is called."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as NewDocument

from etl.model import UnreadableFile
from etl.pipeline import draft
from etl.read import READERS, judge_file
from tests.reports.test_hostile import LINK, RELS, TEMPLATE, with_part, workbook
from tests.safety.bombs import packed
from tests.upload.test_answers import CATALOGUE

DECLARED = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "<!doctype x []>",
    '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]>',
    '<!-- <a --><!DOCTYPE x [<!ENTITY a "b">]>',
    '<?a <b?><!DOCTYPE x [<!ENTITY a "b">]>',
    " " * 70_000 + '<!DOCTYPE x [<!ENTITY a "b">]>',
    "<!-- <a " + "x " * 40_000 + '--><!DOCTYPE x [<!ENTITY a "b">]>',
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
)
SPELT = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037")


def document() -> bytes:
    out = io.BytesIO()
    made = NewDocument()
    made.add_paragraph("Huyện Bắc Sơn, ngày 20/9/2021")
    made.save(out)
    return out.getvalue()


def opendocument() -> bytes:
    table = '<table:table xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"/>'
    return packed({"content.xml": f"<a>{table}</a>", "META-INF/manifest.xml": "<m/>"})


FILES = {"a.xlsx": workbook(), "a.docx": document(), "a.ods": opendocument()}


def spelt(declared: str, encoding: str) -> bytes:
    """A part of one element that declares this, in an encoding."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<x/>'
    told = text.encode(encoding)
    return told.replace(b"<!", b"+ADwAIQ-") if encoding == "utf-7" else told


def changed(content: bytes, part: str, told: bytes) -> bytes:
    """The archive with one part as given."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, told if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, told)
    return out.getvalue()


def reason_of(file: Path) -> str:
    """Why a file is refused at the door; empty where it is taken."""
    try:
        judge_file(file, file.name)
    except UnreadableFile as wrong:
        return wrong.reason
    return ""


@pytest.fixture(scope="module")
def asked() -> Iterator[list[str]]:
    """What this process asked of the network, or opened outside of its own code and folders, while the tests ran."""
    told: list[str] = []
    watching = [True]

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching[0] and (
            event in ("socket.connect", "socket.getaddrinfo") or args[:1] == ("/etc/passwd",)
        ):
            told.append(event)

    sys.addaudithook(watch)
    yield told
    watching[0] = False


@pytest.mark.parametrize("name", FILES)
def test_t2_a_declared_entity_is_refused_in_every_part_however_it_is_spelt(
    name: str, tmp_path: Path, asked: list[str]
) -> None:
    file = tmp_path / name
    parts = [*zipfile.ZipFile(io.BytesIO(FILES[name])).namelist(), "customXml/item1.xml", "a/b.bin", "A.XML"]
    taken = []
    for part in parts:
        for declared in DECLARED:
            for encoding in SPELT:
                file.write_bytes(changed(FILES[name], part, spelt(declared, encoding)))
                if reason_of(file) not in ("doctype", "broken"):
                    taken.append((part, declared, encoding))
    assert taken == []
    assert asked == []


@pytest.mark.parametrize("suffix", [".xlsm", ".xltm", ".docm", ".dotm", ".xlsb"])
def test_t2_office_files_with_macros_are_refused_by_their_type(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(workbook())
    with pytest.raises(UnreadableFile) as wrong:
        judge_file(file, file.name)
    assert wrong.value.reason == "macro"


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "word/VBAPROJECT.BIN", "xl/activeX/activeX1.xml", "Basic/Standard/a.xml", "Scripts/a.py"]
)  # fmt: skip
@pytest.mark.parametrize("name", FILES)
def test_t2_a_macro_inside_is_refused_whatever_the_file_is_called(
    name: str, part: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(changed(FILES[name], part, b"x"))
    with pytest.raises(UnreadableFile) as wrong:
        judge_file(file, name)
    assert wrong.value.reason == "macro"


@pytest.mark.parametrize(
    "kind", sorted(kind for kind in READERS if kind in (".xls", ".xlsx", ".ods", ".docx"))
)
def test_t2_old_office_files_and_passwords_are_refused_whatever_they_are_called(
    kind: str, tmp_path: Path
) -> None:
    for inside, reason in ((b"\0" * 600, "old_format"), ("EncryptedPackage".encode("utf-16-le"), "password")):
        file = tmp_path / f"a{kind}"
        file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + inside)
        with pytest.raises(UnreadableFile) as wrong:
            draft(file, CATALOGUE)
        assert wrong.value.reason == reason


OUTSIDE = {"object": LINK, "template": TEMPLATE, "frame": TEMPLATE.replace(b"attachedTemplate", b"frame"),
           "link": LINK.replace(b"oleObject", b"externalLinkPath")}  # fmt: skip


@pytest.mark.parametrize("what", sorted(OUTSIDE))
def test_t2_what_would_be_fetched_from_elsewhere_is_refused(
    what: str, tmp_path: Path, asked: list[str]
) -> None:
    for name, part in (
        ("a.xlsx", "xl/worksheets/_rels/sheet1.xml.rels"),
        ("a.docx", "word/_rels/settings.xml.rels"),
    ):
        file = tmp_path / name
        file.write_bytes(changed(FILES[name], part, OUTSIDE[what]))
        with pytest.raises(UnreadableFile) as wrong:
            draft(file, CATALOGUE)
        assert wrong.value.reason == "external_link"
    assert asked == []


def test_t2_an_address_in_a_cell_is_words_and_is_never_visited(tmp_path: Path, asked: list[str]) -> None:
    file = tmp_path / "a.xlsx"
    told = b'<Relationship Id="r9" TargetMode="External" Target="http://127.0.0.1:9/a" Type="http://x/relationships/hyperlink"/>'
    file.write_bytes(with_part("xl/worksheets/_rels/sheet1.xml.rels", RELS % told))
    assert draft(file, CATALOGUE).report.kind == "xlsx"
    assert asked == []
