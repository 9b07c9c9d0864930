"""Paragraphs gathered into one running text with offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.model import Span
from etl.read.wrapped import paragraphs


@dataclass(slots=True)
class Running:
    """Grows paragraph by paragraph; `text` and `spans` are what a Document wants."""

    paragraphs: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def add(self, words: str) -> None:
        """One more paragraph; blank ones are left out, one with line breaks of its own is several of one number."""
        number = self.numbers[-1] + 1 if self.numbers else 1
        for start, end in paragraphs(words):
            self.paragraphs.append(words[start:end])
            self.numbers.append(number)

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(self.paragraphs)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where each paragraph stands in the text."""
        found: list[Span] = []
        at = 0
        for n, words in zip(self.numbers, self.paragraphs, strict=True):
            found.append(Span(at, at + len(words), f"p{n}"))
            at += len(words) + 1
        return tuple(found)
