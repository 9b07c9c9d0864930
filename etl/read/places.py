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
    taken: dict[tuple[int, int], GridCell] = {}
    for r, row in enumerate(cells):
        c = 0
        for text, down, right in row:
            while (r, c) in taken:
                c += 1
            for dr in range(down):
                for dc in range(right):
                    at = f"{prefix}{r + dr + 1}/{c + dc + 1}"
                    taken[r + dr, c + dc] = GridCell(text, at, is_merged=bool(dr or dc))
            c += right
    width = max((c for _, c in taken), default=-1) + 1
    grid = [
        [taken.get((r, c)) or GridCell("", f"{prefix}{r + 1}/{c + 1}") for c in range(width)]
        for r in range(len(cells))
    ]
    return tuple(map(tuple, grid))
