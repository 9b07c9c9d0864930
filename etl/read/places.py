"""How a cell is named in each kind of file: as the program that shows the file would name it."""

from __future__ import annotations

from functools import lru_cache

from etl.model import GridCell


@lru_cache(maxsize=16384)
def letters(column: int) -> str:
    """The column's letters as Excel shows them; 0 is A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def sheet_place(sheet: str, row: int, column: int) -> str:
    """`Sheet!B7`, counted from zero."""
    return f"{sheet}!{letters(column)}{row + 1}"


def indent_of(text: str) -> int:
    """How far words are set in by the blanks before them: two are a step, a tabulator is one."""
    blanks = text[: len(text) - len(text.lstrip())].replace("\t", "  ")
    return len(blanks) // 2


def squared(rows: list[list[GridCell]], blank_at: str) -> tuple[tuple[GridCell, ...], ...]:
    """Rows of one length; `blank_at` with row and column numbers names the cells that were added."""
    width = max(map(len, rows), default=0)
    for number, row in enumerate(rows, start=1):
        row += [
            GridCell("", blank_at.format(row=number, column=at + 1, letters=letters(at)))
            for at in range(len(row), width)
        ]
    return tuple(map(tuple, rows))


def spread(cells: list[list[tuple[str, int, int]]], prefix: str) -> tuple[tuple[GridCell, ...], ...]:
    """Rows of (text, row span, column span), as HTML has them, on the grid they cover; copies are marked merged."""
    rows: list[dict[int, GridCell]] = []
    hanging: dict[int, tuple[str, int]] = {}
    for r, row in enumerate(cells, start=1):
        line = {c: GridCell(text, f"{prefix}{r}/{c + 1}", is_merged=True) for c, (text, _) in hanging.items()}
        left = {c: (text, more - 1) for c, (text, more) in hanging.items() if more > 1}
        c = 0
        for text, down, right in row:
            while c in hanging:
                c += 1
            for at in range(c, c + right):
                line[at] = GridCell(text, f"{prefix}{r}/{at + 1}", is_merged=at > c)
                if down > 1:
                    left[at] = (text, down - 1)
            c += right
        rows.append(line)
        hanging = left
    width = max((c for line in rows for c in line), default=-1) + 1
    return tuple(
        tuple(line.get(c) or GridCell("", f"{prefix}{r}/{c + 1}") for c in range(width))
        for r, line in enumerate(rows, start=1)
    )
