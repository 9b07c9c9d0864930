"""Printed lines → paragraphs: a line that fills the page goes on in the next, unless that one starts anew."""

from __future__ import annotations

import re
from typing import Any

_ANEW = re.compile(r"\s*(?:[-+*•–]\s|[IVX]{1,4}[.)]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s)")
FULL = 0.85
"""How far across the text's width a line must reach to go on in the next."""
INDENT, GAP = 8.0, 0.8
"""Points a first line is set in; share of a line's height that parts two paragraphs."""


def paragraphs(page: Any) -> list[str]:
    """The running text of a page (or of what is left of it), its lines joined as they were before printing."""
    lines = page.extract_text_lines(return_chars=False)
    if not lines:
        return []
    left, right = min(line["x0"] for line in lines), max(line["x1"] for line in lines)
    found: list[str] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        if before and _goes_on(before, line, left, right):
            found[-1] += " " + line["text"]
        else:
            found.append(line["text"])
    return found


def _goes_on(before: dict[str, Any], line: dict[str, Any], left: float, right: float) -> bool:
    height = before["bottom"] - before["top"]
    is_full = before["x1"] >= left + FULL * (right - left)
    is_near = line["top"] - before["bottom"] <= GAP * height
    is_first = line["x0"] > left + INDENT and line["x0"] > before["x0"] - INDENT
    same_size = abs((line["bottom"] - line["top"]) - height) <= 0.2 * height
    return is_full and is_near and same_size and not is_first and not _ANEW.match(line["text"])
