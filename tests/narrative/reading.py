"""Figures of a text as the tests compare them."""

from __future__ import annotations

from etl.catalog import load
from etl.model import Document, Observation, Period, Span
from etl.normalise import normalise
from etl.recognise.narrative import narrative_cells

CATALOGUE = load()


def document(text: str) -> Document:
    """A text as a document, one paragraph a line."""
    spans, at = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            spans.append(Span(at, at + len(line), f"p{number}"))
        at += len(line) + 1
    return Document("text.txt", "text", "", len(text), text, tuple(spans))


def figures(text: str) -> list[Observation]:
    """The figures of a text."""
    return normalise(narrative_cells(document(text), CATALOGUE), CATALOGUE)[0]


def span(code: str) -> tuple[str, str]:
    """A period as its first and last month: `2020` is `2020-01/2020-12`."""
    period = Period.parse(code)
    return f"{period.first:%Y-%m}", f"{period.last:%Y-%m}"
