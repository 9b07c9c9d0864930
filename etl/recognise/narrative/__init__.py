"""Running text → Cells: the document's setting first, then paragraph by paragraph, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from etl.catalog import Catalogue
from etl.model import Cell, Document, Period
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.figures import figures
from etl.recognise.narrative.setting import Setting, setting
from etl.words.fold import clean, fold
from etl.words.period import find_periods

__all__ = ["Setting", "narrative_cells", "setting"]
_SENTENCE = re.compile(r"(?:[^.\n]|\.(?=\S)|(?<=\d)\.(?=\d))+(?:\.(?=\s|$)|\n|$)")
_PAIRED = re.compile(r"(?:thực hiện|th)\s*/\s*(?:kế hoạch|kh|dự toán)(?!\w)")
_AHEAD = re.compile(r"(?:nhiệm vụ|phương hướng|mục tiêu|phấn đấu|dự kiến)(?!\w)(?! quốc gia)")


def narrative_cells(document: Document, catalogue: Catalogue) -> Iterator[Cell]:
    """Every figure of the running text, in reading order."""
    told = setting(document, catalogue)
    base = Context(
        document.file,
        "",
        0,
        told.area,
        told.period,
        told.maturity,
        told.is_target,
        _PAIRED.search(fold(document.text)) is not None,
    )
    for number, span in enumerate(document.spans):
        paragraph = document.text[span.start : span.end]
        context = replace(base, at=span.at)
        state = State()
        for found in _SENTENCE.finditer(paragraph):
            if found.start() == 0 and number:
                context = _led(context, found[0])
            yield from figures(
                found[0], replace(context, offset=span.start + found.start()), catalogue, state
            )


def _led(context: Context, sentence: str) -> Context:
    """A paragraph that opens with a later period and aims (`Nhiệm vụ 6 tháng cuối năm`) keeps both to its end."""
    opening = fold(clean(sentence[:90]))
    if not _AHEAD.search(opening):
        return context
    ahead = next((p for p in find_periods(opening) if p.kind in ("rest", "year", "quarter", "month")), None)
    if ahead is None or Period.parse(ahead.code(context.year)).last <= Period.parse(context.period).last:
        return context
    return replace(context, period=ahead.code(context.year), is_target=True)
