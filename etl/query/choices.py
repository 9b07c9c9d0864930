"""Choices as people and programs write them, judged once: what does not exist is refused with what would be welcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etl.catalog import Catalogue
from etl.model import BadChoice, Measure, Period
from etl.query.boundaries import AS_REPORTED, view_day
from etl.query.moments import today
from etl.query.views import Asked
from etl.words.fold import bare, fold
from etl.words.search import matches

_MOST_NEAR = 8


def asked(
    catalogue: Catalogue,
    indicators: Sequence[str] = (),
    areas: Sequence[str] = (),
    measures: Sequence[str] = (),
    periods: Sequence[str] = (),
    boundaries: str = AS_REPORTED,
    sums: bool = False,
) -> Asked:
    """A question in codes; areas may be ids, official codes (then every unit that bore it) or names."""
    view_day(boundaries, today())
    return Asked(
        tuple(known_indicator(code, catalogue) for code in indicators),
        tuple(dict.fromkeys(unit for text in areas for unit in known_areas(text, catalogue))),
        tuple(_measure(code) for code in measures),
        tuple(Period.parse(code).code for code in periods),
        boundaries,
        sums,
    )


def known_indicator(code: str, catalogue: Catalogue) -> str:
    """A code of the catalogue; BadChoice names those that look or read like it."""
    if code in catalogue.indicators:
        return code
    stem = code.split(".")[0]
    alike = [c for c in catalogue.indicators if stem and stem in c]
    named = [c for c, one in catalogue.indicators.items() if matches(code, one.name["vi"])]
    raise _refused(code, [*alike, *named] or list(catalogue.indicators))


def known_areas(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The unit versions a text means: one by its id, all that bear an official code or a name."""
    areas = catalogue.areas
    if text in areas.by_id:
        return (text,)
    name = fold(text)
    found = [
        a.id
        for a in areas.by_id.values()
        if text == a.code or name in (fold(a.name), fold(areas.label(a.id)))
    ]
    if found:
        return tuple(found)
    raise _refused(text, [a.id for a in areas.by_id.values() if bare(a.name) == bare(text)] or [areas.home])


def _measure(code: str) -> str:
    if code in tuple(Measure):
        return code
    raise _refused(code, [str(one) for one in Measure])


def _refused(choice: str, welcome: Iterable[str]) -> BadChoice:
    near = list(dict.fromkeys(welcome))
    more = ["…"] if len(near) > _MOST_NEAR else []
    return BadChoice(choice, choice=choice, welcome=", ".join([*near[:_MOST_NEAR], *more]))
