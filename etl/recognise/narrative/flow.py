"""Where the reading stands: the section and the list a paragraph is in, and what they hold for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from etl.catalog import Catalogue, Concept
from etl.model import Period
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.figures import FORESTRY
from etl.recognise.narrative.headings import FIGURE, is_item
from etl.recognise.narrative.objects import PROGRAMME
from etl.recognise.narrative.scope import small, speaks_of_all
from etl.recognise.narrative.whose import OFFICE, cased
from etl.recognise.phrases import concepts_of, phrases_in
from etl.recognise.places import NAME, named_places
from etl.recognise.seasons import season
from etl.words.fold import clean, fold
from etl.words.period import find_periods

_BUDGET = re.compile(r"ngân sách|tài chính")
_OTHER_FIELD = re.compile(
    r"trồng trọt|cây trồng|chăn nuôi|thủy sản|nông nghiệp|công nghiệp|dịch vụ|ngân sách|tài chính|văn hóa|y tế|giáo dục|nông thôn mới|lúa|màu"
)
_AHEAD = re.compile(
    r"(?:nhiệm vụ|(?:các )?chỉ tiêu (?:kinh tế ?- ?xã hội )?(?:chủ yếu )?(?:đến|tới|năm|của)|phương hướng|mục tiêu|phấn đấu|dự kiến)(?!\w)(?! quốc gia)|^\W*(?:dự toán|kế hoạch)(?!\w)"
)
ALLOTS = re.compile(r"\W*(?:dự toán|kế hoạch)(?!\w)(?![^.;]{0,40}:)")
"""`Dự toán năm 2024 tỉnh giao …`: the plan holds for its own sentence, not for what was reached behind it."""
_AIMS_ON = re.compile(
    r"(?![^.]*(?<!\w)(?:năm|tháng|quý|đã|đến nay|hiện)(?!\w))[^.]*(?<!\w)(?:phấn đấu|mục tiêu)(?!\w)"
)
"""A sentence that aims and names no time of its own."""
_HEARD = re.compile(
    r"(?<!\w)(?:kết quả|đánh giá|tình hình|sơ kết|tổng kết)(?!\w)[^.;]*(?<!\w)(?:nhiệm vụ|phương hướng|kế hoạch)(?!\w)"
)
"""`Nghe báo cáo kết quả 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm`: of both, and what follows is the report's own."""
_RESULTS = re.compile(
    r"\W*+(?:điều \d+|[ivx]+|\d[\d.]*+|[a-zđ])?\W*+(?:về |tán thành |thông qua |nhất trí (?:với )?)?(?:đánh giá|kết quả|tình hình|thực trạng)(?!\w)(?!.*(?:phương hướng|nhiệm vụ trọng tâm))"
)
_BOTH = re.compile(
    r"(?:ước )?thực hiện (?:cả )?năm[^,;]*(?:và|,|;) (?:dự kiến|kế hoạch|dự toán|mục tiêu|nhiệm vụ)"
)
_TO_COME = re.compile(
    r"dự kiến (?:tuần|tháng|quý|năm)(?! \d+ thực hiện)|^\W*+(?:(?:phần (?:thứ )?)?[ivx\d]++(?:\.++[ivx\d]++)*+\W++)?kế hoạch (?:sản xuất|phát triển|thực hiện|triển khai|gieo trồng|vụ)|(?:các )?chỉ tiêu (?:kinh tế ?- ?xã hội )?(?:chủ yếu )?(?:đến|tới|năm|của)|phương hướng|nhiệm vụ trọng tâm|(?:thời gian|tháng|quý) tới|mục tiêu|kế hoạch (?:tháng|quý|năm)|nhiệm vụ (?:chủ yếu|năm|quý|tháng)"
)


_LEAD = re.compile(
    rf"\s*+(?:[*+•-]|\d+[.)])?\s*+((?:Huyện|HUYỆN|Xã|XÃ|Thành phố|THÀNH PHỐ|Thị xã|THỊ XÃ)\s+)?({NAME})\s*:"
)
_COUNTED = re.compile(r"\s*\(?\d{1,2}[.)]\s")
"""An item of a numbered list, where a line just announced one."""
HEADING = 500
"""Letters of a first line that can be its text's title."""
_SEVERAL = 2
_TWO_WORDS = ("thành phố ", "thị xã ", "thị trấn ")


