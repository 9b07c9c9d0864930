"""T3, T4 in whole files: nothing we write computes, what is read of a formula or field is its stored result, no part leads outside."""

from __future__ import annotations

import csv
import io
import itertools
import re
import stat
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document as NewDocument
from docx.oxml import parse_xml
from lxml import etree

from etl.model import UnreadableFile
from etl.pipeline import draft, load
from etl.query import Reader
from etl.query.columns import Told
from etl.query.exports import content_of, export, format_of
from etl.read import read
from etl.store import Engine, open_engine, publish
from etl.words.inert import inert, revived
from tests.query.make import point, released
from tests.safety.test_packed import FILES
from tests.safety.test_payloads import BODIES, STARTS
from tests.upload.test_answers import CATALOGUE

HOSTILE = sorted({f"{start}{body}".strip() for start, body in itertools.product(STARTS, BODIES)} - {""})
"""As a report's words come: without blanks around them."""
FILE = "=HYPERLINK('x','y')|@SUM(A1).csv"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A store whose areas and file bear every hostile name."""
    made = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    released(made, [point("2020", f"-{n + 1}.5", area=area) for n, area in enumerate(HOSTILE)], FILE)
    return made


def exported(engine: Engine, form: str) -> bytes:
    reader, out = Reader(engine).at(), io.BytesIO()
    export(content_of(reader, Told(reader.points()), "as-reported"), form, out)
    return out.getvalue()


BAD_PART = re.compile(
    "externalLinks|vba|macro|connections|queryTables|embeddings|ctrlProps|activeX", re.IGNORECASE
)
BAD_TAGS = {"f", "hyperlink", "oleLink", "ddeLink", "dataValidation", "cfRule"}


def computing(content: bytes) -> list[str]:
    """Whatever in a workbook could compute, fetch or run: formulas, other kinds of cells, names, links, parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        found = [name for name in book.namelist() if BAD_PART.search(name)]
        for name in book.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                elements = etree.fromstring(book.read(name)).iter("*")
                found += [f"{name}: {etree.tostring(one)[:80]!r}" for one in elements if is_active(one)]
    return found


def is_active(one: etree._Element) -> bool:
    tag = etree.QName(one).localname
    return (
        tag in BAD_TAGS
        or (tag == "c" and one.get("t", "n") not in ("s", "inlineStr", "n", "b"))
        or (tag == "definedName" and one.get("name") != "_xlnm._FilterDatabase")
        or one.get("TargetMode") == "External"
    )


def test_t3_nothing_in_a_workbook_of_ours_computes(engine: Engine) -> None:
    content = exported(engine, "xlsx")
    assert computing(content) == []
    assert b"HYPERLINK" in zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml")


def test_t3_what_is_looked_for_in_a_workbook_would_be_found() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=1+1", None, 2)
    sheet.write_url(1, 0, "http://x.example/")
    book.define_name("a", "=1+1")
    book.close()
    assert len(computing(out.getvalue())) >= 4


