"""Concepts: phrases as heads × details, so that a new crop or animal is one line and no code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.catalog.files import Block
from etl.model import CatalogueError
from etl.words.fold import fold


@dataclass(frozen=True, slots=True)
class Concept:
    """What a phrase means: a whole indicator (`code`), a head, or a detail with the heads its units imply."""

    code: str = ""
    head: str = ""
    detail: str = ""
    by_unit: Mapping[str, str] = field(default_factory=dict)


def concepts(raw: Block, indicators: Mapping[str, Any]) -> dict[str, Concept]:
    """Folded phrase → concept; a phrase that means two things, or an unknown indicator, is refused."""
    found: dict[str, Concept] = {}
    for head, entry in raw["heads"].items():
        for word in entry["words"]:
            _add(found, word, Concept(entry.get("alone", ""), head=head), indicators, entry.at("words"))
    for detail, entry in raw["details"].items():
        _judge_details(detail, entry["by_unit"], indicators)
        for word in entry["words"]:
            _add(found, word, Concept(detail=detail, by_unit=entry["by_unit"]), indicators, entry.at("words"))
    for code, words in raw["phrases"].items():
        for word in words:
            _add(found, word, Concept(code), indicators, raw["phrases"].at(code))
    return found


def _judge_details(detail: str, by_unit: Block, indicators: Mapping[str, Any]) -> None:
    for head in by_unit.values():
        if f"{head}.{detail}" not in indicators:
            raise CatalogueError(
                f"{by_unit.at()}: {detail} needs the indicator {head}.{detail}; add it to indicators/"
            )


def _add(
    found: dict[str, Concept], word: str, concept: Concept, indicators: Mapping[str, Any], at: str
) -> None:
    if concept.code and concept.code not in indicators:
        raise CatalogueError(
            f"{at}: “{word}” names {concept.code}, which indicators/ lacks; add or rename it"
        )
    if found.setdefault(fold(word), concept) != concept:
        raise CatalogueError(f"{at}: “{word}” means two things; keep one")
    for joined in (fold(word).replace(" - ", "-"), fold(word).replace(" - ", " – ")):
        found.setdefault(joined, concept)
