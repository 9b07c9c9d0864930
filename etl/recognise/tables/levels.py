"""What an indicator is called at the level it is told of: a commune's own, the communes' sum, or their mean."""

from __future__ import annotations

import re

from etl.catalog import Catalogue
from etl.words.fold import fold

_MEANS = {"ntm_criteria_met": "ntm_criteria_avg"}
_TOTALS = {
    "ntm_criteria_met": "ntm_criteria_total", "ntm_criteria_met_advanced": "ntm_criteria_total_advanced",
}  # fmt: skip
"""What the sum of a commune's indicator over the district is called."""
_COMMUNES = re.compile(r"(?<!\w)(?:ngân sách|ns) (?:cấp |các )?xã(?!\w)|(?<!\w)nsx(?!\w)")
_OWN = {"budget_expenditure.commune_level": "budget_expenditure"}
"""What the communes' part of the district's is to a commune itself."""


def at_level(
    code: str, words: str, area_id: str, catalogue: Catalogue, *, is_mean: bool, is_whole: bool
) -> str:
    """The indicator a row of an area speaks of; empty where its words can mean several things there."""
    is_commune = bool(area_id) and catalogue.areas[area_id].level in ("commune", "town")
    if is_mean:
        return _of_mean(code, catalogue)
    if is_commune:
        return _OWN.get(code, code)
    if area_id and _COMMUNES.search(fold(words)):
        code = next((part for part, whole in _OWN.items() if whole == code), code)
    if is_whole or not area_id:
        return _TOTALS.get(code, code) if is_whole else code
    return "" if code in _TOTALS else code


def _of_mean(code: str, catalogue: Catalogue) -> str:
    """What a mean over the communes is of the district: its own rate, or nothing where communes add up."""
    mean = _MEANS.get(code, code)
    known = catalogue.indicators.get(mean)
    return mean if known and known.over_areas != "sum" else ""
