"""How indicators bind each other: data/catalog/relations.yml and what the indicators say themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from etl.catalog import Catalogue
from etl.catalog.files import read_yaml
from etl.model import CatalogueError


@dataclass(frozen=True, slots=True)
class Ratio:
    """`rate` = `scale` × `part` / `base`."""

    rate: str
    part: str
    base: str
    scale: float


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts that do not overlap; `is_all`: together they are the whole."""

    whole: str
    parts: tuple[str, ...]
    is_all: bool


@dataclass(frozen=True, slots=True)
class Relations:
    """Everything rules know about how figures bind each other."""

    ratios: tuple[Ratio, ...]
    parts: tuple[Parts, ...]
    at_most: tuple[tuple[str, str], ...]
    falls_by: Mapping[str, str]
    constant_prices: frozenset[str]
    beyond_communes: frozenset[str]
    means: Mapping[str, str]
    counts: Mapping[str, tuple[str, int]]
    per_head: Mapping[str, tuple[float, float]]
    tallies: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def relations(catalogue: Catalogue) -> Relations:
    """The relations of a catalogue; CatalogueError names an indicator it lacks."""
    raw = read_yaml(catalogue.home / "relations.yml")
    known = catalogue.indicators
    contained = tuple((i.code, i.part_of) for i in known.values() if i.part_of)
    found = Relations(
        ratios=tuple(_ratio(code, known) for code in known if known[code].over_areas.startswith("ratio:")),
        parts=tuple(Parts(e["whole"], tuple(e["parts"]), e.get("all") == "1") for e in raw["parts"]),
        at_most=(*contained, *((small, large) for small, large in raw["at_most"])),
        falls_by=raw["falls_by"],
        constant_prices=frozenset(raw["constant_prices"]),
        beyond_communes=frozenset(
            code for head in raw["beyond_communes"] for code in (head, *_below(head, known))
        ),
        means={mean: entry["over"] for mean, entry in raw["means"].items()},
        counts={code: (entry["of"], int(entry["at_least"])) for code, entry in raw["counts"].items()},
        per_head={code: (float(low), float(high)) for code, (low, high) in raw["per_head"].items()},
        tallies={told: _below(head, known) for told, head in raw["tallies"].items()},
    )
    lacking = _named(found) - known.keys()
    if lacking:
        raise CatalogueError(
            f"relations.yml names {sorted(lacking)}, which indicators/ lacks; add or rename them"
        )
    return found


def _ratio(code: str, known: Mapping[str, Any]) -> Ratio:
    part, _, base = known[code].over_areas.removeprefix("ratio:").partition("/")
    if part not in known or base not in known:
        raise CatalogueError(f"{code}: over_areas names {part} and {base}; both must be indicators")
    return Ratio(code, part, base, 100.0 if known[code].unit == "%" else 1.0)


def _below(head: str, known: Mapping[str, Any]) -> tuple[str, ...]:
    parts = tuple(code for code in known if code.startswith(f"{head}."))
    if not parts:
        raise CatalogueError(f"relations.yml names {head}, which heads no list; name the start of codes")
    return parts


def _named(found: Relations) -> set[str]:
    named = {code for pair in found.at_most for code in pair}
    named |= {code for entry in found.parts for code in (entry.whole, *entry.parts)}
    named |= {*found.falls_by, *found.falls_by.values(), *found.constant_prices, *found.per_head}
    named |= {*found.means, *found.means.values(), *found.counts, *found.tallies}
    return named | {of for of, _ in found.counts.values()}
