"""The nouns of the data path (DESIGN 2): frozen, typed, without I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from etl.model.columns import Columns
from etl.model.period import Period


class Severity(StrEnum):
    """How much a finding weighs: BLOCK stops publishing, WARN wants a look, NOTE informs."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


class Measure(StrEnum):
    """What a number says about its indicator; the last four are claims, never charted as levels."""

    ACTUAL = "actual"
    PLAN = "plan"
    TARGET = "target"
    SAME_PERIOD = "same_period"
    PCT_OF_PLAN = "pct_of_plan"
    PCT_OF_SAME_PERIOD = "pct_of_same_period"
    CHANGE_PCT_YOY = "change_pct_yoy"
    CHANGE_ABS = "change_abs"


CLAIMS = frozenset(
    {Measure.PCT_OF_PLAN, Measure.PCT_OF_SAME_PERIOD, Measure.CHANGE_PCT_YOY, Measure.CHANGE_ABS}
)


class Giver(StrEnum):
    """Who assigned a plan; NONE when the report does not say."""

    NONE = ""
    PROVINCE = "province"
    DISTRICT = "district"


class Maturity(StrEnum):
    """How final a value is: ước · sơ bộ · chính thức · suy ra."""

    ESTIMATE = "estimate"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    IMPLIED = "implied"


class Qualifier(StrEnum):
    """How exact a value is; an open bound is never shown as exact."""

    EXACT = "exact"
    OVER = "over"
    NEARLY = "nearly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Missing(StrEnum):
    """Why a cell holds no number. Zero is a number and stands in none of these."""

    NONE = ""
    BLANK = "blank"
    DASH = "dash"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"
    ERROR = "error"


class Flag(StrEnum):
    """What a reader of one figure must know first: ASK = unsettled, WARN = read, but look."""

    NONE = ""
    ASK = "ask"
    WARN = "warn"


STATUS_RANK = {"not_met": 0, "met": 1, "advanced": 2, "model": 3}
"""A recognition status is stored as its rank; unit `status` prints the word again."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands.

    `at` is what a person would look for: `Sheet!B7`, `12:4` (record:column), `1/3/4` (table/row/column),
    `2/1/5/3` (page/table/row/column), `p12` (paragraph). `start`/`end` are offsets into the document's text
    (−1 where the place is no running text).
    """

    file: str
    at: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which words of the report settled one part of a figure (value, unit, qualifier, measure, …)."""

    part: str
    words: str
    start: int = -1
    end: int = -1
    at: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure still in the report's own words: structure and names are settled, number and unit are not.

    `number` and `unit` are words. `group` names the cells whose numbers share one locale (a column, say).
    `area` is level and name as the report means it (`xã Tân Lập`); `area_id` is empty outside the catalogue.
    `indicator` is a catalogue code, or empty: then `subject` holds the words. `value` is set where the file
    itself carried a number (a spreadsheet), so that no words need reading.
    """

    place: Place
    text: str
    number: str
    unit: str
    subject: str
    indicator: str
    area: str
    area_id: str
    period: str
    season: str = ""
    measure: Measure = Measure.ACTUAL
    giver: Giver = Giver.NONE
    qualifier: Qualifier = Qualifier.EXACT
    maturity: Maturity = Maturity.PRELIMINARY
    missing: Missing = Missing.NONE
    flag: Flag = Flag.NONE
    value: Decimal | None = None
    status: str = ""
    group: str = ""
    is_total: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure in our words, with the cell it was read from.

    `value` is the exact decimal in the catalogue's canonical unit (as printed where the indicator is unknown);
    it is None exactly when `missing` says why. A status holds its rank (STATUS_RANK). A computed figure names its
    `method` and the numbers of the observations it was computed from.
    """

    indicator: str
    area: str
    area_id: str
    period: str
    season: str
    measure: Measure
    giver: Giver
    value: Decimal | None
    unit: str
    qualifier: Qualifier
    maturity: Maturity
    missing: Missing
    flag: Flag
    cell: Cell
    method: str = ""
    inputs: tuple[int, ...] = ()

    @property
    def is_claim(self) -> bool:
        """Whether this states a share or change, not a level."""
        return self.measure in CLAIMS


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a figure that a person should see. Its sentence is `finding.<code>` in the string table."""

    code: str
    severity: Severity
    place: Place
    facts: tuple[tuple[str, str], ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """An incoming document: its bytes' hash and what its own words say about it."""

    file: str
    sha256: str
    kind: str
    size: int
    title: str = ""
    sender: str = ""
    dated: date | None = None
    period: str = ""
    area_id: str = ""
    source_url: str = ""
    is_illustrative: bool = False
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every cell that was read: a figure, a mark, a total, or a finding."""

    figures: int
    marks: int
    totals: int
    findings: int

    @property
    def cells(self) -> int:
        """All of them."""
        return self.figures + self.marks + self.totals + self.findings


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file was read as; nothing is stored. `cells_read` = figures + marks + totals + findings on whole cells.

    A bulk file comes as `columns` and leaves `observations` empty.
    """

    report: Report
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    cells_read: int = 0
    text: str = field(default="", repr=False)
    columns: Columns | None = None

    def __len__(self) -> int:
        return len(self.observations if self.columns is None else self.columns)

    @property
    def account(self) -> Account:
        """What became of the cells that were read, each counted once."""
        if self.columns is not None:
            marks = sum(bool(self.columns.heads[head].missing) for head in self.columns.head)
            return Account(len(self) - marks, marks, 0, self.cells_read - len(self))
        marks = sum(one.missing is not Missing.NONE for one in self.observations)
        totals = sum(one.cell.is_total and one.missing is Missing.NONE for one in self.observations)
        return Account(len(self) - marks - totals, marks, totals, self.cells_read - len(self))

    @property
    def is_publishable(self) -> bool:
        """Whether no finding blocks publication."""
        return not any(finding.severity is Severity.BLOCK for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Release:
    """One atomic publication."""

    id: int
    at: str
    by: str
    note: str = ""
    undoes: int | None = None


def period_of(observation: Observation) -> Period:
    """The observation's period, parsed."""
    return Period.parse(observation.period)
