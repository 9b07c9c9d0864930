"""What a column measures: the words of its heading and of the groups above it, without what they say of time and measure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.catalog import Catalogue, Concept
from etl.model import Measure
from etl.recognise.seasons import is_season
from etl.recognise.tables.look import label
from etl.recognise.tables.measures import SIGNED, measure_of
from etl.recognise.tables.settle import BARE, PARTS
from etl.recognise.tables.silent import is_silent, rest_of
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


def _without_counts(words: Sequence[str], catalogue: Catalogue) -> list[str]:
    """The headings of a column without those that only say what is counted in: a unit, `Số hộ`, `Tổng đàn`."""
    named = words[:-1] if bare_unit(words, catalogue) else words
    is_named = any(not is_silent(w) for w in named[:1])
    return [
        w
        for n, w in enumerate(named)
        if not n or not is_named or not (counted_in(w, catalogue) or _HERD.match(fold(label(w))))
    ]


def subject_of(words: Sequence[str], measure: Measure | None, catalogue: Catalogue) -> Meaning:
    """The innermost words that mean something, joined with the outer ones where they complete each other."""
    if not words:
        return Meaning()
    plain = [_plain(w, measure, catalogue) for w in words]
    plain = plain[-1:] if is_of_field(plain) else plain
    if _is_narrowed(plain, catalogue):
        return Meaning(" ".join(plain), is_silent=False)
    kept = _without_counts(plain, catalogue)
    told = [entire(word, catalogue) for word in reversed(kept)]
    if (
        len(kept) > 1
        and BARE.match(fold(kept[-1]))
        and (whole := entire(f"tổng {kept[-2]}", catalogue)).concepts
    ):
        told[1] = whole
    groups = [m.concepts for m in told[1:] if m.concepts]
    is_same = any(c in group for c in told[0].concepts for group in groups)
    if is_same and (any(PARTS.match(fold(w)) for w in words) or is_other(kept[-1], kept[-2])):
        return Meaning(" ".join(kept), is_silent=False)  # `Trong đó: gà` is not all the poultry
    if len(kept) > 1 and not (
        told[0].concepts or told[0].season is not None or measure_of(kept[-1]) or is_silent(kept[-1])
    ):
        return Meaning(" ".join(kept), is_silent=False)  # a part nobody knows is not its group's whole: asked
    concepts = tuple(c for m in told for c in m.concepts)
    season = next((m.season for m in told if m.season is not None), None)
    is_bare = not concepts and all(is_silent(word) or is_season(fold(label(word))) for word in words)
    return Meaning(
        " ".join(m.words for m in reversed(told) if m.words),
        concepts,
        season,
        is_silent=is_bare,
        parts=told[0].parts,
        own=told[0].concepts,
        groups=tuple(groups),
    )


_COUNTING = frozenset({"đàn", "tổng", "số", "con", "cây", "diện", "tích", "sản", "lượng", "các", "loại"})


def is_other(words: str, group: str) -> bool:
    """Whether words that mean what their group means are of another thing: `Gà` below `Gia cầm`, not `Lợn` below `Đàn lợn`."""
    own, above = ({*rest_of(fold(label(w))).split()} - _COUNTING for w in (words, group))
    return bool(own - above) and not above <= own


_FIELD = re.compile(
    r"(?<!\w)(?:lĩnh vực|ngành|về|nhóm|chỉ tiêu|nội dung|tình hình|phát triển|sản xuất|xây dựng|chương trình|công tác|giáo dục|đào tạo|y tế|dân số|lao động|"
    r"việc làm|văn hóa|thể thao|du lịch|kinh tế|xã hội|đời sống|mức sống|hội|nông nghiệp|lâm nghiệp|nông thôn mới|nông thôn|nông|lâm|thủy sản|chăn nuôi|trồng trọt|trồng|chính|chủ lực|vật nuôi|gia súc|"
    r"gia cầm|rừng|giao thông|hạ tầng|môi trường|giảm nghèo|an sinh|mới|ntm|công nghiệp|tiểu thủ công nghiệp|ttcn|thương mại|dịch vụ|tài chính|tín dụng|ngân hàng|đầu tư|quốc phòng|an ninh|"
    r"trật tự|hệ thống chính trị|nội vụ|tư pháp|tài nguyên|khoa học|công nghệ|thông tin|truyền thông|chủ yếu|cơ bản|chuyển dịch|cơ cấu)(?!\w)|[^\w\s]"
)
"""Fields of work above a name that stands for itself take nothing off it: `Giáo dục` above `Tổng số trường`."""


def _is_narrowed(words: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether a group nobody knows stands above a name: `Hỗ trợ nhà ở` above `Chi thường xuyên` is not all of it."""
    own = entire(words[-1], catalogue).concepts
    groups = [w for w in words[:-1] if not _is_told(w, catalogue)] if own else []
    left = [rest_of(PARTS.sub(" ", fold(label(w)))) for w in groups]
    is_open = any(_is_of_any_field(c, catalogue) for c in own) and not is_of_field(words)
    return any(left_of_field(w) or (w and is_open) for w in left)


