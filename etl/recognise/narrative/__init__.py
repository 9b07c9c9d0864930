"""Running text → Cells: the document's setting first, then paragraph by paragraph, sentence by sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from etl.catalog import Area, Catalogue
from etl.model import Cell, Document, Finding, Period, Place, Severity, Span
from etl.recognise.narrative.context import NO_YEAR, Context, State
from etl.recognise.narrative.figures import figures
from etl.recognise.narrative.flow import ALLOTS, Flow, led
from etl.recognise.narrative.headings import heading_rank
from etl.recognise.narrative.sentences import LONGEST_PARAGRAPH, sentences, too_long
from etl.recognise.narrative.setting import OPENING, Setting, setting
from etl.recognise.narrative.worded import SAID
from etl.recognise.places import named_places
from etl.recognise.titles import title_of
from etl.words.fold import clean, fold

__all__ = ["NO_YEAR", "Setting", "narrative_cells", "setting", "unread"]
_SAYS = re.compile(r"\d|nông thôn mới|ntm|đạt chuẩn", re.IGNORECASE)
_WORDED = re.compile(r"[^\W\d_]|%")
"""Numbers alone say nothing: what they are of and in takes letters, or a percent sign."""
_PAIRED = re.compile(r"(?:thực hiện|th)(?: \w+){0,3}\s*/\s*(?:kế hoạch|kh|dự toán)(?!\w)")
_BY_NOW = re.compile(
    r"(?<!\w)(?:đến nay|(?<!thực )(?<!biểu )(?<!thể )(?<!phát )hiện(?! hành| đại)|nay|tính đến|lũy kế|đến (?:hết )?(?:ngày|tháng)|sau (?:hơn |gần )?(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?: \w+)? năm|qua (?:hơn |gần )?\d+ năm|toàn (?:huyện|tỉnh|xã) (?:hiện )?có)(?!\w)"
)

MOST_ALIKE = 300
"""Times the same paragraph is read: no province has so many communes."""
MOST_OF_WORDS = 1_000
"""Numbers that paragraphs of the same words hold: two hundred pages of reports hold a quarter of it."""
MOST_NUMBERS = 50_000
"""Numbers in sentences of one file: a year's reports of a district with all its communes hold fewer."""
_NUMBER = re.compile(r"\d[\d.,]*")
_QUOTED = 60


def narrative_cells(
    document: Document, catalogue: Catalogue, left: list[Finding] | None = None
) -> Iterator[Cell]:
    """Every figure of the running text, in reading order; `left` takes what the text says and no figure holds."""
    told = setting(document, catalogue)
    base = Context(
        document.file,
        "",
        0,
        told.area,
        told.period,
        told.maturity,
        told.is_target,
        _PAIRED.search(fold(document.text[:OPENING])) is not None,
        told.dated,
        told.area,
        _above(told, document, catalogue),
        [] if left is None else left,
    )
    flow = Flow.begin(base, title_of(document) if document.spans else "", _lines(document), catalogue)
    for number, span, paragraph in _paragraphs(document, base.left):
        words = clean(paragraph)
        context = flow.enter(words, span.at, heading_rank(words) if number else 0, not number)
        if not _WORDED.search(paragraph) or not (_SAYS.search(paragraph) or SAID.search(fold(words))):
            continue
        opening = words.split(". ")[0]
        if number and not ALLOTS.match(fold(opening)):
            context = led(context, opening)
        yield from _paragraph(paragraph, span.start, context, flow.state, catalogue)
        flow.leave(words, context)


def _paragraphs(document: Document, left: list[Finding]) -> list[tuple[int, Span, str]]:
    """Every paragraph by its number; none of a text with more numbers than any report has, which is told of."""
    found = list(_unlike(document, left))
    count = sum(len(_NUMBER.findall(paragraph)) for _, _, paragraph in found)
    if count <= MOST_NUMBERS:
        return found
    _, span, paragraph = found[0]
    place = Place(document.file, span.at, span.start, span.end)
    facts = (("text", clean(paragraph)[:_QUOTED]), ("count", str(count)), ("most", str(MOST_NUMBERS)))
    left.append(Finding("endless_figures", Severity.WARN, place, facts))
    return []


def _unlike(document: Document, left: list[Finding]) -> Iterator[tuple[int, Span, str]]:
    """Every paragraph by its number; one that comes again without end, or only with other numbers, is told of and read no further."""
    times: Counter[str] = Counter()
    numbers: Counter[frozenset[str]] = Counter()
    known: dict[str, frozenset[str]] = {}
    for number, span in enumerate(document.spans):
        paragraph = document.text[span.start : span.end]
        times[paragraph] += 1
        text, count = _NUMBER.subn("#", paragraph)
        if (words := known.get(text)) is None:
            words = known[text] = frozenset(text.split())
        before, numbers[words] = numbers[words], numbers[words] + count
        if times[paragraph] > MOST_ALIKE:
            code, most, is_first = "endless_repetition", MOST_ALIKE, times[paragraph] == MOST_ALIKE + 1
        elif before > MOST_OF_WORDS and _WORDED.search(paragraph):
            code, most = "endless_series", MOST_OF_WORDS
            is_first = before - MOST_OF_WORDS <= count
        else:
            yield number, span, paragraph
            continue
        if is_first:
            facts = (("text", clean(paragraph)[:_QUOTED]), ("times", str(most)))
            left.append(
                Finding(code, Severity.WARN, Place(document.file, span.at, span.start, span.end), facts)
            )


def _paragraph(text: str, at: int, context: Context, state: State, catalogue: Catalogue) -> Iterator[Cell]:
    """A year or a term that opens a sentence (`Nhiệm kỳ 2015 - 2020, …`) holds for those behind it, except what is told of today."""
    for start, words in sentences(text):
        own = replace(context, offset=at + start)
        if ALLOTS.match(fold(words)):
            own = led(own, words)
        if state.opened and not _BY_NOW.search(fold(words)):
            own = replace(own, period=state.opened)
        yield from figures(words, own, catalogue, state)


def unread(document: Document) -> Iterator[Finding]:
    """What is too long to be a sentence: told, not guessed at."""
    for span in document.spans:
        for start, end in too_long(document.text[span.start : span.end]):
            place = Place(document.file, span.at, span.start + start, span.start + end)
            code = "endless_paragraph" if end - start > LONGEST_PARAGRAPH else "endless_sentence"
            yield Finding(code, Severity.WARN, place, (("letters", str(end - start)),))


def _above(told: Setting, document: Document, catalogue: Catalogue) -> tuple[str, ...]:
    """The units the document's own lies in: by the catalogue, else those its opening names."""
    found = catalogue.areas.find(told.area, Period.parse(told.period).last)
    labels = []
    while isinstance(found, Area) and found.parent:
        found = catalogue.areas[found.parent]
        labels.append(catalogue.areas.label(found.id))
    return tuple(labels) or tuple(place for _, _, place in named_places(document.text[:OPENING]))


def _lines(document: Document) -> list[str]:
    """The document's paragraphs, those left out that begin with a number: they neither name it nor open with a unit."""
    text = document.text
    spans = [s for n, s in enumerate(document.spans) if not n or not text[s.start].isdigit()]
    return [clean(text[span.start : min(span.end, span.start + OPENING)]) for span in spans]
