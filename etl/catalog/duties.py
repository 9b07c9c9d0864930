"""Duties: which report is owed for which period and by when; the cut-off is the decree's, the days after it the office's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from etl.catalog.files import read_yaml
from etl.model import CatalogueError

_MONTHS = {"month": 1, "quarter": 3, "half": 6}
CUT_OFF_DAY = 14


@dataclass(frozen=True, slots=True)
class Duty:
    """A report that is owed again and again: what it is about, how often, how many days after the cut-off."""

    code: str
    name: dict[str, str]
    every: str
    days: int
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Due:
    """One duty for one stretch: what it covers (cut-off to cut-off) and the last day it is in time."""

    duty: Duty
    start: date
    cut_off: date
    by: date


@lru_cache(maxsize=4)
def duties(home: Path) -> tuple[Duty, ...]:
    """The duties of a catalogue folder; CatalogueError names the entry that is wrong."""
    found = []
    for code, raw in read_yaml(home / "duties.yml").items():
        if raw.get("every") not in _MONTHS or not str(raw.get("days", "")).isdecimal():
            raise CatalogueError(f"duties.yml: {code}: every is one of {', '.join(_MONTHS)}, days a number")
        found.append(Duty(code, raw["name"], raw["every"], int(raw["days"]), frozenset(raw["topics"])))
    return tuple(found)


def due(duty: Duty, year: int) -> Iterator[Due]:
    """Every time a duty falls due for a year's figures: the year runs from 15 December to 14 December."""
    length = _MONTHS[duty.every]
    for last in range(length, 13, length):
        cut_off = date(year, last, CUT_OFF_DAY)
        before = last - length
        start = date(year, before, 15) if before else date(year - 1, 12, 15)
        yield Due(duty, start, cut_off, cut_off + timedelta(days=duty.days))
