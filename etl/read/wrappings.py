"""What Word wraps words in (fields, tracked changes, content controls, tags): taken off before they are read, and told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from etl.model import Finding, Place, Severity

_WRAPS = [qn(f"w:{name}") for name in ("ins", "moveTo", "smartTag", "fldSimple", "customXml", "sdtContent", "sdt", "bdo", "dir")]  # fmt: skip
_GONE = [qn(f"w:{name}") for name in ("del", "moveFrom")]
_BESIDE = [qn(f"w:{name}") for name in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")]
_INSERTED = [qn("w:ins"), qn("w:moveTo")]
_DIGIT = re.compile(r"\d")
_QUIET = frozenset(
    {"HYPERLINK", "TOC", "TC", "PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES", "SEQ", "STYLEREF", "XE"}
)
"""Fields that only lead somewhere or count pages."""


def unwrapped(file: str, body: Any) -> tuple[Finding, ...]:
    """Bring every word of a body to where its paragraph or row has it, as if all changes were accepted; what to know of it."""
    fields = [kind for kind in _fields(body) if kind not in _QUIET]
    added, dropped = _with_digits(body, _INSERTED, "w:t"), _with_digits(body, _GONE, "w:delText", "w:t")
    for element in list(body.iter(*_GONE, *_BESIDE)):
        _parent(element).remove(element)
    for element in list(body.iter(*_WRAPS)):
        parent = _parent(element)
        at = parent.index(element)
        parent[at : at + 1] = list(element)
    return (*_told_fields(file, fields), *_told_changes(file, added, dropped))


def _told_fields(file: str, fields: list[str]) -> Iterator[Finding]:
    if fields:
        facts = (("count", str(len(fields))), ("kinds", ", ".join(sorted(set(fields)))))
        yield Finding("cached_fields", Severity.NOTE, Place(file), facts)


def _told_changes(file: str, added: int, dropped: int) -> Iterator[Finding]:
    if added or dropped:
        facts = (("added", str(added)), ("dropped", str(dropped)))
        yield Finding("tracked_changes", Severity.WARN, Place(file), facts)


def _parent(element: Any) -> Any:
    return element.getparent()


def _with_digits(body: Any, tags: list[str], *texts: str) -> int:
    """How many tracked changes have a digit in them."""
    words = [qn(text) for text in texts]
    return sum(
        any(_DIGIT.search(part.text or "") for part in change.iter(*words)) for change in body.iter(*tags)
    )


def _fields(body: Any) -> Iterator[str]:
    """The kind of each field: `=`, `DDEAUTO`, `INCLUDETEXT`, …"""
    for simple in body.iter(qn("w:fldSimple")):
        yield _kind(simple.get(qn("w:instr"), ""))
    told: list[str] = []
    for part in body.iter(qn("w:fldChar"), qn("w:instrText")):
        state = part.get(qn("w:fldCharType"), "")
        if state == "begin":
            told.append("")
        elif told and part.tag == qn("w:instrText"):
            told[-1] += part.text or ""
        elif told and state == "end":
            yield _kind(told.pop())


def _kind(instruction: str) -> str:
    """The first word of an instruction; a formula is `=` whatever follows."""
    words = instruction.split()
    return "=" if instruction.lstrip().startswith("=") else words[0].upper()[:20] if words else ""
