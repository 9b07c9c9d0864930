"""What a sentence inherits, and what is remembered from one figure to the next."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date

from etl.catalog import Concept
from etl.model import Finding, Maturity, Measure, Period
from etl.recognise.narrative.roles import Role
from etl.recognise.narrative.tokens import Token

NO_YEAR = 1
"""The year of a report that names none: every figure of it is asked about."""


@dataclass(frozen=True, slots=True)
class Context:
    """File, paragraph, the area and period that hold unless the words say otherwise; `whole` is the document's own area, `above` are the units it lies in.

    `is_target` for plans ahead; `is_paired` where the report declares that it writes done/planned; `left` is what the text says and no figure holds, the same list for every sentence.
    """

    file: str
    at: str
    offset: int
    area: str
    period: str
    maturity: Maturity
    is_target: bool = False
    is_paired: bool = False
    dated: date | None = None
    whole: str = ""
    above: tuple[str, ...] = ()
    left: list[Finding] = field(default_factory=list, compare=False, repr=False)

    @property
    def year(self) -> int:
        """The year of the period."""
        return Period.parse(self.period).year


@dataclass(slots=True)
class State:
    """The last subject, crop, head, verb, place and claim; a paragraph's sentences share one.

    `is_here` while the subject stands in the sentence being read; `is_lent` while a place is named for its criteria alone; `waiting` are the sentence's subjects no number has used yet; `outside` the places before an open bracket that names others; `queue` holds the places that wait for their own
    value (`lần lượt`), `turn` the measure it goes by; `about` is what the paragraph is about (`rừng`), `field` what its heading or the title is,
    `of_budget`, `of_programme` under a heading about the budget or about new rural areas; `until` where a time runs up to the end of a month, `weekly` where a figure is of one week, which no period says; `told` is the time of the last figure, `opened` the year or term that opened the paragraph, `words` the last figure's where nobody knows its subject, `each` what it is of one of (`hộ`); `named` is the commune spoken of last, `peer` another district its paragraph opened with, `here` the one that `xã`, `toàn xã` stand for;
    `aims` where the sentence sets aims, `aimed` where one before it in the paragraph did; `plans` where the sentence announces an allotment (`Dự toán năm 2023: …`); `main` is the whole that `trong đó` splits; `last_detail` the crop of the last figure, `lead` the paragraph's first indicator, `before` that of the paragraph before;
    `crop` the crop the heading names, `topic` the indicator the document's title names; `season` the season told last (`vụ mùa`), `ripening` that of one
    crop alone (`lúa mùa`), both heard up to letter `heard` of the sentence; `held` is the season of title or heading.
    """

    subject: Token | None = None
    waiting: list[Token] = dataclasses.field(default_factory=list)
    about: str = ""
    field: str = ""
    topic: str = ""
    is_here: bool = False
    is_lent: bool = False
    head: Concept | None = None
    detail: Concept | None = None
    crop: Concept | None = None
    verb: str = ""
    season: str = ""
    ripening: tuple[str, Concept | None] = ("", None)
    heard: int = 0
    held: str = ""
    places: list[str] = dataclasses.field(default_factory=list)
    queue: list[str] = dataclasses.field(default_factory=list)
    outside: list[str] | None = None
    period: str = ""
    told: str = ""
    opened: str = ""
    words: str = ""
    each: str = ""
    outer: str = ""
    weekly: bool = False
    until: bool = False
    carried: Measure | None = None
    based: Measure | None = None
    said: Role | None = None
    turn: Measure | None = None
    code: str = ""
    named: str = ""
    peer: str = ""
    here: str = ""
    stop: int = 0
    is_advanced: bool = False
    aims: bool = False
    aimed: bool = False
    plans: bool = False
    of_budget: bool = False
    of_programme: bool = False
    last_detail: Concept | None = None
    lead: str = ""
    before: str = ""
    main: tuple[Token | None, Concept | None, str] | None = None

    def begin_paragraph(self, is_item: bool) -> State:
        """A new state; an item of a list keeps the head and what the list is about, every paragraph the title's topic."""
        fresh = State(
            topic=self.topic,
            crop=self.crop,
            detail=self.crop,
            named=self.named,
            of_budget=self.of_budget,
            of_programme=self.of_programme,
            field=self.field,
            about=self.field,
            before=self.lead or self.before,
        )
        return dataclasses.replace(fresh, head=self.head, about=self.about) if is_item else fresh

    def begin_sentence(self, period: str, keeps_head: bool) -> None:
        """Forget what holds for one sentence only; the head stays where the sentence goes on with its parts."""
        self.period, self.outer, self.places, self.queue, self.stop, self.heard = period, "", [], [], 0, 0
        self.carried = self.based = self.said = self.outside = self.turn = None
        self.words = self.each = ""
        self.weekly = self.until = self.is_lent = False
        self.aimed = self.aimed or self.aims
        self.aims, self.plans, self.waiting, self.verb, self.is_here = False, False, [], "", False
        if not keeps_head:
            self.head = None
        if self.main:
            (self.subject, self.detail, self.code), self.main = self.main, None

    def end_sentence(self) -> None:
        """Several things only listed behind the last figure (`gồm ngô, khoai lang, rau`) are what it was made of, not what comes next."""
        if len(self.waiting) > 1 and self.told:
            self.detail = self.last_detail

    def turn_to_another(self) -> None:
        """A number of things nobody knows (`gạch 25 triệu viên, tăng 5%`): what rises is no subject told before."""
        self.code, self.words, self.subject = "", "", None

    def next_in_turn(self, measure: Measure) -> None:
        """The next of the places that wait for their own value, once a measure comes again (`lần lượt đạt 61,7% và 58,3%`)."""
        if self.turn is measure:
            self.queue = self.queue[1:]
        self.turn = self.turn or measure

    def split(self) -> None:
        """Remember the whole whose parts follow: the next sentence speaks of it again."""
        self.main = self.main or (self.subject, self.detail, self.code)
