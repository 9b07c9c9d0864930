"""Paragraph → sentences: cut at full stops; one too long to be a sentence is cut at its semicolons, or left to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 4000
"""Letters in the longest stretch that is read as one sentence; real ones end far earlier."""
LONGEST_PARAGRAPH = 100_000
"""Letters in the longest paragraph that is read: thirty pages without a break are no report."""
_SENTENCE = re.compile(
    r"(?:[^.]|\.(?=\S)|(?<=\d)\.(?= \d{3} ?(?:nghìn|triệu|tỷ|ha|tấn|tạ|con|cây|hộ|người|m2|m3|km)\b)|(?:(?<=\bTP)|(?<=\bTX)|(?<=\bTT)|(?<=\b[HPQ]))\.)+(?:\.(?=\s|$)|$)"
)
_PART = re.compile(r"[^;]+;?")


def sentences(paragraph: str) -> Iterator[tuple[int, str]]:
    """Every sentence of a paragraph with its offset; what is too long stays out (`too_long` tells where)."""
    if len(paragraph) <= LONGEST_PARAGRAPH:
        yield from ((start, words) for start, words in _parts(paragraph) if len(words) <= LONGEST)


def too_long(paragraph: str) -> Iterator[tuple[int, int]]:
    """The stretches of a paragraph that no full stop or semicolon cuts into sentences; all of one without end."""
    if len(paragraph) > LONGEST_PARAGRAPH:
        yield 0, len(paragraph)
    elif len(paragraph) > LONGEST:
        yield from ((at, at + len(words)) for at, words in _parts(paragraph) if len(words) > LONGEST)


def _parts(paragraph: str) -> Iterator[tuple[int, str]]:
    for found in _SENTENCE.finditer(paragraph):
        if len(found[0]) <= LONGEST:
            yield found.start(), found[0]
        else:
            yield from ((found.start() + part.start(), part[0]) for part in _PART.finditer(found[0]))
