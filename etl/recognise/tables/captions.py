"""The lines over a table that are its own: what stood over the table before it tells of that one alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.catalog import Catalogue
from etl.model import Grid
from etl.recognise.places import known_places
from etl.recognise.tables.spans import of_title
from etl.words.fold import clean, fold

_CAPTION = re.compile(
    r"(?:[IVX]+|\d{1,2}|[A-Za-zđ])[.)/]\s|(?:biểu|bảng|phụ biểu)(?: số)? ?\d", re.IGNORECASE
)
_PAGE_WORDS = re.compile(r"(?:trang|page|tờ)(?!\w)|.*(?<!\w)tiếp(?: theo)?(?!\w)")


def without_captions(titles: Sequence[str]) -> tuple[str, ...]:
    """Titles without the numbered captions of single tables."""
    return tuple(line for line in titles if not _CAPTION.match(line))


def own_lines(grid: Grid, previous: Grid) -> tuple[str, ...]:
    """The lines over a table that did not stand over the one before it already."""
    is_next_page = _page(grid) != _page(previous)
    known = (*previous.before, *(previous.after if is_next_page else ()))
    most = min(len(known), len(grid.before))
    shared = next((k for k in range(most, 0, -1) if grid.before[:k] == known[-k:]), 0)
    return grid.before[shared:]


def is_titled(grid: Grid, previous: Grid) -> bool:
    """Whether words of its own stand over a table: with a repeated heading it is the same form of another unit or time."""
    own = [fold(clean(line)) for line in own_lines(grid, previous)]
    return any(re.search(r"[^\W\d_]{2}", line) and not _PAGE_WORDS.match(line) for line in own)


def captioned(grid: Grid, previous: Grid | None, catalogue: Catalogue) -> Grid:
    """A table with its own lines alone where these name a time or a place, else without the captions of others."""
    if previous is None or not (own := own_lines(grid, previous)) or len(own) == len(grid.before):
        return grid
    if of_title(own).is_own or _names_place(own, catalogue):
        return replace(grid, before=own)
    return replace(grid, before=(*without_captions(grid.before[: -len(own)]), *own))


def _names_place(lines: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether lines name a unit of some time."""

    def find(words: str) -> str:
        found = catalogue.areas.named(words)
        return words if found else ""

    return any(place for line in lines for place in known_places(line, find))


def _page(grid: Grid) -> str:
    """The page a table stands on, where its file has pages."""
    at = grid.rows[0][0].at if grid.rows and grid.rows[0] else ""
    return at.partition("/")[0] if at.count("/") == 3 else ""
