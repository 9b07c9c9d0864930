"""Tokens of a sentence → Cells: each number is bound to its subject, area and period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from etl.catalog import Area, Catalogue, Concept
from etl.model import Cell, Evidence, Flag, Maturity, Measure, Period, Place
from etl.recognise.narrative.roles import qualifier, role
from etl.recognise.narrative.tokens import Kind, Token, tokens
from etl.words.aligned import Aligned, align


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence inherits: file, paragraph, the document's area, year and period."""

    file: str
    at: str
    offset: int
    area: str
    year: int
    period: str
    maturity: Maturity


@dataclass(slots=True)
class _State:
    subject: Token | None = None
    head: Concept | None = None
    place: str = ""
    period: str = ""
    carried: Measure | None = None
    stop: int = 0
    code: str = ""
    words: str = ""


_TITLE = re.compile(r"(?:nông thôn mới|ntm)(?:\s+(nâng cao|kiểu mẫu))?(?!\w)")
_REACHED = re.compile(r"(?:hoàn thành|đạt chuẩn|được công nhận|về đích|công nhận đạt)")
_TITLES = {"": "met", "nâng cao": "advanced", "kiểu mẫu": "model"}


def figures(text: str, context: Context, catalogue: Catalogue) -> Iterator[Cell]:
    """The figures of one sentence, left to right."""
    sentence = align(text)
    found = tokens(sentence, catalogue)
    state = _State(period=context.period)
    for position, token in enumerate(found):
        if token.kind is Kind.SUBJECT:
            _meet_subject(state, token)
        elif token.kind is Kind.PLACE:
            state.place = token.place
        elif token.kind is Kind.PERIOD and token.period:
            if token.period.kind != "term":
                state.period = token.period.code(context.year)
        elif token.kind is Kind.NUMBER and token.unit:
            yield from _figure(sentence, token, found[position + 1 :], state, context, catalogue)
            state.stop = token.end
    yield from _titles(sentence, found, context, catalogue)


def _meet_subject(state: _State, token: Token) -> None:
    state.subject = token
    state.carried = None
    for concept in token.concepts:
        if concept.head:
            state.head = concept


def _figure(
    sentence: Aligned, token: Token, rest: list[Token], state: _State, context: Context, catalogue: Catalogue
) -> Iterator[Cell]:
    text = sentence.folded
    following = next((t.start for t in rest if t.kind is Kind.NUMBER), len(text))
    before = text[state.stop : token.start].rpartition(";")[2]
    after = text[token.end : following]
    if token.unit == "criteria":
        code = "ntm_criteria_met"
    else:
        code = _indicator(state, token.unit, catalogue) or state.code
    known = catalogue.indicators.get(code)
    is_ratio = bool(known and catalogue.units[known.unit].kind in ("share", "points"))
    if not known or not (token.unit in ("%", "pp") or _fits(code, token.unit, catalogue)):
        return
    said = role(before, after, token.unit, state.carried, is_ratio)
    if said.measure in (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD):
        state.carried = said.measure
    state.code = code
    cell = _cell(sentence, token, state, context, catalogue)
    yield replace(cell, indicator=code, measure=said.measure, giver=said.giver, qualifier=qualifier(before)[0],
                  number=_signed(cell.number, said.sign, said.base))  # fmt: skip


def _signed(number: str, sign: int, base: int) -> str:
    """The number's words; a decrease carries its sign, an excess its base (`vượt 12 %` is 112)."""
    return ("-" if sign < 0 else "") + number + (f"+{base}" if base else "")


def _indicator(state: _State, unit: str, catalogue: Catalogue) -> str:
    """The code the last subject means beside this unit."""
    if state.subject is None:
        return ""
    for concept in state.subject.concepts:
        code = _meaning(concept, state, unit, catalogue)
        if code and (unit in ("%", "pp") or _fits(code, unit, catalogue)):
            return code
    return ""


def _meaning(concept: Concept, state: _State, unit: str, catalogue: Catalogue) -> str:
    if not concept.detail:
        return concept.code
    heads = [concept.by_unit.get(catalogue.units[unit].kind, "")]
    if state.head and state.head.head:
        heads.insert(0, state.head.head)
    codes = (f"{head}.{concept.detail}" for head in heads if head)
    usable = (c for c in codes if c in catalogue.indicators)
    return next((c for c in usable if unit in ("%", "pp") or _fits(c, unit, catalogue)), "")


def _fits(code: str, unit: str, catalogue: Catalogue) -> bool:
    return catalogue.units[catalogue.indicators[code].unit].kind == catalogue.units[unit].kind


def _cell(sentence: Aligned, token: Token, state: _State, context: Context, catalogue: Catalogue) -> Cell:
    before = sentence.folded[state.stop : token.start]
    start = sentence.at[token.start - qualifier(before)[1]] + context.offset
    end = sentence.at[token.end] + context.offset
    area = state.place or context.area
    place = Place(context.file, context.at, start, end)
    subject = sentence.words(state.subject.start, state.subject.end) if state.subject else ""
    words = sentence.words(token.start - qualifier(before)[1], token.end)
    number = sentence.words(token.start, token.number_end)
    return Cell(
        place=place, text=words, number=number, unit=token.unit, subject=subject, indicator="", area=area,
        area_id=area_id(area, state.period, catalogue), period=state.period, maturity=context.maturity,
        flag=Flag.WARN if token.is_unusual else Flag.NONE,
        evidence=_evidence(sentence, token, state, context),
    )  # fmt: skip


def _evidence(sentence: Aligned, token: Token, state: _State, context: Context) -> tuple[Evidence, ...]:
    parts = [("value", token.start, token.number_end), ("unit", token.number_end, token.end)]
    if state.subject:
        parts.append(("indicator", state.subject.start, state.subject.end))
    return tuple(
        Evidence(part, sentence.words(a, b), sentence.at[a] + context.offset, sentence.at[b] + context.offset)
        for part, a, b in parts
    )


def area_id(words: str, period: str, catalogue: Catalogue) -> str:
    """The catalogue's unit of that name when the period ended; empty outside the catalogue."""
    found = catalogue.areas.find(words, Period.parse(period).last)
    return found.id if isinstance(found, Area) else ""


def _titles(sentence: Aligned, found: list[Token], context: Context, catalogue: Catalogue) -> Iterator[Cell]:
    """A unit said to have the title, where no count of criteria is given in the same clause."""
    start = 0
    for clause in re.finditer(r"[^;]+", sentence.folded):
        start, end = clause.span()
        inside = [t for t in found if start <= t.start < end]
        title = next(iter(reversed(list(_TITLE.finditer(clause[0])))), None)
        places = [t for t in inside if t.kind is Kind.PLACE]
        if not title or not places or any(t.kind is Kind.NUMBER for t in inside):
            continue
        reached = _REACHED.search(clause[0], places[-1].end - start)
        if reached and reached.start() < title.start():
            yield _title(
                sentence,
                places[-1],
                (start + reached.start(), start + title.end()),
                title[1] or "",
                context,
                catalogue,
            )


def _title(
    sentence: Aligned, token: Token, span: tuple[int, int], level: str, context: Context, catalogue: Catalogue
) -> Cell:
    place = Place(
        context.file, context.at, sentence.at[span[0]] + context.offset, sentence.at[span[1]] + context.offset
    )
    return Cell(
        place=place, text=sentence.words(*span), number="", unit="status", subject="", indicator="ntm_status",
        area=token.place, area_id=area_id(token.place, context.period, catalogue), period=context.period,
        maturity=context.maturity, status=_TITLES[level],
    )  # fmt: skip
