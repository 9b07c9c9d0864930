"""Totals and their parts: crops of a total, communes of a district, small things within large ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from etl.catalog import Catalogue
from etl.catalog.relations import Parts, relations
from etl.model import Severity
from etl.validate.bases import Evidence, plan_evidence
from etl.validate.judges import Contradiction, judge, plain, rough
from etl.validate.ledger import LEVELS, Bools, Ints, Ledger, find, last_of, once, pack
from etl.validate.ratios import WITHIN

COMMUNE, DISTRICT = 1, 2
Gap = tuple[float, float]
NEARLY_WHOLE = 0.02
"""Parts that fall short of their whole by less than this were meant to be all of it."""


@judge
def part_exceeds_whole(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A part that is more than what it is a part of, in one report."""
    key = ledger.key(*WITHIN)
    by_code = rows_by_indicator(ledger, key)
    for small, large in relations(catalogue).at_most:
        if small in by_code and large in by_code:
            part, whole = by_code[small], by_code[large]
            at = find(key[part], key[whole])
            part, whole = part[at >= 0], whole[at[at >= 0]]
            off = ledger.low[part] > ledger.high[whole]
            for one, other in zip(part[off], whole[off], strict=True):
                facts = (("part", plain(ledger.value[one])), ("whole", plain(ledger.value[other])))
                yield Contradiction("part_exceeds_whole", Severity.WARN, (int(one), int(other)), facts)


def rows_by_indicator(ledger: Ledger, key: Ints) -> dict[str, Ints]:
    """The newest level of each fact, by indicator."""
    rows = np.flatnonzero(ledger.is_usable & ledger.has("measure", *LEVELS))
    code = ledger.number["indicator"]
    rows = rows[last_of(pack([code[rows], key[rows]]), ledger.order[rows])]
    rows = rows[np.argsort(code[rows], kind="stable")]
    if not len(rows):
        return {}
    starts = np.flatnonzero(np.append(True, code[rows][1:] != code[rows][:-1]))
    return {ledger.name("indicator", found[0]): found for found in np.split(rows, starts[1:])}


