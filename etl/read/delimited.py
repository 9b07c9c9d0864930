"""CSV and other separated text: separator found from the whole file, quoting respected, places as `record:column`."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import pairwise

from etl.model import Document, Finding, Grid, GridCell, Place, Severity, UnreadableFile
from etl.read.encodings import decode
from etl.read.places import indent_of

SEPARATORS = (";", "\t", ",", "|")
MAX_ROWS, MAX_COLUMNS = 1_000_000, 2_000
MAX_LINE = 1_000_000
"""Letters of one line; a longer one is no report's."""


def read_delimited(file: str, content: bytes, sha256: str) -> Document:
    """A separated-text file as one grid."""
    text, encoding = decode(file, content)
    if not text.strip():
        raise UnreadableFile("empty", file=file)
    return tabular(file, content, sha256, text, encoding)


def tabular(file: str, content: bytes, sha256: str, text: str, encoding: str) -> Document:
    """Decoded text as one grid, with a note where the encoding was not plain UTF-8."""
    records = _records(file, text)
    rows = tuple(
        tuple(_cell(value, f"{n}:{c}") for c, value in enumerate(record, start=1))
        for n, record in enumerate(records, start=1)
    )
    findings: tuple[Finding, ...] = ()
    if encoding not in ("utf-8", "utf-16-le", "utf-16-be"):
        note = Finding(
            "encoding_converted", Severity.NOTE, Place(file), (("encoding", encoding.partition("+")[0]),)
        )
        is_tcvn3 = encoding.startswith("tcvn3")
        findings = (note, Finding("capitals_unknown", Severity.NOTE, Place(file))) if is_tcvn3 else (note,)
    return Document(
        file, "csv", sha256, len(content), "", grids=(Grid("", rows, is_plain=True),), findings=findings
    )


def _cell(value: str, at: str) -> GridCell:
    text = value.strip("\u00a0 \t\r\n")
    return (
        GridCell(text, at, indent=indent_of(value))
        if text and value[0] in " \t\u00a0"
        else GridCell(text, at)
    )


def _records(file: str, text: str) -> list[list[str]]:
    longest = max(map(len, text.splitlines()), default=0)
    if longest > MAX_LINE:
        raise UnreadableFile("too_long_cell", file=file, length=longest, limit=MAX_LINE)
    separator = separator_of(text)
    try:
        csv.field_size_limit(MAX_LINE)
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error as wrong:
        raise UnreadableFile("broken", file=file, why=str(wrong)) from wrong
    width = max(map(len, found), default=0)
    if len(found) > MAX_ROWS or width > MAX_COLUMNS:
        raise UnreadableFile("too_many_cells", file=file, rows=len(found), columns=width)
    return [record + [""] * (width - len(record)) for record in found]


def separator_of(text: str) -> str:
    """The separator that cuts most records into the same number (two or more) of fields."""
    sample = text[:200_000]
    scores = [(_evenness(sample, mark), -SEPARATORS.index(mark), mark) for mark in SEPARATORS]
    return max(scores)[2]


def _evenness(sample: str, mark: str) -> float:
    csv.field_size_limit(MAX_LINE)
    lines = list(csv.reader(io.StringIO(sample, newline=""), delimiter=mark))[:500]
    widths = Counter(len(line) for line in lines if any(field.strip() for field in line))
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda pair: (pair[1] * min(pair[0] - 1, 3), pair[0]))
    return 0.0 if width < 2 else count / sum(widths.values()) + (0.1 if width > 2 else 0)


LONGEST = 20_000
"""Letters of a line that tell whether it is a record."""


def _is_prose(fields: list[str]) -> bool:
    """Whether the marks of a line part clauses or decimals: a blank or a digit's other half behind each, and many words between them."""
    parted = [after.startswith(" ") for after in fields[1:]]
    decimals = [before[-1:].isdigit() and after[:1].isdigit() for before, after in pairwise(fields)]
    is_running = all(blank or half for blank, half in zip(parted, decimals, strict=True))
    return is_running and len(" ".join(fields).split()) > 4 * (1 + sum(parted))


def looks_tabular(text: str) -> bool:
    """Whether plain text is a table: most of its lines have the same three or more fields."""
    lines = [line[:LONGEST] for line in text.splitlines() if line.strip()][:200]
    if len(lines) < 2:
        return False
    for mark in ("\t", ";", "|", ","):
        cut = [next(csv.reader([line], delimiter=mark), []) for line in lines]
        widths = Counter(1 if _is_prose(fields) else len(fields) for fields in cut)
        width, count = widths.most_common(1)[0]
        if width >= 3 and count * 10 >= len(lines) * 6:
            return True
    return False
