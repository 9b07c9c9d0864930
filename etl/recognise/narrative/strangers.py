"""Units a text names and the catalogue has not: their figures are marked, and each name is asked about once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from etl.catalog import Ambiguous, Area, Catalogue
from etl.model import Cell, Finding, Flag, Period, Severity
from etl.recognise.narrative.unnamed import SOME
from etl.recognise.places import UPPER

_NAMED = re.compile(rf"[^\W\d_]+(?: [^\W\d_]+)? [{UPPER}]")
"""A level and a name; `các xã còn lại` is nobody's name."""


def marked(cell: Cell) -> Cell:
    """A figure of a unit the catalogue has not says so; whatever it says already weighs more."""
    return cell if cell.area_id or cell.flag is not Flag.NONE else replace(cell, flag=Flag.WARN)


def strangers(cells: Iterable[Cell], own: str, catalogue: Catalogue) -> Iterator[Finding]:
    """Every unit named and not known, once; of a text about somewhere else only that place (`own`): what lies in it is its own affair."""
    first: dict[str, Cell] = {}
    for cell in cells:
        if not cell.area_id and cell.period and (cell.area == SOME or _NAMED.match(cell.area)):
            first.setdefault(cell.area, cell)
    home = catalogue.areas.home
    for name, cell in first.items():
        day = Period.parse(cell.period).last
        whose = catalogue.areas.find(own, day)
        is_ours = isinstance(whose, Area) and catalogue.areas.is_within(whose, home)
        found = catalogue.areas.find(name, day)
        if isinstance(found, Area) or not (is_ours or name == own):
            continue
        if name == SOME:
            yield Finding("unnamed_area", Severity.WARN, cell.place, (("text", cell.text),))
            continue
        near = found.candidates if isinstance(found, Ambiguous) else found.near
        names = tuple(catalogue.areas.label(area.id) for area in near)
        code = "ambiguous_area" if isinstance(found, Ambiguous) else "unknown_area"
        facts = (("name", name), ("near", ", ".join(names) or "…"))
        yield Finding(code, Severity.WARN, cell.place, facts, names)
