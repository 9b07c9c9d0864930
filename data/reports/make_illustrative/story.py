"""The invented story: yearly totals that meet the published ones, shared out over the communes of each day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from etl.catalog import Area, load

YEARS = range(2018, 2026)
CATALOGUE = load()
LAST_OF_THE_DISTRICT = date(2025, 6, 30)


def noise(*key: object) -> float:
    """A number in [0, 1) that depends on its key alone."""
    digest = hashlib.sha256("/".join(map(str, (20200915, *key))).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def wobble(spread: float, *key: object) -> float:
    """A factor around 1, at most `spread` off."""
    return 1 + spread * (2 * noise(*key) - 1)


def share(total: Decimal, weights: Sequence[float], digits: int = 2) -> list[Decimal]:
    """`total` in parts as the weights are, rounded to `digits`, adding up exactly (largest remainder)."""
    step = Decimal(1).scaleb(-digits)
    whole = int(total / step)
    scale = whole / (sum(weights) or 1)
    parts = [int(w * scale) for w in weights]
    by_rest = sorted(range(len(weights)), key=lambda i: parts[i] - weights[i] * scale)
    for i in by_rest[: whole - sum(parts)]:
        parts[i] += 1
    return [part * step for part in parts]


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune of some day and the communes of 2018 that it is made of."""

    area: Area
    atoms: tuple[str, ...]

    @property
    def label(self) -> str:
        """Name with its level, as a table's first column has it."""
        return ("Thị trấn " if self.area.level == "town" else "Xã ") + self.area.name


@cache
def units(day: date) -> tuple[Unit, ...]:
    """The communes in force, each with its communes of 2018."""
    areas = CATALOGUE.areas
    made_of: dict[str, tuple[str, ...]] = {
        a.id: (a.id,) for a in areas.communes(areas.home, date(2018, 1, 1))
    }
    for change in areas.changes:
        if change.date <= day:
            for old, new, _ in change.shares:
                made_of[new] = (*made_of.get(new, ()), *made_of[old])
    return tuple(Unit(area, made_of[area.id]) for area in areas.communes(areas.home, day))


def on(year: int, month: int) -> date:
    """A day of the month: the units in force then send its report."""
    return date(year, month, 15)


def reported(year: int, month: int, first: int) -> date:
    """The day a report of a month is signed: from `first` on, up to six days later."""
    return date(year, month, first + int(7 * noise("signed", year, month, first)))


ATOMS = tuple(u.area for u in units(date(2018, 1, 1)))
HIGHLAND = {"Vạn Thủy", "Tân Tri", "Tân Hương", "Trấn Yên", "Nhất Hòa", "Tân Thành", "Nhất Tiến", "Long Đống"}
"""The eight communes that the rate of 2020 left above 9 % (poverty figures published that year)."""
LAGGING = {"Nhất Tiến", "Tân Thành", "Vạn Thủy"}
_VALLEY = {
    "Bắc Sơn",
    "Quỳnh Sơn",
    "Hữu Vĩnh",
    "Hưng Vũ",
    "Chiêu Vũ",
    "Vũ Sơn",
    "Đồng Ý",
    "Chiến Thắng",
    "Vũ Lễ",
    "Long Đống",
}


def weight(atom: Area, what: str) -> float:
    """How much of something a commune of 2018 has, in no unit."""
    land, people = float(atom.area_km2 or 20), float(atom.population or 3000)
    town = 0.35 if atom.level == "town" else 1.0
    if what == "people":
        return people
    if what == "forest":
        return town * land**1.1 * (0.4 if atom.name in _VALLEY else 1)
    if what == "tobacco":
        return town * people**0.7 * (2.2 if atom.name in _VALLEY else 0.6)
    if what == "trade":
        return people * (4 if atom.level == "town" else 1)
    return town * people**0.6 * land**0.4


def shared(
    total: Decimal, day: date, what: str, *key: object, digits: int = 2, spread: float = 0.35
) -> list[Decimal]:
    """A district total over the communes of a day; the 2018 communes' shares stay, so mergers add up."""
    weights = [weight(a, what) * wobble(spread, what, a.code, *key) for a in ATOMS]
    parts = dict(zip((a.id for a in ATOMS), share(total, weights, digits), strict=True))
    return [sum((parts[atom] for atom in unit.atoms), Decimal(0)) for unit in units(day)]


def by_year(first: int, *values: str) -> Mapping[int, Decimal]:
    """One value a year from `first` on."""
    return {first + i: Decimal(v) for i, v in enumerate(values)}


