"""What stands beside the running text of a Word file: text boxes are read where they hang, notes below the page are told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from etl.model import Finding, Place, Severity

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = (KIND.FOOTNOTES, KIND.ENDNOTES)
_DIGIT = re.compile(r"\d")
_QUOTED = 80


def lift_boxes(body: Any) -> None:
    """Put the paragraphs of every text box behind the one it hangs on; what older programs are shown instead is the same again."""
    for other in list(body.iter(_FALLBACK)):
        other.getparent().remove(other)
    for box in list(body.iter(qn("w:txbxContent"))):
        host = next(box.iterancestors(qn("w:p")), None)
        if host is None:
            continue
        for inner in reversed(list(box)):
            host.addnext(inner)
        box.getparent().remove(box)


def notes_of(file: str, document: Document) -> Iterator[Finding]:
    """Footnotes and endnotes with numbers in them: they explain figures and are no figures, so they are told of and not read."""
    told = [words for words in _notes(document) if _DIGIT.search(words)]
    if told:
        facts = (("count", str(len(told))), ("text", told[0][:_QUOTED]))
        yield Finding("unread_notes", Severity.WARN, Place(file), facts)


def _notes(document: Document) -> Iterator[str]:
    for relation in document.part.rels.values():
        if relation.reltype in _NOTES and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                yield "".join(part.text or "" for part in note.iter(qn("w:t"))).strip()
