"""Running text → Cells: the document's setting first, then paragraph by paragraph, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from etl.catalog import Area, Catalogue
from etl.model import Cell, Document, Finding, Period, Place, Severity
from etl.recognise.narrative.context import NO_YEAR, Context, State
from etl.recognise.narrative.figures import FORESTRY, figures
from etl.recognise.narrative.headings import FIGURE, heading_rank, is_item
from etl.recognise.narrative.scope import small
from etl.recognise.narrative.sentences import sentences, too_long
from etl.recognise.narrative.setting import OPENING, Setting, setting
from etl.recognise.phrases import concepts_of, phrases_in
from etl.recognise.places import named_places
from etl.recognise.seasons import season
from etl.recognise.titles import title_of
from etl.words.fold import clean, fold
from etl.words.period import find_periods

__all__ = ["NO_YEAR", "Setting", "narrative_cells", "setting", "unread"]
_BUDGET = re.compile(r"ngân sách|tài chính")
_OTHER_FIELD = re.compile(
    r"trồng trọt|cây trồng|chăn nuôi|thủy sản|nông nghiệp|công nghiệp|dịch vụ|ngân sách|tài chính|văn hóa|y tế|giáo dục|nông thôn mới|lúa|màu"
)
_SAYS = re.compile(r"\d|nông thôn mới|ntm|đạt chuẩn", re.IGNORECASE)
_PAIRED = re.compile(r"(?:thực hiện|th)\s*/\s*(?:kế hoạch|kh|dự toán)(?!\w)")
_AHEAD = re.compile(
    r"(?:nhiệm vụ|phương hướng|mục tiêu|phấn đấu|dự kiến)(?!\w)(?! quốc gia)|^\W*(?:dự toán|kế hoạch)(?!\w)"
)
_BY_NOW = re.compile(
    r"(?<!\w)(?:đến nay|hiện|nay|tính đến|lũy kế|đến (?:hết )?(?:ngày|tháng)|toàn (?:huyện|tỉnh|xã) (?:hiện )?có)(?!\w)"
)
_RESULTS = re.compile(
    r"\W*(?:điều \d+|[ivx]+|[\d.]+|[a-zđ])?\W*(?:về )?(?:đánh giá|kết quả|tình hình|thực trạng)(?!\w)(?!.*(?:phương hướng|nhiệm vụ trọng tâm))"
)
_BOTH = re.compile(
    r"(?:ước )?thực hiện (?:cả )?năm[^,;]*(?:và|,|;) (?:dự kiến|kế hoạch|dự toán|mục tiêu|nhiệm vụ)"
)
_TO_COME = re.compile(
    r"dự kiến (?:tuần|tháng|quý|năm)(?! \d+ thực hiện)|^\W*(?:(?:phần (?:thứ )?)?[ivx\d.]+\W+)?kế hoạch (?:sản xuất|phát triển|thực hiện|triển khai|gieo trồng|vụ)|phương hướng|nhiệm vụ trọng tâm|(?:thời gian|tháng|quý) tới|mục tiêu|kế hoạch (?:tháng|quý|năm)|nhiệm vụ (?:chủ yếu|năm|quý|tháng)"
)


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
        _PAIRED.search(fold(document.text[:OPENING])) is not None,
        told.dated,
        told.area,
        _above(told, document, catalogue),
    )
    section, depth, state = base, 0, State(topic=_topic(document, catalogue))
    outer, led_by = base, ""
    held, lead, told_before = season(fold(title_of(document))) if document.spans else "", base, ""
    state.field = _field(fold(title_of(document)), "") if document.spans else ""
    field, topic = state.field, state.topic
    for number, span in enumerate(document.spans):
        paragraph = document.text[span.start : span.end]
        rank = heading_rank(paragraph) if number else 0
        if rank or not number:
            state.of_budget = _BUDGET.search(fold(paragraph)) is not None
            state.field = _field(fold(paragraph), field)
            state.topic = _named(fold(paragraph), catalogue) or topic
        if rank and (not depth or rank <= depth):
            section = _placed(_led(base, paragraph, is_heading=True), paragraph)
            depth = rank if section.is_target or section.period != base.period else 0
        held = season(fold(paragraph)) if rank else held
        listed = is_item(paragraph)
        if listed and paragraph.lstrip()[0] == led_by:
            lead, led_by = outer, ""
        context = replace(lead if listed else section, at=span.at)
        lead = context if listed else section
        state = state.begin_paragraph(listed)
        state.held = held or ""
        state.season = (told_before if listed else "") or state.held
        if listed and not led_by and paragraph.rstrip().endswith(":") and not FIGURE.search(paragraph):
            outer, led_by = lead, paragraph.lstrip()[0]
            lead = context = _led(context, paragraph, is_heading=True)
        if not _SAYS.search(paragraph):
            continue
        if number:
            context = _led(context, paragraph.split(". ")[0])
        yield from _paragraph(paragraph, span.start, context, state, catalogue)
        if not listed or paragraph.rstrip().endswith(":"):
            told_before = state.season
        if not listed and paragraph.rstrip().endswith(":"):
            lead = _leading(context, state)


def _paragraph(text: str, at: int, context: Context, state: State, catalogue: Catalogue) -> Iterator[Cell]:
    """A year or a term that opens a sentence (`Nhiệm kỳ 2015 - 2020, …`) holds for those behind it, except what is told of today."""
    for start, words in sentences(text):
        own = replace(context, offset=at + start)
        if state.opened and not _BY_NOW.search(fold(words)):
            own = replace(own, period=state.opened)
        yield from figures(words, own, catalogue, state)


def _is_later(heading: str, context: Context) -> bool:
    """Whether a heading names a time after the report's own (`III. Chỉ tiêu năm 2019` in the report of 2018)."""
    own = Period.parse(context.period)
    named = (p for p in find_periods(heading) if p.kind in ("rest", "year", "quarter", "half"))
    return any(Period.parse(p.code(context.year)).first > own.last for p in named)


