"""Tokens of a sentence → Cells: each number is bound to its subject, area and period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from etl.catalog import Area, Catalogue, Concept
from etl.model import Cell, Evidence, Flag, Measure, Period, Place
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.counted import counted, criteria
from etl.recognise.narrative.objects import around
from etl.recognise.narrative.roles import Role, qualifier, role
from etl.recognise.narrative.titles import titles
from etl.recognise.narrative.tokens import Kind, Token, tokens
from etl.recognise.phrases import fits
from etl.words.aligned import Aligned, align
from etl.words.fold import fold

_COMPARED = re.compile(
    r"(?:so với|so|cùng kỳ|từ|giá so sánh|giá hiện hành|với|\(|trước|cuối)\s*(?:cùng kỳ |cuối )?$"
)
_WHOLE = re.compile(
    r"(?<!\w)(?:toàn|cả) (?:huyện|xã|tỉnh|thành phố|thị xã|thị trấn|địa bàn)(?!\w)|(?<!\w)(?:của|trong) huyện(?!\w)"
)
_ADVANCED = re.compile(r"(?:nông thôn mới|ntm) nâng cao")
_STATED = re.compile(r"kế hoạch|kh(?!\w)|dự toán|cùng kỳ|năm trước|tỷ lệ|tỉ lệ|(?:tăng|giảm)\s*(?:\w+\s*)?$")
_AIM = re.compile(r"(?<!\w)(?:phấn đấu|dự kiến)(?!\w)")
_PERSONS = re.compile(r"\s*(?:số )?(?:đại biểu|phiếu|ý kiến|cử tri|đảng viên|hội viên|đoàn viên)")
_AT = re.compile(r"[^,;\d]{0,50}(?<!\w)(?:tại|ở)(?: các)?\s*")
_WORTH = re.compile(r"(?<!\w)giá trị\s*(?:ước|đạt|khoảng|trên|gần|hơn|thu|\s)*$")
_SUMMED = re.compile(r"lũy kế|cộng dồn")
_FREE = frozenset({"land", "mass", "money", "share", "animals", "trees", "yield", "plot", "volume", "points"})
"""Kinds of units whose numbers are figures even where nobody knows yet what they measure."""
_EMPTY = re.compile(
    r"(?<!\w)(?:đạt|được|là|ước|thực hiện|khoảng|trên|hơn|gần|bằng|tăng|giảm|so|với|cùng|kỳ|kế|hoạch|dự|toán|năm|trước|tháng|quý|và|có|"
    r"cả|của|toàn|huyện|xã|tỉnh|trong|đó|đã|còn|xuống|lên|thêm|từ|đến|nay|hiện|vụ|chiếm|tương|ứng|lũy|cộng|dồn|tính|sơ|bộ|tổng|số|"
    r"giao|đầu|cuối|vượt|nghị|quyết|ck|kh|dt|hđnd|số|i{1,3}|iv|mức|này|riêng|bình|quân|trồng|thu|chi|nuôi|gieo|cấy|lại|cho|con|đưa)(?!\w)|[\d\W]"
)


def figures(text: str, context: Context, catalogue: Catalogue, state: State | None = None) -> Iterator[Cell]:
    """The figures of one sentence, left to right; `state` carries the crop and subject through a paragraph."""
    sentence = align(text)
    found = tokens(sentence, catalogue)
    state = state or State()
    state.period, state.places, state.stop, state.carried, state.aims = context.period, [], 0, None, False
    state.is_advanced = (
        state.is_advanced or "nông thôn mới nâng cao" in sentence.folded or "ntm nâng cao" in sentence.folded
    )
    for position, token in enumerate(found):
        if token.kind is Kind.NUMBER and token.unit:
            yield from _numbered(sentence, found, position, state, context, catalogue)
            state.stop = token.end
        else:
            _meet(sentence, found, position, state, context)
    state.is_advanced = state.is_advanced or _ADVANCED.search(sentence.folded) is not None
    yield from titles(sentence, found, context, area_id, catalogue)


def _meet(sentence: Aligned, found: list[Token], position: int, state: State, context: Context) -> None:
    """Take up a subject, a place or a period that is the sentence's own."""
    token = found[position]
    if token.kind is Kind.SUBJECT:
        _meet_subject(state, token)
    elif token.kind is Kind.PLACE:
        previous = found[position - 1] if position else None
        is_list = previous is not None and previous.kind is Kind.PLACE and token.start - previous.end < 8
        state.places = [*state.places, token.place] if is_list else [token.place]
    elif token.period and (token.period.kind != "term" or context.is_target):
        before = sentence.folded[max(0, token.start - 24) : token.start]
        is_aside = token.period.kind == "year" and before.rstrip().endswith("(")
        if not _COMPARED.search(before) and token.period.kind != "date" and not is_aside:
            state.period = token.period.code(context.year)


