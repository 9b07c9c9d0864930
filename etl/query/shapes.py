"""The shapes screens ask for, at the speed of the database: fixed texts, numbers inside, plain tuples out, one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy as sa

from etl.query.terms import Terms
from etl.store.rollup import COUNTRY

_HELD = "FROM standing s JOIN observation o ON o.lot = s.lot"
_HOLDS = (
    "(s.giving = 0 OR NOT EXISTS "
    "(SELECT 1 FROM superseded x WHERE x.lot = o.lot AND x.area = o.area AND x.nth = o.nth))"
)
_AMONG = "o.area IN (?*)"
_SPAN = "o.area BETWEEN ? AND ?"
_NEAR = f"{_SPAN} AND +{_AMONG}"
"""The same for areas with numbers in a row or close together: a walk over neighbours in the tree, not a search for each."""
_WALK = 4
"""So many numbers a wanted one may be walked over before searching is cheaper."""
_SERIES = f"SELECT s.period, o.value {_HELD} AND o.area = ? WHERE s.line = ? AND {_HOLDS}"
_ACROSS = f"SELECT o.area, o.value {_HELD} WHERE s.line = ? AND s.period = ? AND {_HOLDS}"
_BOTH = 4294967296
"""Period and area as one number, `period * _BOTH + area`: a column less to fetch of thousands of rows."""
_LINES = f"SELECT s.period * {_BOTH} + o.area, o.value {_HELD} AND {_AMONG} WHERE s.line = ? AND {_HOLDS}"
_TOTALS = (
    f"SELECT s.period, sum(o.value), count(o.value) {_HELD} AND {_AMONG} "
    f"WHERE s.line = ? AND {_HOLDS} GROUP BY s.period"
)
_ROLLED = "SELECT period, total, areas FROM roll WHERE line = ? AND whole = ?"
_MATRIX = (
    f"SELECT s.line, o.area, o.value {_HELD} AND {_AMONG} WHERE s.period = ? AND s.line IN (?*) AND {_HOLDS}"
)
_CARDS = (
    f"SELECT s.line, s.period, o.value {_HELD} AND o.area = ? "
    f"WHERE s.line IN (?*) AND s.period IN (?*) AND {_HOLDS}"
)
_GROUND = (
    "SELECT DISTINCT m.unit, m.maturity, r.id, r.title, r.dated, r.illustrative FROM "
    "(SELECT DISTINCT l.manner, l.submission FROM standing s JOIN lot l ON l.id = s.lot WHERE s.line = ?) g "
    "JOIN manner m ON m.id = g.manner JOIN submission u ON u.id = g.submission JOIN report r ON r.id = u.report "
    "ORDER BY r.dated, r.id"
)
_OWN = f"SELECT o.value {_HELD} AND o.area = ? WHERE s.line = ? AND s.period = ? AND {_HOLDS}"
_ABOVE = f"SELECT count(*) {_HELD} WHERE s.line = ? AND s.period = ? AND o.value > ? AND {_HOLDS}"


Taking = Callable[[Sequence[Any]], tuple[Any, ...]]


class What(NamedTuple):
    """What a line of figures is about, in codes."""

    indicator: str
    season: str = ""
    measure: str = "actual"
    giver: str = ""


class Ground(NamedTuple):
    """What a line of figures rests on: one row a report, unit and maturity, the newest report last."""

    unit: str
    maturity: str
    report: int
    title: str
    dated: str
    is_illustrative: bool


class Shapes:
    """Answers within one read-only transaction; codes in and out, values as doubles for charts."""

    def __init__(self, db: sa.Connection, terms: Terms) -> None:
        self._db, self._terms = db, terms
        driver: Any = db.connection.driver_connection
        self._execute: Callable[..., Any] = driver.execute
        self._code = terms.known(db)
        self._mark = "?" if db.dialect.name == "sqlite" else "%s"

    def series(self, what: What, area: str) -> list[tuple[str, float | None]]:
        """(period, value) of one area, in no order."""
        line, place = self._line(what), self._area(area)
        return self._coded(self._rows(_SERIES, place, line))

    def across(self, what: What, period: str) -> list[tuple[str, float | None]]:
        """(area, value) of one period."""
        return self._coded(self._rows(_ACROSS, self._line(what), self._period(period)))

    def grid(
        self, what: What, areas: Sequence[str]
    ) -> tuple[tuple[str, ...], dict[str, tuple[float | None, ...]]]:
        """Periods in no order, and area → its values along them: what a chart of many lines draws."""
        numbers = self._areas(areas)
        held: dict[int, float | None] = dict(self._among(_LINES, numbers, self._line(what)))
        periods, gathered = _gathered(tuple(held))
        code, all_ = self._code, (*held.values(), None)
        told = {code[area]: gathered[area](all_) for area in numbers if area in gathered}
        return tuple([code[period] for period in periods]), told

    def ground(self, what: What) -> list[Ground]:
        """The reports a line stands on with their units and maturities, the newest last."""
        code = self._code
        return [
            Ground(code[unit], code[maturity], report, title, dated, bool(illustrative))
            for unit, maturity, report, title, dated, illustrative in self._rows(_GROUND, self._line(what))
        ]

    def totals(self, what: What, areas: Sequence[str]) -> list[tuple[str, float | None, int]]:
        """(period, sum, how many of the areas have a value) over some areas."""
        return self._coded(self._among(_TOTALS, self._areas(areas), self._line(what)).fetchall())

    def rolled(self, what: What, whole: str = "") -> list[tuple[str, float, int]]:
        """(period, sum, areas in it) of a district, a province, or the country where none is named."""
        number = self._area(whole) if whole else COUNTRY
        return self._coded(self._rows(_ROLLED, self._line(what), number))

    def matrix(
        self, whats: Sequence[What], period: str, areas: Sequence[str]
    ) -> dict[tuple[What, str], float | None]:
        """(line, area) → value of one period."""
        told = {self._line(what): what for what in whats}
        rows = self._among(_MATRIX, self._areas(areas), self._period(period), list(told))
        code = self._code
        return {(told[line], code[area]): value for line, area, value in rows}

    def cards(
        self, whats: Sequence[What], area: str, periods: Sequence[str]
    ) -> dict[What, dict[str, float | None]]:
        """Line → period → value of one area in some periods: the newest, the same a year before, the plan's year."""
        told = {self._line(what): what for what in whats}
        when = self._terms.numbers(self._db, "period", periods)
        rows = self._rows(_CARDS, self._area(area), list(told), when)
        code = self._code
        found: dict[What, dict[str, float | None]] = {what: {} for what in whats}
        for line, period, value in rows:
            found[told[line]][code[period]] = value
        return found

    def rank(self, what: What, period: str, area: str) -> int | None:
        """The area's place among all that have a value, the highest first; None where it has none."""
        line, when = self._line(what), self._period(period)
        own = self._rows(_OWN, self._area(area), line, when)
        if not own or own[0][0] is None:
            return None
        return 1 + int(self._rows(_ABOVE, line, when, own[0][0])[0][0])

    def _among(self, text: str, areas: list[int], *values: int | list[int]) -> Any:
        """The cursor over a text that speaks of some areas first."""
        if self._mark != "?" or not areas or max(areas) - min(areas) >= _WALK * len(areas):
            return self._asked(text, areas, *values)
        ends = (min(areas), max(areas))
        if ends[1] - ends[0] < len(areas):
            return self._asked(text.replace(_AMONG, _SPAN, 1), *ends, *values)
        return self._asked(text.replace(_AMONG, _NEAR, 1), *ends, areas, *values)

    def _rows(self, text: str, *values: int | float | list[int]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._asked(text, *values).fetchall()
        return found

    def _asked(self, text: str, *values: int | float | list[int]) -> Any:
        flat: list[int | float] = []
        sizes = []
        for value in values:
            if isinstance(value, list):
                sizes.append(len(value))
                flat += value
            else:
                flat.append(value)
        return self._execute(_filled(text, tuple(sizes), self._mark), flat)

    def _coded(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        """Rows with their first column in codes."""
        code = self._code
        if rows and len(rows[0]) == 2:
            return [(code[one], value) for one, value in rows]
        return [(code[one], value, count) for one, value, count in rows]

    def _line(self, what: What) -> int:
        return self._terms.line(self._db, what) or -1

    def _areas(self, codes: Sequence[str]) -> list[int]:
        return [number for code in codes if (number := self._terms.read_already("area", code))]

    def _area(self, code: str) -> int:
        return self._terms.read_already("area", code) or -1

    def _period(self, code: str) -> int:
        return self._terms.read_already("period", code) or -1


@lru_cache(maxsize=16)
def _gathered(keys: tuple[int, ...]) -> tuple[tuple[int, ...], dict[int, Taking]]:
    """Periods, and area → what takes its values along them out of a column whose rows have these keys, and a None behind.

    Lines that stand on the same reports have the same keys, so that this is worked out once for most of them.
    """
    place = {key: at for at, key in enumerate(keys)}
    periods = tuple(dict.fromkeys(key // _BOTH for key in keys))
    areas = dict.fromkeys(key % _BOTH for key in keys)
    taken = {area: [place.get(period * _BOTH + area, len(keys)) for period in periods] for area in areas}
    return periods, {area: _taking(at) for area, at in taken.items()}


def _taking(at: Sequence[int]) -> Taking:
    """What takes these places out of a column; `itemgetter` of a single place would not give a tuple."""
    return itemgetter(*at) if len(at) > 1 else lambda column: (column[at[0]],)


@lru_cache(maxsize=512)
def _filled(text: str, sizes: tuple[int, ...], mark: str) -> str:
    """A text with as many marks as each list has values, in the driver's spelling."""
    for size in sizes:
        text = text.replace("?*", ",".join("?" * size) or "NULL", 1)
    return text.replace("?", mark)
