"""A sentence → Cells: each number is bound to its subject, its role, its place and its period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from etl.catalog import Catalogue
from etl.model import Cell, Flag, Measure, Period, Place
from etl.recognise.narrative.another import is_another
from etl.recognise.narrative.context import NO_YEAR, Context, State
from etl.recognise.narrative.explained import evidence, told_here
from etl.recognise.narrative.harvest import harvest
from etl.recognise.narrative.judged import FREE, judged
from etl.recognise.narrative.left import is_unsettled, last_years, leave, missing, one_family
from etl.recognise.narrative.manner import bound, is_baseless, is_in_points, maturity
from etl.recognise.narrative.meanings import RATIOS
from etl.recognise.narrative.met import meet_subject
from etl.recognise.narrative.numbers import OF_THINGS, numbers
from etl.recognise.narrative.rates import each, is_mean_of_years, is_of_all, rated
from etl.recognise.narrative.reached import ADVANCED
from etl.recognise.narrative.roles import Role, qualifier
from etl.recognise.narrative.scope import (
    area_id,
    below,
    is_peer,
    meet,
    narrow,
    refer,
    small,
    speaks_of_all,
    spread,
    when,
)
from etl.recognise.narrative.stretch import Stretch, stretch
from etl.recognise.narrative.subjects import indicator
from etl.recognise.narrative.titles import titles
from etl.recognise.narrative.tokens import Kind, Token, tokens
from etl.recognise.narrative.unitless import understood, without
from etl.recognise.narrative.worded import of_year
from etl.recognise.phrases import GROWTHS
from etl.words.aligned import Aligned, align

_GOES_ON = re.compile(r"\s*(?:[-+*•]|[a-zđ]\)|trong đó|cụ thể|gồm|bao gồm|riêng|chia ra|khu vực|ngành)")
_ALLOTTED = re.compile(
    r"\W*(?:\w\W{1,2})?(?:dự toán|kế hoạch)(?: [^:;,.]{0,40})?:|\W*theo kế hoạch(?: năm \d{4})?,"
)
_PARTS = re.compile(r"(?<!\w)trong đó(?!\w)")
_PRIVATE = re.compile(
    r"(?<!\w)(?:gia đình|hộ|nhà)(?: gia đình)? (?:anh|chị|ông|bà|bác|cô|chú|tôi|mình|nhà tôi)(?!\w)"
)
"""From here on a sentence speaks of one family, not of the unit."""
FORESTRY = re.compile(r"(?<!nông )(?<!nông, )(?<!nông - )lâm nghiệp(?! -)|trồng rừng|phát triển rừng")
_NEXT_TO = re.compile(r"(?:\s+(?:cây|rừng|keo|và|các|loại|của|giống))*\s*")
"""Between a figure's unit and a subject that is what the figure is of."""
_COUNTED_ON = re.compile(
    r"(?:là|đạt|được|có|còn|chỉ|giảm|tăng|xuống|lên|chiếm|hiện|:|trên|hơn|gần|khoảng|ước|\s)*+\d"
)
"""Behind a subject that has a number of its own."""
_LEADS = re.compile(r"^(?:/\w+|\W|(?:trong đó|gồm|bao gồm|riêng|cụ thể|và|còn|với)(?!\w))+")
"""What may stand before the words of a subject nobody knows and names nothing of it."""
_TWO_YEARS = re.compile(r"(?<!\w)vụ [^\d,;.]{2,24}(?:19|20)\d\d\s*[-–/]\s*((?:19|20)\d\d)(?!\d)[^;.]*$")
_CARRIED = (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD)


_BY_NOW = re.compile(
    r"\W*(?:đến nay|tính đến|đến thời điểm|đến hết ngày|đến ngày|hiện nay)(?!\w)[^.]*?(?<!\w)(?:đã|được|đạt)(?!\w)"
)
"""What is reached by now ends the aims of the paragraph: what is told behind it is reached too."""


