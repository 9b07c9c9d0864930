"""A number between its neighbours: the words since the last figure and the words up to the next number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from etl.recognise.narrative.tokens import Kind, Token
from etl.words.aligned import Aligned


@dataclass(frozen=True, slots=True)
class Stretch:
    """One number of a sentence, all tokens of the sentence, and the words on both sides that speak of it."""

    sentence: Aligned
    found: list[Token]
    position: int
    before: str
    after: str
    gap: str

    @property
    def token(self) -> Token:
        """The number itself."""
        return self.found[self.position]

    @property
    def text(self) -> str:
        """The folded sentence."""
        return self.sentence.folded

    @property
    def unit_words(self) -> str:
        """The words of the number's unit."""
        return self.text[self.token.number_end : self.token.end].strip()

    def earlier(self) -> Iterator[Token]:
        """The tokens before the number, the nearest first."""
        return (self.found[at] for at in range(self.position - 1, -1, -1))

    @property
    def ahead(self) -> str:
        """The words behind the number, past the next numbers."""
        return self.text[self.token.end : self.token.end + 160]


def stretch(sentence: Aligned, found: list[Token], position: int, stop: int) -> Stretch:
    """The stretch of the number at `position`; `stop` is where the figure before it ended."""
    token, text = found[position], sentence.folded
    following = next((t.start for t in found[position + 1 :] if t.kind is Kind.NUMBER), len(text))
    gap = text[stop : token.start]
    return Stretch(sentence, found, position, gap.rpartition(";")[2], text[token.end : following], gap)
