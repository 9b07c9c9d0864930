"""What a column measures: the words of its heading and of the groups above it, without what they say of time and measure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.catalog import Catalogue
from etl.model import Measure
from etl.recognise.tables.measures import SIGNED, measure_of
from etl.recognise.tables.settle import BARE, PARTS
from etl.recognise.tables.silent import is_silent
from etl.recognise.tables.subjects import Meaning, entire
from etl.words.fold import clean, fold

_SAID = re.compile(r"(?<!\w)(?:lũy kế|cộng dồn|năm trước|năm ngoái|cùng kỳ)(?!\w)")
_SAID_OF_CHANGE = re.compile(rf"{_SAID.pattern}|(?<!\w)(?:(?:số )?(?:tăng|giảm)(?: thêm)?|chênh lệch)(?!\w)")
"""What a column's span and measure have told already, so that it is no part of what is measured."""


def _plain(words: str, measure: Measure | None, catalogue: Catalogue) -> str:
    """A heading without what its span and measure told, unless the whole is a name of its own (`Tỷ lệ hộ nghèo giảm`)."""
    folded = fold(words)
    if entire(words, catalogue).concepts:
        return words
    folded = SIGNED.sub(" ", folded)
    is_change = measure in (Measure.CHANGE_ABS, Measure.CHANGE_PCT_YOY)
    plain = (_SAID_OF_CHANGE if is_change else _SAID).sub(" ", folded)
    return clean(plain) if plain != fold(words) else words


def subject_of(words: Sequence[str], measure: Measure | None, catalogue: Catalogue) -> Meaning:
    """The innermost words that mean something, joined with the outer ones where they complete each other."""
    if not words:
        return Meaning()
    plain = [_plain(w, measure, catalogue) for w in words]
    kept = [w for n, w in enumerate(plain) if not n or not counted_in(w, catalogue)]
    told = [entire(word, catalogue) for word in reversed(kept)]
    if (
        len(kept) > 1
        and BARE.match(fold(kept[-1]))
        and (whole := entire(f"tổng {kept[-2]}", catalogue)).concepts
    ):
        told[1] = whole
    groups = [m.concepts for m in told[1:] if m.concepts]
    if any(c in group for c in told[0].concepts for group in groups) and any(
        PARTS.match(fold(w)) for w in words
    ):
        return Meaning(" ".join(kept), is_silent=False)  # `Trong đó: gà` is not all the poultry
    if len(kept) > 1 and not (
        told[0].concepts or told[0].season or measure_of(kept[-1]) or is_silent(kept[-1])
    ):
        return Meaning(" ".join(kept), is_silent=False)  # a part nobody knows is not its group's whole: asked
    concepts = tuple(c for m in told for c in m.concepts)
    season = next((m.season for m in told if m.season is not None), None)
    is_bare = not concepts and all(map(is_silent, words))
    return Meaning(
        " ".join(m.words for m in reversed(told) if m.words),
        concepts,
        season,
        is_silent=is_bare,
        parts=told[0].parts,
        groups=tuple(groups),
    )


_COUNT = re.compile(r"^(?:tổng )?số (?:lượng )?(?:\()?(\w+(?: \w+)?)(?:\))?$")


def counted_in(words: str, catalogue: Catalogue) -> str:
    """The unit a bare count names: `Số hộ` below `Hộ nghèo` says nothing but that households are counted."""
    found = _COUNT.match(fold(clean(words)))
    return found[1] if found and catalogue.unit(found[1]) else ""