@pytest.mark.parametrize("form", ["csv", "sdmx-csv", "datapackage"])
def test_t3_nothing_in_a_csv_of_ours_begins_like_a_formula(engine: Engine, form: str) -> None:
    content = exported(engine, form)
    texts = [] if form == "datapackage" else [content.decode()]
    if form == "datapackage":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            texts = [package.read(name).decode() for name in package.namelist() if name.endswith(".csv")]
    cells = [cell for text in texts for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert any("cmd|" in cell for cell in cells)
    starting = {cell for cell in cells if cell.strip()[:1] in tuple("=+-@|＝＋－＠｜")}
    assert all(re.fullmatch(r"[+-]?[\d.,\s]*%?", cell) for cell in starting)
    assert all(revived(cell) == cell or inert(revived(cell)) == cell for cell in cells)


@pytest.mark.parametrize("form", ["csv", "sdmx-csv", "xlsx"])
def test_t3_an_export_of_hostile_words_read_back_is_the_same(
    engine: Engine, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"out.{format_of(form).EXTENSION}"
    file.write_bytes(exported(engine, form))
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    publish(other, [load(other, file, CATALOGUE, "an").submission], "an")
    assert Reader(other).digest() == Reader(engine).digest()


FORMULAS = {
    "a sum": "=SUM(C3:C3)", "a link": '=HYPERLINK("http://127.0.0.1:9/","x")', "the web": '=WEBSERVICE("http://127.0.0.1:9/")',
    "DDE": "=cmd|' /C calc'!A0", "another file": "='[x.xlsx]T'!A1",
}  # fmt: skip


@pytest.mark.parametrize("what", FORMULAS)
def test_t3_of_a_formula_only_the_stored_value_is_read_and_it_is_told(tmp_path: Path, what: str) -> None:
    file = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("@SUM(1)")
    sheet.write(0, 0, "Diện tích gieo trồng 9 tháng năm 2021 (ha)")
    sheet.write_row(1, 0, ["TT", "Tên xã", "Diện tích gieo trồng"])
    sheet.write_row(2, 0, [1, "Xã Tân Lập"])
    sheet.write_formula(2, 2, FORMULAS[what], None, 1234.5)
    sheet.write_row(3, 0, [2, "Xã Tân Tri"])
    sheet.write_formula(3, 2, FORMULAS[what], None, "")
    book.close()
    seen = draft(file, CATALOGUE)
    assert [str(one.value) for one in seen.observations if one.value is not None] == ["1234.5"]
    assert {"cached_formulas", "uncomputed_formula"} <= {found.code for found in seen.findings}


WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
VALUE = RUN.format("9.120")


def complex_field(instruction: str) -> str:
    """A field as Word writes it: its instruction, then its stored result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    half = len(instruction) // 2
    told = "".join(
        f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (instruction[:half], instruction[half:])
    )
    return f"{mark.format('begin')}{told}{mark.format('separate')}{VALUE}{mark.format('end')}"


FIELDS = ("DDEAUTO c:\\\\windows\\\\calc.exe 777", "DDE Excel a.xlsx 777", "INCLUDETEXT http://127.0.0.1:9/777", "LINK Excel.Sheet 777", "=SUM(777)", 'HYPERLINK "http://127.0.0.1:9/777"')  # fmt: skip
WRAPPED = {
    "an added word": (f'<w:ins w:id="1" w:author="a">{VALUE}</w:ins>', "tracked_changes"),
    "a deleted word": (f'{VALUE}<w:del w:id="1" w:author="a"><w:r><w:delText>777</w:delText></w:r></w:del>', "tracked_changes"),
    "a control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{VALUE}</w:sdtContent></w:sdt>", ""), "a tag": (f'<w:smartTag w:element="x">{VALUE}</w:smartTag>', ""),
    "wraps in wraps": (f'<w:sdt><w:sdtContent><w:ins w:id="1" w:author="a"><w:fldSimple w:instr="= 777">{VALUE}</w:fldSimple></w:ins></w:sdtContent></w:sdt>', "tracked_changes"),
    **{f"{field.split()[0]} in short": (f"<w:fldSimple w:instr='{field}'>{VALUE}</w:fldSimple>", "" if "HYPER" in field else "cached_fields") for field in FIELDS},
    **{f"{field.split()[0]} in full": (complex_field(field), "" if "HYPER" in field else "cached_fields") for field in FIELDS},
}  # fmt: skip


def document(body: str) -> bytes:
    out, made = io.BytesIO(), NewDocument()
    made.element.body.insert(
        0, parse_xml(f"<w:p {WORDS}>{RUN.format('Huyện Bắc Sơn, ngày 20/9/2021')}</w:p>")
    )
    made.element.body.insert(1, parse_xml(body))
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("what", WRAPPED)
def test_t3_of_a_words_field_change_or_control_what_is_shown_is_read_and_it_is_told(
    tmp_path: Path, what: str
) -> None:
    wrapped, code = WRAPPED[what]
    file = tmp_path / "a.docx"
    said = RUN.format("Trong 9 tháng đầu năm 2021, tổng diện tích gieo trồng đạt ")
    sentence = f"<w:p {WORDS}>{said}{wrapped}{RUN.format(' ha.')}</w:p>"
    cell = f"<w:tbl {WORDS}><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p>{wrapped}</w:p></w:tc></w:tr></w:tbl>"
    block = f"<w:sdt {WORDS}><w:sdtContent>{sentence}</w:sdtContent></w:sdt>"
    for body in (sentence, block):
        file.write_bytes(document(body))
        seen = draft(file, CATALOGUE)
        assert [str(one.value) for one in seen.observations] == ["9120"]
        assert "777" not in seen.text
        assert not code or code in {found.code for found in seen.findings}
    file.write_bytes(document(cell))
    assert [[one.text for one in row] for grid in read(file).grids for row in grid.rows] == [["9.120"]]


LEADING_OUT = (
    "../../../../lo-ra.txt",
    "/lo-ra.txt",
    "C:\\lo-ra.txt",
    "..\\..\\lo-ra.txt",
    "xl/../../lo-ra.txt",
)


def with_link(content: bytes, part: str, target: str) -> bytes:
    """The archive with a symbolic link in place of a part, or beside the others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        link = zipfile.ZipInfo(part)
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        new.writestr(link, target)
    return out.getvalue()


@pytest.mark.parametrize("kind", FILES)
def test_t4_no_entry_of_an_archive_leads_outside_of_it(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "mat.txt"
    secret.write_text("<x>bí mật 12.345</x>", "utf-8")
    with zipfile.ZipFile(io.BytesIO(FILES[kind])) as whole:
        parts = [*whole.namelist(), "xl/link.xml", *LEADING_OUT]
    before = sorted(path.name for path in tmp_path.parent.rglob("*lo-ra*"))
    (tmp_path / "in").mkdir()
    for part in parts:
        file = tmp_path / "in" / kind
        file.write_bytes(with_link(FILES[kind], part, str(secret)))
        assert "bí mật" not in told_of(file)
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == [kind]
    assert sorted(path.name for path in tmp_path.parent.rglob("*lo-ra*")) == before
    assert not Path("/lo-ra.txt").exists()


def told_of(file: Path) -> str:
    """Everything that is read of a file, or why it is refused."""
    try:
        seen = read(file)
    except UnreadableFile as wrong:
        return repr(wrong)
    return seen.text + str([[cell.text for cell in row] for grid in seen.grids for row in grid.rows])
