"""Which indicator the words of a row and its column name together: heads × details, whole phrases, parents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from etl.catalog import Catalogue, Concept
from etl.recognise.phrases import concepts_of, fits, phrases_in, share_of
from etl.recognise.seasons import season, timeless
from etl.recognise.tables.look import label, remarks
from etl.recognise.tables.silent import changes, rest_of
from etl.recognise.tables.spelling import of_both, same_words, turned, written_out
from etl.words.fold import clean, fold

_WHERE_WORDS = re.compile(
    r"(?<!\w)(?:(?:trên địa bàn|của|tại) )?(?:toàn |các |từng )?(?:huyện(?: bắc sơn)?|tỉnh lạng sơn|xã, thị trấn|xã)(?!\w)(?:, tỉnh lạng sơn)?"
)
_LEAD = re.compile(r"^(?:tổng )?(?:số lượng|diện tích|số|tổng|đàn)\s+(?:cây |các loại )?")
"""Words before a crop or animal that its unit says again."""
_OF_SOMETHING = frozenset({"output", "harvested_area"})
"""Heads that say nothing without what they are of."""
MIN_COVER = 0.4
"""A phrase inside longer words counts only when it makes up this share of them."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words can mean, best first, the season they speak of (None: they are silent), the words nobody knows,
    `beside` all words beside the known ones, and, where several phrases stand beside each other, what each of them can mean: none may
    be left out; `groups` are the headings above."""

    words: str = ""
    concepts: tuple[Concept, ...] = ()
    season: str | None = None
    is_silent: bool = True
    rest: str = ""
    beside: str = ""
    parts: tuple[tuple[Concept, ...], ...] = ()
    groups: tuple[tuple[Concept, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The meanings around a figure: its row, the row's parents (nearest first), its column, the title."""

    row: Meaning = field(default_factory=Meaning)
    parents: tuple[Meaning, ...] = ()
    column: Meaning = field(default_factory=Meaning)
    title: Meaning = field(default_factory=Meaning)


@lru_cache(maxsize=65536)
def meaning(text: str, catalogue: Catalogue) -> Meaning:
    """What one label means: the whole phrase, else the phrases that make up enough of it."""
    words = label(text)
    folded = fold(words)
    if not folded:
        return Meaning()
    told = season(fold(clean(text)))
    plain = clean(timeless(folded)).strip(" -,;")
    ways = written_out(plain, catalogue)
    bare = clean(_WHERE_WORDS.sub(" ", plain)).strip(" -,;")
    for way in (folded, plain, *ways, bare, _LEAD.sub("", plain)):
        if (
            exact := concepts_of(catalogue, way)
            or same_words(way, catalogue)
            or of_both(way, catalogue)
            or turned(way, catalogue)
        ):
            return Meaning(words, exact, told)
    _, parts, rest, beside = max((_of_phrases(way, catalogue) for way in ways), key=lambda found: found[0])
    return Meaning(
        words, tuple(c for part in parts for c in part), told, rest=rest, parts=parts, beside=beside
    )


def _of_phrases(plain: str, catalogue: Catalogue) -> tuple[float, tuple[tuple[Concept, ...], ...], str, str]:
    """How much of some words known phrases cover, what these mean, the longest first, the words nobody knows, all words beside."""
    found = list(phrases_in(plain, catalogue))
    beside = _without(plain, found)
    rest = rest_of(beside)
    covered = sum(end - start for start, end in found)
    bare = clean(_WHERE_WORDS.sub(" ", plain)) if len(found) == 1 else plain
    share = covered / len(re.sub(r"[^\w]+", "", bare) or " ")
    if rest and share < MIN_COVER:
        return 0.0, (), "", ""
    ordered = sorted(found, key=lambda span: span[0] - span[1])
    return (
        share - bool(rest),
        tuple(concepts_of(catalogue, plain[a:b]) for a, b in ordered),
        rest,
        clean(beside),
    )


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with some stretches blanked."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@lru_cache(maxsize=65536)
def entire(text: str, catalogue: Catalogue) -> Meaning:
    """What a row or a column means: `Lợn nái` is not the pigs, so words that are known only in part mean nothing."""
    found = meaning(text, catalogue)
    if found.concepts and any(_narrows(words, found, catalogue) for words in remarks(text)):
        together = meaning(re.sub(r"[()]", " ", text), catalogue)
        found = together if not together.rest else replace(found, rest=text)
    is_open = found.rest or (found.beside and _is_changed(found, catalogue))
    return Meaning(found.words, (), found.season, is_silent=False) if is_open else found