@judge
def parts_exceed_whole(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """Parts that do not overlap and are together more than the whole."""
    for _, figures, gap in _gaps(ledger, catalogue):
        if gap[1] < 0:
            yield Contradiction("parts_exceed_whole", Severity.WARN, figures, _sums(ledger, figures, gap))


@judge
def parts_fall_short(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """Parts that nearly make up the whole, or should: something was mistyped."""
    for figures, gap, plan in _shortfalls(ledger, catalogue):
        if plan is None or plan[0] <= 0:
            yield Contradiction("parts_fall_short", Severity.WARN, figures, _sums(ledger, figures, gap))


@judge
def component_missing(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """Parts that fall short of the whole, as do the plans behind their shares: the report does not list every part."""
    for figures, gap, plan in _shortfalls(ledger, catalogue):
        if plan is not None and plan[0] > 0:
            facts = (("plan_low", rough(plan[0])), ("plan_high", rough(plan[1])))
            yield Contradiction(
                "component_missing", Severity.NOTE, figures, (*_sums(ledger, figures, gap), *facts)
            )


def _shortfalls(ledger: Ledger, catalogue: Catalogue) -> Iterator[tuple[tuple[int, ...], Gap, Gap | None]]:
    """Wholes that parts meant to make them up leave short; by how much, and how short their plans are."""
    implied: Evidence | None = None
    for bond, figures, gap in _gaps(ledger, catalogue):
        is_complete = bond.is_all and len(figures) == len(bond.parts) + 1
        if gap[0] > 0 and (is_complete or gap[1] < NEARLY_WHOLE * ledger.value[figures[0]]):
            implied = implied or plan_evidence(ledger)
            yield figures, gap, _plan_gap(implied, figures)


@once
def _gaps(ledger: Ledger, catalogue: Catalogue) -> list[tuple[Parts, tuple[int, ...], Gap]]:
    """Wholes told with two or more of their parts that leave a gap, at least and at most so much of the whole."""
    key = ledger.key(*WITHIN)
    by_code = rows_by_indicator(ledger, key)
    return [
        gap
        for bond in relations(catalogue).parts
        if bond.whole in by_code
        for gap in _gaps_of(ledger, bond, key, by_code)
    ]


def _gaps_of(
    ledger: Ledger, bond: Parts, key: Ints, by_code: Mapping[str, Ints]
) -> Iterator[tuple[Parts, tuple[int, ...], Gap]]:
    wholes, present = by_code[bond.whole], [by_code[part] for part in bond.parts if part in by_code]
    if len(present) < 2:
        return
    at = [find(key[wholes], key[rows]) for rows in present]
    parts = np.array([rows[n] for rows, n in zip(present, at, strict=True)])
    has = np.array(at) >= 0
    least = ledger.low[wholes] - np.where(has, ledger.high[parts], 0.0).sum(axis=0)
    most = ledger.high[wholes] - np.where(has, ledger.low[parts], 0.0).sum(axis=0)
    for n in np.flatnonzero((has.sum(axis=0) >= 2) & ((least > 0) | (most < 0))):
        figures = (int(wholes[n]), *map(int, parts[has[:, n], n]))
        yield bond, figures, (float(least[n]), float(most[n]))


def _sums(ledger: Ledger, figures: tuple[int, ...], gap: Gap) -> tuple[tuple[str, str], ...]:
    added = float(ledger.value[list(figures[1:])].sum())
    whole = float(ledger.value[figures[0]])
    return (("total", plain(whole)), ("added", plain(added)), ("difference", plain(whole - added)))


def _plan_gap(implied: Evidence, figures: tuple[int, ...]) -> Gap | None:
    """How much of the whole's implied plan the parts' implied plans leave; None where one has none."""
    by_level = {int(level): n for n, level in enumerate(implied.level) if level >= 0}
    if not all(figure in by_level for figure in figures):
        return None
    whole, *parts = (by_level[figure] for figure in figures)
    return (
        float(implied.near[whole] - implied.far[parts].sum()),
        float(implied.far[whole] - implied.near[parts].sum()),
    )


@judge
def communes_disagree(ledger: Ledger, catalogue: Catalogue) -> Iterator[Contradiction]:
    """A district's own figure and what its communes report, from whichever reports they came.

    Quiet where the communes add up to any value the district gave, an estimate since revised included.
    """
    added = {i.code for i in catalogue.indicators.values() if i.over_areas == "sum"}
    beyond = relations(catalogue).beyond_communes
    told = ledger.has("indicator", *added) & ledger.has("measure", *LEVELS)
    level = ledger.each("area", lambda id_: _level(id_, catalogue))
    fact = ledger.key("world", "indicator", "period", "season", "measure", "giver")
    told &= _in_force(ledger, catalogue)
    own = np.flatnonzero(told & ledger.is_usable & (level == DISTRICT))
    communes = np.flatnonzero(told & ledger.is_newest & (level == COMMUNE))
    if not len(own) or not len(communes):
        return
    communes = communes[np.argsort(fact[communes], kind="stable")]
    starts = np.flatnonzero(np.append(True, fact[communes][1:] != fact[communes][:-1]))
    members = np.split(communes, starts[1:])
    low, high = np.add.reduceat(ledger.low[communes], starts), np.add.reduceat(ledger.high[communes], starts)
    at = find(fact[own], fact[communes][starts])
    own, at = own[at >= 0], at[at >= 0]
    off = (low[at] > ledger.high[own]) | (high[at] < ledger.low[own])
    for n in np.setdiff1d(at[off & ledger.is_newest[own]], at[~off]):
        total = int(own[(at == n) & ledger.is_newest[own]][0])
        is_all = ledger.name("indicator", total) not in beyond and len(members[n]) == _count(
            ledger, total, catalogue
        )
        if is_all or low[n] > ledger.high[total]:
            figures = (total, *map(int, members[n]))
            yield Contradiction("communes_disagree", Severity.WARN, figures, _sums(ledger, figures, (0, 0)))


def _level(area: str, catalogue: Catalogue) -> int:
    """Whether an area is the home district, a commune of it, or anything else (0)."""
    if area == catalogue.areas.home:
        return DISTRICT
    return COMMUNE if area in catalogue.areas.members(catalogue.areas.home) else 0


def _in_force(ledger: Ledger, catalogue: Catalogue) -> Bools:
    """Whether each figure's area still stood when its period ended."""
    known = catalogue.areas.by_id
    start = ledger.each("area", lambda id_: known[id_].start.toordinal() if id_ in known else 0)
    end = ledger.each("area", lambda id_: known[id_].end.toordinal() if id_ in known else 0)
    stood: Bools = (start <= ledger.last_day) & (ledger.last_day <= end)
    return stood


def _count(ledger: Ledger, row: int, catalogue: Catalogue) -> int:
    return len(catalogue.areas.communes(catalogue.areas.home, ledger.ends(row)))
