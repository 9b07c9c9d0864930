"""Areas through time: lifetimes derived from the list of changes; look-up by name, day and parent."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from etl.catalog.entries import Ambiguous, Area, AreaChange, Unknown
from etl.catalog.files import Block
from etl.model import CatalogueError
from etl.words.fold import bare, fold

LEVEL_WORDS = {
    "province": ("tỉnh",),
    "city": ("thành phố", "tp", "tp."),
    "district": ("huyện", "h."),
    "town": ("thị trấn", "tt", "tt.", "t.t", "t.t."),
    "commune": ("xã", "x."),
}
LEVEL_NAME = {level: words[0] for level, words in LEVEL_WORDS.items()}
_ORGANS = ("ubnd", "đảng ủy", "hđnd")
_PREFIXES = sorted(
    ((word, level) for level, words in LEVEL_WORDS.items() for word in words), key=lambda p: -len(p[0])
)

Ties = Mapping[str, tuple[tuple[str, Decimal], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Areas:
    """All unit versions, by id; and every way to find one."""

    by_id: Mapping[str, Area]
    changes: tuple[AreaChange, ...]
    home: str
    _by_name: Mapping[str, tuple[Area, ...]]
    _ties: tuple[Ties, Ties]
    _under: Mapping[str, tuple[str, ...]]

    def __getitem__(self, area_id: str) -> Area:
        return self.by_id[area_id]

    def label(self, area_id: str) -> str:
        """Level and name, as `xã Tân Lập`."""
        area = self.by_id[area_id]
        return f"{LEVEL_NAME[area.level]} {area.name}"

    def find(self, text: str, on: date, within: str = "") -> Area | Ambiguous | Unknown:
        """The unit a text names on a day; a written level decides between units of one name."""
        level, name = split_level(text)
        named = self._by_name.get(name, ())
        alive = [a for a in named if a.exists_on(on) and (not level or a.level == level)]
        if within:
            alive = [a for a in alive if self.is_within(a, within)] or alive
        if len(alive) == 1:
            return alive[0]
        if alive:
            return Ambiguous(text, tuple(alive))
        near = tuple(a for a in self.by_id.values() if a.exists_on(on) and bare(a.name) == bare(name))
        return Unknown(text, near)

    def named(self, text: str) -> tuple[Area, ...]:
        """Every unit version of that name, at any time and of any level."""
        return self._by_name.get(split_level(text)[1], ())

    def of_number(self, code: str) -> tuple[Area, ...]:
        """Every unit version that has this code, with or without its leading zeros."""
        return self._numbered().get(code.lstrip("0"), ())

    @lru_cache(maxsize=8)  # noqa: B019 - one catalogue lives as long as the process
    def _numbered(self) -> Mapping[str, tuple[Area, ...]]:
        found: dict[str, list[Area]] = defaultdict(list)
        for area in self.by_id.values():
            found[area.code.lstrip("0")].append(area)
        return {code: tuple(areas) for code, areas in found.items()}

    def era(self, day: date) -> int:
        """A number that days share when the same units are in force on them."""
        return bisect_right(self._turns(), day)

    @lru_cache(maxsize=8)  # noqa: B019 - one catalogue lives as long as the process
    def _turns(self) -> tuple[date, ...]:
        """The days on which any unit came into force or was no longer."""
        ends = {a.end + timedelta(days=1) for a in self.by_id.values() if a.end < date.max}
        return tuple(sorted(ends | {a.start for a in self.by_id.values()}))

    def is_within(self, area: Area, ancestor: str) -> bool:
        """Whether the area lies in `ancestor`, also through units that ended (a district after 2025-07-01)."""
        return area.id in self.members(ancestor) or area.id == ancestor or area.parent == ancestor

    @lru_cache(maxsize=256)  # noqa: B019 - one catalogue lives as long as the process
    def members(self, ancestor: str) -> frozenset[str]:
        """Every unit below `ancestor`, in any era: children, and what they became."""
        found = set(self._under.get(ancestor, ()))
        found |= {child for area in tuple(found) if area != ancestor for child in self.members(area)}
        for change in self.changes:
            found |= {new for old, new, _ in change.shares if old in found}
        return frozenset(found)

    def origins(self, area_id: str) -> frozenset[str]:
        """The unit and every earlier unit whose ground, or part of it, became this one."""
        earlier = (self.origins(old) for old, _ in self.sources(area_id))
        return frozenset({area_id}).union(*earlier)

    def sources(self, area_id: str) -> tuple[tuple[str, Decimal], ...]:
        """The units it was made from, each with the part of it that went in."""
        return self._ties[0].get(area_id, ())

    def heirs(self, area_id: str) -> tuple[tuple[str, Decimal], ...]:
        """The units it went into, each with the part of it that went there."""
        return self._ties[1].get(area_id, ())

    def family(self, area_id: str) -> frozenset[str]:
        """Every unit it is tied to by any chain of changes, itself included."""
        found, fresh = {area_id}, {area_id}
        while fresh:
            fresh = {tied for one in fresh for tied, _ in (*self.sources(one), *self.heirs(one))} - found
            found |= fresh
        return frozenset(found)

    def communes(self, ancestor: str, on: date) -> tuple[Area, ...]:
        """The communes and towns of `ancestor` in force that day, in order of code."""
        inside = self.members(ancestor)
        found = (a for a in self.by_id.values() if a.id in inside and a.level in ("commune", "town"))
        return tuple(sorted((a for a in found if a.exists_on(on)), key=lambda a: a.code))


def split_level(text: str) -> tuple[str, str]:
    """A name's written level (or "") and the bare name, folded: 'UBND xã Vũ Lễ' → ('commune', 'vũ lễ')."""
    name = fold(text)
    for organ in _ORGANS:
        name = name.removeprefix(organ + " ")
    for word, level in _PREFIXES:
        if name.startswith(word + " ") or (word.endswith(".") and name.startswith(word)):
            return level, name[len(word) :].strip()
    return "", name


