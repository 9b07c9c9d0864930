"""Paragraphs gathered into one running text with offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.model import Span


@dataclass(slots=True)
class Running:
    """Grows paragraph by paragraph; `text` and `spans` are what a Document wants."""

    paragraphs: list[str] = field(default_factory=list)

    def add(self, words: str) -> None:
        """One more paragraph; blank ones are left out."""
        if words.strip():
            self.paragraphs.append(words)

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(self.paragraphs)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where each paragraph stands in the text."""
        found: list[Span] = []
        at = 0
        for n, words in enumerate(self.paragraphs, start=1):
            found.append(Span(at, at + len(words), f"p{n}"))
            at += len(words) + 1
        return tuple(found)
