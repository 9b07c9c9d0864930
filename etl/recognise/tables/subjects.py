"""What the words of a row, a column or a title mean: whole phrases, heads, details, and the words nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from etl.catalog import Catalogue, Concept
from etl.recognise.phrases import concepts_of, phrases_in
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
MIN_COVER = 0.4
"""A phrase inside longer words counts only when it makes up this share of them."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words can mean, best first, the season they speak of (None: they are silent), the words nobody knows,
    `beside` all words beside the known ones, and, where several phrases stand beside each other, what each of them can mean: none may
    be left out; `groups` are the headings above, `own` what the lowest one says."""

    words: str = ""
    concepts: tuple[Concept, ...] = ()
    season: str | None = None
    is_silent: bool = True
    rest: str = ""
    beside: str = ""
    parts: tuple[tuple[Concept, ...], ...] = ()
    groups: tuple[tuple[Concept, ...], ...] = ()
    own: tuple[Concept, ...] = ()


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
    for way in (folded, plain, *ways, bare, _LEAD.sub("", plain), *_of_land(ways, catalogue)):
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


def _of_land(ways: Sequence[str], catalogue: Catalogue) -> Iterator[str]:
    """What `DT` stands before where it is grown on land: `DT lúa` is no dự toán."""
    for way in ways:
        thing = way.removeprefix("diện tích ")
        if (
            thing != way
            and (meant := concepts_of(catalogue, thing))
            and all("land" in c.by_unit for c in meant)
        ):
            yield thing


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
    is_open = (found.rest and not _is_said(found, catalogue)) or (
        found.beside and _is_changed(found, catalogue)
    )
    return Meaning(found.words, (), found.season, is_silent=False) if is_open else found


_SAID = {"ratio": ("bình quân", "trung bình", "bình quân chung"), "flow": ("mới",)}
"""What the nature of an indicator says already: a yield is a mean, what was planted in a year is new."""


def _is_said(found: Meaning, catalogue: Catalogue) -> bool:
    known = [catalogue.indicators.get(c.code) for c in found.concepts]
    return bool(known) and all(one is not None and found.rest in _SAID.get(one.nature, ()) for one in known)


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
