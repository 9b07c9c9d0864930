"""Rows below a row that narrows them: what stands below an unknown one is never the whole its own words name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from etl.catalog import Catalogue, Concept
from etl.recognise.seasons import timeless
from etl.recognise.tables.headed import is_of_field, is_other, left_of_field
from etl.recognise.tables.look import label
from etl.recognise.tables.offers import indicator
from etl.recognise.tables.outline import OF_WHICH, Line, is_below, rows_above
from etl.recognise.tables.row import Row
from etl.recognise.tables.settle import OF_CROP
from etl.recognise.tables.silent import rest_of
from etl.recognise.tables.subjects import Meaning, Scope, entire
from etl.words.fold import fold

_BROAD = re.compile(
    r"(?<!\w)(?:kinh tế|xã hội|dân số|hộ khẩu|văn hóa|đời sống|tài chính|ngân sách|thu chi|tổng hợp|chung|hành chính|giảm nghèo|an sinh|chỉ tiêu|chủ yếu|cơ bản)(?!\w)"
)
"""Headings under which people and money are those of all."""
_OF_ALL = (
    "households",
    "population",
    "budget_expenditure",
    "budget_expenditure.recurrent",
    "budget_expenditure.development",
)
"""What each field of work has its own of: `Số hộ` below `Chăn nuôi`, `Chi thường xuyên` below `Giáo dục`."""
_PEOPLE = ("households", "population")


def narrowed(body: Sequence[Row], lines: Mapping[int, Line], catalogue: Catalogue) -> list[Row]:
    """The rows, with the meaning taken from those that an unknown row above, or one of another kind, narrows."""
    rows = {row.at: row for row in body}
    return [
        _named(row, parent, catalogue)
        if row.subject.concepts and not row.criterion and (parent := _narrowing(row, rows, lines, catalogue))
        else row
        for row in body
    ]


def _named(row: Row, parent: Row, catalogue: Catalogue) -> Row:
    """A narrowed row: of what its own and its parent's words mean together, where they mean it entirely."""
    together = entire(f"{label(row.words)} {label(parent.words)}", catalogue)
    is_own = (
        len(together.concepts) == 1
        and together.concepts[0] not in row.subject.concepts
        and not together.parts
    )
    words = f"{label(parent.words) or parent.words} · {row.subject.words or row.words}"
    if is_own:
        return replace(row, subject=replace(together, words=words, season=row.subject.season))
    return replace(row, subject=Meaning(words, season=row.subject.season, is_silent=False), parents=())


def _narrowing(
    row: Row, rows: Mapping[int, Row], lines: Mapping[int, Line], catalogue: Catalogue
) -> Row | None:
    """The nearest row above whose words make a row's figures those of a part."""
    own = row.subject.concepts
    return next(
        (
            above
            for above in rows_above(row, rows, lines)
            if _narrows(above, own, row, lines[above.at].is_empty, catalogue)
        ),
        None,
    )


def _narrows(above: Row, own: Sequence[Concept], row: Row, is_empty: bool, catalogue: Catalogue) -> bool:
    if above.criterion or above.is_total or (above.subject.is_silent and above.subject.season is None):
        return False
    codes = {c.code for c in own if c.code}
    if _is_understood(above, catalogue):
        is_people = bool(codes) and codes <= {*_PEOPLE}
        return _is_part_of(row, above, is_empty) or (is_people and not _is_of_people(above))
    left = rest_of(timeless(OF_WHICH.sub(" ", fold(label(above.words)))))
    if left_of_field(left):
        return True
    is_open = bool(codes) and codes <= {*_OF_ALL} and not _BROAD.search(left)
    return bool(left) and is_open and not is_of_field((above.words, row.words))


def _is_understood(row: Row, catalogue: Catalogue) -> bool:
    """Whether a row's known words say what it counts: `Hợp tác xã nông nghiệp` is neither all of them nor agriculture."""
    unit = catalogue.unit(row.unit) if row.unit else None
    if unit and len(row.subject.parts) > 1:
        return bool(indicator(Scope(row.subject, row.parents), unit.code, catalogue))
    return any(c.code or c.head or unit is None or unit.kind in c.by_unit for c in row.subject.concepts)


def _is_part_of(row: Row, above: Row, is_empty: bool) -> bool:
    """Whether a row means no more than the one above it in other words: `Gà` below `Gia cầm` is a part of it, `Tổng số lợn`
    below the heading `Đàn lợn` is not."""
    is_same = all(c in above.subject.concepts for c in row.subject.concepts)
    is_season = row.subject.season is not None and row.subject.season != above.subject.season
    is_of_time = row.told is not None and row.told.is_own
    is_whole = is_empty and not is_other(row.words, above.words)
    is_worded = fold(label(row.words)) != fold(label(above.words))
    return is_same and is_worded and not (is_season or is_of_time or is_whole)


def _is_of_people(row: Row) -> bool:
    codes = [c.code for c in row.subject.concepts]
    return any(code.startswith(_PEOPLE) or code == "natural_area" for code in codes)


def with_leaves(body: Sequence[Row], lines: Mapping[int, Line]) -> list[Row]:
    """The rows, those marked that name a figure with its unit and head no others: empty, they say that it is lacking."""
    heads = {row.under for row in body if row.under in lines and is_below(lines, row.at, row.under)}
    return [
        replace(row, is_leaf=bool(row.subject.concepts and row.unit) and row.at not in heads) for row in body
    ]


def with_group_units(body: Sequence[Row], lines: Mapping[int, Line]) -> list[Row]:
    """The rows, those without a unit counted in that of the heading they lie below: `NĂNG SUẤT (tạ/ha)`, `Lúa`, `Ngô`."""
    rows = {row.at: row for row in body}
    return [row if row.unit else replace(row, unit=_unit_above(row, rows, lines)) for row in body]


def _unit_above(row: Row, rows: Mapping[int, Row], lines: Mapping[int, Line]) -> str:
    above = (one.unit for one in rows_above(row, rows, lines) if lines[one.at].is_empty)
    unit = next(filter(None, above), "")
    return unit if unit != "%" else ""


def of_crops(body: Sequence[Row]) -> list[Row]:
    """The rows, `Năng suất` and `Sản lượng` after the row of a crop (`Diện tích lúa`) and beside it speaking of that crop."""
    crops: dict[int, tuple[Concept, ...]] = {}
    out: list[Row] = []
    for row in body:
        concepts = row.subject.concepts
        details = tuple(c for c in concepts if c.detail)
        is_head = bool(concepts) and not details and all(c.head in OF_CROP for c in concepts)
        if is_head and (crop := crops.get(row.under)):
            row = replace(row, subject=replace(row.subject, concepts=(*concepts, *crop)))
        elif row.subject.concepts or not row.subject.is_silent:
            crops[row.under] = details
        out.append(row)
    return out
