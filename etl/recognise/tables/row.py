"""A row of a table, as its words describe it, and how deep its outline marker lies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.catalog import Ambiguous, Unknown
from etl.model import Measure
from etl.recognise.tables.spans import Told
from etl.recognise.tables.subjects import Meaning

_LEVELS = (
    (re.compile(r"[A-HK-UY]$|[A-H][.)]$"), 0),
    (re.compile(r"[IVX]+[.)]?$"), 1),
    (re.compile(r"\d+(?:\.0)?[.)]?$"), 2),
    (re.compile(r"\d+\.\d+[.)]?$"), 3),
    (re.compile(r"\d+(?:\.\d+){2,}[.)]?$"), 4),
    (re.compile(r"[a-zđ][.)]?$"), 5),
    (re.compile(r"[-–•]$"), 6),
    (re.compile(r"[+*]$"), 7),
)


def depth_of(mark: str) -> int:
    """How deep an outline marker lies; −1 for a row without one."""
    return next((level for pattern, level in _LEVELS if pattern.match(mark)), -1)


@dataclass(frozen=True, slots=True)
class Row:
    """One body row of one side: `area` is level and name, `problem` why its unit is unsettled, `under` its parent's row;
    `is_leaf` that it names a figure and heads no others, so that its empty cells are figures left out."""

    at: int
    words: str
    area: str = ""
    area_id: str = ""
    is_total: bool = False
    is_group: bool = False
    is_mean: bool = False
    problem: Ambiguous | Unknown | None = None
    subject: Meaning = field(default_factory=Meaning)
    parents: tuple[Meaning, ...] = ()
    under: int = -1
    unit: str = ""
    told: Told | None = None
    measure: Measure | None = None
    criterion: str = ""
    is_leaf: bool = False
