"""Figures of a text as the tests compare them."""

from __future__ import annotations

from collections.abc import Mapping

from etl.catalog import load
from etl.commands.read import value_text
from etl.model import Document, Observation, Period, Span
from etl.normalise import normalise
from etl.recognise.narrative import narrative_cells
from etl.words.fold import fold

CATALOGUE = load()
SCALE = {"m2": ("ha", 0.0001), "pp": ("%", 1.0), "kg/person": ("t", 0.001)}


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


def agrees(line: dict[str, str], seen: Observation, slugs: Mapping[str, str] | None = None) -> bool:
    """Whether a figure is the one a line of gold states: value, unit, measure, area, period, and the indicator by its own code or by `slugs`."""
    unit, factor = SCALE.get(line["unit"], (line["unit"], 1.0))
    own_unit, own_factor = SCALE.get(seen.unit, (seen.unit, 1.0))
    if unit != own_unit:
        return False
    same = value_text(seen) == line["value"]
    if not same and unit != "status" and seen.value is not None:
        values = [float(value) * factor for value in line["value"].split("|")]
        same = any(
            abs(abs(float(seen.value)) * own_factor - abs(value)) < 1e-6 * max(abs(value), 1)
            for value in values
        )
    return (
        same
        and (
            slugs is None
            or {*slugs.get(seen.indicator, seen.indicator).split("|")} & {*line["indicator"].split("|")}
        )
        and str(seen.measure) in line["measure"].split("|")
        and fold(seen.area) in map(fold, line["area"].split("|"))
        and span(seen.period) in {span(code) for code in line["period"].split("|")}
    )