def _meet_subject(state: State, token: Token) -> None:
    state.subject, state.carried = token, None
    for concept in token.concepts:
        if concept.head:
            state.head = concept
        if concept.detail:
            state.detail = concept
        if concept.code and not concept.head:
            state.detail = None


def _numbered(
    sentence: Aligned, found: list[Token], position: int, state: State, context: Context, catalogue: Catalogue
) -> Iterator[Cell]:
    token, text = found[position], sentence.folded
    _summed(text, token, found, state, context)
    following = next((t.start for t in found[position + 1 :] if t.kind is Kind.NUMBER), len(text))
    before = text[state.stop : token.start].rpartition(";")[2]
    after = text[token.end : following]
    if ";" in text[state.stop : token.start] or _WHOLE.search(before):
        _narrow(state, found, position, text)
    advanced = state.is_advanced or _ADVANCED.search(text, 0, token.start) is not None
    words = text[token.number_end : token.end].strip()
    code = _code(token, before, words, text[token.end : token.end + 90], state, advanced, catalogue)
    code = _share_of(code, token, found, position, text, state, catalogue)
    said = _role(code, token, before, after, state, context, catalogue)
    if said is None:
        return
    if code:
        state.code = code
    if said.measure in (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD):
        state.carried = said.measure
    cell = _cell(sentence, token, state, context)
    cell = replace(cell, indicator=code, measure=said.measure, giver=said.giver, qualifier=qualifier(before, after)[0],
                   number=_signed(cell.number, said.sign, said.base), value=_negated(cell, said.sign), subject=cell.subject if code else before.strip(" ,;:"))  # fmt: skip
    yield from _spread(cell, token, found[position + 1 :], text, state, context, catalogue)
    if token.of and catalogue.units[token.unit].kind in _FREE:
        yield from _spread(
            _planned(cell, sentence, token, context), token, [], text, state, context, catalogue
        )


def _summed(text: str, token: Token, found: list[Token], state: State, context: Context) -> None:
    """`Phấn đấu` makes aims of what follows; `lũy kế` without a span of its own runs to the report's period."""
    if _AIM.search(text, 0, token.start):
        state.aims = True
    own = any(t.kind is Kind.PERIOD and state.stop <= t.start < token.start for t in found)
    if _SUMMED.search(text[state.stop : token.start]) and not own:
        state.period = context.period


def _share_of(
    code: str, token: Token, found: list[Token], position: int, text: str, state: State, catalogue: Catalogue
) -> str:
    """`43/58 trường đạt chuẩn (74,1%)`: the share of the count before it."""
    previous = next((t for t in reversed(found[:position]) if t.kind is Kind.NUMBER), None)
    is_bracket = text[: token.start].rstrip().endswith("(") and text[token.end :].lstrip().startswith(")")
    share = f"{state.code}_share"
    is_share = token.unit == "%" and is_bracket and previous is not None and previous.of
    return share if is_share and share in catalogue.indicators else code


def _narrow(state: State, found: list[Token], position: int, text: str) -> None:
    """Places hold for their clause; `toàn huyện` gives the document's own area back."""
    start = max(text.rfind(";", 0, found[position].start), 0)
    whole = [m.end() for m in _WHOLE.finditer(text, start, found[position].start)]
    start = max([start, *whole])
    state.places = [t.place for t in found[:position] if t.kind is Kind.PLACE and t.start >= start]


