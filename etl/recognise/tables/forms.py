"""Tables in the shape of a form of law: which form it is, where each row stands in it, and what its figures are parts of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.catalog import Catalogue, Layout
from etl.catalog.layouts import FormRow, form_number
from etl.model import Cell, Evidence, cumulative
from etl.recognise.tables.column import Column
from etl.recognise.tables.look import label
from etl.recognise.tables.row import Row
from etl.recognise.tables.shape import Table
from etl.recognise.tables.silent import is_silent
from etl.words.fold import fold

LEAST, LEAST_NAMED = 6, 3
"""Rows of a form that a table has at least, where its number is not printed and where it is."""
SHARE = 0.6
_QUARTER = re.compile(r"((?:19|20)\d\d)-Q([1-4])")
Bodies = Sequence[Sequence[Row]]


def form_of(table: Table, bodies: Bodies, columns: Sequence[Column], catalogue: Catalogue) -> Layout | None:
    """The form a table is: the one whose number its title prints, or else the one whose rows it has."""
    printed = {form_number(line) for line in table.title} - {""}
    fit = {one.code: (_fit(one, bodies, columns), _heads(one, columns)) for one in catalogue.layouts}
    for one in catalogue.layouts:
        if one.forms & printed and fit[one.code][0] >= LEAST_NAMED:
            return one
    labelled = sum(bool(row.words) for body in bodies for row in body)
    ranked = sorted(catalogue.layouts, key=lambda one: fit[one.code], reverse=True)[:2]
    if len(ranked) < 2 or printed or fit[ranked[0].code] == fit[ranked[1].code]:
        return None
    best, _ = fit[ranked[0].code]
    return ranked[0] if best >= LEAST and (ranked[0].criteria or best >= SHARE * labelled) else None


def _heads(form: Layout, columns: Sequence[Column]) -> int:
    """How many of a form's kinds of columns a table has."""
    return len({_head(form, column) for column in columns if form.columns} - {None})


def _fit(form: Layout, bodies: Bodies, columns: Sequence[Column]) -> int:
    """How many rows of a form a table has, each counted once; of a grid nothing where most of its criteria are lacking."""
    if form.criteria:
        named = ({row.criterion for body in bodies for row in body}, {c.criterion for c in columns})
        most = max(len(numbers - {""}) for numbers in named)
        return most if most >= SHARE * form.criteria else 0
    return len({n for body in bodies for n in _places(form, body).values()})


def _places(form: Layout, body: Sequence[Row]) -> dict[int, int]:
    """Which row of the form each row of a table is: the next one of its words, from top to bottom."""
    placed: dict[int, int] = {}
    last = -1
    for row in body:
        offers = [n for n, one in enumerate(form.rows) if _is(one, row)]
        if offers:
            last = placed[row.at] = next((n for n in offers if n > last), offers[0])
    return placed


def _is(one: FormRow, row: Row) -> bool:
    if fold(label(row.words)) in one.words:
        return True
    code = row.subject.concepts[0].code if row.subject.concepts else ""
    return bool(code) and code in one.codes.values()


@dataclass(frozen=True, slots=True)
class _Place:
    """A row in its form; `parent` is the row of the table it is a part of, `is_whole` that all its own parts are there."""

    row: FormRow
    parent: Row | None
    is_whole: bool


def formed(
    form: Layout,
    row_name: Callable[[int], str],
    bodies: Bodies,
    columns: Sequence[Column],
    cells: Sequence[Cell],
) -> Iterator[Cell]:
    """The cells of a form with what it knows of them: their place in its sums, an indicator where their own words lack one."""
    if not form.rows:
        yield from cells
        return
    sides = [c.side for c in columns]
    order = sorted(set(sides))
    known = {
        (side, row_name(at)): place
        for side, body in zip(order, bodies, strict=False)
        for at, place in _outline(form, body).items()
    }
    heads = {c.at: _head(form, c) for c in columns}
    placed = [(cell, at := _column(cell), known.get((sides[at], cell.evidence[0].at))) for cell in cells]
    mixed = {
        (row_name(place.parent.at), at)
        for cell, at, place in placed
        if place and place.parent and place.row.widens and heads[at] not in place.row.widens and cell.number
    }
    for cell, at, place in placed:
        told = _since_january(cell)
        made = _placed(told, place, heads[at], row_name, form) if place else told
        yield replace(made, indicator="") if (cell.evidence[0].at, at) in mixed else made


def _column(cell: Cell) -> int:
    return int(cell.group.rpartition("|c")[2])


def _outline(form: Layout, body: Sequence[Row]) -> Mapping[int, _Place]:
    placed = _places(form, body)
    rows = {row.at: row for row in body}
    latest: dict[int, Row] = {}
    found: dict[int, _Place] = {}
    there = set(placed.values())
    for at, n in placed.items():
        one, parts = form.rows[n], [m for m, other in enumerate(form.rows) if other.parent == n]
        wider = {head: code for m in parts if m in there for head, code in form.rows[m].widens.items()}
        one = replace(one, codes={**one.codes, **wider}) if wider else one
        found[at] = _Place(one, latest.get(one.parent), one.is_all and bool(parts) and there >= set(parts))
        latest[n] = rows[at]
    return found


def _head(form: Layout, column: Column) -> str | None:
    """Which column of the form a column is; a form of one kind of column has no names for it."""
    if not form.columns:
        return ""
    words = [fold(label(word)) for word in column.words]
    return next((name for name, heads in form.columns.items() if any(_says(w, heads) for w in words)), None)


def _says(words: str, heads: frozenset[str]) -> bool:
    """Whether a heading is one of a form's, behind words that only say what of it: `Dự toán thu NSX`."""
    return words in heads or any(
        words.endswith(f" {head}") and is_silent(words.removesuffix(head)) for head in heads
    )


def _since_january(cell: Cell) -> Cell:
    """What stands under a quarter adds up since January."""
    found = _QUARTER.fullmatch(cell.period)
    return replace(cell, period=cumulative(int(found[1]), 3 * int(found[2])).code) if found else cell


def _placed(
    cell: Cell, place: _Place, head: str | None, row_name: Callable[[int], str], form: Layout
) -> Cell:
    told = [Evidence("form", form.code)]
    if place.parent is not None:
        told.append(Evidence("part", place.parent.words, at=row_name(place.parent.at)))
    code = place.row.codes.get(head) if head is not None else None
    if code == "" and cell.indicator in place.row.codes.values():
        cell = replace(cell, indicator="")
    is_sum = code == "" and not cell.indicator
    is_certain = bool(form.columns) or not cell.indicator
    told.append(Evidence("sum", "all" if place.is_whole else "some", at=cell.evidence[0].at))
    return replace(
        cell, indicator=code if code and is_certain else cell.indicator, is_total=cell.is_total or is_sum,
        evidence=(*cell.evidence, *told, *((Evidence("only_sum", form.code),) if is_sum else ())),
    )  # fmt: skip
