"""PDF tables without rules: words that stand below each other are columns, words on one height are a row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from etl.model import Grid, GridCell

LEAST_COLUMNS, LEAST_ROWS = 3, 4
SAME_HEIGHT = 3.0
"""Points that words of one line may differ in height."""


@dataclass(frozen=True, slots=True)
class Line:
    """The runs of words on one height: left edge, right edge, words."""

    top: float
    bottom: float
    runs: tuple[tuple[float, float, str], ...]


@dataclass(slots=True)
class Aligned:
    """The table of a page, and the words that stand above and below it."""

    grid: Grid
    outside: list[str] = field(default_factory=list)


def aligned(page: Any, number: int, before: tuple[str, ...]) -> Aligned | None:
    """The aligned table of a page; None where no four lines stand in the same three or more columns."""
    lines = _lines(page)
    counts = Counter(len(line.runs) for line in lines if len(line.runs) >= LEAST_COLUMNS)
    if not counts or counts.most_common(1)[0][1] < LEAST_ROWS:
        return None
    width = counts.most_common(1)[0][0]
    full = [n for n, line in enumerate(lines) if len(line.runs) == width]
    columns = _columns([lines[n] for n in full])
    if len(columns) < LEAST_COLUMNS:
        return None
    first = _first(lines, full[0])
    above = [" ".join(words for *_, words in line.runs) for line in lines[:first]]
    below = [" ".join(words for *_, words in line.runs) for line in lines[full[-1] + 1 :]]
    rows = tuple(
        _row(line, columns, f"{number}/1/{r}") for r, line in enumerate(lines[first : full[-1] + 1], start=1)
    )
    grid = Grid("", rows, before=(*before, *above), after=tuple(below[:4]), is_plain=True)
    return Aligned(grid, [*above, *below])


def _lines(page: Any) -> list[Line]:
    words = page.extract_words(keep_blank_chars=True, x_tolerance=4, y_tolerance=SAME_HEIGHT)
    lines: list[list[Any]] = []
    for word in sorted(words, key=lambda w: (w["top"], w["x0"])):
        if lines and abs(lines[-1][0]["top"] - word["top"]) <= SAME_HEIGHT:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_line(line) for line in lines]


def _line(words: list[Any]) -> Line:
    runs = tuple((w["x0"], w["x1"], str(w["text"]).strip()) for w in sorted(words, key=lambda w: w["x0"]))
    return Line(words[0]["top"], words[0]["bottom"], tuple(run for run in runs if run[2]))


def _columns(lines: list[Line]) -> list[tuple[float, float]]:
    """The stretches of the page's width that the runs of these lines cover together."""
    found: list[tuple[float, float]] = []
    for left, right in sorted((run[0], run[1]) for line in lines for run in line.runs):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _first(lines: list[Line], row: int) -> int:
    """The heading reaches up over lines of several runs that stand close above."""
    while (
        row and len(lines[row - 1].runs) >= LEAST_COLUMNS - 1 and lines[row].top - lines[row - 1].bottom < 12
    ):
        row -= 1
    return row


def _row(line: Line, columns: list[tuple[float, float]], at: str) -> tuple[GridCell, ...]:
    words = [""] * len(columns)
    for left, right, text in line.runs:
        nearest = max(range(len(columns)), key=lambda n: min(right, columns[n][1]) - max(left, columns[n][0]))
        words[nearest] = f"{words[nearest]} {text}".strip()
    return tuple(GridCell(text, f"{at}/{c}") for c, text in enumerate(words, start=1))
