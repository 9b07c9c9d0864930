"""Group rows among units: `I. Lúa` above the communes says what their figures are of; what nobody knows leaves them open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from etl.catalog import Catalogue
from etl.catalog.areas import split_level
from etl.recognise.tables.columns import is_total
from etl.recognise.tables.look import label, units_in
from etl.recognise.tables.row import Row, depth_of
from etl.recognise.tables.subjects import Meaning, entire
from etl.words.fold import clean, fold

_HEADS = (0, 1)
"""How deep the markers of groups lie: `A`, `I`."""


def grouped(
    body: Sequence[Row],
    marks: Mapping[int, str],
    is_empty: Callable[[int], bool],
    home: str,
    catalogue: Catalogue,
) -> list[Row]:
    """The rows with every unit's row below a group row speaking of the group; sums over several groups are of none."""
    starts = _starts(body, marks, is_empty)
    out: list[Row] = []
    group: Meaning | None = None
    unit = ""
    for n, row in enumerate(body):
        if n in starts:
            group, unit = _told(row.words, catalogue), units_in(row.words, catalogue)
            row = replace(row, problem=None, subject=group, is_total=True, area=home, is_group=False)
        elif (
            group is not None and row.is_total and len(starts) > 1 and not fold(row.words).startswith("cộng")
        ):
            row = replace(row, subject=Meaning(clean(row.words), is_silent=False))
        elif group is not None and not row.subject.concepts and not row.is_group:
            row = replace(row, subject=group)
        out.append(replace(row, unit=row.unit or unit) if group is not None else row)
    return out


def _told(words: str, catalogue: Catalogue) -> Meaning:
    return replace(entire(words, catalogue), words=label(words) or clean(words), is_silent=False)


def _starts(body: Sequence[Row], marks: Mapping[int, str], is_empty: Callable[[int], bool]) -> set[int]:
    """The rows that head units, known or not."""
    known = {
        n
        for n, row in enumerate(body)
        if _heads(body, n)
        and row.subject.concepts
        and (
            is_empty(row.at)
            or depth_of(marks[row.at]) in _HEADS
            or any(c.detail for c in row.subject.concepts)
        )
    }
    open_ = {
        n
        for n, row in enumerate(body)
        if _heads(body, n)
        and row.problem is not None
        and _is_no_unit(row)
        and (_lies_above(body, n, marks) or (known and is_empty(row.at)))
    }
    return known | open_


def _heads(body: Sequence[Row], n: int) -> bool:
    row = body[n]
    is_followed = n + 1 < len(body) and bool(body[n + 1].area_id)
    return (
        is_followed and not row.area_id and not row.is_group and bool(row.words) and not is_total(row.words)
    )


def _is_no_unit(row: Row) -> bool:
    return split_level(label(row.words))[0] not in ("commune", "town")


def _lies_above(body: Sequence[Row], n: int, marks: Mapping[int, str]) -> bool:
    own, below = depth_of(marks[body[n].at]), depth_of(marks[body[n + 1].at])
    return own in _HEADS and (below > own or below < 0)
