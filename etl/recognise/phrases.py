"""Phrases that name what is measured, found in any words of a report; sentences and tables share them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from etl.catalog import Catalogue, Concept

_WORD = re.compile(r"\w+")
TOTAL = "tổng "
_SUMMED = ("sản lượng ", "diện tích ", "giá trị ", "số ", "vốn ", "doanh thu ", "đàn ")
"""What `tổng` may stand before and names nothing else than without it."""


def concepts_of(catalogue: Catalogue, words: str) -> tuple[Concept, ...]:
    """What a folded phrase can mean, the concept first, then indicators of that name."""
    if not (words in catalogue.concepts or words in catalogue.indicator_words):
        words = words.removeprefix(TOTAL)
    known = catalogue.concepts.get(words)
    named = tuple(Concept(code) for code in catalogue.indicator_words.get(words, ()))
    return (known, *named) if known else named


_COMPOUNDS = re.compile(
    r"(?<!\w)(?:chương trình (?:mục tiêu quốc gia |mtqg )?(?:về )?giảm nghèo(?: nhanh(?: và)?)?(?: bền vững)?|mục tiêu|chỉ tiêu|tiêu (?:chí|chuẩn|hủy|thụ|dùng|biểu)|cam kết|khu vực (?:kinh tế )?(?:có |doanh nghiệp (?:và )?)?vốn (?:đầu tư )?(?:trực tiếp )?(?:nhà nước|nước ngoài)|xay xát (?:lương thực|lúa|gạo|ngô)|thức ăn (?:gia súc|gia cầm|chăn nuôi|thủy sản)|bắp cải|bò khai|"
    r"hồng (?:quân|kỳ|sâm)|(?:hoa|sông|màu|ngân) hồng)(?!\w)"
)
"""Words of two syllables of which one alone is a thing we know: nothing in them is spoken of."""


def phrases_in(text: str, catalogue: Catalogue) -> Iterator[tuple[int, int]]:
    """Where known phrases stand in a folded text, left to right, the longest of each place."""
    by_words = _by_first_words(catalogue)
    at = 0
    closed = [found.span() for found in _COMPOUNDS.finditer(text)]
    words = list(_WORD.finditer(text))
    for position, word in enumerate(words):
        if word.start() < at or word[0] not in by_words:
            continue
        following = words[position + 1][0] if position + 1 < len(words) else ""
        known = by_words[word[0]]
        for length, phrases in (*known.get(following, {}).items(), *known.get("", {}).items()):
            end = word.start() + length
            if text[word.start() : end] in phrases and not text[end : end + 1].isalnum():
                if any(
                    start < end and word.start() < stop and not (word.start() <= start and stop <= end)
                    for start, stop in closed
                ):
                    continue
                yield word.start(), end
                at = end
                break


@lru_cache(maxsize=4)
def _by_first_words(catalogue: Catalogue) -> dict[str, dict[str, dict[int, set[str]]]]:
    """Every known phrase under its first word, its second ("" where it has one word) and its length, the longest first."""
    found: dict[str, dict[str, dict[int, set[str]]]] = {}
    known = {*catalogue.concepts, *catalogue.indicator_words}
    known |= {TOTAL + phrase for phrase in known if phrase.startswith(_SUMMED)}
    for phrase in sorted(known, key=len, reverse=True):
        first, second, *_ = (*_WORD.findall(phrase), "", "")
        if first:
            found.setdefault(first, {}).setdefault(second, {}).setdefault(len(phrase), set()).add(phrase)
    return found


GROWTHS = (
    "growth_rate", "population_growth_rate", "budget_revenue_growth", "herd_growth_rate", "poverty_rate_reduction",
)  # fmt: skip
"""Indicators that are a change themselves: `tăng 2 %` is their own figure."""


def fits(code: str, unit: str, catalogue: Catalogue) -> bool:
    """Whether a unit measures the same kind of thing as the indicator's own unit; points are written as percent, too."""
    kinds = catalogue.units[catalogue.indicators[code].unit].kind, catalogue.units[unit].kind
    return kinds[0] == kinds[1] or kinds == ("points", "share")


@lru_cache(maxsize=4)
def share_of(catalogue: Catalogue) -> dict[str, str]:
    """Count → the rate it is the numerator of (`poor_households` → `poverty_rate`), by formula or by name."""
    found: dict[str, str] = {}
    for code, known in catalogue.indicators.items():
        formula = known.over_areas.removeprefix("ratio:")
        if formula != known.over_areas and catalogue.units[known.unit].kind == "share":
            found[formula.partition("/")[0]] = code
        head, _, tail = code.partition(".")
        if head.endswith("_share"):
            found.setdefault(head.removesuffix("_share") + (f".{tail}" if tail else ""), code)
    return found
