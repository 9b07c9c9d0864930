"""What is measured (`Trồng mới`, `Sản lượng`): the names a head has among indicators, and whether a code is of one that is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from etl.catalog import Catalogue, Concept
from etl.recognise.phrases import share_of

_OF_FRUIT = {
    "crop_area": "fruit_area",
    "crop_area_new": "fruit_area_new",
    "harvested_area": "fruit_area_bearing",
}
"""What a head of any crop is called where the crop is a fruit."""


def names_of(concept: Concept) -> Sequence[str]:
    """The names that what a concept measures has in codes."""
    names = (concept.head or concept.code, _OF_FRUIT.get(concept.head, ""))
    return [name for name in names if name]


def is_of_head(code: str, told: Iterable[Concept], catalogue: Catalogue) -> bool:
    """Whether a code, or what it is the rate of, is of a head that is told: `Trồng mới` below `Quýt` is not the area there is."""
    told = list(told)
    if any(c.code == code for c in told):
        return True
    names = [name for c in told if c.head and not c.detail for name in names_of(c)]
    codes = (code, *(count for count, rate in share_of(catalogue).items() if rate == code)) if names else ()
    return not names or any(one == name or one.startswith(name + ".") for one in codes for name in names)
