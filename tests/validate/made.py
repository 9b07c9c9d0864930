"""Observations as a reader would hand them on, for tests of rules."""

from __future__ import annotations

from decimal import Decimal

from etl.catalog import load
from etl.model import Cell, Flag, Giver, Maturity, Measure, Missing, Observation, Place, Qualifier

CATALOGUE = load()


def figure(
    indicator: str,
    words: str,
    *,
    measure: Measure = Measure.ACTUAL,
    period: str = "2020",
    area: str = "185",
    giver: Giver = Giver.NONE,
    qualifier: Qualifier = Qualifier.EXACT,
    factor: str = "1",
    at: str = "p1",
    maturity: Maturity = Maturity.PRELIMINARY,
) -> Observation:
    """A figure printed as `words` (Vietnamese marks); `factor` takes it to the indicator's unit."""
    printed = Decimal(words.replace(".", "").replace(",", "."))
    is_share = measure in (Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD, Measure.CHANGE_PCT_YOY)
    unit = "%" if is_share else CATALOGUE.indicators[indicator].unit
    cell = Cell(
        Place("a.txt", at, 0, 1), words, words, unit, indicator, indicator, area, area, period,
        measure=measure, giver=giver, qualifier=qualifier, maturity=maturity,
    )  # fmt: skip
    return Observation(
        indicator, area, area, period, "", measure, giver, printed * Decimal(factor), unit, qualifier, maturity,
        Missing.NONE, Flag.NONE, cell,
    )  # fmt: skip
