"""What a number measures: the thing right behind it, its fresh subject, or the subject carried on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from etl.catalog import Catalogue, Concept
from etl.model import Measure
from etl.recognise.narrative.another import BASE, is_another
from etl.recognise.narrative.apart import apart
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.counted import counted
from etl.recognise.narrative.meanings import RATIOS, is_rate, meaning, usable
from etl.recognise.narrative.objects import OF_BUDGET, OF_PROGRAMME, PROGRAMME, VERB, around
from etl.recognise.narrative.reached import SUM, communes, of_criteria
from etl.recognise.narrative.shares import OF_WHOLE, of_structure, of_those, share
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Kind, Token
from etl.recognise.narrative.turned import SOWN, turned
from etl.recognise.phrases import share_of

_WORTH = re.compile(
    r"(?<!\w)(?:giá trị|doanh thu)\s*(?:ước|đạt|khoảng|trên|gần|hơn|thu|kinh tế|sản lượng|\s)*$"
)
_RATE = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ)(?!\w)[^;,]*$")
_DEED = re.compile(
    r"(?<!\w)(?:tịch thu|thu giữ|tạm giữ|bắt giữ|tiêu thụ|tồn kho|thất thoát|mua|bán|nhập|(?<!sản )xuất)\s*(?:được|khoảng|trên|hơn|gần|\s)*$"
)
"""What was done with a thing besides producing it: no figure of the thing's own indicators."""
_CONVERTED = re.compile(r"(?<!\w)chuyển đổi (?:[^,;.\d]{0,30} )?sang (?:cây|cây trồng) khác(?!\w)[^,;.\d]*$")
_TURNED = re.compile(r"(?<!\w)chuyển (?:đổi )?(?:[^,;.\d]{0,30} )?sang (?:trồng |nuôi )?[^,;]*$")
"""Land turned over to another crop: a part of what was turned, not the crop's own area."""
_TENDED = re.compile(r"(?<!\w)(?:cải tạo|phục tráng|ghép cải tạo)\s*(?:được|khoảng|trên|hơn|gần|\s)*$")
_GROWN = ("fruit_area", "crop_area", "planted_area", "planted_forest_area")
"""`Cải tạo 76 ha cây ăn quả`: so many were improved, out of all that there are."""
_HARM = re.compile(
    r"(?<!\w)(?:gây hại|nhiễm (?:bệnh|sâu|nặng|nhẹ)|bị (?:hại|nhiễm|ngập|hạn|đổ|chết|mất)|phun (?:trừ|phòng)|ngập úng|khô hạn|mất trắng|đổ ngã|"
    r"dập nát|giết mổ|tiêm(?: phòng)?|tiêu hủy|chết|mắc bệnh)(?: cho)?(?: [^,;.\d]{0,30})?$"
)
"""What befell crops and animals, or was done to them: no figure of what is grown or kept."""
_LEFT = re.compile(r"(?<!\w)(?:giảm|xuống|hạ|chỉ) còn\s*(?:dưới|trên|hơn|gần|khoảng|\s)*$")
"""`Hộ nghèo giảm còn 41,87%`: a count told in percent of its whole."""
_IN_SEASON = re.compile(r"(?<!\w)vụ (?:đông|xuân|mùa|hè)(?!\w)")
_RUN = re.compile(r"\s*(?:,|và|, và|;)\s*")
_JOINS = re.compile(r"(?:và|cùng với|cùng|với|,|;|\s)*+")
_BESIDE = {
    ("crop_area_new", "fruit_area"): "fruit_area_new",
    ("crop_area_new", "forest"): "forest_new",
    ("output", "aquaculture_area"): "output.fishery",
}
"""What a head without a detail means right after another indicator: `5.672 ha cây ăn quả, trong đó trồng mới 1.745 ha`."""


