"""The budget put in order: a whole and the parts that make it up without counting anything twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.view import View
from etl.model import Period
from etl.query import Point

REVENUE, SPENDING, SOURCES, OWN = (
    "budget_revenue",
    "budget_expenditure",
    "budget_sources",
    "budget_sources.own",
)


@dataclass(frozen=True, slots=True)
class Composition:
    """`parts` and `rest` add up to `whole` to the last đồng; `rest` is what no published part accounts for."""

    whole: Point
    parts: Sequence[Point]
    rest: Decimal


class Book:
    """The home district's budget figures of one period, by indicator."""

    def __init__(self, view: View, period: str) -> None:
        codes = [
            code
            for code in view.catalogue.indicators
            if code.startswith(("budget_rev", "budget_exp", "budget_sou"))
        ]
        found = view.reader.points(codes, [view.home], ["actual"], period)
        self.period = period
        self._points: Mapping[str, Point] = {p.indicator: p for p in found if p.value is not None}
        self._children: dict[str, list[str]] = {}
        for code in codes:
            self._children.setdefault(view.indicator(code).part_of, []).append(code)

    def get(self, code: str) -> Point | None:
        """The figure of an indicator in this period; None where none has a value."""
        return self._points.get(code)

    def made_up(self, code: str, *, keep: Sequence[str] = ()) -> Composition | None:
        """A whole taken apart as far as published parts account for it exactly; those in `keep` stay whole."""
        whole = self.get(code)
        if whole is None or whole.value is None:
            return None
        parts = self._parts(code, keep, is_top=True)
        added = sum((part.value or Decimal(0) for part in parts), Decimal(0))
        return Composition(whole, parts, whole.value - added)

    def _parts(self, code: str, keep: Sequence[str], *, is_top: bool = False) -> list[Point]:
        known = [self._points[child] for child in self._children.get(code, ()) if child in self._points]
        added = sum((part.value or Decimal(0) for part in known), Decimal(0))
        own = self._points[code]
        if not is_top and (code in keep or not known or added != own.value):
            return [own]
        return [leaf for part in known for leaf in self._parts(part.indicator, keep)]


def newest_period(view: View, year: int) -> str:
    """The longest period of a year for which spending is published; empty where there is none."""
    found = view.reader.points(SPENDING, [view.home], ["actual"])
    spans = [p.period for p in found if p.value is not None and Period.parse(p.period).year == year]
    return max(spans, key=lambda code: Period.parse(code).last, default="")


def years(view: View) -> list[int]:
    """The years for which spending of the home district is published, in order."""
    found = view.reader.points(SPENDING, [view.home], ["actual"])
    return sorted({Period.parse(p.period).year for p in found if p.value is not None})


def computed(like: Point, indicator: str, value: Decimal, inputs: Sequence[Point], unit: str = "") -> Point:
    """A figure reckoned from published ones, leading back to all of them."""
    return replace(
        like, observation=0, indicator=indicator, value=value, unit=unit or like.unit, qualifier="exact", words="",
        method="computed", inputs=tuple(dict.fromkeys(leaf for point in inputs for leaf in point.leaves)),
        is_illustrative=any(point.is_illustrative for point in inputs), lacking=(0, 0), giver="",
    )  # fmt: skip


def self_financing(view: View) -> list[tuple[Point, Point, Point]]:
    """(own revenue, spending, the share of spending it covers in per cent) of every whole year, in order."""
    found = view.reader.points([OWN, SPENDING], [view.home], ["actual"])
    held = {(p.indicator, p.period): p for p in found if p.value and len(p.period) == 4}
    told = []
    for period in sorted({period for _, period in held}):
        own, spent = held.get((OWN, period)), held.get((SPENDING, period))
        if own and spent and own.value is not None and spent.value:
            told.append(
                (own, spent, computed(spent, SPENDING, own.value * 100 / spent.value, [own, spent], "%"))
            )
    return told
