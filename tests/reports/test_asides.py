"""What stands beside the running text of a Word file: text boxes are read where they hang, notes below the page are told of."""

from pathlib import Path

import pytest
from docx import Document as NewDocument
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from etl.model import Document as Told
from etl.read import read

BOX = (
    f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def lines(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def read_back(document: Document, folder: Path) -> Told:
    document.save(str(folder / "x.docx"))
    return read(folder / "x.docx")


@pytest.fixture
def report() -> Document:
    made = NewDocument()
    for words in ("Báo cáo năm 2021", "Trồng rừng mới 120 ha.", "Trồng cây phân tán 8.000 cây."):
        made.add_paragraph(words)
    return made


def test_a_text_box_is_read_once_behind_the_paragraph_it_hangs_on(report: Document, tmp_path: Path) -> None:
    inside = lines("Khung trong: 7 mô hình.")
    report.paragraphs[1]._p.append(
        parse_xml(
            BOX.format(lines("Độ che phủ rừng 61%.", "Khai thác 90 m3.") + f"<w:p>{BOX.format(inside)}</w:p>")
        )
    )
    assert read_back(report, tmp_path).text.split("\n") == [
        "Báo cáo năm 2021", "Trồng rừng mới 120 ha.", "Độ che phủ rừng 61%.", "Khai thác 90 m3.",
        "Khung trong: 7 mô hình.", "Trồng cây phân tán 8.000 cây.",
    ]  # fmt: skip


def test_a_text_box_in_a_cell_is_read_with_the_cell(report: Document, tmp_path: Path) -> None:
    report.add_table(1, 2).cell(0, 1).paragraphs[0]._p.append(parse_xml(BOX.format(lines("15 ha"))))
    ((_, second),) = read_back(report, tmp_path).grids[0].rows
    assert second.text == "15 ha"


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_notes_with_numbers_are_told_of_and_others_are_not(
    kind: str, report: Document, tmp_path: Path
) -> None:
    told = f"<w:{kind} {nsdecls('w')}>{{}}</w:{kind}>"
    notes = [
        f"<w:{kind[:-1]}>{lines(words)}</w:{kind[:-1]}>"
        for words in ("Theo quy định.", "Gồm 12 ha trồng lại.")
    ]
    part = Part(PackURI(f"/word/{kind}.xml"), f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml", told.format("".join(notes)).encode(), report.part.package)  # fmt: skip
    report.part.relate_to(part, getattr(KIND, kind.upper()))
    (found,) = (one for one in read_back(report, tmp_path).findings if one.code == "unread_notes")
    assert dict(found.facts) == {"count": "1", "text": "Gồm 12 ha trồng lại."}
    part._blob = told.format(notes[0]).encode()
    assert [one.code for one in read_back(report, tmp_path).findings] == []