def build(base: Mapping[str, Any], changes: Iterable[Block]) -> Areas:
    """Areas from areas.yml and area_changes.yml; each change ends its old units and begins its new ones."""
    areas = {id_: _area(id_, raw) for id_, raw in base["areas"].items()}
    told = []
    for raw in sorted(changes, key=lambda change: str(change["date"])):
        day = date.fromisoformat(raw["date"])
        for id_, entry in raw["into"].items():
            areas[id_] = replace(_area(id_, entry), start=day)
        told.append(_change(raw, day, areas))
    names: dict[str, list[Area]] = defaultdict(list)
    under: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for area in areas.values():
        under[area.parent] = (*under[area.parent], area.id)
        for word in (area.name, *area.aliases):
            names[fold(word)].append(area)
    by_name = {word: tuple(found) for word, found in names.items()}
    return Areas(areas, tuple(told), base["home"], by_name, _ties(told), under)


def _ties(changes: Iterable[AreaChange]) -> tuple[Ties, Ties]:
    """Sources by new unit, heirs by old unit."""
    sources: dict[str, tuple[tuple[str, Decimal], ...]] = {}
    heirs: dict[str, tuple[tuple[str, Decimal], ...]] = {}
    for old, new, part in (share for change in changes for share in change.shares):
        sources[new] = (*sources.get(new, ()), (old, part))
        heirs[old] = (*heirs.get(old, ()), (new, part))
    return sources, heirs


def _area(id_: str, raw: Mapping[str, Any]) -> Area:
    lon_lat = raw.get("at")
    return Area(
        id=id_,
        code=raw["code"],
        level=raw["level"],
        name=raw["name"],
        parent=raw.get("parent", ""),
        end=date.fromisoformat(raw["until"]) if "until" in raw else date.max,
        aliases=tuple(raw.get("aliases", ())),
        area_km2=Decimal(raw["area_km2"]) if "area_km2" in raw else None,
        population=int(raw["population"]) if "population" in raw else None,
        at=(float(lon_lat[0]), float(lon_lat[1])) if lon_lat else None,
    )


def _change(raw: Block, day: date, areas: dict[str, Area]) -> AreaChange:
    shares = []
    for old in raw["from"]:
        if old not in areas or not areas[old].exists_on(day):
            raise CatalogueError(
                f"{raw.at('from')}: {old} was not in force on {day}; mend the id or the date"
            )
        areas[old] = replace(areas[old], end=day - timedelta(days=1))
        targets = raw.get("shares", {}).get(old) or {new: "1" for new in raw["into"]}
        if sum(Decimal(part) for part in targets.values()) != 1:
            raise CatalogueError(f"area_changes.yml: the shares of {old} on {day} must add up to 1")
        shares += [(old, new, Decimal(part)) for new, part in targets.items()]
    return AreaChange(day, raw["kind"], raw["act"], tuple(shares))