@lru_cache(maxsize=4)
def _children(catalogue: Catalogue) -> dict[str, dict[str, tuple[str, ...]]]:
    """Indicator → its children with every phrase that names each."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for phrase, codes in catalogue.indicator_words.items():
        for code in codes:
            of_parent = found.setdefault(code.rpartition(".")[0], {})
            of_parent[code] = (*of_parent.get(code, ()), phrase)
    return found


def child_of(parents: Sequence[Meaning], words: str, catalogue: Catalogue) -> tuple[Concept, ...]:
    """What `Sản xuất` below `Trồng rừng` means: the one child whose name ends in these words; nothing where two do, or none."""
    ending = " " + fold(label(words))
    for concept in parents[0].concepts if parents and ending.strip() else ():
        children = _children(catalogue).get(concept.code, {}) if concept.code else {}
        named = [code for code, names in children.items() if any(name.endswith(ending) for name in names)]
        if named:
            return (Concept(named[0]),) if len(named) == 1 else ()
    return ()


def _is_changed(found: Meaning, catalogue: Catalogue) -> bool:
    """Whether the words beside a name make another figure of it than the one it names."""
    known = (catalogue.indicators.get(c.code) for c in found.concepts)
    return changes(found.beside, is_level=any(one and one.nature == "stock" for one in known))


def _narrows(remark: str, of: Meaning, catalogue: Catalogue) -> bool:
    """Whether words in brackets say more than a unit, a time, a place or the name itself: `Đàn lợn (nái)`."""
    if changes(fold(remark), is_level=False):
        return True
    rest = rest_of(timeless(fold(remark)))
    if catalogue.unit(remark) or not re.search(r"\w\w", rest):
        return False
    told = meaning(remark, catalogue)
    if told.rest or not told.concepts:
        return not any(
            fold(of.words) in w or w in fold(of.words) for w in written_out(fold(remark), catalogue)
        )
    return not any(c in of.concepts for c in told.concepts)


def season_of(scope: Scope) -> str:
    """The season a figure belongs to: its row, its column, the row's parents, the title, in this order."""
    told = (scope.row, scope.column, *scope.parents, scope.title)
    return next((m.season for m in told if m.season is not None), "")


def indicator(scope: Scope, unit: str, catalogue: Catalogue) -> str:
    """The catalogue code, or empty. `unit` is a unit code; empty accepts any kind, a rate only when nothing else fits."""
    usable = [c for c in _offers(scope, catalogue) if c in catalogue.indicators]
    if not unit:
        usable.sort(key=lambda code: catalogue.indicators[code].unit == "%")
    found = next((code for code in usable if not unit or fits(code, unit, catalogue)), "")
    is_told = all(_tells(found, m) for m in (scope.row, scope.column))
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
    title = scope.title.concepts
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
        yield from _joined(column, [c for c in column if c.code])
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


def _settled(own: Sequence[Concept], title: Sequence[Concept]) -> Sequence[Concept]:
    """Without `Sản lượng` alone where the words around speak of one thing (`cây ăn quả`): it is not that of all crops."""
    told = {c.head or c.code for c in title}
    return [c for c in own if c.detail or c.head not in _OF_SOMETHING or not told or c.head in told]


def _of_title(title: Sequence[Concept], catalogue: Catalogue) -> Iterator[str]:
    """What a title names by itself, its heads and details joined first."""
    yield from _joined(title, title)
    yield from _within(title, (), catalogue)
    yield from _alone(title)


def _joined(details: Sequence[Concept], heads: Sequence[Concept]) -> Iterator[str]:
    """`head.detail`, also below a whole indicator (`Chi đầu tư` × `Giáo dục`; `Diện tích lúa` × `Năng suất`)."""
    for detail in details:
        if what := detail.detail or detail.code.partition(".")[2]:
            yield from (f"{h.head or h.code}.{what}" for h in heads if h.head or h.code)


def _longer(one: Sequence[Concept], other: Sequence[Concept]) -> Iterator[str]:
    """Of two wholes the narrower, where one lies in the other; a total row takes its column's meaning."""
    for a in one:
        for b in other:
            first, second = a.code, b.code
            if first and second and (first.startswith(second + ".") or second.startswith(first + ".")):
                yield max(first, second, key=len)


def _within(concepts: Sequence[Concept], heads: Sequence[Concept], catalogue: Catalogue) -> Iterator[str]:
    own = [c.head for c in concepts if c.head]
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
