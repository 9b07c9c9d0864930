"""Reading what is published: series, tables, sources, and what follows from them; nothing here can write."""

from etl.query.algebra import (
    at_grain,
    change,
    cumulate,
    derive,
    discretise,
    legal_span,
    same_period_last_year,
)
from etl.query.cases import Case, Cases, CaseState
from etl.query.differences import Difference
from etl.query.nouns import (
    Change,
    Key,
    Line,
    Noticed,
    Point,
    Refusal,
    ReportLine,
    Source,
    SubmissionLine,
    Vintage,
)
from etl.query.reader import AsOf, Reader, open_reader
from etl.store import home as office_folder

__all__ = [
    "AsOf",
    "Case",
    "CaseState",
    "Cases",
    "Change",
    "Difference",
    "Key",
    "Line",
    "Noticed",
    "Point",
    "Reader",
    "Refusal",
    "ReportLine",
    "Source",
    "SubmissionLine",
    "Vintage",
    "at_grain",
    "change",
    "cumulate",
    "derive",
    "discretise",
    "legal_span",
    "office_folder",
    "open_reader",
    "same_period_last_year",
]
