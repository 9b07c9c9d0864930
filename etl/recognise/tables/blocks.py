"""Tables that stand side by side in one grid: each is read as a grid of its own, with the lines over both."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.catalog import Catalogue
from etl.model import Grid, GridCell
from etl.recognise.tables.look import Look, look
from etl.recognise.tables.shape import is_label, words_in
from etl.recognise.tables.spans import of_title
from etl.words.fold import clean, fold

_HEADING = 40
"""Rows among which a heading is looked for."""
_ENOUGH = 200
"""Rows below a heading that tell what stands in its column."""
_APART = 4
"""Headings of tables side by side stand within so many rows."""


def side_by_side(grid: Grid, catalogue: Catalogue) -> Iterator[Grid]:
    """The tables beside each other, left to right: each begins its own labels behind a column that is blank all the way down."""
    tops = range(min(_HEADING, len(grid.rows)))
    named = [_named(grid, row, catalogue) for row in range(min(_HEADING + _APART, len(grid.rows)))]
    found = next(
        (cut for row in tops if (cut := _cut(grid, row, named[row : row + _APART], catalogue))), None
    )
    if found is None:
        yield grid
        return
    top, edges = found
    blocks = list(itertools.pairwise(edges))
    for (first, stop), lines in zip(blocks, _titles(grid, top, blocks), strict=True):
        rows = tuple(row[first:stop] for row in grid.rows[top:])
        yield replace(grid, rows=rows, before=(*grid.before, *lines))


def _titles(grid: Grid, top: int, blocks: Sequence[tuple[int, int]]) -> list[list[str]]:
    """The lines over each table: those over its own columns where each table has a title with a time of its own, else all."""
    own = [[word for row in grid.rows[:top] for word in _words_over(row, block)] for block in blocks]
    if all(of_title(_lines_of(grid, block)).is_own for block in blocks):
        return own
    return [[word for row in range(top) for word in words_in(grid, row)]] * len(blocks)


def _lines_of(grid: Grid, block: tuple[int, int]) -> list[str]:
    """The lines that stand in some columns before the first row of several words in them."""
    found: list[str] = []
    for row in grid.rows:
        words = list(_words_over(row, block))
        if len(words) > _LINE:
            break
        found += words
    return found


_LINE = 2
"""A letterhead's line holds no more words side by side than this."""


def _words_over(row: Sequence[GridCell], block: tuple[int, int]) -> Iterator[str]:
    """The words of a row that stand over some columns, copies of merged cells left out; one that reaches in from the left too."""
    first, stop = block
    for at, cell in enumerate(row[first:stop], start=first):
        if cell.text and (not cell.is_merged or at == first):
            yield clean(cell.text)


def _cut(
    grid: Grid, head: int, heads: Sequence[Sequence[int]], catalogue: Catalogue
) -> tuple[int, list[int]] | None:
    """The first row that is the tables' own and the columns at which they begin; None where a row heads no two tables."""
    named = sorted({at for columns in heads for at in columns})
    if len(named) < 2 or not heads[0]:
        return None
    edges = [0]
    for at in range(1, len(grid.rows[head])):
        is_edge = at - 1 > edges[-1] and _is_blank(grid, head, at - 1) and not _is_blank(grid, head, at)
        if is_edge and any(edges[-1] <= one < at for one in named) and any(one >= at for one in named):
            edges.append(at)
    edges.append(len(grid.rows[head]))
    blocks = list(itertools.pairwise(edges))
    if len(blocks) < 2 or not all(_is_table(grid, head, block, named, catalogue) for block in blocks):
        return None
    top = head
    while top and all(_has_words(grid, top - 1, block) for block in blocks):
        top -= 1
    return top, edges


def _named(grid: Grid, row: int, catalogue: Catalogue) -> list[int]:
    """The columns of a row whose heading says that names stand below it, where they do."""
    heads = [at for at, cell in enumerate(grid.rows[row]) if is_label(fold(clean(cell.text)))]
    return [at for at in heads if _is_of_names(grid, row, at, catalogue)]


def _is_table(grid: Grid, head: int, block: tuple[int, int], named: list[int], catalogue: Catalogue) -> bool:
    """Whether columns have names of rows, and numbers behind them."""
    first, stop = block
    behind = range(min((at for at in named if first <= at), default=stop) + 1, stop)
    return any(look(row[at], catalogue) is Look.NUMBER for row in grid.rows[head + 1 :] for at in behind)


def _is_of_names(grid: Grid, head: int, at: int, catalogue: Catalogue) -> bool:
    """Whether words stand below a heading, rather than the figures of what it names."""
    kinds = [look(row[at], catalogue) for row in grid.rows[head + 1 : head + 1 + _ENOUGH]]
    return kinds.count(Look.WORDS) > kinds.count(Look.NUMBER)


def _has_words(grid: Grid, row: int, block: tuple[int, int]) -> bool:
    return any(cell.text and not cell.is_merged for cell in grid.rows[row][slice(*block)])


def _is_blank(grid: Grid, head: int, at: int) -> bool:
    return not any(clean(row[at].text) for row in grid.rows[head:])
