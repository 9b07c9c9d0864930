"""The catalogue's files judged as a whole before anything is made of them: every fault with file, line and cure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from etl.catalog.files import Block
from etl.model import Missing
from etl.words.fold import fold

LANGUAGES = frozenset({"vi", "en"})
NATURES = frozenset({"flow", "stock", "ratio"})
LEVELS = frozenset({"province", "city", "district", "town", "commune"})
_INDICATOR = ("name", "unit", "nature", "over_areas", "over_periods")
_INDICATOR_MAY = ("short", "aliases", "part_of", "bounds", "polarity", "over_mergers", "headline")
_UNIT = ("name", "kind", "factor", "spellings")
_UNIT_MAY = ("signed", "most")
_AREA = ("code", "level", "name")
_AREA_MAY = ("parent", "until", "aliases", "area_km2", "population", "at")
_CHANGE = ("date", "kind", "act", "from", "into")
_CODE = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")


@dataclass(frozen=True, slots=True)
class Raw:
    """The files as read, nothing made of them yet."""

    indicators: Mapping[str, Block]
    units: Block
    areas: Block
    changes: list[Block]
    criteria: Block
    marks: Block


def faults(raw: Raw) -> Iterator[str]:
    """Every fault of every file, as `file:line: what is wrong; what to do`."""
    for code, block in raw.indicators.items():
        yield from _indicator(code, block, raw)
    yield from _units(raw.units)
    yield from _areas(raw.areas)
    for change in raw.changes:
        yield from _change(change)
    for name, block in raw.criteria.items():
        yield from _criteria(name, block)
    for mark, block in raw.marks.items():
        yield from _mark(mark, block)


def _shape(block: Any, needed: Collection[str], may: Collection[str] = ()) -> Iterator[str]:
    """Keys that are lacking and keys that are not known."""
    for key in needed:
        if key not in block:
            yield f"{block.at()}: {key} is lacking; add it"
    for key in block:
        if key not in needed and key not in may:
            near = get_close_matches(key, [*needed, *may], 1)
            cure = f"write {near[0]}" if near else f"use only {', '.join([*needed, *may])}"
            yield f"{block.at(key)}: {key} is not known here; {cure}"


def _named(block: Block, key: str) -> Iterator[str]:
    told = block.get(key)
    if isinstance(told, Block):
        for language in sorted(LANGUAGES - {k for k, v in told.items() if v}):
            yield f"{block.at(key)}: {key} has no {language}; every word stands in Vietnamese and English"
        for extra in sorted(told.keys() - LANGUAGES):
            yield f"{block.at(key)}: {extra} is no language here; use vi and en"
    elif key in block:
        yield f"{block.at(key)}: {key} is one text; write {{vi: …, en: …}}"


def _one_of(block: Block, key: str, offers: Collection[str]) -> Iterator[str]:
    if key in block and block[key] not in offers:
        near = get_close_matches(str(block[key]), list(offers), 1)
        cure = f"did you mean {near[0]}?" if near else f"use one of {', '.join(sorted(offers)[:12])}"
        yield f"{block.at(key)}: {key} {block[key]} is not known; {cure}"


def _number(block: Block, key: str, text: Any) -> Iterator[str]:
    try:
        Decimal(text)
    except (InvalidOperation, TypeError, ValueError):
        yield f"{block.at(key)}: {key} {text} is no number; write digits with a point"


def _indicator(code: str, block: Block, raw: Raw) -> Iterator[str]:
    if not isinstance(block, Block):
        yield f"{code}: an indicator is a block of keys; indent them below its code"
        return
    if not _CODE.fullmatch(code):
        yield f"{block.at()}: {code} is no code; use small letters, digits, _ and dots between parts"
    yield from _shape(block, _INDICATOR, _INDICATOR_MAY)
    yield from _named(block, "name")
    yield from _named(block, "short")
    yield from _one_of(block, "unit", raw.units)
    yield from _one_of(block, "nature", NATURES)
    yield from _one_of(block, "over_periods", {"sum", "last", "none"})
    yield from _one_of(block, "polarity", {"-1", "0", "1"})
    yield from _one_of(block, "part_of", raw.indicators)
    yield from _adds_up(block, "over_areas", raw.indicators)
    yield from _adds_up(block, "over_mergers", raw.indicators)
    yield from _bounds(block)
    if block.get("nature") == "ratio" and block.get("over_areas") == "sum":
        yield f"{block.at('over_areas')}: a ratio does not add up; use ratio:part/base, mean:weight or none"
    if _is_its_own_part(code, raw.indicators):
        yield f"{block.at('part_of')}: {code} is a part of itself; break the circle"


def _adds_up(block: Block, key: str, known: Collection[str]) -> Iterator[str]:
    """sum | last | none | mean:<weight> | ratio:<part>/<base>, of indicators that exist."""
    rule = str(block.get(key, "none"))
    kind, _, named = rule.partition(":")
    lacking = [code for code in named.split("/") if code and code not in known]
    plain = {"sum", "none", "lowest"} if key == "over_mergers" else {"sum", "none"}
    if kind not in {*plain, "mean", "ratio"} or (kind == "ratio") != ("/" in named):
        offers = ", ".join(sorted(plain))
        yield f"{block.at(key)}: {key} {rule} is not known; use {offers}, mean:weight or ratio:part/base"
    elif lacking or (kind == "mean" and not named):
        yield f"{block.at(key)}: {key} names {', '.join(lacking) or 'no weight'}; it must be an indicator"


def _bounds(block: Block) -> Iterator[str]:
    bounds = block.get("bounds", ["", ""])
    if not isinstance(bounds, list) or len(bounds) != 2:
        yield f'{block.at("bounds")}: bounds are two numbers; write ["0", "100"], or "" for an open end'
        return
    wrong = [text for bound in bounds if bound for text in _number(block, "bounds", bound)]
    yield from wrong
    if not wrong and all(bounds) and Decimal(bounds[0]) >= Decimal(bounds[1]):
        yield f"{block.at('bounds')}: bounds {bounds[0]} and {bounds[1]} hold nothing; the smaller comes first"


def _is_its_own_part(code: str, known: Mapping[str, Block]) -> bool:
    at, steps = known[code].get("part_of", ""), 0
    while at in known and at != code and steps < len(known):
        at, steps = known[at].get("part_of", ""), steps + 1
    return bool(at == code)


def _units(units: Block) -> Iterator[str]:
    owner: dict[str, str] = {}
    kinds: dict[str, list[str]] = {}
    for code, block in units.items():
        yield from _shape(block, _UNIT, _UNIT_MAY)
        yield from _named(block, "name")
        yield from _number(block, "factor", block.get("factor", "1"))
        yield from _number(block, "most", block.get("most", "0"))
        kinds.setdefault(str(block.get("kind")), []).append(str(block.get("factor")))
        for word in block.get("spellings", ()):
            first = owner.setdefault(fold(word), code)
            if first != code:
                yield f"{block.at('spellings')}: “{word}” is a spelling of {first} too; keep one"
    for kind, factors in kinds.items():
        if factors.count("1") != 1:
            yield f"{units.at()}: kind {kind} needs one unit of factor 1, it has {factors.count('1')}"


def _areas(areas: Block) -> Iterator[str]:
    known = areas["areas"]
    if areas.get("home") not in known:
        yield f"{areas.at('home')}: home {areas.get('home')} is no area; use an id of the list"
    for block in known.values():
        yield from _area(block)
        if block.get("parent") and block["parent"] not in known:
            yield f"{block.at('parent')}: parent {block['parent']} is no area; use an id of the list"


def _area(block: Block) -> Iterator[str]:
    yield from _shape(block, _AREA, _AREA_MAY)
    yield from _one_of(block, "level", LEVELS)
    for key in ("area_km2", "population"):
        yield from _number(block, key, block.get(key, "0"))
    if "until" in block:
        yield from _day(block, "until")


def _day(block: Block, key: str) -> Iterator[str]:
    try:
        date.fromisoformat(block.get(key, ""))
    except (TypeError, ValueError):
        yield f"{block.at(key)}: {key} {block.get(key)} is no day; write 2025-07-01"


def _change(block: Block) -> Iterator[str]:
    yield from _shape(block, _CHANGE, ("shares",))
    yield from _day(block, "date")
    for new in block.get("into", {}).values():
        yield from _area(new)
    for old, parts in block.get("shares", {}).items():
        if sum(Decimal(part) for part in parts.values()) != 1:
            yield f"{block.at('shares')}: the shares of {old} do not add up to 1; mend them"


def _criteria(name: str, block: Block) -> Iterator[str]:
    yield from _shape(block, ("act", "names"), ("from", "until"))
    numbers = list(block.get("names", {}))
    if numbers != [str(n) for n in range(1, len(numbers) + 1)]:
        yield f"{block.at('names')}: the criteria of {name} are not numbered 1 to {len(numbers)}; mend them"


def _mark(mark: str, block: Block) -> Iterator[str]:
    yield from _shape(block, ("spellings", "meaning"))
    yield from _named(block, "meaning")
    if mark not in set(Missing):
        yield f"{block.at()}: {mark} is no kind of missing; use one of {', '.join(m for m in Missing if m)}"
