"""Tables inside plain text: lines in a row that bars or tabs cut into as many fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.model import Grid, GridCell

_LINE = re.compile(r"[^\r\n]+")
_RULE = re.compile(r"[\s|:+=-]+")
FEWEST, ROWS = 3, 3
"""Fields and lines that make a table."""
AROUND = 4
"""Lines before a table that may be its title and unit."""
Line = tuple[int, int, list[str]]


def tables(text: str) -> tuple[tuple[Grid, ...], str]:
    """The tables of a text, and the text with blanks in their place; each cell is named by its line and field (`5:2`)."""
    grids: list[Grid] = []
    rest = text
    for block in _blocks(text):
        start, end = block[0][0], block[-1][1]
        before = tuple(line.strip() for line in text[:start].splitlines() if line.strip())[-AROUND:]
        number = text.count("\n", 0, start) + 1
        rows = tuple(
            tuple(GridCell(field, f"{number + n}:{c}") for c, field in enumerate(fields, start=1))
            for n, (_, _, fields) in enumerate(block)
            if not _RULE.fullmatch("".join(fields) or "-")
        )
        grids.append(Grid("", rows, before=before, is_plain=True))
        rest = rest[:start] + _LINE.sub(lambda line: " " * len(line[0]), rest[start:end]) + rest[end:]
    return tuple(grids), rest


def _blocks(text: str) -> Iterator[list[Line]]:
    block: list[Line] = []
    for found in _LINE.finditer(text):
        fields = _fields(found[0])
        is_next = bool(block) and text.count("\n", block[-1][1], found.start()) == 1
        if block and (not is_next or len(fields) != len(block[-1][2])):
            if len(block) >= ROWS:
                yield block
            block = []
        if len(fields) >= FEWEST:
            block.append((found.start(), found.end(), fields))
    if len(block) >= ROWS:
        yield block


def _fields(line: str) -> list[str]:
    """The fields of a line that bars or tabs part; the bars at its ends part nothing."""
    if "|" in line:
        return [field.strip() for field in line.strip().removeprefix("|").removesuffix("|").split("|")]
    return [field.strip() for field in line.split("\t")] if line.count("\t") + 1 >= FEWEST else [line]