# Yearly totals of the district. Those of 2019, 2020 and the first half of 2022 are the published ones.
SOWN = by_year(
    2018, "12212.20", "12285.40", "11650.46", "11884.15", "11978.60", "12061.35", "11905.70", "12034.90"
)
SOWN_WINTER_SPRING = by_year(
    2018, "6148.30", "6204.75", "5952.10", "5979.80", "6224.98", "6247.40", "6193.85", "6230.15"
)
SOWN_NINE_MONTHS_2020 = Decimal("11806.20")
SOWN_PLAN = by_year(2018, "12200", "12225", "12300", "11900", "11950", "12000", "12050", "12000")
FOREST_PLAN = by_year(2018, "550", "550", "550", "600", "600", "620", "650", "600")
REVENUE_PLAN = by_year(2018, "31000", "33500", "33840", "35000", "31300", "45000", "48000", "52000")
SPENDING_PLAN = by_year(2018, "452000", "489000", "515600", "541000", "573500", "612000", "655000", "702000")
INCOME = by_year(2018, "33.8", "37.2", "42.5", "46.1", "50.4", "54.9", "59.6", "64.3")
HOUSEHOLDS = by_year(2018, "16840", "17105", "17328", "17420", "17566", "17702", "17835", "17964")
POOR = by_year(2018, "2762", "2104", "1589", "1355", "2617", "2124", "1662", "1257")
NEAR_POOR = by_year(2018, "1512", "1404", "1299", "1208", "1754", "1611", "1480", "1326")
POPULATION = by_year(2018, "71240", "71967", "72508", "72915", "73340", "73702", "74065", "74390")


@dataclass(frozen=True, slots=True)
class Flow:
    """A running total: its yearly totals, the share of the year reached by each month, and the points that are published."""

    total: Mapping[int, Decimal]
    curve: tuple[float, ...]
    known: Mapping[tuple[int, int], str] = field(default_factory=dict)
    digits: int = 0

    def at(self, year: int, month: int) -> Decimal:
        """The running total at the end of a month: along the curve from one known point to the next."""
        points = {0: Decimal(0), 12: self.total[year]}
        points |= {m: Decimal(v) for (y, m), v in self.known.items() if y == year}
        below, above = max(m for m in points if m <= month), min(m for m in points if m >= month)
        if below == above:
            return points[month]
        curve = (0.0, *self.curve)
        part = (curve[month] - curve[below]) / (curve[above] - curve[below])
        value = points[below] + (points[above] - points[below]) * Decimal(part)
        return value.quantize(Decimal(1).scaleb(-self.digits))


WINTER_SPRING = (0.22, 0.52, 0.86, 0.985, 1, 1, 1, 1, 1, 1, 1, 1)
MAIN_SEASON = (0, 0, 0, 0, 0.03, 0.34, 0.81, 0.965, 1, 1, 1, 1)
_EVEN = (0.075, 0.14, 0.225, 0.31, 0.395, 0.48, 0.565, 0.65, 0.735, 0.82, 0.91, 1)
FOREST = Flow(
    by_year(2018, "561.20", "606.50", "655.40", "612.80", "640.30", "655.70", "598.40", "621.50"),
    (0.015, 0.07, 0.2, 0.38, 0.58, 0.74, 0.86, 0.94, 0.985, 1, 1, 1),
    {(2020, 9): "649.00", (2022, 6): "602.00"},
    2,
)
TREES = Flow(
    by_year(2018, "62.5", "70.4", "81.0", "118.6", "125.2", "131.7", "120.3", "128.9"),
    (0.1, 0.48, 0.62, 0.7, 0.76, 0.82, 0.87, 0.91, 0.95, 0.97, 0.99, 1),
    digits=1,
)
FRUIT_NEW = Flow(
    by_year(2018, "88.40", "92.75", "81.30", "74.10", "69.85", "64.20", "58.35", "55.10"),
    (0.04, 0.2, 0.41, 0.58, 0.66, 0.72, 0.79, 0.87, 0.935, 0.965, 0.99, 1),
    {(2020, 9): "75.90"},
    2,
)
REVENUE = Flow(
    by_year(2018, "38950", "41823", "44500", "46180", "52640", "49870", "56310", "60250"),
    (0.085, 0.15, 0.228, 0.312, 0.398, 0.475, 0.565, 0.655, 0.738, 0.82, 0.905, 1),
    {(2019, 9): "25185", (2020, 9): "34000", (2022, 6): "25040"},
)
SPENDING = Flow(
    by_year(2018, "612400", "655900", "714300", "742800", "801500", "846200", "905700", "958000"),
    (0.045, 0.085, 0.141, 0.205, 0.275, 0.352, 0.44, 0.54, 0.65, 0.735, 0.835, 1),
    {(2020, 9): "464000"},
)
INDUSTRY = Flow(
    by_year(2018, "85300", "94450", "105500", "114900", "141200", "156800", "171500", "187600"),
    _EVEN,
    {(2020, 2): "9250", (2022, 6): "64800"},
)
RETAIL = Flow(
    by_year(2018, "792000", "861700", "810000", "846300", "931500", "1018400", "1103900", "1192700"), _EVEN
)
INVESTMENT = Flow(
    by_year(2018, "61200", "70500", "88400", "93100", "112600", "128300", "141900", "150200"),
    (0.02, 0.05, 0.1, 0.16, 0.24, 0.33, 0.41, 0.5, 0.6, 0.7, 0.83, 1),
)
JOBS = Flow(by_year(2018, "905", "940", "860", "815", "930", "985", "1010", "1030"), _EVEN)
