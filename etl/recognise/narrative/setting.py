"""What a whole document speaks of: its area, its date and its period, from its title first and then its text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from etl.catalog import Catalogue
from etl.model import Document, Maturity, Period, cumulative
from etl.recognise.places import named_places
from etl.words.fold import clean, fold
from etl.words.period import PeriodWords, find_periods

_ELSEWHERE = re.compile(
    r"(?:so với|cùng kỳ|nhiệm vụ|phấn đấu|khóa|nhiệm kỳ|nghị quyết|giá so sánh|kế hoạch|từ|đại hội|giai đoạn)\s*(?:\S+\s*){0,2}$"
)
_PART = (("months", "half"), ("quarter",))
_ALL = (*_PART, ("month",), ("year",))
_LEVELS = ("xã", "phường", "thị trấn", "thị xã", "thành phố", "quận", "huyện", "tỉnh")
_LEAD_NAME = re.compile(r"\s*([A-ZĐÂÊÔƠƯ]\w+(?: [A-ZĐÂÊÔƠƯ]\w+){1,2})(?=[ :])")
_LETTERHEAD = re.compile(r"^\s*(?:thứ \w+ -|ngày|số:|cộng hòa|độc lập)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole document speaks of; `is_target` when all of it sets aims for a term."""

    area: str
    dated: date | None
    period: str
    maturity: Maturity
    is_target: bool = False


def setting(document: Document, catalogue: Catalogue) -> Setting:
    """The document's area, date and reporting period, from its own words; the home district where it is silent."""
    lines = [document.text[s.start : s.end] for s in document.spans]
    titles = [line for line in lines[:3] if not _LETTERHEAD.match(line)][:2]
    short = [line for line in lines[:8] if len(line) < 200 and not _LETTERHEAD.match(line)]
    periods = find_periods(document.text)
    dated = next((_day(p) for p in periods if p.kind == "date"), None) or _spoken_day(document.text, periods)
    year = dated.year if dated else next((p.year for p in periods if p.year), 0)
    title = " ".join(titles)
    is_target = bool(
        re.search(r"chỉ tiêu|mục tiêu", fold(title)) and re.search(r"nhiệm kỳ|giai đoạn", fold(title))
    )
    period = _term_end(title) if is_target else ""
    for words, kinds in (
        (title, _ALL),
        (_opening(lines), _PART),
        (document.text, _PART),
        (document.text, _ALL),
    ):
        period = period or _span(words, year, kinds)
    early = dated is not None and bool(period) and Period.parse(period).last > dated
    maturity = Maturity.ESTIMATE if early else Maturity.PRELIMINARY
    return Setting(
        _area(document.text, short or titles, catalogue),
        dated,
        period or f"{year or 1:04d}",
        maturity,
        is_target,
    )


def _opening(lines: list[str]) -> str:
    return " ".join(lines[1:4])


def _term_end(title: str) -> str:
    found = re.search(r"((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)", title)
    return found[2] if found else ""


def _span(text: str, year: int, kinds_of: tuple[tuple[str, ...], ...]) -> str:
    """The widest span a text names as its own: months or half a year, a quarter, a month (then all months up to it), a year."""
    own = [
        p
        for p in find_periods(text)
        if not _ELSEWHERE.search(fold(clean(text[max(0, p.start - 30) : p.start])))
    ]
    named = next((p.year for p in own if p.year and p.kind != "term"), None)
    base = year or named or 0
    for kinds in kinds_of:
        for words in own:
            stated = words.year or (named if words.kind != "year" else None) or base
            if words.kind not in kinds or not stated:
                continue
            return cumulative(stated, words.number).code if words.kind == "month" else words.code(stated)
    return str(base) if base and re.search(r"(?<!\w)năm qua(?!\w)|cả năm", fold(text)) else ""


def _area(text: str, titles: list[str], catalogue: Catalogue) -> str:
    """The unit the text and above all its title speak of; a commune only where the title names it."""
    named = Counter(place for _, _, place in named_places(text))
    head = fold(clean(" ".join(titles)))
    scores = {place: _score(place, count, head) for place, count in named.items()}
    best = max(scores, key=lambda place: (scores[place], -_rank(place)), default="")
    if best and scores[best] > 0:
        return best
    lead = _LEAD_NAME.match(titles[0]) if titles else None
    if lead and re.search(r"(?<!\w)(?:toàn huyện|huyện (?:đạt|có|đã|phấn đấu|hiện))", fold(text)):
        return f"huyện {lead[1]}"
    return best or catalogue.areas.label(catalogue.areas.home)


def _score(place: str, count: int, head: str) -> float:
    level = place[: -len(_name(place))].strip()
    is_small = level in ("xã", "phường", "thị trấn")
    in_title = fold(place) in head and not re.search(rf"tại {re.escape(fold(place))}", head)
    bare = not in_title and not is_small and fold(_name(place)) in head
    if is_small and not in_title:
        return 0
    score = count + 6 * in_title + 6 * bare
    return score * 0.5 if level == "tỉnh" else score


def _rank(place: str) -> int:
    return next((n for n, level in enumerate(_LEVELS) if place.startswith(level + " ")), 9)


def _name(place: str) -> str:
    level = next((word for word in _LEVELS if place.startswith(word + " ")), "")
    return place[len(level) :].strip()


def _day(words: PeriodWords) -> date | None:
    try:
        return date(words.year or 0, words.number, words.day)
    except ValueError:
        return None


def _spoken_day(text: str, periods: list[PeriodWords]) -> date | None:
    """“Ngày 15/09” takes the year the text names first as “năm 2020”."""
    found = re.search(r"[Nn]gày\s+(\d{1,2})[/-](\d{1,2})(?![/\d-])", text)
    year = next((p.year for p in periods if p.year and p.kind != "term"), None)
    if not found or not year:
        return None
    try:
        return date(year, int(found[2]), int(found[1]))
    except ValueError:
        return None
