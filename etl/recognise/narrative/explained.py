"""Why a figure was read as it was: the words that gave each part of it, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.model import Evidence, Measure
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.roles import Role
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Kind, Token
from etl.words.aligned import Aligned

_CLAIM = re.compile(
    r"(?:kế hoạch|kh|dự toán|dt|chỉ tiêu|nghị quyết|cùng kỳ|ck|sv?ck|năm trước)(?: (?:tỉnh|huyện|hđnd huyện) giao)?(?!\w)"
)
_MOVE = re.compile(
    r"(?<!\w)(?:tăng|giảm|vượt|cao hơn|thấp hơn|phấn đấu|mục tiêu|kế hoạch|dự toán|đạt|bằng)(?!\w)"
)
_BEHIND = (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD)


def evidence(seen: Stretch, said: Role, lead: int, state: State, context: Context) -> tuple[Evidence, ...]:
    """The words of value, unit, qualifier, subject, measure, area and period, as far as the sentence says them."""
    token, sentence = seen.token, seen.sentence
    parts = [("value", token.start, token.number_end)]
    if token.number_end < token.end:
        parts.append(("unit", token.number_end, token.end))
    if lead:
        parts.append(("qualifier", token.start - lead, token.start))
    told = told_here(sentence, state)
    if told:
        parts.append(("indicator", told.start, told.end))
    parts += _measure(seen, said)
    parts += _scope(seen, state)
    return tuple(
        Evidence(part, sentence.words(a, b), sentence.at[a] + context.offset, sentence.at[b] + context.offset)
        for part, a, b in parts
    )


def told_here(sentence: Aligned, state: State) -> Token | None:
    """The subject, if its offsets belong to this sentence (it may be carried from the one before)."""
    return (
        state.subject
        if state.subject and state.is_here and state.subject.end <= len(sentence.folded)
        else None
    )


def _measure(seen: Stretch, said: Role) -> Iterator[tuple[str, int, int]]:
    """The words of the claim behind the number, else the verb before it."""
    token = seen.token
    behind = _CLAIM.search(seen.after) if said.measure in _BEHIND else None
    if behind:
        yield "measure", token.end + behind.start(), token.end + behind.end()
        return
    before = list(_MOVE.finditer(seen.before))
    if before:
        start = token.start - len(seen.before)
        yield "measure", start + before[-1].start(), start + before[-1].end()


def _scope(seen: Stretch, state: State) -> Iterator[tuple[str, int, int]]:
    """The place and the period that stand in the sentence before the number."""
    told = {*state.places, *state.queue}
    places = [t for t in seen.found[: seen.position] if t.place in told and t.place] if told else []
    if places:
        yield "area", places[0].start, places[-1].end
    period = next((t for t in seen.earlier() if t.kind is Kind.PERIOD), None)
    if period:
        yield "period", period.start, period.end