@dataclass(slots=True)
class Flow:
    """What title, heading and the line above a list hold for the paragraph being read; `state` is what its sentences share.

    `lead` is what the items of a list inherit, `led_by` the mark of an item that leads others, `outer` what held before it;
    `told_season` is the season of the line above the list, `held` that of the heading.
    """

    base: Context
    section: Context
    lead: Context
    outer: Context
    catalogue: Catalogue
    state: State
    about: str
    topic: str
    held: str
    is_programme: bool = False
    ahead: Context | None = None
    is_counted: bool = False
    depth: int = 0
    led_by: str = ""
    unit: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    told_season: str = ""

    @classmethod
    def begin(cls, base: Context, title: str, lines: list[str], catalogue: Catalogue) -> Flow:
        """At the top of a document: only its title holds."""
        topic, about = _named(fold(lines[0] if lines else ""), catalogue), _field(fold(title), "")
        state = State(topic=topic, field=about)
        flow = cls(base, base, base, base, catalogue, state, about, topic, season(fold(title)) or "")
        flow.units = _leads(lines)
        flow.is_programme = PROGRAMME.search(fold(title)) is not None
        return flow

    def enter(self, paragraph: str, at: str, rank: int, is_first: bool) -> Context:
        """What a paragraph inherits; a heading (of a rank) changes the section."""
        if rank or is_first:
            self._head(paragraph[:HEADING])
        if rank:
            self._section(paragraph, rank)
        listed = self._is_listed(paragraph)
        if listed and paragraph.lstrip()[0] == self.led_by:
            self.lead, self.led_by = self.outer, ""
        context = replace(self.lead if listed else self.section, at=at)
        self.unit = self._unit(paragraph, rank)
        if self.unit:
            context = replace(context, area=self.unit)
        self.lead = context if listed else self.section
        self.state = self.state.begin_paragraph(listed)
        self.state.held = self.held
        self.state.season = (self.told_season if listed else "") or self.held
        if not listed and _announces(paragraph) and not rank:
            context = led(context, paragraph, is_heading=True)
        if not listed and not rank:
            context = self._aimed_on(context, paragraph)
        if listed and not self.led_by and _announces(paragraph):
            self.outer, self.led_by = self.lead, paragraph.lstrip()[0]
            self.lead = context = led(context, paragraph, is_heading=True)
        return context

    def _aimed_on(self, context: Context, paragraph: str) -> Context:
        """A paragraph that goes on with aims takes their time from the one before it, which set them for a later year."""
        opening = led(context, paragraph.split(". ")[0])
        if opening.is_target and not context.is_target:
            self.ahead = opening
        elif self.ahead and _AIMS_ON.match(fold(clean(paragraph))):
            return replace(context, period=self.ahead.period, is_target=True)
        else:
            self.ahead = None
        return context

    def leave(self, paragraph: str, context: Context) -> None:
        """What the paragraph leaves to the list it announces."""
        listed, announces = self._is_listed(paragraph), paragraph.rstrip().endswith(":")
        self.is_counted = self.is_counted if listed and not announces else announces and not listed
        if not listed or announces:
            self.told_season = self.state.season
        if announces and not listed:
            self.lead = _leading(context, self.state)

    def _is_listed(self, paragraph: str) -> bool:
        """Whether a paragraph is an item of the list before it; numbers count one only where it was announced."""
        return is_item(paragraph) or (self.is_counted and _COUNTED.match(paragraph) is not None)

    def _unit(self, paragraph: str, rank: int) -> str:
        """The unit a paragraph opens with (`* MAI SƠN: …`), which holds to the next one or the next heading."""
        lead = _LEAD.match(paragraph)
        if lead and self.units:
            return self.units.get(fold(lead[2]), "")
        return "" if rank or speaks_of_all(fold(paragraph)) else self.unit

    def _head(self, heading: str) -> None:
        folded = fold(heading)
        self.state.of_budget = _BUDGET.search(folded) is not None
        self.state.of_programme = self.is_programme or PROGRAMME.search(folded) is not None
        self.state.field = _field(folded, self.about)
        self.state.topic = _named(folded, self.catalogue) or self.topic
        self.state.crop = _crop(folded, self.catalogue)

    def _section(self, heading: str, rank: int) -> None:
        self.held = season(fold(heading)) or ""
        if not self.depth or rank <= self.depth:
            self.section = _placed(led(self.base, heading, is_heading=True), heading)
            is_own = self.section.is_target or self.section.period != self.base.period
            self.depth = rank if is_own else 0


def _leads(lines: list[str]) -> Mapping[str, str]:
    """Units that paragraphs open with, where several do: by the level the text gives them, else that of its list."""
    leads = [lead[2] for line in lines if (lead := _LEAD.match(line))]
    if len(leads) < _SEVERAL:
        return {}
    places = [place for _, _, place in named_places("\n".join(lines))]
    named = {
        fold(" ".join(place.split()[1 + place.startswith(_TWO_WORDS) :])): place for place in places[::-1]
    }
    units = [name for name in leads if fold(name) in named or not OFFICE & set(fold(name).split())]
    known = [named[fold(name)] for name in units if fold(name) in named]
    if len(units) < _SEVERAL or not known:
        return {}
    level = Counter(place.split(" ")[0] for place in known if not place.startswith(_TWO_WORDS)).most_common(1)
    usual = level[0][0] if level else "huyện"
    return {fold(name): named.get(fold(name), f"{usual} {cased(name)}") for name in units}


