"""A concept beside the head or detail already said → an indicator of the catalogue that fits the unit."""

from __future__ import annotations

from collections.abc import Iterator

from etl.catalog import Catalogue, Concept
from etl.recognise.narrative.context import State
from etl.recognise.phrases import fits

RATIOS = ("%", "pp")


def is_rate(concept: Concept, catalogue: Catalogue) -> bool:
    """Whether a concept is an indicator that is itself a share."""
    known = catalogue.indicators.get(concept.code)
    return known is not None and catalogue.units[known.unit].kind in ("share", "points")


def usable(code: str, unit: str, catalogue: Catalogue) -> bool:
    """Whether a number of that unit can state the indicator: a share can be of any."""
    return unit in RATIOS or fits(code, unit, catalogue)


def meaning(concept: Concept, state: State, unit: str, catalogue: Catalogue) -> str:
    """The indicator a concept means beside the head or detail already said, in a unit."""
    if not concept.detail and not concept.head:
        return _as_area(concept.code, unit, catalogue)
    offered = _details(concept, state, unit, catalogue) if concept.detail else _heads(concept, state)
    fitting = (code for code in offered if code in catalogue.indicators)
    return next((code for code in fitting if usable(code, unit, catalogue)), "")


def _as_area(code: str, unit: str, catalogue: Catalogue) -> str:
    """`Trồng 50 ha cây phân tán`: the area of what is otherwise counted, where the catalogue has one."""
    area = f"{code}_area"
    return area if not usable(code, unit, catalogue) and area in catalogue.indicators else code


def _details(concept: Concept, state: State, unit: str, catalogue: Catalogue) -> Iterator[str]:
    own = concept.by_unit.get(catalogue.units[unit].kind, "")
    said = [state.head.head, *_family(state.head.head)] if state.head else []
    if said[:1] == ["crop_area_new"]:
        said += ["fruit_area_new", "forest_new"]
    is_part = bool(own and said and said[0].startswith(own + "."))
    if said[:1] == ["harvested_area"] and own == "planted_area":
        own = ""
    heads = [own, *said] if is_part else [*said, own]
    heads += concept.by_unit.values() if unit in RATIOS else ()
    return (f"{head}.{concept.detail}" for head in heads if head)


def _family(head: str) -> list[str]:
    """`production_value.industry` is one of several: its sisters are of the same whole."""
    whole = head.rpartition(".")[0]
    return [whole] if whole else []


def _heads(concept: Concept, state: State) -> Iterator[str]:
    if not state.detail:
        yield concept.code
        return
    yield f"{concept.head}.{state.detail.detail}"
    if concept.head == "crop_area_new":
        yield f"fruit_area_new.{state.detail.detail}"
    yield concept.code
    for head in state.detail.by_unit.values():
        if not (concept.head == "harvested_area" and head == "planted_area"):
            yield f"{head}.{state.detail.detail}"
