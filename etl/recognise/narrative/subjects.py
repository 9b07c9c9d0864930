"""What a number measures: the thing right behind it, its fresh subject, or the subject carried on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from etl.catalog import Catalogue, Concept
from etl.recognise.narrative.another import is_another
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.counted import counted, criteria
from etl.recognise.narrative.meanings import RATIOS, is_rate, meaning, usable
from etl.recognise.narrative.objects import VERB, around
from etl.recognise.narrative.roles import LEVEL
from etl.recognise.narrative.shares import BASE, OF_WHOLE, of_structure, of_those, share
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Token

ADVANCED = re.compile(r"tiêu chí (?:quốc gia )?(?:về )?(?:xã )?(?:nông thôn mới|ntm) nâng cao")
_WORTH = re.compile(
    r"(?<!\w)(?:giá trị|doanh thu)\s*(?:ước|đạt|khoảng|trên|gần|hơn|thu|kinh tế|sản lượng|\s)*$"
)
_OF_IT = re.compile(r"trong đó[^;]*(?:trên|tại) địa bàn")
_SUM = re.compile(r"tổng (?:cộng|số|được)|cộng chung")
_RATE = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ)(?!\w)[^;,]*$")
_CHANGE = re.compile(r"(?:tăng|giảm)\s*(?:thêm\s*)?$")
_RAISED = re.compile(r"nâng (?:tổng )?(?:diện tích|số)[^;.]{0,40} lên\s*(?:trên|hơn|gần|khoảng|\s)*$")
_DEED = re.compile(
    r"(?<!\w)(?:tịch thu|thu giữ|tạm giữ|bắt giữ|tiêu thụ|tồn kho|thất thoát|mua|bán|nhập|(?<!sản )xuất)\s*(?:được|khoảng|trên|hơn|gần|\s)*$"
)
"""What was done with a thing besides producing it: no figure of the thing's own indicators."""
_TURNED = re.compile(r"(?<!\w)chuyển (?:đổi )?sang (?:trồng |nuôi )?[^,;]*$")
"""Land turned over to another crop: a part of what was turned, not the crop's own area."""
_HARM = re.compile(
    r"(?<!\w)(?:gây hại|nhiễm (?:bệnh|sâu|nặng|nhẹ)|bị (?:hại|nhiễm|ngập|hạn|đổ|chết|mất)|phun (?:trừ|phòng)|ngập úng|khô hạn|mất trắng|đổ ngã|"
    r"dập nát|giết mổ|tiêm(?: phòng)?|tiêu hủy|chết|mắc bệnh)(?: cho)?(?: [^,;.\d]{0,30})?$"
)
"""What befell crops and animals, or was done to them: no figure of what is grown or kept."""
_PART = re.compile(r"(?<!\w)(?:trong đó|riêng|gồm)(?!\w)")
_SOWN = re.compile(
    r"(?<!\w)(?:cấy|gieo cấy|gieo trồng|gieo sạ|gieo|xuống giống|trồng)\s*(?:thêm|xong|được|trên|hơn|gần|khoảng|đạt|ước|\s)*$"
)
_JOINS = re.compile(r"\s*(?:và|cùng với|cùng|với|,|;|\s)*\s*")
_MOST = 19
"""Criteria one commune can meet: more of them are those of several."""
_SMALL = ("xã ", "thị trấn ", "phường ")
_BESIDE = {
    ("crop_area_new", "fruit_area"): "fruit_area_new",
    ("crop_area_new", "forest"): "forest_new",
    ("output", "aquaculture_area"): "output.fishery",
}
"""What a head without a detail means right after another indicator: `5.672 ha cây ăn quả, trong đó trồng mới 1.745 ha`."""