def figures(text: str, context: Context, catalogue: Catalogue, state: State | None = None) -> Iterator[Cell]:
    """The figures of one sentence, left to right; `state` carries the crop and subject through a paragraph."""
    sentence = align(text)
    found = tokens(sentence, numbers(sentence.folded, catalogue), catalogue, below(context.whole))
    state = state or State()
    state.begin_sentence(context.period, _GOES_ON.match(sentence.folded) is not None)
    state.aimed = state.aimed and not _BY_NOW.match(sentence.folded)
    if FORESTRY.search(sentence.folded):
        state.about = "rừng"
    context = _opened(sentence.folded, found, context, state)
    context = _of_peer(found, context, state)
    parts = _PARTS.search(sentence.folded)
    private = _PRIVATE.search(sentence.folded)
    for position, token in enumerate(found):
        if private and token.start > private.start():
            one_family(sentence, found[position:], context)
            break
        if parts and token.start > parts.start() and state.code:
            state.split()
        if token.kind is Kind.NUMBER:
            yield from _number(sentence, found, position, state, context, catalogue)
        elif token.kind is Kind.SUBJECT:
            belongs = _NEXT_TO.fullmatch(sentence.folded, state.stop, token.start) is not None
            belongs = belongs and not _COUNTED_ON.match(sentence.folded, token.end)
            belongs = belongs and state.stop > 0 and state.code != ""
            meet_subject(state, token, catalogue, belongs)
            state.stop = token.end if belongs else state.stop
        else:
            meet(found, position, sentence.folded, state, context)
    state.end_sentence()
    state.is_advanced = state.is_advanced or ADVANCED.search(sentence.folded) is not None
    missing(sentence, context)
    yield from titles(sentence, found, context, area_id, catalogue)


def _opened(text: str, found: list[Token], context: Context, state: State) -> Context:
    """Whose the sentence is, whether it announces an allotment, and what its field is."""
    if small(context.area) and speaks_of_all(text):
        context = replace(context, area=context.whole)
    if not small(context.area):
        refer(state, text, found)
    state.plans = _ALLOTTED.match(text) is not None
    return context


def _of_peer(found: list[Token], context: Context, state: State) -> Context:
    """A paragraph that begins with another district (`Theo báo cáo của UBND huyện Thuận Bắc, …`) goes on about it."""
    places = list(dict.fromkeys(token.place for token in found if token.kind is Kind.PLACE))
    is_one = len(places) == 1 and places[0].startswith("huyện ")
    if is_one and is_peer(places[0], replace(context, area=context.whole)):
        state.peer = places[0]
    elif places:
        state.peer = ""
    return replace(context, area=state.peer) if state.peer else context


def _number(
    sentence: Aligned, found: list[Token], position: int, state: State, context: Context, catalogue: Catalogue
) -> Iterator[Cell]:
    """A number, in the unit it names or its subject has; one that has neither is told."""
    token = understood(sentence, found, position, state, catalogue)
    found[position] = of_year(token, sentence.folded, last_years(context, state))
    if found[position].unit:
        yield from _numbered(stretch(sentence, found, position, state.stop), state, context, catalogue)
    else:
        without(sentence, found[position], state.waiting[-1:], context)
        if OF_THINGS.match(sentence.folded, token.number_end):
            state.turn_to_another()


def _numbered(seen: Stretch, state: State, context: Context, catalogue: Catalogue) -> Iterator[Cell]:
    narrow(seen, state, context)
    code, length = indicator(seen, state, context, catalogue)
    per = each(seen, state, catalogue)
    code = "" if per and is_of_all(code, per, catalogue) else code
    said = judged(code, seen, state, context, catalogue)
    state.stop, state.waiting, state.said = seen.token.end + length, [], said
    if said is None:
        leave(seen, context, state)
        return
    is_share = seen.token.unit in RATIOS
    state.told = state.period
    state.last_detail, state.lead = state.detail, state.lead or code
    if code or not is_share:
        state.code = code
    if not code and not is_share:
        state.subject = None
    if said.measure in _CARRIED:
        state.carried = state.based = said.measure
    code, said = _mean_growth(*_reduction(code, said, catalogue), seen, catalogue)
    state.next_in_turn(said.measure)
    cell = rated(_cell(seen, code, said, state, context, catalogue), per, catalogue)
    cell = _booked(cell, harvest(seen, code, state, catalogue), seen)
    state.words = "" if code else cell.subject
    yield from spread(cell, seen, state, context, catalogue)
    if seen.token.of and _is_planned(code, seen, context, catalogue):
        alone = replace(seen, found=seen.found[: seen.position + 1])
        yield from spread(_planned(cell, seen, context), alone, state, context, catalogue)


def _reduction(code: str, said: Role, catalogue: Catalogue) -> tuple[str, Role]:
    """`mục tiêu giảm 3%` of a rate aims at a reduction of 3, not at a level of -3."""
    if said.measure is Measure.TARGET and said.sign < 0 and f"{code}_reduction" in catalogue.indicators:
        return f"{code}_reduction", replace(said, sign=1)
    return code, said


def _mean_growth(code: str, said: Role, seen: Stretch, catalogue: Catalogue) -> tuple[str, Role]:
    """`Thu ngân sách tăng bình quân 14% mỗi năm` is an indicator of its own, where the catalogue has it."""
    if is_mean_of_years(said.measure, seen) and f"{code}_growth" in catalogue.indicators:
        return f"{code}_growth", replace(said, measure=Measure.ACTUAL)
    return code, said


