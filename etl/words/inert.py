"""Text that no spreadsheet takes for a formula, reversibly: an apostrophe before what begins like one and is no number."""

from __future__ import annotations

import re

_STARTS = re.compile(r"'*\s*[=+\-@|\t\r＝＋－＠｜]")
_NUMBER = re.compile(r"[+-]?[\d.,\s]*%?")


def inert(text: str) -> str:
    """The text, quoted where a spreadsheet might run it; `-`, `-1.234,5` and `+5,1%` stay as they are."""
    return "'" + text if _STARTS.match(text) and not _NUMBER.fullmatch(text) else text


def revived(text: str) -> str:
    """The text that `inert` was given."""
    return text[1:] if text.startswith("'") and inert(text[1:]) == text else text