def meet_subject(state: State, token: Token, catalogue: Catalogue, belongs: bool = False) -> None:
    """Take up a subject: heads and details are remembered apart, so that `diện tích … lúa … ngô` share the head.

    One that `belongs` to the figure before it (`38,2 ha keo và hồi`) says what that figure is of, not the next.
    """
    concepts = tuple(c for c in token.concepts if not c.detail or c.by_unit or _beside(c, state, catalogue))
    if not concepts:
        return
    is_new = token.start >= state.stop
    if is_new and belongs and state.code:
        concepts = tuple(c for c in concepts if c.detail or c.head)
        is_new = False
    state.subject, state.is_here = token, True
    if is_new:
        state.waiting = [*state.waiting, token]
    state.carried = None if is_new else state.carried
    for concept in concepts:
        if concept.head:
            state.head = concept
        if concept.detail:
            state.detail = concept
        if concept.code and not concept.head and not any(c.head for c in concepts):
            state.detail = _known_details(catalogue).get(concept.code.partition(".")[2])
            if concept.code in _wholes(catalogue):
                state.head = Concept(concept.code, head=concept.code)


@lru_cache(maxsize=4)
def _wholes(catalogue: Catalogue) -> frozenset[str]:
    """Indicators that have parts under their own name."""
    return frozenset(code.rpartition(".")[0] for code in catalogue.indicators)


@lru_cache(maxsize=4)
def _known_details(catalogue: Catalogue) -> dict[str, Concept]:
    """Every detail by its name: `Sản lượng lúa` speaks of rice, though it is an indicator's whole name."""
    return {concept.detail: concept for concept in catalogue.concepts.values() if concept.detail}