def _spread(
    cell: Cell,
    token: Token,
    rest: list[Token],
    text: str,
    state: State,
    context: Context,
    catalogue: Catalogue,
) -> Iterator[Cell]:
    """One cell a place: the list before the number, or the list that follows it (`gồm các xã …`)."""
    places = list(state.places)
    behind = next((t for t in rest if t.kind is Kind.PLACE and _AT.fullmatch(text, token.end, t.start)), None)
    if behind:
        places = [behind.place]
    listed = re.match(r"\s*[,:(]?\s*(?:gồm|là|đó là|bao gồm|:|\()", text[token.end :])
    if not places and listed and token.unit == "criteria":
        places = [t.place for t in rest if t.kind is Kind.PLACE]
    if cell.indicator.startswith(("ntm_communes", "ntm_criteria_avg", "ntm_criteria_total")):
        places = [p for p in places if not p.startswith(("xã ", "thị trấn "))]
    for area in places or [context.area]:
        yield replace(cell, area=area, area_id=area_id(area, cell.period, catalogue))


def _planned(cell: Cell, sentence: Aligned, token: Token, context: Context) -> Cell:
    """The plan in `thực hiện/kế hoạch`."""
    start, end = token.of_span
    place = replace(
        cell.place, start=sentence.at[start] + context.offset, end=sentence.at[end] + context.offset
    )
    words = sentence.words(start, end)
    return replace(
        cell, place=place, text=words, number=words, measure=Measure.PLAN, qualifier=cell.qualifier
    )


def _code(
    token: Token, before: str, words: str, after: str, state: State, is_advanced: bool, catalogue: Catalogue
) -> str:
    """The indicator a number states; empty where its words are unknown."""
    unit = token.unit
    if unit == "criteria":
        is_commune = any(p.startswith(("xã ", "thị trấn ", "phường ")) for p in state.places)
        if state.code.startswith("ntm_criteria") and re.search(r"(?:tăng|giảm)\s*(?:thêm\s*)?$", before):
            return state.code
        return criteria(before, words + after[:4], is_commune, is_advanced)
    known = counted(unit, before, after)
    if known:
        return known
    near = around(before, words, after, catalogue) if unit not in ("%", "pp", "times") else ()
    subject = state.subject.concepts if state.subject else ()
    fresh = state.subject is not None and state.subject.start >= state.stop
    if unit in ("%", "pp") and not fresh and state.code:
        return state.code
    if (
        state.detail
        and _WORTH.search(before)
        and f"output_value.{state.detail.detail}" in catalogue.indicators
    ):
        return f"output_value.{state.detail.detail}" if unit != "%" else state.code
    offers = (*(subject if fresh else ()), *near, *(() if fresh else subject))
    if near and (not fresh or near[0].detail):
        offers = (*near, *subject)
    if not fresh and not near and _EMPTY.sub("", _unplaced(before, state)) and unit not in ("%", "pp"):
        return ""
    for concept in offers:
        code = _meaning(concept, state, unit, catalogue)
        if code and (unit in ("%", "pp") or fits(code, unit, catalogue)):
            return code
    usable = state.code and (unit in ("%", "pp") or fits(state.code, unit, catalogue))
    return state.code if usable and not fresh else ""


def _unplaced(before: str, state: State) -> str:
    """The words without the names of the places they speak of."""
    for place in state.places:
        before = before.replace(fold(place), " ").replace(fold(place.partition(" ")[2]), " ")
    return before


def _meaning(concept: Concept, state: State, unit: str, catalogue: Catalogue) -> str:
    if concept.detail:
        heads = [concept.by_unit.get(catalogue.units[unit].kind, "")]
        heads += list(concept.by_unit.values()) if unit in ("%", "pp") else []
        if state.head and state.head.head:
            heads.insert(0, state.head.head)
        names = [f"{head}.{concept.detail}" for head in heads if head]
    elif concept.head and state.detail:
        heads = [concept.head, *(["fruit_area_new"] if concept.head == "crop_area_new" else [])]
        names = [f"{head}.{state.detail.detail}" for head in heads] + [concept.code]
        names += [f"{head}.{state.detail.detail}" for head in state.detail.by_unit.values()]
    else:
        return concept.code
    usable = (c for c in names if c in catalogue.indicators)
    return next((c for c in usable if unit in ("%", "pp") or fits(c, unit, catalogue)), "")


