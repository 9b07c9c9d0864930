"""Which indicator the words of a row and its column name together: heads × details, whole phrases, parents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from etl.catalog import Catalogue, Concept
from etl.recognise.phrases import TOTAL, fits, share_of
from etl.recognise.tables.heads import is_of_head, names_of
from etl.recognise.tables.subjects import Meaning, Scope
from etl.words.fold import fold

_OF_SOMETHING = frozenset({"output", "harvested_area"})
"""Heads that say nothing without what they are of."""


def indicator(scope: Scope, unit: str, catalogue: Catalogue) -> str:
    """The catalogue code, or empty. `unit` is a unit code; empty accepts any kind, a rate only when nothing else fits."""
    usable = [c for c in _offers(scope, catalogue) if c in catalogue.indicators]
    if not unit:
        usable.sort(key=lambda code: catalogue.indicators[code].unit == "%")
    found = next((code for code in usable if not unit or fits(code, unit, catalogue)), "")
    own = [c for m in (scope.row, scope.column) for c in m.own or m.concepts]
    is_told = all(_tells(found, m) for m in (scope.row, scope.column)) and is_of_head(found, own, catalogue)
    return found if is_told and all(_lies_in(found, g, catalogue) for g in scope.column.groups) else ""


def _lies_in(code: str, group: Sequence[Concept], catalogue: Catalogue) -> bool:
    """Whether a code can stand below a heading: said in it, its rate, or of its kind; `Nhân khẩu` below `Hộ nghèo` is not."""
    wholes = {name for c in group for name in (c.code, *(f"{h}.{c.detail}" for h in c.by_unit.values()))}
    known = [catalogue.indicators[w] for w in wholes if w in catalogue.indicators]
    if not code or not known or any(_says(code, c) for c in group):
        return True
    kinds = {catalogue.units[k.unit].kind for k in known}
    is_rate = any(share_of(catalogue).get(k.code) == code for k in known)
    return is_rate or catalogue.units[catalogue.indicators[code].unit].kind in kinds


def _tells(code: str, told: Meaning) -> bool:
    """Whether a code says everything some words say: `Quýt trồng mới` is not all mandarin."""
    return len(told.parts) < 2 or all(any(_says(code, c) for c in part) for part in told.parts)


def _says(code: str, concept: Concept) -> bool:
    whole = concept.head or concept.code
    if concept.detail:
        return concept.detail in code
    return code == whole or code.startswith(whole + ".")


def _offers(scope: Scope, catalogue: Catalogue) -> Iterator[str]:
    """Codes from the most to the least specific combination of words."""
    row, column = scope.row.concepts, scope.column.concepts
    around = tuple(c for m in scope.parents for c in m.concepts)
    title = _narrowing(scope)
    if row and column:
        yield from _joined(row, column)
        if any(c.detail for c in row) and any(c.head for c in column):
            return
        yield from _joined(column, row)
        yield from _longer(row, column)
    if any(c.head for c in row) and not any(c.detail for c in row):
        yield from _joined(around, row)
    yield from _within(row, column or around, catalogue)
    if not row:
        yield from _joined([c for c in column if c.detail], [c for c in column if c.code])
    yield from _within(column, row, catalogue)
    if not row and not scope.row.is_silent and not any(c.detail for c in around):
        return
    yield from _with_title(row, column, around, title, catalogue)
    if not (row or column) and scope.row.is_silent and scope.parents:
        yield from _alone(scope.parents[0].concepts)
    if scope.row.is_silent and scope.column.is_silent and not (row or column or scope.parents):
        yield from _of_title(title, catalogue)


def _with_title(
    row: Sequence[Concept], column: Sequence[Concept], around: Sequence[Concept], title: Sequence[Concept],
    catalogue: Catalogue,
) -> Iterator[str]:  # fmt: skip
    """What the table's own words mean once its title completes them."""
    if not row and any(c.head for c in column) and not any(c.detail for c in column):
        yield from _joined(title, column)
    if row or column:
        yield from _within(row or column, title, catalogue)
        yield from _alone(_settled(row, around))
        yield from _alone(_settled(column, title) if not row else column)


def _narrowing(scope: Scope) -> Sequence[Concept]:
    """What of a title may narrow a heading: nothing where both speak of a total in the same words
    (`Tổng diện tích gieo trồng`, `sản lượng lương thực`)."""
    words = fold(scope.column.words)
    return () if words.startswith(TOTAL) and words in fold(scope.title.words) else scope.title.concepts


def _settled(own: Sequence[Concept], title: Sequence[Concept]) -> Sequence[Concept]:
    """Without `Sản lượng` alone, unless the words around name it too: it is not that of all crops."""
    told = {c.head or c.code for c in title}
    return [
        c for c in own if c.detail or (c.head or c.code) not in _OF_SOMETHING or (c.head or c.code) in told
    ]


def _of_title(title: Sequence[Concept], catalogue: Catalogue) -> Iterator[str]:
    """What a title names by itself, its heads and details joined first."""
    yield from _joined(title, title)
    yield from _within(title, (), catalogue)
    yield from _alone(title)
    yield from _within(_things_of(title, catalogue), (), catalogue)


def _things_of(named: Sequence[Concept], catalogue: Catalogue) -> list[Concept]:
    """The crops and animals some indicators are of: `sản lượng lạc` speaks of peanuts, so `Diện tích` below it does."""
    known = _things(catalogue)
    return [known[thing] for c in named if (thing := c.code.partition(".")[2]) in known]


@lru_cache(maxsize=4)
def _things(catalogue: Catalogue) -> dict[str, Concept]:
    return {c.detail: c for c in catalogue.concepts.values() if c.detail and c.by_unit}


def _joined(details: Sequence[Concept], heads: Sequence[Concept]) -> Iterator[str]:
    """`head.detail`, also below a whole indicator (`Chi đầu tư` × `Giáo dục`; `Diện tích lúa` × `Năng suất`); the head's own
    name where it is one of that whole (`Diện tích cây ăn quả` × `Trồng mới`)."""
    for detail in details:
        names = [name for h in heads for name in names_of(h)]
        if what := detail.detail or detail.code.partition(".")[2]:
            yield from (f"{name}.{what}" for name in names)
        elif detail.code:
            yield from (name for name in names if name.startswith(f"{detail.code}_"))


def _longer(one: Sequence[Concept], other: Sequence[Concept]) -> Iterator[str]:
    """Of two wholes the narrower, where one lies in the other; a total row takes its column's meaning."""
    for a in one:
        for b in other:
            first, second = a.code, b.code
            if first and second and (first.startswith(second + ".") or second.startswith(first + ".")):
                yield max(first, second, key=len)


def _within(concepts: Sequence[Concept], heads: Sequence[Concept], catalogue: Catalogue) -> Iterator[str]:
    own = [name for c in concepts if c.head for name in names_of(c)]
    for concept in concepts:
        if not concept.detail:
            continue
        told = [h.head or (h.code if not concept.by_unit else "") for h in heads]
        names = (*own, *filter(None, told), *concept.by_unit.values())
        yield from (
            f"{name}.{concept.detail}" for name in names if f"{name}.{concept.detail}" in catalogue.indicators
        )


def _alone(concepts: Sequence[Concept]) -> Iterator[str]:
    for concept in concepts:
        if concept.code:
            yield concept.code
        for head in concept.by_unit.values():
            yield f"{head}.{concept.detail}"
