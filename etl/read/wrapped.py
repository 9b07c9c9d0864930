"""Lines of plain text → paragraphs: a line that only the page's width ended goes on in the next one."""

from __future__ import annotations

import re
from itertools import pairwise

_LINE = re.compile(r"[^\r\n]+")
_ANEW = re.compile(r"\s*(?:[-+*•–]\s?|[IVX]{1,4}[.)/]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s|\(\d+\)|\|)")
_CLOSED = (".", ";", ":", "!", "?", "|")
WIDEST = 140
"""Letters of the widest line that a program wraps at; longer lines are whole paragraphs."""
_SHORTEST = 40
"""Letters a line must have to be one that goes on: headings and letterheads are shorter."""
_FULL, _HALF = 0.75, 0.4
"""How far across a wrapped text its lines reach, most of them and any that goes on."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of every paragraph, blank ones left out; the line ends inside one stay where they are."""
    lines = [(found.start(), found.end()) for found in _LINE.finditer(text) if not found[0].isspace()]
    width = _width(text, lines)
    found = lines[:1]
    for (start, end), (following, last) in pairwise(lines):
        between, first = text[end:following], text[following:last]
        is_next = between.count("\n") + between.count("\r") - between.count("\r\n") == 1
        if is_next and _goes_on(text[start:end].rstrip(), first, width):
            found[-1] = (found[-1][0], last)
        else:
            found.append((following, last))
    return found


def _width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width a text is wrapped at; 0 for one that is not: most of its lines begin with a small letter, or those that nothing closes fill it."""
    widest = max((end - start for start, end in lines), default=0)
    small = sum(text[start:end].lstrip()[:1].islower() for start, end in lines)
    if widest > WIDEST or small * 2 > len(lines):
        return widest if widest <= WIDEST else 0
    open_lines = [
        end - start
        for start, end in lines
        if end - start >= _SHORTEST and not text[start:end].rstrip().endswith(_CLOSED)
    ]
    full = [length for length in open_lines if length >= _FULL * widest]
    return widest if len(full) >= 2 and len(full) * 2 > len(open_lines) else 0


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a line goes on: its next word would not have fitted, or nothing closes it and what follows opens no sentence."""
    if len(line) < min(_SHORTEST, _HALF * width or _SHORTEST) or _ANEW.match(following):
        return False
    words = following.split()
    if width and len(line) + 1 + len(words[0]) > width:
        return True
    if line.endswith(_CLOSED) or line.isupper():
        return False
    return line.endswith(",") or words[0][0].islower() or (width > 0 and words[0][0].isdecimal())