def _role(
    code: str, token: Token, before: str, after: str, state: State, context: Context, catalogue: Catalogue
) -> Role | None:
    known = catalogue.indicators.get(code)
    kind = catalogue.units[token.unit].kind
    if _PERSONS.match(after) or _is_band(code, token, before):
        return None
    if token.unit == "VND" and known is None and not token.is_compound and (token.value or 0) < 1000:
        return None
    before = _own_words(token, before, state)
    if known is None and (kind not in _FREE or token.of):
        return None
    if known is None and kind in ("share", "points") and not _STATED.search(f"{after[:40]} {before}"):
        return None
    if known and token.unit not in ("%", "pp", "times") and not fits(code, token.unit, catalogue):
        return None
    is_ratio = bool(known and catalogue.units[known.unit].kind in ("share", "points"))
    said = role(before, after, token.unit, state.carried, is_ratio)
    aims = (
        (context.is_target or state.aims)
        and token.of != "19"
        and not re.search(r"(?<!\w)(?:đã|đến nay|hiện)(?!\w)", before)
    )
    stated = re.search(r"kế hoạch|kh(?!\w)|dự toán|cùng kỳ|năm trước", f"{before} {after}")
    soft = said.measure in (Measure.CHANGE_PCT_YOY, Measure.PCT_OF_PLAN, Measure.CHANGE_ABS) and not stated
    return (
        replace(said, measure=Measure.TARGET) if aims and (said.measure is Measure.ACTUAL or soft) else said
    )


def _is_band(code: str, token: Token, before: str) -> bool:
    """`xã dưới 13 tiêu chí`: the edge of a group, not what anyone has reached."""
    is_edge = re.search(r"(?:dưới|trên|từ)\s*$", before) is not None
    return is_edge and token.unit == "criteria" and code == "ntm_criteria_met" and not token.of


def _own_words(token: Token, before: str, state: State) -> str:
    """The words that speak of this number: behind a closed bracket, and behind the comma before its own subject."""
    cut = before.rfind(")") + 1
    start = token.start - len(before)
    if state.subject and state.subject.start >= max(start, state.stop):
        cut = max(cut, before.rfind(",", 0, state.subject.start - start) + 1)
    return before[cut:]


def _negated(cell: Cell, sign: int) -> Decimal | None:
    return -cell.value if cell.value is not None and sign < 0 else cell.value


def _signed(number: str, sign: int, base: int) -> str:
    """The number's words; a decrease carries its sign, an excess its base (`vượt 12 %` is 112)."""
    return ("-" if sign < 0 else "") + number + (f"+{base}" if base else "")


def _cell(sentence: Aligned, token: Token, state: State, context: Context) -> Cell:
    before = sentence.folded[state.stop : token.start]
    lead = qualifier(before, "")[1]
    start, end = sentence.at[token.start - lead] + context.offset, sentence.at[token.end] + context.offset
    subject = (
        sentence.words(state.subject.start, state.subject.end)
        if _is_here(state, sentence) and state.subject
        else ""
    )
    return Cell(
        place=Place(context.file, context.at, start, end), text=sentence.words(token.start - lead, token.end),
        number=sentence.words(token.start, token.number_end), value=token.value if token.is_compound else None, unit=token.unit, subject=subject, indicator="",
        area=context.area, area_id="", period=state.period, maturity=context.maturity,
        flag=Flag.WARN if token.is_unusual else Flag.NONE, evidence=_evidence(sentence, token, state, context),
    )  # fmt: skip


def _is_here(state: State, sentence: Aligned) -> bool:
    """Whether the subject's offsets belong to this sentence (it may be carried from the one before)."""
    return state.subject is not None and state.subject.end <= len(sentence.folded)


def _evidence(sentence: Aligned, token: Token, state: State, context: Context) -> tuple[Evidence, ...]:
    parts = [("value", token.start, token.number_end), ("unit", token.number_end, token.end)]
    if state.subject and _is_here(state, sentence):
        parts.append(("indicator", state.subject.start, state.subject.end))
    return tuple(
        Evidence(part, sentence.words(a, b), sentence.at[a] + context.offset, sentence.at[b] + context.offset)
        for part, a, b in parts
    )


def area_id(words: str, period: str, catalogue: Catalogue) -> str:
    """The catalogue's unit of that name when the period ended; empty outside the catalogue."""
    found = catalogue.areas.find(words, Period.parse(period).last)
    return found.id if isinstance(found, Area) else ""