def _booked(cell: Cell, season: str, seen: Stretch) -> Cell:
    """A season's figure is booked to the year of its harvest, as tables book it; of two years named that is the later."""
    if not season:
        return cell
    years = list(_TWO_YEARS.finditer(seen.text, 0, seen.token.start))[-1:]
    year = int(years[0][1]) if years else Period.parse(cell.period).year
    return replace(cell, season=season, period=f"{year:04d}")


def _is_planned(code: str, seen: Stretch, context: Context, catalogue: Catalogue) -> bool:
    """Whether `n/m` is done/planned: of what is weighed, paid or done for people in a time, or where the report declares it."""
    kind, known = catalogue.units[seen.token.unit].kind, catalogue.indicators.get(code)
    is_flow = known is not None and known.nature == "flow" and kind in ("people", "households")
    return kind in FREE or is_flow or (context.is_paired and seen.token.of != "19")


def _standing(code: str, said: Role, period: str, is_until: bool, catalogue: Catalogue) -> str:
    """What stands at a time is told of a term's end (`từ năm 2016 đến năm 2020, hộ nghèo giảm còn 6%`), or of the month it is told up to; a mean growth is of the whole term."""
    known = catalogue.indicators.get(code)
    is_level = (
        known is not None and known.nature != "flow" and said.measure in (Measure.ACTUAL, Measure.CHANGE_ABS)
    )
    is_term = len(period) == len("2016/2020")
    is_level = is_level and not (is_term and code.startswith(GROWTHS))
    return period.rpartition("/")[2] if is_level and (is_term or is_until) else period


def _cell(seen: Stretch, code: str, said: Role, state: State, context: Context, catalogue: Catalogue) -> Cell:
    token, sentence = seen.token, seen.sentence
    exactness, lead = qualifier(_unnamed_words(seen), seen.after)
    exactness = bound(exactness, token, code, said)
    named = told_here(sentence, state)
    value = token.value if token.is_compound else None
    return Cell(
        place=_place(sentence, token.start - lead, token.end, context),
        text=sentence.words(token.start - lead, token.end),
        number=_signed(sentence.words(token.start, token.number_end), said), unit="pp" if is_in_points(said, token) else token.unit,
        value=-value if value is not None and said.sign < 0 else value,
        subject=sentence.words(named.start, named.end) if code and named else _unnamed(seen, state, lead), indicator=code,
        area=context.area, area_id="", period=_standing(code, said, when(seen, state, context), state.until, catalogue), measure=said.measure, giver=said.giver, qualifier=exactness,
        maturity=maturity(seen, said, context), flag=_flag(seen, said, state, context), evidence=evidence(seen, said, lead, state, context),
    )  # fmt: skip


def _unnamed_words(seen: Stretch) -> str:
    """The words before a number behind the last name (`Đại Từ 2.105 ha` is not from that much on)."""
    start = seen.token.start - len(seen.before)
    near = takewhile(lambda token: token.end > start, seen.earlier())
    return seen.before[max(0, next((t.end for t in near if t.kind is Kind.PLACE), 0) - start) :]


def _signed(number: str, said: Role) -> str:
    """The number's words; a decrease carries its sign, an excess its base (`vượt 12 %` is 112)."""
    return ("-" if said.sign < 0 else "") + number + (f"+{said.base}" if said.base else "")


def _planned(cell: Cell, seen: Stretch, context: Context) -> Cell:
    """The plan in `thực hiện/kế hoạch`."""
    start, end = seen.token.of_span
    words = seen.sentence.words(start, end)
    place = _place(seen.sentence, start, end, context)
    return replace(cell, place=place, text=words, number=words, measure=Measure.PLAN)


def _place(sentence: Aligned, start: int, end: int, context: Context) -> Place:
    return Place(
        context.file, context.at, sentence.at[start] + context.offset, sentence.at[end] + context.offset
    )


def _unnamed(seen: Stretch, state: State, lead: int) -> str:
    """The report's own words of a subject: before the number, else behind it; where they name nothing, those of the figure before."""
    before = seen.before[: len(seen.before) - lead]
    names_nothing = not is_another(before, state)
    if state.words and (names_nothing or seen.token.edge == "high"):
        return state.words
    own = _LEADS.sub("", before).strip(" ,;:(-")
    return own if own and not names_nothing else re.split("[,;.]", seen.after)[0].strip(" :)")[:60] or own


def _flag(seen: Stretch, said: Role, state: State, context: Context) -> Flag:
    """What a reader must know first: no year anywhere, a week's figure in its month, a change against another base, or an unusual mark."""
    if context.year == NO_YEAR or state.weekly or is_unsettled(said, seen, context, state):
        return Flag.ASK
    is_odd = seen.token.is_unusual or is_in_points(said, seen.token) or is_baseless(said, seen)
    return Flag.WARN if is_odd else Flag.NONE
