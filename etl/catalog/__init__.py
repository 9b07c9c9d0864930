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
from etl.catalog.entries import Ambiguous, Area, AreaChange, CriteriaSet, Indicator, Unit, Unknown
from etl.catalog.files import Block, read_yaml
from etl.catalog.judge import Raw, faults
from etl.catalog.layouts import Layout, layouts
from etl.model import CatalogueError
from etl.model.bundled import DATA
from etl.words.fold import fold

__all__ = [
    "Ambiguous",
    "Area",
    "AreaChange",
    "Areas",
    "Catalogue",
    "Concept",
    "CriteriaSet",
    "Indicator",
    "Layout",
    "Unit",
    "Unknown",
    "load",
]

HOME = DATA / "catalog"


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
    criteria_sets: tuple[CriteriaSet, ...]
    abbreviations: Mapping[str, tuple[str, ...]]
    layouts: tuple[Layout, ...]

    def criteria_in(self, year: int) -> CriteriaSet | None:
        """The set of NTM criteria in force in a year; None where the catalogue has none."""
        return next((one for one in self.criteria_sets if one.first <= year <= one.last), None)

    def unit(self, words: str) -> Unit | None:
        """The unit some words name, spelt as attested; None for any other words."""
        code = self.unit_words.get(fold(words))
        return self.units[code] if code else None


@lru_cache(maxsize=4)
def load(home: Path = HOME) -> Catalogue:
    """The catalogue of a folder; CatalogueError tells every fault of it with file, line and cure."""
    raw = _read(home)
    wrong = list(faults(raw))
    if wrong:
        raise CatalogueError("\n".join(wrong))
    units = {code: _unit(code, block) for code, block in raw.units.items()}
    indicators = {
        code: _indicator(code, block, order, units[block["unit"]])
        for order, (code, block) in enumerate(raw.indicators.items())
    }
    words: dict[str, list[str]] = {}
    for entry in indicators.values():
        for word in {fold(w) for w in (entry.name["vi"], *entry.aliases)}:
            words.setdefault(word, []).append(entry.code)
    return Catalogue(
        home=home,
        indicators=indicators,
        indicator_words={word: tuple(codes) for word, codes in words.items()},
        units=units,
        unit_words={fold(word): u.code for u in units.values() for word in u.spellings},
        areas=build(raw.areas, raw.changes),
        marks={fold(s): mark for mark, block in raw.marks.items() for s in block["spellings"]},
        concepts=concepts(read_yaml(home / "concepts.yml"), indicators),
        criteria=_criteria(raw.criteria),
        criteria_sets=tuple(_criteria_set(code, block) for code, block in raw.criteria.items()),
        abbreviations={
            fold(w): tuple(map(fold, long)) for w, long in read_yaml(home / "abbreviations.yml").items()
        },
        layouts=layouts(home, indicators),
    )


def _read(home: Path) -> Raw:
    indicators: dict[str, Block] = {}
    for file in sorted((home / "indicators").glob("*.yml")):
        for code, block in read_yaml(file).items():
            if code in indicators:
                raise CatalogueError(f"{block.at()}: {code} stands in {indicators[code].at()} too; keep one")
            indicators[code] = block
    names = ("units", "areas", "area_changes", "criteria", "marks")
    return Raw(indicators, *(read_yaml(home / f"{name}.yml") for name in names))


def _indicator(code: str, raw: Block, order: int, unit: Unit) -> Indicator:
    low, high = unit.low, unit.high
    if "bounds" in raw:
        low, high = (Decimal(bound) if bound else None for bound in raw["bounds"])
    return Indicator(
        code=code,
        name=raw["name"],
        unit=raw["unit"],
        topic=raw.file.removesuffix(".yml"),
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
        headline=int(raw.get("headline", "0")),
        over_mergers=raw.get("over_mergers", raw["over_areas"]),
    )


def _unit(code: str, raw: Mapping[str, Any]) -> Unit:
    return Unit(
        code, raw["name"], raw["kind"], Decimal(raw["factor"]), tuple(raw["spellings"]),
        None if raw.get("signed") == "1" else Decimal(0), Decimal(raw["most"]) if "most" in raw else None,
    )  # fmt: skip


def _criteria_set(code: str, raw: Mapping[str, Any]) -> CriteriaSet:
    first, _, last = code.partition("-")
    return CriteriaSet(code, raw["act"], int(first), int(last), {n: w[0] for n, w in raw["names"].items()})


def _criteria(sets: Mapping[str, Any]) -> dict[str, str]:
    """Folded name of a criterion → its number of two digits, for the sets of nineteen."""
    named = (entry["names"] for entry in sets.values() if len(entry["names"]) == 19)
    return {
        fold(word): f"{int(number):02d}"
        for names in named
        for number, words in names.items()
        for word in words
    }
