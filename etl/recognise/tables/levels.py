"""What an indicator is called at the level it is told of: a commune's own, the communes' sum, or their mean."""

from __future__ import annotations

from etl.catalog import Catalogue

_MEANS = {"ntm_criteria_met": "ntm_criteria_avg"}
_TOTALS = {"ntm_criteria_met": "ntm_criteria_total"}
"""What the sum of a commune's indicator over the district is called."""
_OWN = {"budget_expenditure.commune_level": "budget_expenditure"}
"""What the communes' part of the district's is to a commune itself."""


def at_level(code: str, catalogue: Catalogue, area_id: str, *, is_mean: bool, is_whole: bool) -> str:
    """The indicator a row of an area speaks of; empty where its words can mean several things there."""
    if is_mean:
        return _of_mean(code, catalogue)
    if is_whole:
        return _TOTALS.get(code, code)
    if not area_id:
        return code
    if catalogue.areas[area_id].level in ("commune", "town"):
        return _OWN.get(code, code)
    return "" if code in _TOTALS else code


def _of_mean(code: str, catalogue: Catalogue) -> str:
    """What a mean over the communes is of the district: its own rate, or nothing where communes add up."""
    mean = _MEANS.get(code, code)
    known = catalogue.indicators.get(mean)
    return mean if known and known.over_areas != "sum" else ""
