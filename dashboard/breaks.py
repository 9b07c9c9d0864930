"""Where a series changes its ground: mergers of the district's units, a new poverty standard, a new set of criteria."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.view import View

POVERTY = {"poverty_rate", "near_poverty_rate", "poor_households", "near_poor_households"}


def broken_at(view: View, indicator: str, years: Sequence[int]) -> list[tuple[int, str]]:
    """(first year on the new ground, reason) for the years shown; a merger counts only where communes are the subject."""
    told: list[tuple[int, str]] = []
    if indicator in POVERTY:
        told.append((2022, view.t("break.poverty")))
    if indicator.startswith("ntm_"):
        told += [(year, view.t("break.criteria")) for year in (2022, 2026)]
        told += [(year, view.t("break.merger")) for year in mergers(view)]
    return sorted((year, words) for year, words in told if years and years[0] < year <= years[-1])


def mergers(view: View) -> list[int]:
    """The years from which units of the home district are other units than before."""
    inside = view.catalogue.areas.members(view.home)
    return sorted(
        {
            change.date.year
            for change in view.catalogue.areas.changes
            if any(old in inside for old, _, _ in change.shares)
        }
    )
