"""Whose figures a label means: the unit it names, on the day that the labels around it agree with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from etl.catalog import Ambiguous, Area, Catalogue, Unknown
from etl.catalog.areas import split_level
from etl.recognise.tables.look import label
from etl.recognise.tables.spans import Told
from etl.words.fold import clean, fold

_OF_DISTRICT = re.compile(r"\s?[-–,(]\s?(?:huyện|h\.)\s?(.*)$", re.IGNORECASE)
_BELOW_COMMUNE = re.compile(
    r"^(?:thôn|bản|xóm|khối phố|khối|khu phố|khu dân cư|tổ dân phố)\s+(\w+)", re.IGNORECASE
)


def find_unit(words: str, day: date, catalogue: Catalogue) -> Area | Ambiguous | Unknown:
    """The unit some words name that day; among communes where no level is written, and in no other district."""
    found = _OF_DISTRICT.search(clean(words))
    name = label(_OF_DISTRICT.sub("", clean(words)))
    home = catalogue.areas[catalogue.areas.home]
    if found and fold(found[1].strip(" ).")) not in ("", fold(home.name)):
        return Unknown(words)
    named = catalogue.areas.find(name, day, home.id)
    if isinstance(named, Ambiguous) and not split_level(name)[0]:
        below = tuple(a for a in named.candidates if a.level in ("commune", "town"))
        return below[0] if len(below) == 1 else named
    return named


_XA = re.compile(r"^\s*X\.\s*(?=[^\W\d_])")


def spelt_out(names: Sequence[str]) -> list[str]:
    """Names of units with `X.` written out as xã, where it stands before several of them; alone it is a tenth."""
    told = sum(_XA.match(name) is not None for name in names)
    return [_XA.sub("xã ", name) for name in names] if told > 1 else list(names)


def day_of(words: Sequence[str], told: Told, catalogue: Catalogue) -> date:
    """The last day of a period, or the first day of its year where more of the names were in force then."""
    if not told.year or told.last.year != told.year:
        return told.last
    offers = (told.last, date(told.year, 1, 1))
    known = [sum(isinstance(find_unit(w, day, catalogue), Area) for w in words) for day in offers]
    return offers[known[1] > known[0]]


def is_below_commune(words: str) -> bool:
    """Whether a label names a village or another part of a commune, which the catalogue does not hold."""
    found = _BELOW_COMMUNE.match(label(words))
    return found is not None and (found[1].istitle() or found[1].isdecimal())