@lru_cache(maxsize=4)
def _codes(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(catalogue.indicators)


def indicator(seen: Stretch, state: State, context: Context, catalogue: Catalogue) -> tuple[str, int]:
    """The indicator a number states, empty where its words are unknown, and how many letters behind it say so."""
    if seen.token.measure is Measure.ACTUAL:
        return "", 0
    code, length = _found(seen, state, context, catalogue)
    code = code or _shared(seen, state, catalogue)
    if code.partition(".")[0] in _GROWN and _TENDED.search(seen.before):
        return "", 0
    if code.startswith("crop_area.") and state.main and state.main[2].startswith("forest_"):
        return "", 0
    if code and seen.token.unit in RATIOS and not is_rate(Concept(code), catalogue):
        if (
            seen.token.unit == "%"
            and _LEFT.search(seen.before)
            and not BASE.search(re.split(r"[,;.]", seen.after)[0])
        ):
            return share_of(catalogue).get(code, code), length
        of_whole = OF_WHOLE.match(seen.after)
        if of_whole or (_RATE.search(seen.before) and not BASE.search(f"{seen.before} {seen.after}")):
            return _rate_said(seen, catalogue) if of_whole else "", 0
    return apart(turned(code, seen, state, catalogue), length, seen), length


def _shared(seen: Stretch, state: State, catalogue: Catalogue) -> str:
    """`lần lượt trồng được 12 ha và 15 ha lúa`: what the last of a run of numbers names is what all of them are of."""
    last = seen.position if state.queue else len(seen.found)
    while last + 1 < len(seen.found) and _is_next(seen, last):
        last += 1
    if not seen.position < last < len(seen.found):
        return ""
    for concept, _ in _near(replace(seen, position=last), state, catalogue):
        code = meaning(concept, state, seen.token.unit, catalogue)
        if code and usable(code, seen.token.unit, catalogue):
            return code
    return ""


def _is_next(seen: Stretch, at: int) -> bool:
    """Whether the token behind one is a number of the same unit, with nothing between but a comma or `và`."""
    one, other = seen.found[at], seen.found[at + 1]
    is_number = other.kind is Kind.NUMBER and other.unit == one.unit
    return is_number and _RUN.fullmatch(seen.text, one.end, other.start) is not None


def _rate_said(seen: Stretch, catalogue: Catalogue) -> str:
    """`Tiêm phòng được 7.410 liều, đạt 68,3% tổng đàn`: the rate the sentence named before, of the whole named behind."""
    said = (t for t in seen.earlier() if t.kind is Kind.SUBJECT)
    return next((c.code for token in said for c in token.concepts if is_rate(c, catalogue)), "")


def _found(seen: Stretch, state: State, context: Context, catalogue: Catalogue) -> tuple[str, int]:
    if _DEED.search(seen.before) or _TURNED.search(seen.before):
        return ("crop_conversion_area" if _CONVERTED.search(seen.before) else ""), 0
    if seen.token.unit == "criteria":
        return of_criteria(seen, state, context), 0
    known = counted(
        seen.token.unit, seen.unit_words, seen.text[: seen.token.start], seen.ahead, _codes(catalogue)
    )
    if (count := communes(known, seen, state)) is not None:
        return count, 0
    if not known and (seen.token.unit == "targets" or _befell(seen)):
        return "", 0
    those = of_those(seen, state, catalogue)
    if those is not None:
        return those
    if part := of_structure(seen, state, catalogue):
        return part, 0
    of_count = share(seen, state, catalogue)
    if of_count == "" and state.waiting:
        named, length = _named(seen, state, catalogue)
        return (named, length) if is_rate(Concept(named), catalogue) else ("", 0)
    return (known, 0) if known else (of_count, 0) if of_count is not None else _named(seen, state, catalogue)


def _befell(seen: Stretch) -> bool:
    """Whether a number is of crops or animals that suffered or were treated; of forests the catalogue knows the damage."""
    return (
        seen.token.unit in ("ha", "head")
        and "rừng" not in seen.before
        and _HARM.search(seen.before) is not None
    )


def _named(seen: Stretch, state: State, catalogue: Catalogue) -> tuple[str, int]:
    """The first offer that fits the unit: the thing around the number, the subject said for it, the subject before."""
    unit = seen.token.unit
    if (
        unit in RATIOS
        and not BASE.search(f"{seen.before} {seen.after}")
        and (rate := _waiting_rate(state, catalogue))
    ):
        return rate, 0
    worth = _worth(seen, state)
    if worth in catalogue.indicators:
        return worth, 0
    for concept, length in _near(seen, state, catalogue):
        code = meaning(concept, state, unit, catalogue)
        if code and usable(code, unit, catalogue):
            return code, length
    if unit in RATIOS and not state.waiting and state.said and not state.code:
        return "", 0
    if unit in RATIOS and not state.waiting and state.code:
        said = BASE.search(f"{seen.before} {seen.after}") and not _RATE.search(seen.before)
        said = said and not (";" in seen.gap and is_another(seen.before, state))
        return (state.code if said or not is_another(seen.before, state) else ""), 0
    return _carried(seen, state, catalogue), 0


def _waiting_rate(state: State, catalogue: Catalogue) -> str:
    """`Tiêm phòng đợt 2 đàn trâu bò đạt 86%`: of several subjects the one that is a share."""
    said = [c.code for token in state.waiting for c in token.concepts if is_rate(c, catalogue)]
    return said[-1] if said and len(state.waiting) > 1 else ""


def _worth(seen: Stretch, state: State) -> str:
    """`sản lượng 7.950 tấn, giá trị 150 tỷ đồng`, `152.000 lượt khách, doanh thu 68 tỷ`: the money of what was counted."""
    if seen.token.unit in RATIOS or not _WORTH.search(seen.before):
        return ""
    if state.code == "tourists":
        return "tourism_revenue"
    return f"output_value.{state.detail.detail}" if state.detail else ""


def _heads_of(token: Token) -> tuple[Concept, ...]:
    """A token's concepts; where it is a head, not the indicator its words alone would be."""
    heads = tuple(c for c in token.concepts if c.head or c.detail)
    return heads or token.concepts


def _carried(seen: Stretch, state: State, catalogue: Catalogue) -> str:
    """The subject said before the number, else the one of the figure before, unless the words name another."""
    unit = seen.token.unit
    if not state.waiting and is_another(seen.before, state):
        return ""
    if unit in RATIOS and not state.waiting and not BASE.search(f"{seen.before} {seen.after}"):
        return _rate_of_places(state, catalogue)
    if SUM.search(seen.before) and state.topic and not state.waiting and usable(state.topic, unit, catalogue):
        return state.topic
    said = state.waiting[::-1] or ([state.subject] if state.subject else [])
    detailed = any(c.detail for token in said for c in token.concepts)
    concepts = [c for token in said for c in (_heads_of(token) if detailed else token.concepts)]
    offers = [meaning(concept, state, unit, catalogue) for concept in concepts]
    named = [code for code, concept in zip(offers, concepts, strict=True) if not concept.head]
    if any(concept.detail for concept in concepts):
        offers += _beside_last(concepts, state)
    else:
        offers = [*named, *_beside_last(concepts, state), *offers]
    by_place = state.before if state.places else ""
    counts = [count for count, rate in share_of(catalogue).items() if rate == state.code]
    own = [state.code, *offers, _planted(seen, state), state.topic, by_place, *counts]
    offers = offers if state.waiting else own
    if state.waiting and "," in seen.before and not is_another(seen.before.rpartition(",")[2], state):
        offers = [*offers, state.code]
    return next((code for code in offers if code and usable(code, unit, catalogue)), "")


def _rate_of_places(state: State, catalogue: Catalogue) -> str:
    """`Toàn huyện còn 4.316 hộ nghèo …` and, a paragraph on, `xã Chiềng Mung còn 3,6%`: the rate of what was counted."""
    if not state.places or state.code:
        return ""
    return (
        state.before
        if is_rate(Concept(state.before), catalogue)
        else share_of(catalogue).get(state.before, "")
    )


def _planted(seen: Stretch, state: State) -> str:
    """`đã cấy được 3.645 ha`: the crop spoken of, where only the verb says what was done."""
    if seen.token.unit != "ha" or not SOWN.search(seen.before):
        return ""
    if not state.detail or state.detail.by_unit.get("land", "") != "planted_area":
        return "planted_area" if _IN_SEASON.search(seen.before) else ""
    return f"planted_area.{state.detail.detail}"


def _beside_last(concepts: list[Concept], state: State) -> Iterator[str]:
    """What a head means right after another indicator."""
    for (head, said), code in _BESIDE.items():
        if state.code.startswith(said) and any(concept.head == head for concept in concepts):
            yield code


def _near(seen: Stretch, state: State, catalogue: Catalogue) -> Iterator[tuple[Concept, int]]:
    """What the words around a number name; a share takes only a rate that stands right behind it."""
    unit = seen.token.unit
    if unit == "times":
        return
    said = VERB.search(seen.before)
    if said:
        state.verb = said[1]
    elif not _JOINS.fullmatch(seen.before):
        state.verb = ""
    money = _of_money(seen, state) if catalogue.units[unit].kind == "money" else {}
    for concept, length in around(
        state.verb, _field(seen, state), seen.unit_words, seen.ahead, money, catalogue
    ):
        if unit not in RATIOS or (length and is_rate(concept, catalogue)):
            yield Concept(concept.code) if length and concept.head and concept.code else concept, length


def _of_money(seen: Stretch, state: State) -> Mapping[str, str]:
    """What verbs do with money here: the budget's, or the programme's that builds new rural areas."""
    is_budget = state.code.startswith("budget_") or state.topic.startswith("budget_") or state.of_budget
    if not state.waiting and (is_budget or "ngân sách" in seen.text):
        return OF_BUDGET
    of_programme = state.of_programme or PROGRAMME.search(seen.text, 0, seen.token.start)
    return OF_PROGRAMME if of_programme else {}


def _field(seen: Stretch, state: State) -> str:
    """What the paragraph is about, where no subject but the verb itself stands before the number."""
    said = [concept for token in state.waiting for concept in token.concepts]
    if any(concept.code.startswith("forest_") for concept in said) and "rừng trồng" not in seen.before:
        return "rừng"
    return state.about if all(concept.head == "crop_area_new" for concept in said) else ""
