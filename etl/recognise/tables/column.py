"""A column of a table, as its heading describes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.catalog import Ambiguous, Area, Unknown
from etl.model import Measure
from etl.recognise.tables.spans import Told
from etl.recognise.tables.subjects import Meaning


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `kind` is label | index | unit | note | value; `counted_in` is the span its formula
    or the columns beside it say it is of; `is_doubtful`: its words can mean two things; `problem` why its unit is unsettled."""

    at: int
    kind: str
    words: tuple[str, ...] = ()
    unit: str = ""
    measure: Measure | None = None
    told: Told = field(default_factory=Told)
    counted_in: Told | None = None
    area: Area | None = None
    problem: Ambiguous | Unknown | None = None
    is_total: bool = False
    is_mean: bool = False
    subject: Meaning = field(default_factory=Meaning)
    is_hidden: bool = False
    criterion: str = ""
    side: int = 0
    is_running: bool = False
    is_doubtful: bool = False
