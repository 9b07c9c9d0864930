"""All we know beforehand: data/catalog, loaded once, judged whole, then read-only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl.catalog.areas import Areas, build
from etl.catalog.concepts import Concept, concepts
from etl.catalog.entries import Ambiguous, Area, AreaChange, Indicator, Unit, Unknown
from etl.catalog.files import read_yaml
from etl.words.fold import fold

__all__ = [
    "Ambiguous",
    "Area",
    "AreaChange",
    "Areas",
    "Catalogue",
    "Concept",
    "Indicator",
    "Unit",
    "Unknown",
    "load",
]

HOME = Path(__file__).parents[2] / "data" / "catalog"


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Indicators, units, areas, marks: typed, and the words that name them (folded word → codes)."""

    home: Path
    indicators: Mapping[str, Indicator]
    indicator_words: Mapping[str, tuple[str, ...]]
    units: Mapping[str, Unit]
    unit_words: Mapping[str, str]
    areas: Areas
    marks: Mapping[str, str]
    concepts: Mapping[str, Concept]
    criteria: Mapping[str, str]

    def unit(self, words: str) -> Unit | None:
        """The unit some words name, spelt as attested; None for any other words."""
        code = self.unit_words.get(fold(words))
        return self.units[code] if code else None


@lru_cache(maxsize=4)
def load(home: Path = HOME) -> Catalogue:
    """The catalogue of a folder; CatalogueError names file, line and cure."""
    indicators = _indicators(home / "indicators")
    units = {code: _unit(code, raw) for code, raw in read_yaml(home / "units.yml").items()}
    words: dict[str, list[str]] = {}
    for entry in indicators.values():
        for word in {fold(w) for w in (entry.name["vi"], *entry.aliases)}:
            words.setdefault(word, []).append(entry.code)
    marks = {fold(s): m for m, raw in read_yaml(home / "marks.yml").items() for s in raw["spellings"]}
    return Catalogue(
        home=home,
        indicators=indicators,
        indicator_words={word: tuple(codes) for word, codes in words.items()},
        units=units,
        unit_words={fold(word): u.code for u in units.values() for word in u.spellings},
        areas=build(read_yaml(home / "areas.yml"), read_yaml(home / "area_changes.yml")),
        marks=marks,
        concepts=concepts(read_yaml(home / "concepts.yml"), indicators),
        criteria=_criteria(read_yaml(home / "criteria.yml")),
    )


def _indicators(folder: Path) -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    for file in sorted(folder.glob("*.yml")):
        for code, raw in read_yaml(file).items():
            found[code] = _indicator(code, raw, file.stem, len(found))
    return found


def _indicator(code: str, raw: Mapping[str, Any], topic: str, order: int) -> Indicator:
    low, high = (Decimal(bound) if bound else None for bound in raw.get("bounds", ("", "")))
    return Indicator(
        code=code,
        name=raw["name"],
        unit=raw["unit"],
        topic=topic,
        nature=raw["nature"],
        over_areas=raw["over_areas"],
        over_periods=raw["over_periods"],
        short=raw.get("short", {}),
        aliases=tuple(raw.get("aliases", ())),
        part_of=raw.get("part_of", ""),
        low=low,
        high=high,
        polarity=int(raw.get("polarity", "0")),
        order=order,
        over_mergers=raw.get("over_mergers", raw["over_areas"]),
    )


def _unit(code: str, raw: Mapping[str, Any]) -> Unit:
    return Unit(code, raw["name"], raw["kind"], Decimal(raw["factor"]), tuple(raw["spellings"]))


def _criteria(sets: Mapping[str, Any]) -> dict[str, str]:
    """Folded name of a criterion → its number of two digits, for the sets of nineteen."""
    named = (entry["names"] for entry in sets.values() if len(entry["names"]) == 19)
    return {
        fold(word): f"{int(number):02d}"
        for names in named
        for number, words in names.items()
        for word in words
    }
