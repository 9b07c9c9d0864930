"""What all figures of one table share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.catalog import Catalogue
from etl.model import Maturity, Measure
from etl.recognise.tables.spans import Told
from etl.recognise.tables.subjects import Meaning


@dataclass(frozen=True, slots=True)
class Frame:
    """What all figures of one table share; `running` is the span of its running totals, which shares speak of;
    `runs` says that a column adds up since January; `share` is what a bare percent column can only be of; `measure` is what
    a title of plans, `plan_title`, says figures under silent headings are: open where it is none; `is_plan` that the title
    speaks of a plan alone; `parts` are the words of a title that is one of a part."""

    file: str
    name: str
    told: Told
    home: str
    home_id: str
    unit: str
    subject: Meaning
    legend: Mapping[str, str]
    maturity: Maturity
    catalogue: Catalogue
    running: str = ""
    runs: bool = False
    share: Measure | None = None
    above: int = 0
    measure: Measure | None = None
    plan_title: str = ""
    is_plan: bool = False
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def row(self, at: int) -> str:
        """What a row is known by: one count through every page of its table."""
        return f"{self.name}|r{self.above + at}"
