"""How the rows of a table lie below each other: by outline markers, bullets, indents, and rows without figures above others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from etl.recognise.tables.columns import is_total
from etl.recognise.tables.look import label
from etl.recognise.tables.row import Row, depth_of
from etl.recognise.tables.silent import is_silent
from etl.recognise.tables.subjects import Meaning
from etl.words.fold import fold

OF_WHICH = re.compile(r"^\W*(?:trong đó|tr\. ?đó|t\.đó|trđ|riêng|bao gồm|gồm có)")
_CLOSES = re.compile(r"\W*cộng")
_BULLETS = 6
"""Markers from this depth on are bullets: they stand below the row they follow, whatever marks that."""
_STEP = 10
_HEADING, _UNMARKED, _PART, _OF_PART = 55, 80, 90, 95


@dataclass(frozen=True, slots=True)
class Line:
    """A row as far as its place in the outline goes; `indent` is how far it is set in, `is_empty` that it has no figure,
    `is_over_bullets` that the row below it is one of bullets; `over` are the words of the columns of names before the last;
    `unit` is what its own words say is counted in."""

    at: int
    words: str
    mark: str = ""
    indent: int = 0
    is_empty: bool = False
    is_over_bullets: bool = False
    over: str = ""
    unit: str = ""


@dataclass(slots=True)
class Outline:
    """The rows above the one being read that it may lie below, outermost first; `is_indented` where rows are set in,
    `is_upper` where most with figures are in capitals, which then mark no headings."""

    is_indented: bool = False
    is_upper: bool = False
    under: dict[int, int] = field(default_factory=dict)
    _open: list[tuple[int, Meaning, Line]] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Outline:
        """An outline for these rows, none of them placed yet."""
        told = list(lines)
        filled = [label(line.words).isupper() for line in told if not line.is_empty]
        return cls(any(line.indent for line in told), sum(filled) * 2 > len(filled))

    def place(self, line: Line, subject: Meaning) -> tuple[Meaning, ...]:
        """What the rows a row lies below mean, nearest first; the row itself is open from now on."""
        level = self._level(line, subject)
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self.under[line.at] = self._open[-1][2].at if self._open else -1
        parents = tuple(m for _, m, _ in reversed(self._open) if not m.is_silent or m.season is not None)
        self._open.append((level, subject, line))
        return parents

    def _level(self, line: Line, subject: Meaning) -> int:
        """How deep a row lies; one without a marker below `Trong đó`, below the row it is set in from, else at the top."""
        depth = depth_of(line.mark)
        if depth >= 0:
            return self._bullet(depth) if depth >= _BULLETS else depth * _STEP
        if OF_WHICH.match(fold(line.words)):
            return _PART if self._open else 0
        if is_total(line.words):
            return self._total(line)
        if any(level == _PART for level, *_ in self._open):
            return _OF_PART
        return self._unmarked(line, subject)

    def _unmarked(self, line: Line, subject: Meaning) -> int:
        """The level of a row without a marker: a heading's, its indent's, that of the unmarked row before it over bullets."""
        is_loud = label(line.words).isupper() and (line.is_empty or not self.is_upper)
        if is_loud or (line.is_empty and line.unit and is_silent(line.words)):
            return -1  # `Diện tích (ha)` over the crops
        if _heads(line, subject):
            return _HEADING
        if self.is_indented:
            return _UNMARKED + min(line.indent, _PART - _UNMARKED - 1)
        beside = [level for level, _, one in self._open if depth_of(one.mark) < 0 and one.is_over_bullets]
        if beside and subject.season is None and not is_silent(line.words):
            return beside[-1]
        return _UNMARKED if self._open or any(c.detail for c in subject.concepts) else -1

    def _total(self, line: Line) -> int:
        """A sum stands beside what it adds up: in the group it opens or closes (`Cộng`), else at the top."""
        if self._open and self._open[-1][2].is_empty:
            return _UNMARKED
        groups = (
            [level for level, _, one in self._open if one.is_empty] if _CLOSES.match(fold(line.words)) else []
        )
        return groups[-1] + 1 if groups else -1

    def _bullet(self, depth: int) -> int:
        """The level of the bullets of its kind before it, else one below the row it follows."""
        own = depth * _STEP
        if any(level == _PART for level, *_ in self._open):
            return own
        known = (level for level, _, line in self._open if depth_of(line.mark) == depth)
        return next(known, max(own, self._open[-1][0] + 1 if self._open else own))


def _heads(line: Line, subject: Meaning) -> bool:
    """Whether a row without a marker names what the bullets after it are of, or has neither figures nor a meaning."""
    if subject.season is not None or is_silent(line.words):
        return False
    return line.is_over_bullets or (line.is_empty and not subject.concepts)


def is_below(lines: Mapping[int, Line], child: int, parent: int) -> bool:
    """Whether its form makes a row a part of another: a marker, a bullet, an indent, `Trong đó`, or no figure above it."""
    one, other = lines[child], lines[parent]
    if depth_of(one.mark) >= 0 or depth_of(other.mark) >= 0 or other.is_empty:
        return True
    return one.indent > other.indent or OF_WHICH.match(fold(one.words)) is not None


def is_bullet(mark: str) -> bool:
    """Whether a marker is one of bullets."""
    return depth_of(mark) >= _BULLETS


def rows_above(row: Row, rows: Mapping[int, Row], lines: Mapping[int, Line]) -> Iterator[Row]:
    """The rows one lies below, nearest first, as far as their form says so."""
    while row.under in rows and is_below(lines, row.at, row.under):
        row = rows[row.under]
        yield row
