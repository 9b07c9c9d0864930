"""Draft → Questions: what a person must settle, each once, with the cells it covers and what may be answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from etl.catalog import Catalogue
from etl.model import Draft, Finding, Observation, Period, Severity, cumulative
from etl.model.answers import Settles, cell_scope, column_scope, row_words, spelt, unit_scope


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: what it settles, its decision, and the words that show it."""

    settles: Settles
    decision: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to settle: the finding that asks, the scope an answer covers, its cells, what may be said."""

    finding: Finding
    scope: str
    places: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def is_blocking(self) -> bool:
        """Whether the file cannot be published before this is settled."""
        return self.finding.severity is Severity.BLOCK


def questions(draft: Draft, catalogue: Catalogue) -> tuple[Question, ...]:
    """Every open question of a draft, in reading order, blocking ones first; one question a scope."""
    at: dict[str, list[Observation]] = {}
    for seen in draft.observations:
        at.setdefault(seen.cell.place.at, []).append(seen)
    asked: dict[str, Question] = {}
    places: dict[str, dict[str, None]] = {}
    for found in draft.findings:
        if found.severity is Severity.NOTE:
            continue
        there = at.get(found.place.at, [])
        figure = next((one for one in there if one.cell.place == found.place), next(iter(there), None))
        question = _question(found, figure, draft, catalogue)
        known = asked.get(question.scope)
        if known is None or (question.is_blocking and not known.is_blocking):
            asked[question.scope], places[question.scope] = question, {}
        elif known.finding.code != found.code:
            continue
        places[question.scope] |= dict.fromkeys(question.places)
    told = (replace(one, places=tuple(places[scope])) for scope, one in asked.items())
    return tuple(sorted(told, key=lambda q: not q.is_blocking))


def _question(found: Finding, seen: Observation | None, draft: Draft, catalogue: Catalogue) -> Question:
    ask = _ASKS.get(found.code)
    if found.code == "no_period":
        return Question(found, f"table:{found.place.at}", (found.place.at,), _periods(draft))
    if ask is None or seen is None:
        return Question(found, cell_scope(found.place), (found.place.at,), (_AS_WRITTEN, _NO_FIGURE))
    scope, options = ask(found, seen, draft, catalogue)
    return Question(found, scope, (found.place.at,), options)


_AS_WRITTEN = Option(Settles.AS_WRITTEN, "")
_NO_FIGURE = Option(Settles.NOT_FIGURE, "")
Asked = tuple[str, tuple[Option, ...]]


def _area(found: Finding, seen: Observation, draft: Draft, catalogue: Catalogue) -> Asked:
    day = Period.parse(seen.period).last if seen.period else datetime.now(UTC).date()
    areas = catalogue.areas
    near = [a for a in areas.by_id.values() if a.exists_on(day) and areas.label(a.id) in found.candidates]
    others = [a for a in areas.communes(areas.home, day) if a not in near]
    options = [Option(Settles.AREA, a.id, areas.label(a.id)) for a in (*near, *others)]
    total = Option(Settles.TOTAL, areas.home, areas.label(areas.home))
    return f"row:{spelt(row_words(seen.cell))}", (*options, total, _NO_FIGURE)


def _unit(found: Finding, seen: Observation, draft: Draft, catalogue: Catalogue) -> Asked:
    known = catalogue.indicators.get(seen.indicator)
    kind = catalogue.units[known.unit].kind if known else ""
    fits = [u for u in catalogue.units.values() if not kind or u.kind == kind]
    return unit_scope(seen.cell), (
        *(Option(Settles.UNIT, u.code, u.name["vi"]) for u in fits), _NO_FIGURE,
    )  # fmt: skip


def _mark(found: Finding, seen: Observation, draft: Draft, catalogue: Catalogue) -> Asked:
    readings = dict(found.facts).get("readings", "").split(" / ")
    if len(readings) < 2:
        return cell_scope(found.place), (_AS_WRITTEN, _NO_FIGURE)
    mark = next((c for c in reversed(seen.cell.number) if c in ".,"), ",")
    other = "," if mark == "." else "."
    options = (Option(Settles.MARK, other, readings[0]), Option(Settles.MARK, mark, readings[1]))
    return column_scope(seen.cell), options


def _indicator(found: Finding, seen: Observation, draft: Draft, catalogue: Catalogue) -> Asked:
    words = set(spelt(seen.cell.subject).split())
    unit = catalogue.units.get(seen.unit)

    def far(code: str) -> tuple[bool, int]:
        known = catalogue.indicators[code]
        same = unit is not None and catalogue.units[known.unit].kind == unit.kind
        return not same, -len(words & set(spelt(known.name["vi"]).split()))

    ordered = sorted(catalogue.indicators, key=far)
    options = [Option(Settles.INDICATOR, c, catalogue.indicators[c].name["vi"]) for c in ordered]
    return f"subject:{spelt(seen.cell.subject)}", (*options, _NO_FIGURE)


_ASKS = {
    "unknown_area": _area, "ambiguous_area": _area, "unnamed_area": _area, "unknown_unit": _unit, "open_number": _mark,
    "unknown_indicator": _indicator,
}  # fmt: skip


def _periods(draft: Draft) -> tuple[Option, ...]:
    """The months, running totals and years a table of these years may speak of, newest first."""
    years = sorted({o.period[:4] for o in draft.observations if o.period} | _this_year(), reverse=True)
    codes = [code for year in years for code in _codes(int(year))]
    return tuple(Option(Settles.PERIOD, code) for code in codes)


def _this_year() -> set[str]:
    year = datetime.now(UTC).year
    return {str(year), str(year - 1)}


def _codes(year: int) -> Iterator[str]:
    yield str(year)
    for month in range(12, 0, -1):
        yield f"{year}-{month:02d}"
        if 1 < month < 12:
            yield cumulative(year, month).code