def _announces(paragraph: str) -> bool:
    """Whether a line leads those behind it and states no figure of its own."""
    return paragraph.rstrip().endswith(":") and not FIGURE.search(paragraph)


def _named(heading: str, catalogue: Catalogue) -> str:
    """The indicator a heading names (`A. Thu ngân sách`)."""
    named = (concepts_of(catalogue, heading[start:end]) for start, end in phrases_in(heading, catalogue))
    return next((concept.code for concepts in named for concept in concepts if concept.code), "")


def _crop(heading: str, catalogue: Catalogue) -> Concept | None:
    """The one crop or animal a heading names (`1. Cây lúa`): heads without a detail are of it."""
    named = (concepts_of(catalogue, heading[start:end]) for start, end in phrases_in(heading, catalogue))
    details = {
        c.detail: c
        for concepts in named
        for c in concepts
        if c.detail and c.by_unit.get("land") == "planted_area"
    }
    return next(iter(details.values())) if len(details) == 1 else None


def _field(heading: str, inherited: str) -> str:
    """What the verbs under a heading plant and tend: forests, crops, or what the document's title says."""
    if FORESTRY.search(heading):
        return "rừng"
    return "" if _OTHER_FIELD.search(heading) else inherited


def _is_later(heading: str, context: Context) -> bool:
    """Whether a heading names a time after the report's own (`III. Chỉ tiêu năm 2019` in the report of 2018)."""
    own = Period.parse(context.period)
    named = (p for p in find_periods(heading) if p.kind in ("rest", "year", "quarter", "half"))
    return any(Period.parse(p.code(context.year)).first > own.last for p in named)


def _leading(context: Context, state: State) -> Context:
    """What the items of a list inherit from the line that announces them: its time and its one place."""
    place = state.places[0] if len(state.places) == 1 else context.area
    return replace(context, period=_longer(state.told, context.period), area=place)


def _longer(told: str, own: str) -> str:
    """The time told last, unless it is a part of the report's own (`Riêng tháng 3 thu 15.870 triệu. Cụ thể:`)."""
    spans = {code: Period.parse(code) for code in (told, own) if code}
    return max(spans, key=lambda code: (spans[code].last - spans[code].first, code == own))


def _placed(context: Context, heading: str) -> Context:
    """A heading that is a commune's name and nothing else (`2. Xã Vũ Lễ`) holds for what stands under it."""
    places = list(named_places(heading))
    if len(places) != 1 or not small(places[0][2]):
        return context
    start, end, place = places[0]
    bare = not re.search(r"\w\w", heading[:start]) and not re.search(r"\w", heading[end:])
    return replace(context, area=place) if bare else context


def _to_come(own: Period, dated: date | None) -> str:
    """The time aims without one are for: the year a report is of that is written well within it, else the next."""
    is_whole = (
        own.first.month == 1 and own.last.month == 12 and not (dated and dated < date(own.last.year, 11, 1))
    )
    return f"{own.last.year + 1:04d}" if is_whole else f"{own.year:04d}"


def _done(context: Context, heading: str) -> Context:
    """A heading about the results of a time of its own (`1. Kết quả năm 2023` in the resolution for 2024) holds for its section."""
    own = Period.parse(context.period)
    named = next((p for p in find_periods(heading) if p.kind in ("year", "half", "months", "quarter")), None)
    code = named.code(context.year) if named and (named.kind == "year" or named.year) else context.period
    is_past = Period.parse(code).last < own.first
    return replace(context, period=code if is_past else context.period, is_target=False)


def led(context: Context, sentence: str, is_heading: bool = False) -> Context:
    """Words that open with a later period and aims (`Nhiệm vụ 6 tháng cuối năm`) hold to the end of paragraph or section."""
    opening = fold(clean(sentence[:110]))
    if not is_heading and _HEARD.search(opening):
        return context
    if is_heading and (_RESULTS.match(opening) or _BOTH.search(opening)):
        return _done(context, opening)
    to_come = is_heading and (_TO_COME.search(opening) or _is_later(opening, context))
    if not to_come and not _AHEAD.search(opening):
        return context
    if to_come:
        context = replace(context, is_target=True)
    ahead = next((p for p in find_periods(opening) if p.kind in ("rest", "year", "quarter", "month")), None)
    if ahead is None and to_come:
        return replace(context, period=_to_come(Period.parse(context.period), context.dated))
    if ahead is None or Period.parse(ahead.code(context.year)).last <= Period.parse(context.period).last:
        return context
    return replace(context, period=ahead.code(context.year), is_target=True)