def _leading(context: Context, state: State) -> Context:
    """What the items of a list inherit from the line that announces them: its time and its one place."""
    place = state.places[0] if len(state.places) == 1 else context.area
    return replace(context, period=state.told or context.period, area=place)


def _placed(context: Context, heading: str) -> Context:
    """A heading that is a commune's name and nothing else (`2. Xã Vũ Lễ`) holds for what stands under it."""
    places = list(named_places(heading))
    if len(places) != 1 or not small(places[0][2]):
        return context
    start, end, place = places[0]
    bare = not re.search(r"\w\w", heading[:start]) and not re.search(r"\w", heading[end:])
    return replace(context, area=place) if bare else context


def unread(document: Document) -> Iterator[Finding]:
    """What is too long to be a sentence: told, not guessed at."""
    for span in document.spans:
        for start, end in too_long(document.text[span.start : span.end]):
            place = Place(document.file, span.at, span.start + start, span.start + end)
            yield Finding("endless_sentence", Severity.WARN, place, (("letters", str(end - start)),))


def _above(told: Setting, document: Document, catalogue: Catalogue) -> tuple[str, ...]:
    """The units the document's own lies in: by the catalogue, else those its opening names."""
    found = catalogue.areas.find(told.area, Period.parse(told.period).last)
    labels = []
    while isinstance(found, Area) and found.parent:
        found = catalogue.areas[found.parent]
        labels.append(catalogue.areas.label(found.id))
    return tuple(labels) or tuple(place for _, _, place in named_places(document.text[:OPENING]))


def _topic(document: Document, catalogue: Catalogue) -> str:
    """The indicator the document's first line names (`Kết quả trồng rừng năm 2020`)."""
    first = document.text[document.spans[0].start : document.spans[0].end] if document.spans else ""
    return _named(fold(first), catalogue)


def _named(heading: str, catalogue: Catalogue) -> str:
    """The indicator a heading names (`A. Thu ngân sách`)."""
    named = (concepts_of(catalogue, heading[start:end]) for start, end in phrases_in(heading, catalogue))
    return next((concept.code for concepts in named for concept in concepts if concept.code), "")


def _field(heading: str, inherited: str) -> str:
    """What the verbs under a heading plant and tend: forests, crops, or what the document's title says."""
    if FORESTRY.search(heading):
        return "rừng"
    return "" if _OTHER_FIELD.search(heading) else inherited


def _done(context: Context, heading: str) -> Context:
    """A heading about the results of a time of its own (`1. Kết quả năm 2023` in the resolution for 2024) holds for its section."""
    own = Period.parse(context.period)
    named = next((p for p in find_periods(heading) if p.kind in ("year", "half", "months", "quarter")), None)
    code = named.code(context.year) if named and (named.kind == "year" or named.year) else context.period
    is_past = Period.parse(code).last < own.first
    return replace(context, period=code if is_past else context.period, is_target=False)


def _led(context: Context, sentence: str, is_heading: bool = False) -> Context:
    """Words that open with a later period and aims (`Nhiệm vụ 6 tháng cuối năm`) hold to the end of paragraph or section."""
    opening = fold(clean(sentence[:110]))
    if is_heading and (_RESULTS.match(opening) or _BOTH.search(opening)):
        return _done(context, opening)
    to_come = is_heading and (_TO_COME.search(opening) or _is_later(opening, context))
    if not to_come and not _AHEAD.search(opening):
        return context
    if to_come:
        context = replace(context, is_target=True)
    ahead = next((p for p in find_periods(opening) if p.kind in ("rest", "year", "quarter", "month")), None)
    if ahead is None or Period.parse(ahead.code(context.year)).last <= Period.parse(context.period).last:
        return context
    return replace(context, period=ahead.code(context.year), is_target=True)