@lru_cache(maxsize=4)
def _codes(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(catalogue.indicators)


def _beside(concept: Concept, state: State, catalogue: Catalogue) -> bool:
    """A detail without units of its own counts only beside a head that has it."""
    return bool(state.head and f"{state.head.head}.{concept.detail}" in catalogue.indicators)


def indicator(seen: Stretch, state: State, context: Context, catalogue: Catalogue) -> tuple[str, int]:
    """The indicator a number states, empty where its words are unknown, and how many letters behind it say so."""
    code, length = _found(seen, state, context, catalogue)
    rated = (
        seen.token.unit in RATIOS
        and _RATE.search(seen.before)
        and not BASE.search(f"{seen.before} {seen.after}")
    )
    if code.startswith("crop_area.") and state.main and state.main[2].startswith("forest_"):
        return "", 0
    of_whole = seen.token.unit in RATIOS and OF_WHOLE.match(seen.after)
    if (rated or of_whole) and code and not is_rate(Concept(code), catalogue):
        return "", 0
    local = f"{code}.local"
    if local in catalogue.indicators and code == state.code and _OF_IT.search(seen.before):
        return local, length
    if "_new" in code and _RAISED.search(seen.before):
        whole = code.replace("_new", "", 1)
        code = whole if whole in catalogue.indicators else code
    family, _, detail = code.partition(".")
    if _PART.search(seen.before) and state.code.partition(".")[0] == f"{family}_new":
        code = f"{family}_new.{detail}" if f"{family}_new.{detail}" in catalogue.indicators else code
    if family == "harvested_area" and _SOWN.search(seen.before):
        code = f"planted_area.{detail}"
    level = code.removesuffix("_reduction")
    return (level if level in catalogue.indicators and LEVEL.search(seen.before) else code), length


def _found(seen: Stretch, state: State, context: Context, catalogue: Catalogue) -> tuple[str, int]:
    if _DEED.search(seen.before) or _TURNED.search(seen.before):
        return "", 0
    if seen.token.unit == "criteria":
        return _criteria(seen, state, context), 0
    known = counted(
        seen.token.unit, seen.unit_words, seen.text[: seen.token.start], seen.ahead, _codes(catalogue)
    )
    if not known and _befell(seen):
        return "", 0
    if not known and seen.token.unit == "communes" and not _CHANGE.search(seen.before):
        return "", 0
    those = of_those(seen, state, catalogue) or ((of_structure(seen, state, catalogue) or None), 0)
    if those[0] is not None:
        return those[0], those[1]
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


def _criteria(seen: Stretch, state: State, context: Context) -> str:
    if state.code.startswith("ntm_criteria") and _CHANGE.search(seen.before):
        return state.code
    is_commune = any(p.startswith(_SMALL) for p in state.places or [context.area])
    is_commune = is_commune and not (len(state.places) > 1 and _SUM.search(seen.before))
    clause = seen.text[: seen.token.start].rpartition(";")[2]
    advanced = (
        state.is_advanced
        or ADVANCED.search(seen.text, 0, seen.token.start) is not None
        or "nâng cao" in clause
        or "nâng cao" in seen.after[:24]
    )
    before = seen.text[: seen.token.start].rpartition(";")[2]
    if not is_commune and seen.token.value and seen.token.value > _MOST and not advanced:
        return "ntm_criteria_total"
    return criteria(
        before,
        seen.unit_words + seen.ahead[: 16 if seen.token.edge == "low" else 4],
        seen.ahead,
        is_commune,
        advanced,
    )


def _named(seen: Stretch, state: State, catalogue: Catalogue) -> tuple[str, int]:
    """The first offer that fits the unit: the thing around the number, the subject said for it, the subject before."""
    unit = seen.token.unit
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
        return (state.code if said or not is_another(seen.before, state) else ""), 0
    return _carried(seen, state, catalogue), 0


def _worth(seen: Stretch, state: State) -> str:
    """`sản lượng 7.950 tấn, giá trị 150 tỷ đồng`, `152.000 lượt khách, doanh thu 68 tỷ`: the money of what was counted."""
    if seen.token.unit in RATIOS or not _WORTH.search(seen.before):
        return ""
    if state.code == "tourists":
        return "tourism_revenue"
    return f"output_value.{state.detail.detail}" if state.detail else ""


def _carried(seen: Stretch, state: State, catalogue: Catalogue) -> str:
    """The subject said before the number, else the one of the figure before, unless the words name another."""
    unit = seen.token.unit
    if not state.waiting and is_another(seen.before, state):
        return ""
    if unit in RATIOS and not state.waiting and not BASE.search(f"{seen.before} {seen.after}"):
        return ""
    if (
        _SUM.search(seen.before)
        and state.topic
        and not state.waiting
        and usable(state.topic, unit, catalogue)
    ):
        return state.topic
    said = state.waiting[::-1] or ([state.subject] if state.subject else [])
    concepts = [concept for token in said for concept in token.concepts]
    offers = [meaning(concept, state, unit, catalogue) for concept in concepts]
    named = [code for code, concept in zip(offers, concepts, strict=True) if not concept.head]
    if any(concept.detail for concept in concepts):
        offers += _beside_last(concepts, state)
    else:
        offers = [*named, *_beside_last(concepts, state), *offers]
    offers = offers if state.waiting else [state.code, *offers, _planted(seen, state), state.topic]
    if state.waiting and "," in seen.before and not is_another(seen.before.rpartition(",")[2], state):
        offers = [*offers, state.code]
    return next((code for code in offers if code and usable(code, unit, catalogue)), "")


def _planted(seen: Stretch, state: State) -> str:
    """`đã cấy được 3.645 ha`: the crop spoken of, where only the verb says what was done."""
    if seen.token.unit != "ha" or not state.detail or not _SOWN.search(seen.before):
        return ""
    land = state.detail.by_unit.get("land", "")
    return f"{land}.{state.detail.detail}" if land == "planted_area" else ""


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
    is_money = catalogue.units[unit].kind == "money" and (
        state.code.startswith("budget_")
        or state.topic.startswith("budget_")
        or state.of_budget
        or "ngân sách" in seen.text
    )
    for concept, length in around(
        state.verb, _field(state), seen.unit_words, seen.ahead, is_money, catalogue
    ):
        if unit not in RATIOS or (length and is_rate(concept, catalogue)):
            yield concept, length


def _field(state: State) -> str:
    """What the paragraph is about, where no subject but the verb itself stands before the number."""
    heads = [concept.head for token in state.waiting for concept in token.concepts]
    return state.about if all(head == "crop_area_new" for head in heads) else ""
