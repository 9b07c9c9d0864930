"""Running text → Cells: the document's area and period first, then paragraph by paragraph, sentence by sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from etl.catalog import Catalogue
from etl.model import Cell, Document, Maturity, Period
from etl.recognise.narrative.figures import Context, figures
from etl.recognise.places import named_places
from etl.words.period import PeriodWords, find_periods

_SENTENCE = re.compile(r"(?:[^.\n]|\.(?=\S)|(?<=\d)\.(?=\d))+(?:\.(?=\s|$)|\n|$)")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole document speaks of: its area, its date and its period."""

    area: str
    dated: date | None
    period: str
    maturity: Maturity


def setting(document: Document, catalogue: Catalogue) -> Setting:
    """The document's area, date and reporting period, from its own words; the home district where it is silent."""
    periods = find_periods(document.text)
    dated = next((_day(p) for p in periods if p.kind == "date"), None) or _ngay(document.text, periods)
    year = dated.year if dated else next((p.year for p in periods if p.year), 0)
    period = _reporting(periods, year)
    early = dated is not None and bool(period) and Period.parse(period).last > dated
    maturity = Maturity.ESTIMATE if early else Maturity.PRELIMINARY
    return Setting(_area(document.text, catalogue), dated, period or f"{year or 1:04d}", maturity)


def narrative_cells(document: Document, catalogue: Catalogue) -> Iterator[Cell]:
    """Every figure of the running text, in reading order."""
    told = setting(document, catalogue)
    year = Period.parse(told.period).year
    for span in document.spans:
        paragraph = document.text[span.start : span.end]
        for found in _SENTENCE.finditer(paragraph):
            context = Context(
                document.file,
                span.at,
                span.start + found.start(),
                told.area,
                year,
                told.period,
                told.maturity,
            )
            yield from figures(found[0], context, catalogue)


def _area(text: str, catalogue: Catalogue) -> str:
    named = Counter(place for _, _, place in named_places(text[:1500]))
    for level in ("huyện", "xã", "thị trấn", "tỉnh"):
        of_level = [(count, name) for name, count in named.items() if name.startswith(level + " ")]
        if of_level:
            return max(of_level, key=lambda pair: pair[0])[1]
    return catalogue.areas.label(catalogue.areas.home)


def _reporting(periods: list[PeriodWords], year: int) -> str:
    """The first span of months, quarter or year the document names."""
    for kinds in (("months", "half"), ("quarter",), ("year",)):
        for words in periods:
            if words.kind in kinds and (words.year or year):
                return words.code(year)
    return str(year) if year else ""


def _day(words: PeriodWords) -> date | None:
    try:
        return date(words.year or 0, words.number, words.day)
    except ValueError:
        return None


def _ngay(text: str, periods: list[PeriodWords]) -> date | None:
    """“Ngày 15/09” takes the year the text names first as “năm 2020”."""
    found = re.search(r"[Nn]gày\s+(\d{1,2})[/-](\d{1,2})(?![/\d-])", text)
    year = next((p.year for p in periods if p.year and p.kind != "term"), None)
    if not found or not year:
        return None
    try:
        return date(year, int(found[2]), int(found[1]))
    except ValueError:
        return None
