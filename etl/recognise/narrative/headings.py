"""Headings and list items of running text: how deep a heading stands, and what goes on with the line before it."""

from __future__ import annotations

import re

_ROMAN = re.compile(r"\s*(?:phần\s+)?[IVX]{1,4}\s*[.:)\-/]\s*\S", re.IGNORECASE)
_ARTICLE = re.compile(r"\s*điều\s+\d+\s*[.:]", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\s*[.)]\s*\D")
_LETTER = re.compile(r"\s*[a-zđ]\s*[.)]\s*\S")
_ITEM = re.compile(r"\s*(?:[-+*•–]\s|[a-zđ]\)\s)")
FIGURE = re.compile(r"\d[.,]*+\s*+(?:ha|tấn|%|tỷ|triệu|con|tạ|km|m2|m3|hộ|cây)(?!\w)", re.IGNORECASE)
_LONGEST = 130


def heading_rank(line: str) -> int:
    """1 for a chapter (roman, or all in capitals), 2 for a number, 3 for a letter; 0 for what is no heading."""
    if len(line) > _LONGEST or line.rstrip().endswith((".", ";")) or FIGURE.search(line):
        return 0
    if _ROMAN.match(line) or _ARTICLE.match(line) or (line.isupper() and len(line.split()) > 1):
        return 1
    return 2 if _NUMBER.match(line) else 3 if _LETTER.match(line) else 0


def is_numbered(line: str) -> bool:
    """Whether a line opens a chapter or an article of the text, and is no part of its title any more."""
    return _ROMAN.match(line) is not None or _ARTICLE.match(line) is not None


def is_item(line: str) -> bool:
    """Whether a line is one of a list and goes on with what the line before it speaks of."""
    return _ITEM.match(line) is not None
