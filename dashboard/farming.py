"""Crops put in order: the area of each beside the whole, and area, yield and output crop by crop and season by season."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from dashboard.course import courses
from dashboard.view import View
from etl.model import Period
from etl.query import Point

PLANTED, FOREST = "planted_area", "forest_new"
ALSO = ("fruit_area_new", "scattered_trees")


@dataclass(frozen=True, slots=True)
class Harvest:
    """One crop in one season of a year: its area, yield and output, each where it was published."""

    crop: str
    season: str
    area: Point | None
    rate: Point | None
    output: Point | None


def crop_name(view: View, crop: str) -> str:
    """What the names of a crop's area and yield have in common: the crop itself."""
    names = [
        view.name(f"{kind}.{crop}").split()
        for kind in (PLANTED, "yield", "output")
        if f"{kind}.{crop}" in view.catalogue.indicators
    ]
    if len(names) < 2:
        return " ".join(names[0]) if names else crop
    ending = [pair[0] for pair in takewhile(_alike, zip(*map(reversed, names), strict=False))][::-1]
    shared = ending or [pair[0] for pair in takewhile(_alike, zip(*names, strict=False))]
    words = " ".join(shared or names[0])
    return words[:1].upper() + words[1:]


def _alike(words: tuple[str, ...]) -> bool:
    return len({word.casefold() for word in words}) == 1


def years(view: View) -> list[int]:
    """The years for which a planted area of the home district is published, in order."""
    found = view.reader.points(PLANTED, [view.home], ["actual"], sums=True)
    return sorted({Period.parse(p.period).year for p in found if p.value is not None})


def by_crop(view: View, year: int) -> tuple[Point, list[Point]] | None:
    """The year's newest total that crops are published beside, and the crops of that period, largest first."""
    codes = [code for code in view.catalogue.indicators if view.indicator(code).part_of == PLANTED]
    found = view.reader.points([PLANTED, *codes], [view.home], ["actual"], sums=True)
    held = [p for p in found if p.value and not p.season and _is_running(p, year)]
    for period in sorted({p.period for p in held}, key=lambda code: Period.parse(code).last, reverse=True):
        whole = next((p for p in held if p.period == period and p.indicator == PLANTED), None)
        parts = [p for p in held if p.period == period and p.indicator != PLANTED]
        if whole and len(parts) > 1:
            return whole, sorted(parts, key=lambda p: -(p.value or Decimal(0)))
    return None


def _is_running(point: Point, year: int) -> bool:
    period = Period.parse(point.period)
    return period.year == year and period.first.month == 1 and period.first.day == 1


def harvests(view: View, year: int) -> list[Harvest]:
    """Every crop and season with an area, largest area first."""
    found = view.reader.points(_codes(view), [view.home], ["actual"], str(year), sums=True)
    told: dict[tuple[str, str], dict[str, Point]] = {}
    for point in found:
        kind, _, crop = point.indicator.partition(".")
        if point.season and point.value is not None:
            told.setdefault((crop, point.season), {})[kind] = point
    rows = [Harvest(*key, of.get(PLANTED), of.get("yield"), of.get("output")) for key, of in told.items()]
    return sorted(rows, key=lambda row: -((row.area.value if row.area else None) or Decimal(0)))


def _codes(view: View) -> list[str]:
    return [
        code
        for code in view.catalogue.indicators
        if code.partition(".")[0] in (PLANTED, "yield", "output") and "." in code
    ]


def yields(view: View, rows: Sequence[Harvest], most: int) -> dict[tuple[str, str], list[Point]]:
    """(crop, season) → its yields year by year, for those with the largest areas."""
    chosen = [row for row in rows if row.rate][:most]
    codes = [f"yield.{row.crop}" for row in chosen]
    found = courses(view.reader.points(codes, [view.home], ["actual"], sums=True), view.catalogue.indicators)
    lines = {(r.crop, r.season): found.get((f"yield.{r.crop}", view.home, r.season)) for r in chosen}
    return {key: course.ends() for key, course in lines.items() if course and len(course.ends()) > 1}
