"""What a number measures: its fresh subject, the thing around it, or the subject carried on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.catalog import Catalogue, Concept
from etl.recognise.narrative.context import State
from etl.recognise.narrative.counted import counted, criteria
from etl.recognise.narrative.objects import around
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.narrative.tokens import Kind, Token
from etl.recognise.phrases import fits
from etl.words.fold import fold

ADVANCED = re.compile(r"(?:nông thôn mới|ntm) nâng cao")
_RATIOS = ("%", "pp")
_WORTH = re.compile(r"(?<!\w)giá trị\s*(?:ước|đạt|khoảng|trên|gần|hơn|thu|\s)*$")
_BASE = re.compile(
    r"kế hoạch|kh(?!\w)|dự toán|cùng kỳ|năm trước|tăng|giảm|chỉ tiêu|ck(?!\w)|svck|nghị quyết|cơ cấu|chiếm"
)
_CHANGE = re.compile(r"(?:tăng|giảm)\s*(?:thêm\s*)?$")
_EMPTY = re.compile(
    r"(?<!\w)(?:đạt|được|là|ước|thực hiện|khoảng|trên|hơn|gần|bằng|tăng|giảm|so|với|cùng|kỳ|kế|hoạch|dự|toán|năm|trước|tháng|quý|và|có|"
    r"cả|của|toàn|huyện|xã|tỉnh|trong|đó|đã|còn|xuống|lên|thêm|từ|đến|nay|hiện|vụ|chiếm|tương|ứng|lũy|cộng|dồn|tính|sơ|bộ|tổng|số|"
    r"giao|đầu|cuối|vượt|nghị|quyết|ck|kh|dt|hđnd|số|i{1,3}|iv|mức|này|riêng|bình|quân|trồng|thu|chi|nuôi|gieo|cấy|lại|cho|con|đưa)(?!\w)|[\d\W]"
)


def meet_subject(state: State, token: Token) -> None:
    """Take up a subject: heads and details are remembered apart, so that `diện tích … lúa … ngô` share the head."""
    state.subject, state.carried, state.is_fresh = token, None, True
    for concept in token.concepts:
        if concept.head:
            state.head = concept
        if concept.detail:
            state.detail = concept
        if concept.code and not concept.head:
            state.detail = None


def indicator(seen: Stretch, state: State, catalogue: Catalogue) -> str:
    """The indicator a number states; empty where its words are unknown."""
    if seen.token.unit == "criteria":
        return _criteria(seen, state)
    known = counted(seen.token.unit, seen.before, seen.ahead)
    return known or _bracket_share(seen, state, catalogue) or _named(seen, state, catalogue)


def _criteria(seen: Stretch, state: State) -> str:
    if state.code.startswith("ntm_criteria") and _CHANGE.search(seen.before):
        return state.code
    is_commune = any(p.startswith(("xã ", "thị trấn ", "phường ")) for p in state.places)
    advanced = state.is_advanced or ADVANCED.search(seen.text, 0, seen.token.start) is not None
    return criteria(seen.before, seen.unit_words + seen.ahead[:4], is_commune, advanced)


def _bracket_share(seen: Stretch, state: State, catalogue: Catalogue) -> str:
    """`43/58 trường đạt chuẩn (74,1%)`: the share of the count before it."""
    token, text = seen.token, seen.text
    previous = next((t for t in reversed(seen.found[: seen.position]) if t.kind is Kind.NUMBER), None)
    in_brackets = text[: token.start].rstrip().endswith("(") and text[token.end :].lstrip().startswith(")")
    share = f"{state.code}_share"
    is_share = token.unit == "%" and in_brackets and previous is not None and previous.of
    return share if is_share and share in catalogue.indicators else ""


def _named(seen: Stretch, state: State, catalogue: Catalogue) -> str:
    """The first offer that fits the unit: the subject said for this number, the thing around it, the subject before."""
    unit = seen.token.unit
    fresh = state.is_fresh
    if unit in _RATIOS and not fresh and state.code:
        said = _BASE.search(f"{seen.before} {seen.after}")
        return state.code if said or not _is_another(seen.before, state) else ""
    worth = f"output_value.{state.detail.detail}" if state.detail and _WORTH.search(seen.before) else ""
    if worth in catalogue.indicators:
        return state.code if unit == "%" else worth
    for concept in _offers(seen, state, fresh, catalogue):
        code = _meaning(concept, state, unit, catalogue)
        if code and _usable(code, unit, catalogue):
            return code
    carries = not fresh and not _speaks_of_another(seen, state, catalogue)
    return state.code if carries and state.code and _usable(state.code, unit, catalogue) else ""


def _offers(seen: Stretch, state: State, fresh: bool, catalogue: Catalogue) -> tuple[Concept, ...]:
    subject = state.subject.concepts if state.subject else ()
    near = _near(seen, catalogue)
    if near and (not fresh or near[0].detail):
        return (*near, *subject)
    if not fresh and _speaks_of_another(seen, state, catalogue):
        return ()
    return (*subject, *near)


def _near(seen: Stretch, catalogue: Catalogue) -> tuple[Concept, ...]:
    if seen.token.unit in (*_RATIOS, "times"):
        return ()
    return around(seen.before, seen.unit_words, seen.ahead, catalogue)


def _speaks_of_another(seen: Stretch, state: State, catalogue: Catalogue) -> bool:
    """Whether the words before a number name something nobody knows: then the subject before is not carried on."""
    return not _near(seen, catalogue) and _is_another(seen.before, state)


def _is_another(before: str, state: State) -> bool:
    for place in state.places:
        before = before.replace(fold(place), " ").replace(fold(place.partition(" ")[2]), " ")
    return bool(_EMPTY.sub("", before))


def _usable(code: str, unit: str, catalogue: Catalogue) -> bool:
    return unit in _RATIOS or fits(code, unit, catalogue)


def _meaning(concept: Concept, state: State, unit: str, catalogue: Catalogue) -> str:
    """The indicator a concept means beside the head or detail already said, in a unit."""
    if not concept.detail and not (concept.head and state.detail):
        return concept.code
    offered = _details(concept, state, unit, catalogue) if concept.detail else _heads(concept, state)
    usable = (code for code in offered if code in catalogue.indicators)
    return next((code for code in usable if _usable(code, unit, catalogue)), "")


def _details(concept: Concept, state: State, unit: str, catalogue: Catalogue) -> Iterator[str]:
    heads = [state.head.head] if state.head else []
    heads.append(concept.by_unit.get(catalogue.units[unit].kind, ""))
    heads += concept.by_unit.values() if unit in _RATIOS else ()
    return (f"{head}.{concept.detail}" for head in heads if head)


def _heads(concept: Concept, state: State) -> Iterator[str]:
    if not state.detail:
        return
    yield f"{concept.head}.{state.detail.detail}"
    if concept.head == "crop_area_new":
        yield f"fruit_area_new.{state.detail.detail}"
    yield concept.code
    for head in state.detail.by_unit.values():
        yield f"{head}.{state.detail.detail}"
