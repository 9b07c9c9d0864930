"""Subjects as a sentence brings them: heads and details are kept apart for the numbers that follow."""

from __future__ import annotations

from functools import lru_cache

from etl.catalog import Catalogue, Concept
from etl.recognise.narrative.context import State
from etl.recognise.narrative.tokens import Token


def meet_subject(state: State, token: Token, catalogue: Catalogue, belongs: bool = False) -> None:
    """Take up a subject: heads and details are remembered apart, so that `diện tích … lúa … ngô` share the head.

    One that `belongs` to the figure before it (`38,2 ha keo và hồi`) says what that figure is of, not the next.
    """
    concepts = tuple(c for c in token.concepts if not c.detail or c.by_unit or _beside(c, state, catalogue))
    if not concepts:
        return
    is_new = token.start >= state.stop and not belongs
    concepts = tuple(c for c in concepts if c.detail or c.head) if belongs else concepts
    state.subject, state.is_here = token, True
    if is_new:
        state.waiting = [*state.waiting, token]
    state.carried = None if is_new else state.carried
    is_part = any(c.detail for other in state.waiting[:-1] for c in other.concepts)
    for concept in concepts:
        _take(concept, state, is_part and any(c.head for c in concepts), catalogue)


_OF_THE_LAST = ("grdp_contribution",)
"""Heads that are of what the figure before them is of, and of nothing where nobody knows that: `dịch vụ tăng 7,2%, đóng góp 3,64 điểm`."""


def _take(concept: Concept, state: State, keeps_detail: bool, catalogue: Catalogue) -> None:
    """Head, detail, and the head and detail of an indicator's whole name."""
    if concept.head in _OF_THE_LAST:
        state.detail = None if state.words else state.detail
    elif concept.head:
        state.head = concept
    if concept.detail:
        state.detail = concept
    if concept.code and not concept.head and not keeps_detail:
        state.detail = _known_details(catalogue).get(concept.code.partition(".")[2]) or state.crop
        whole = concept.code if concept.code in _wholes(catalogue) else concept.code.rpartition(".")[0]
        if whole in catalogue.indicators:
            state.head = Concept(whole, head=whole)


@lru_cache(maxsize=4)
def _wholes(catalogue: Catalogue) -> frozenset[str]:
    """Indicators that have parts under their own name."""
    return frozenset(code.rpartition(".")[0] for code in catalogue.indicators)


@lru_cache(maxsize=4)
def _known_details(catalogue: Catalogue) -> dict[str, Concept]:
    """Every detail by its name: `Sản lượng lúa` speaks of rice, though it is an indicator's whole name."""
    return {concept.detail: concept for concept in catalogue.concepts.values() if concept.detail}


def _beside(concept: Concept, state: State, catalogue: Catalogue) -> bool:
    """A detail without units of its own counts only beside a head that has it."""
    head = state.head.head if state.head else ""
    heads = ("forest_new", head) if head == "crop_area_new" else (head, head.rpartition(".")[0])
    return any(f"{head}.{concept.detail}" in catalogue.indicators for head in heads)
