"""Sums above commune level, kept in the transaction that publishes: districts, provinces, the country (whole 0)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

from etl.catalog import Catalogue
from etl.model import CLAIMS, BadPeriod, Period
from etl.store.bulk import insert_rows
from etl.store.tables import LINE, MEMBERSHIP, OBSERVATION, ROLL, STANDING, SUPERSEDED, TERM
from etl.store.terms import term_numbers

COUNTRY = 0
_COMMUNES = ("commune", "town")
Sum = sa.Select[int, int, int, float, int]


def add_up(tx: sa.Connection, catalogue: Catalogue, touched: sa.Subquery | None = None) -> None:
    """Sum anew what a release touched, or everything, by the areas the catalogue knows now."""
    if touched is None:
        regroup(tx, catalogue)
        tx.execute(ROLL.delete())
    adding, provinces = _adding(tx, catalogue), _provinces(tx, catalogue)
    names = ROLL.c.keys()
    for period, last, lines in _periods(tx, touched):
        if touched is not None:
            tx.execute(ROLL.delete().where(ROLL.c.period == period, ROLL.c.line.in_(lines)))
        if adding & lines:
            tx.execute(ROLL.insert().from_select(names, _sums(period, last, adding & lines)))
            tx.execute(ROLL.insert().from_select(names, _country(period, adding & lines, provinces)))


def misadded(tx: sa.Connection, catalogue: Catalogue) -> int:
    """How many sums differ from the figures they add up; 0 when the store is whole."""
    held = {tuple(row) for row in tx.execute(sa.select(ROLL))}
    adding, provinces = _adding(tx, catalogue), _provinces(tx, catalogue)
    for period, last, lines in _periods(tx, None):
        if adding & lines:
            held ^= {tuple(row) for row in tx.execute(_sums(period, last, adding & lines))}
            held ^= {tuple(row) for row in tx.execute(_country(period, adding & lines, provinces))}
    grouped = {tuple(row) for row in tx.execute(sa.select(MEMBERSHIP))}
    return len(held) + len(grouped ^ _memberships(tx, catalogue, _pairs(tx, catalogue)))


def _country(period: int, lines: Iterable[int], provinces: Iterable[int]) -> Sum:
    """The country as the sum of its provinces, which every commune is in."""
    return (
        sa.select(
            ROLL.c.line, sa.literal(COUNTRY), ROLL.c.period, _total(ROLL.c.total), sa.func.sum(ROLL.c.areas)
        )
        .where(ROLL.c.line.in_(sorted(lines)), ROLL.c.whole.in_(sorted(provinces)), ROLL.c.period == period)
        .group_by(ROLL.c.line, ROLL.c.period)
    )  # fmt: skip


class _total(sa.sql.functions.GenericFunction[float]):
    """The sum of doubles, the same in whatever order a database meets them."""

    type = sa.Float(53)
    inherit_cache = True


@compiles(_total)
def _in_order(element: _total, compiler: Any, **told: Any) -> str:
    """SQLite walks one clustered tree, always in its order."""
    return f"sum({compiler.process(element.clauses, **told)})"


@compiles(_total, "postgresql")
def _in_any_order(element: _total, compiler: Any, **told: Any) -> str:
    return f"CAST(sum(CAST({compiler.process(element.clauses, **told)} AS numeric)) AS double precision)"


def _provinces(tx: sa.Connection, catalogue: Catalogue) -> set[int]:
    codes = [code for code, area in catalogue.areas.by_id.items() if area.level == "province"]
    return set(tx.scalars(sa.select(TERM.c.id).where(TERM.c.kind == "area", TERM.c.code.in_(codes))))


def _sums(period: int, last: date, lines: Iterable[int]) -> Sum:
    lost = sa.exists().where(
        SUPERSEDED.c.lot == OBSERVATION.c.lot,
        SUPERSEDED.c.area == OBSERVATION.c.area,
        SUPERSEDED.c.nth == OBSERVATION.c.nth,
    )
    day = last.isoformat()
    return (
        sa.select(
            STANDING.c.line, MEMBERSHIP.c.whole, STANDING.c.period, _total(OBSERVATION.c.value), sa.func.count()
        )
        .join(OBSERVATION, OBSERVATION.c.lot == STANDING.c.lot)
        .join(MEMBERSHIP, MEMBERSHIP.c.area == OBSERVATION.c.area)
        .where(STANDING.c.line.in_(sorted(lines)), STANDING.c.period == period)
        .where(MEMBERSHIP.c.start <= day, MEMBERSHIP.c.end >= day, OBSERVATION.c.value.is_not(None))
        .where(sa.or_(STANDING.c.giving == 0, ~lost))
        .group_by(STANDING.c.line, MEMBERSHIP.c.whole, STANDING.c.period)
    )  # fmt: skip


def _periods(tx: sa.Connection, touched: sa.Subquery | None) -> Iterator[tuple[int, date, set[int]]]:
    """Each period with its last day and the lines to be summed in it."""
    where = STANDING if touched is None else touched
    found: dict[tuple[int, str], set[int]] = {}
    query = (
        sa.select(where.c.line, where.c.period, TERM.c.code)
        .join(TERM, TERM.c.id == where.c.period)
        .distinct()
    )
    for line, period, code in tx.execute(query):
        found.setdefault((period, code), set()).add(line)
    for (period, code), lines in sorted(found.items()):
        try:
            yield period, Period.parse(code).last, lines
        except BadPeriod:
            continue


def _adding(tx: sa.Connection, catalogue: Catalogue) -> set[int]:
    """The lines whose figures may be added over areas."""
    indicator, measure = TERM.alias(), TERM.alias()
    query = sa.select(LINE.c.id, indicator.c.code, measure.c.code.label("measure"))
    query = query.join(indicator, indicator.c.id == LINE.c.indicator).join(
        measure, measure.c.id == LINE.c.measure
    )
    known = catalogue.indicators
    return {
        row.id
        for row in tx.execute(query)
        if row.measure not in CLAIMS and row.code in known and known[row.code].over_areas == "sum"
    }


def regroup(tx: sa.Connection, catalogue: Catalogue) -> None:
    """Bring the memberships up to date with the catalogue and the areas that figures speak of."""
    pairs = _pairs(tx, catalogue)
    term_numbers(tx, {("area", whole) for whole, _ in pairs})
    held = {tuple(row) for row in tx.execute(sa.select(MEMBERSHIP))}
    wanted = _memberships(tx, catalogue, pairs)
    if held != wanted:
        tx.execute(MEMBERSHIP.delete())
        insert_rows(tx, MEMBERSHIP, sorted(wanted))


def _pairs(tx: sa.Connection, catalogue: Catalogue) -> set[tuple[str, str]]:
    """(whole, commune) for every commune that figures speak of."""
    areas, known = catalogue.areas, _Wholes(catalogue)
    used = tx.scalars(sa.select(TERM.c.code).where(TERM.c.kind == "area"))
    communes = [code for code in used if code in areas.by_id and areas[code].level in _COMMUNES]
    return {(whole, code) for code in communes for whole in known.of(code)}


class _Wholes:
    """What each area is a part of, in any era: its parent's wholes, and those of what it was before."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._areas, self._found = catalogue.areas, dict[str, frozenset[str]]()
        self._before: dict[str, list[str]] = {}
        for change in catalogue.areas.changes:
            for old, new, _ in change.shares:
                self._before.setdefault(new, []).append(old)

    def of(self, code: str) -> frozenset[str]:
        """Districts and provinces an area counts towards."""
        if code not in self._found:
            self._found[code] = frozenset()
            parent = self._areas[code].parent
            wholes = {parent, *self.of(parent)} if parent in self._areas.by_id else set()
            wholes = wholes.union(*(self.of(old) for old in self._before.get(code, ()) if old != code))
            self._found[code] = frozenset(wholes)
        return self._found[code]


def _memberships(
    tx: sa.Connection, catalogue: Catalogue, pairs: set[tuple[str, str]]
) -> set[tuple[int, int, str, str]]:
    """(area, whole, start, end) of those pairs in numbers."""
    number = {row.code: row.id for row in tx.execute(sa.select(TERM).where(TERM.c.kind == "area"))}
    found = {(code, number[whole]) for whole, code in pairs if whole in number}
    lives = catalogue.areas
    return {
        (number[code], whole, lives[code].start.isoformat(), lives[code].end.isoformat())
        for code, whole in found
    }