def left_of_field(words: str) -> str:
    """What is left of a heading's own words once those that name a field of work are gone."""
    return _FIELD.sub("", words).strip()


def _is_told(words: str, catalogue: Catalogue) -> bool:
    known = entire(words, catalogue)
    return bool(known.concepts or measure_of(words)) or known.season is not None


_ANYWHERE = ("households", "population", "cooperatives", "enterprises", "jobs", "workers")


def _is_of_any_field(concept: Concept, catalogue: Catalogue) -> bool:
    """Whether each field of work has its own: money, households, co-operatives (`Chăn nuôi`: `Số hộ`)."""
    known = catalogue.indicators.get(concept.code)
    is_money = known is not None and catalogue.units[known.unit].kind == "money"
    return is_money or concept.code.startswith(_ANYWHERE)


_OF_FIELD = (
    (re.compile(r"(?:lĩnh vực |ngành )?giáo dục(?!.*mầm non|.*tiểu học|.*trung học|.*thường xuyên)"), re.compile(r"(?:tổng )?số trường(?: học)?$")),
    (re.compile(r"(?:về )?(?:dân số|hộ khẩu)(?:,| và|$)"), re.compile(r"(?:tổng )?số (?:hộ|hộ dân|khẩu|nhân khẩu|người|dân)$")),
)  # fmt: skip
"""What is counted in its own field, where the count is one of all."""


def is_of_field(words: Sequence[str]) -> bool:
    """Whether the lowest words count what the field above them is of: `Giáo dục` and `Số trường`."""
    return len(words) > 1 and any(
        counted.match(fold(label(words[-1]))) and all(field.match(fold(w)) for w in words[:-1])
        for field, counted in _OF_FIELD
    )


_HERD = re.compile(r"(?:tổng )?(?:số )?(?:đàn|đầu con)(?: hiện có)?$")
"""The animals named above, counted: `Tổng đàn` below `Đàn lợn` is not all the animals there are."""
_COUNT = re.compile(r"^(?:tổng )?số (?:lượng )?(?:\()?(\w+(?: \w+)?)(?:\))?$")


def counted_in(words: str, catalogue: Catalogue) -> str:
    """The unit a bare count names: `Số hộ` below `Hộ nghèo` says nothing but that households are counted."""
    found = _COUNT.match(fold(label(words)) or fold(clean(words)))
    return found[1] if found and catalogue.unit(found[1]) else ""


def bare_unit(words: Sequence[str], catalogue: Catalogue) -> str:
    """The unit that is all the lowest heading says, below one that says what is measured."""
    is_unit = len(words) > 1 and catalogue.unit(words[-1]) and not entire(words[-1], catalogue).concepts
    return words[-1] if is_unit else ""
