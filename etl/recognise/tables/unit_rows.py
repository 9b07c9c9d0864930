"""Rows that name units of the district: whose figures they are, on which day, and which of them add the others up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from etl.catalog import Area, Catalogue, Unknown
from etl.catalog.areas import split_level
from etl.recognise.tables.columns import is_mean, is_total
from etl.recognise.tables.look import label
from etl.recognise.tables.row import Row, depth_of
from etl.recognise.tables.spans import Told
from etl.recognise.tables.subjects import meaning
from etl.recognise.tables.whose import day_of, find_unit, spelt_out
from etl.words.fold import clean, fold

_GROUP = re.compile(
    r"^(?:khu vực|vùng|cụm|nhóm|tiểu vùng|địa bàn|tuyến|trạm|hạt|(?:các )?(?:xã|thị trấn|phường) (?:thuộc|vùng|khu vực|biên giới|đặc biệt|miền núi))(?!\w)"
)


def days_of(
    named: Mapping[int, str], marks: Mapping[int, str], told: Told, catalogue: Catalogue
) -> dict[int, date]:
    """The day each row's name is looked up on: units and the former units below them are of two times."""
    depth = {r: depth_of(marks[r]) for r in named}
    days = {
        level: day_of([words for r, words in named.items() if depth[r] == level], told, catalogue)
        for level in set(depth.values())
    }
    return {r: days[level] for r, level in depth.items()}


def are_units(words: Sequence[str], told: Told, catalogue: Catalogue) -> bool:
    """Whether at least half of the names in a column are those of units."""
    names = [w for w in words if w and not is_total(w) and not _GROUP.match(fold(w))]
    day = day_of(names, told, catalogue)
    known = sum(_is_unit(w, day, catalogue) for w in names)
    return bool(names) and known * 2 >= len(names)


def _is_unit(words: str, day: date, catalogue: Catalogue) -> bool:
    found = find_unit(words, day, catalogue)
    return not isinstance(found, Unknown) or split_level(label(words))[0] in ("commune", "town")


def unit_rows(
    named: Mapping[int, str],
    marks: Mapping[int, str],
    days: Mapping[int, date],
    home: str,
    catalogue: Catalogue,
) -> dict[int, Row]:
    """What each row with a unit's name says of whom its figures are."""
    spelt = zip(named.items(), spelt_out([*named.values()]), strict=True)
    return {
        r: _area_row(r, words, written, marks[r], days[r], home, catalogue) for (r, words), written in spelt
    }


def _area_row(at: int, text: str, spelt: str, mark: str, day: date, home: str, catalogue: Catalogue) -> Row:
    named = label(text) or text
    if is_total(text) or (not named and not mark):
        return Row(at, text, *_whole(text, home, day, catalogue), is_total=True)
    if _GROUP.match(fold(named)):
        return Row(at, text, fold(named)[:1] + named[1:], is_group=True)
    found = find_unit(spelt, day, catalogue)
    if isinstance(found, Area):
        return Row(at, text, catalogue.areas.label(found.id), found.id)
    subject = meaning(text, catalogue)
    if isinstance(found, Unknown) and (subject.concepts or re.match(r"số xã|bình quân", fold(named))):
        return Row(at, text, home, is_total=True, subject=subject, is_mean=is_mean(named))
    return Row(at, text, clean(named), problem=found)


def _whole(text: str, home: str, day: date, catalogue: Catalogue) -> tuple[str, str]:
    """What a total adds up: the table's own area, or the province where the words say so."""
    if "tỉnh" not in fold(text):
        return home, ""
    found = [a for a in catalogue.areas.by_id.values() if a.level == "province" and a.exists_on(day)]
    return (catalogue.areas.label(found[0].id), found[0].id) if len(found) == 1 else (home, "")
