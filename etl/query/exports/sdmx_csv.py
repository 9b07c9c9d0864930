"""SDMX-CSV 1.0: one dataflow, times as the standard writes them, our own codes beside so that nothing is lost."""

from __future__ import annotations

from typing import BinaryIO

from etl.model import BadPeriod, Period, PeriodKind
from etl.query.columns import Column, Table, each, listed
from etl.query.exports.content import Content
from etl.query.exports.csv import write_columns

EXTENSION = "csv"
MEDIA_TYPE = "application/vnd.sdmx.data+csv;version=1.0.0"
DATAFLOW = "CHITIEU:OBSERVATIONS(1.0)"
NAMES = {
    "INDICATOR": "indicator", "REF_AREA": "area", "PERIOD": "period", "SEASON": "season", "MEASURE": "measure",
    "GIVER": "giver", "OBS_VALUE": "value", "UNIT_MEASURE": "unit", "QUALIFIER": "qualifier", "MATURITY": "maturity",
    "MISSING": "missing", "FLAG": "flag", "ILLUSTRATIVE": "is_illustrative", "METHOD": "method", "LACKING": "lacking",
    "EXPECTED": "expected", "NOTE": "note", "RELEASE": "release", "SOURCE": "source", "PLACE": "place",
    "OBSERVATION": "observation",
}  # fmt: skip
"""Their names of our columns; PERIOD is our code, TIME_PERIOD the standard's."""
COLUMNS = ("DATAFLOW", "TIME_PERIOD", "OBS_STATUS", *NAMES)
_STATUS = {"final": "A", "preliminary": "P", "estimate": "E", "implied": "I"}
_MISSING = {"not_applicable": "M", "no_data": "L", "suppressed": "Q"}


def write(content: Content, out: BinaryIO) -> None:
    """Rows in the standard's column names."""
    write_columns(map(_columns, content.tables()), COLUMNS, out, has_bom=content.has_bom)


def _columns(table: Table) -> dict[str, Column]:
    told = table.columns
    state = zip(*(listed(told[name]) for name in ("value", "missing", "maturity")), strict=True)
    return {
        "DATAFLOW": [DATAFLOW] * table.size,
        "TIME_PERIOD": each(told["period"], time_period),
        "OBS_STATUS": [
            _STATUS.get(maturity, "A") if value is not None else _MISSING.get(missing, "O")
            for value, missing, maturity in state
        ],
        **{name: told[ours] for name, ours in NAMES.items()},
    }


def time_period(code: str) -> str:
    """A period as SDMX writes it: `2020-S1`, a season as its year, spans as start and duration (`2020-01-01/P9M`)."""
    try:
        period = Period.parse(code)
    except BadPeriod:
        return ""
    if period.kind is PeriodKind.HALF:
        return code.replace("-H", "-S")
    if period.kind is PeriodKind.SEASON:
        return str(period.year)
    if period.kind in (PeriodKind.CUMULATIVE, PeriodKind.TERM):
        first, last = period.months
        return f"{period.first.isoformat()}/P{last - first + 1}M"
    return code
