"""Series on the boundaries of a chosen day: sums add, ratios are recomputed, statuses follow their rule, the rest is a gap that says why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal

from etl.catalog import Areas, Indicator
from etl.model import CLAIMS, BadChoice, BadPeriod, Period
from etl.query.computed import EXACTLY, resting_on
from etl.query.coverage import VALUE, Share, add_up, divided, method_of, state_of
from etl.query.ground import Ground, Held
from etl.query.nouns import Point

AS_REPORTED, TODAY = "as-reported", "today"
_DIVIDING = Context(prec=12)
"""A recomputed ratio carries twelve digits: more than any report prints, and equal on every machine."""

Fact = tuple[str, str, str, str, str]
"""Indicator, period, season, measure, giver: everything of a key but the area."""


def view_day(boundaries: str, today: date) -> date | None:
    """The day whose boundaries are meant; None for `as-reported`; a year means its last day."""
    if boundaries in ("", AS_REPORTED):
        return None
    if boundaries == TODAY:
        return today
    if len(boundaries) == 4 and boundaries.isascii() and boundaries.isdigit() and boundaries > "1900":
        return date(int(boundaries), 12, 31)
    raise BadChoice(boundaries, choice=boundaries, welcome=f"{AS_REPORTED}, {TODAY}, {today.year}")


def needed(known: Indicator) -> tuple[str, ...]:
    """The indicators a ratio is recomputed from when units merge."""
    kind, _, names = known.over_mergers.partition(":")
    return tuple(names.split("/")) if kind in ("ratio", "mean") else ()


@dataclass(frozen=True, slots=True)
class Redrawing:
    """Points on other boundaries. `facts` holds every point that was read, the needed indicators' included."""

    ground: Ground
    known: Mapping[str, Indicator]
    facts: Mapping[Fact, Held]

    @classmethod
    def of(cls, areas: Areas, known: Mapping[str, Indicator], points: Iterable[Point]) -> Redrawing:
        """Gather points by fact."""
        facts: dict[Fact, dict[str, Point]] = defaultdict(dict)
        for point in points:
            facts[fact_of(point)][point.area] = point
        return cls(Ground(areas), known, facts)

    def redraw(self, indicators: Sequence[str], day: date) -> list[Point]:
        """Every fact of some indicators on a day's boundaries; units that cannot be told apart keep their own row."""
        made: list[Point] = []
        for fact, held in self.facts.items():
            if fact[0] in indicators:
                made += [point for point in held.values() if not self.ground.is_communal(point.area)]
                made += self._communal(fact, day)
        return made

    def total(self, fact: Fact, ancestor: str) -> Point | None:
        """What the communes an area had when a period ended come to; None where the indicator says nothing of sums."""
        known = self.known[fact[0]]
        if known.over_areas == "none" or fact[3] in CLAIMS:
            return None
        shares = self._parts(ancestor, fact)
        return self._ruled(fact, ancestor, shares, known.over_areas) if any(s.point for s in shares) else None

    def _communal(self, fact: Fact, day: date) -> list[Point]:
        held = self.facts[fact]
        mine = sorted(area for area in held if self.ground.is_communal(area))
        targets = sorted({target for area in mine for target in self.ground.targets(area, day)})
        shares = {target: self._parts(target, fact) for target in targets}
        used = {share.area for found in shares.values() for share in found if share.point}
        kept = [held[a] for a in mine if a not in used and not used.intersection(self.ground.line_of(a))]
        made = [self._unit(fact, target, found) for target, found in shares.items()]
        return [*made, *(replace(point, note="kept") for point in kept)]

    def _unit(self, fact: Fact, target: str, shares: Sequence[Share]) -> Point:
        """One unit's figure of a fact: as read, or made of its parts by the indicator's rule."""
        if len(shares) == 1 and shares[0].area == target:
            return shares[0].point or self._gap(fact, target, [], "not_split")
        if len(shares) == 1 and shares[0].part == 1 and (found := add_up(shares, target)):
            return found
        rule = "none" if fact[3] in CLAIMS else self.known[fact[0]].over_mergers
        return self._ruled(fact, target, shares, rule)

    def _ruled(self, fact: Fact, target: str, shares: Sequence[Share], rule: str) -> Point:
        kind, _, names = rule.partition(":")
        if kind == "sum" and (found := add_up(shares, target)):
            return found
        if kind == "lowest":
            return self._lowest(fact, target, shares)
        if kind == "mean":
            return self._quotient(fact, target, shares, self._weighing(fact, shares, names), 1)
        if kind == "ratio":
            factor = 100 if self.known[fact[0]].unit == "%" else 1
            return self._quotient(fact, target, shares, self._sums(fact, target, names.split("/")), factor)
        return self._gap(fact, target, shares, "no_rule")

    def _parts(self, target: str, fact: Fact) -> list[Share]:
        held, end = self.facts.get(fact, {}), _end(fact[1])
        if self.ground.is_communal(target):
            return self.ground.parts(target, held, end)
        units = self.ground.areas.communes(target, end)
        return [share for unit in units for share in self.ground.parts(unit.id, held, end)]

    def _lowest(self, fact: Fact, target: str, shares: Sequence[Share]) -> Point:
        points = [share.point for share in shares if share.point and state_of(share.point) == VALUE]
        if len(points) < len(shares):
            return self._gap(fact, target, shares, "lacking")
        lowest = min(point.value for point in points if point.value is not None)
        return resting_on(points, method_of(shares), value=lowest, area=target, note="lowest")

    def _sums(self, fact: Fact, target: str, names: Sequence[str]) -> list[Point]:
        """Numerator and denominator of the same fact, each over the target's own parts."""
        sums = [add_up(self._parts(target, (name, *fact[1:])), target) for name in names]
        return [made for made in sums if made]

    def _weighing(self, fact: Fact, shares: Sequence[Share], weight: str) -> list[Point]:
        """Σ weight × value and Σ weight over parts that have both; nothing where one lacks either."""
        held = self.facts.get((weight, *fact[1:]), {})
        weights = [Share(share.area, share.part, held.get(share.area)) for share in shares]
        products = [
            Share(share.area, share.part, replace(share.point, value=EXACTLY.multiply(value, times)))
            for share, weighing in zip(shares, weights, strict=True)
            if share.point and (value := share.point.value) is not None
            if weighing.point and (times := weighing.point.value) is not None
        ]
        if len(products) < len(shares):
            return []
        return [made for made in (add_up(products, ""), add_up(weights, "")) if made]

    def _quotient(
        self, fact: Fact, target: str, shares: Sequence[Share], sums: Sequence[Point], factor: int
    ) -> Point:
        if len(sums) != 2 or any(made.value is None or made.lacking[0] for made in sums) or not sums[1].value:
            return self._gap(fact, target, shares, "no_parts")
        upper, lower = (made.value or Decimal(0) for made in sums)
        value = _DIVIDING.divide(upper * factor, lower)
        said = [share.point for share in shares if share.point]
        about = "exact" if all(made.qualifier == "exact" for made in sums) else "about"
        told = {"note": "recomputed"} | divided(shares)
        return resting_on(
            [*said, *sums],
            method_of(shares),
            value=value,
            qualifier=about,
            area=target,
            lacking=(0, 0),
            **told,
        )

    def _gap(self, fact: Fact, target: str, shares: Sequence[Share], note: str) -> Point:
        """No number, and why; the parts stay its leaves, so that a person can look at them."""
        said = [share.point for share in shares if share.point]
        missing = sum(state_of(share.point) != VALUE for share in shares)
        return resting_on(
            said or list(self.facts[fact].values())[:1],
            method_of(shares) if shares else "",
            value=None, qualifier="exact", area=target, missing="no_data", note=note, lacking=(missing, len(shares)),
        )  # fmt: skip


def fact_of(point: Point) -> Fact:
    """Everything of a point's key but the area."""
    return (point.indicator, point.period, point.season, point.measure, point.giver)


def _end(period: str) -> date:
    try:
        return Period.parse(period).last
    except BadPeriod:
        return date.max
