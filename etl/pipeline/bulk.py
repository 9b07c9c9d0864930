"""The data path for a large tidy file: the same rooms, column-wise, each distinct word understood once."""

from __future__ import annotations

from pathlib import Path

from etl.catalog import Catalogue
from etl.model import Draft, Report
from etl.model.heap import uncollected
from etl.normalise.bulk import columns_of
from etl.read import LEAST_BYTES
from etl.read.tidy import read_tidy
from etl.read.tidysheets import LEAST_ROWS, read_tidy_sheet
from etl.recognise.tables.bulk import understand
from etl.validate.bulk import validate_columns


@uncollected()
def bulk_draft(path: Path, catalogue: Catalogue, name: str = "", least: int | None = None) -> Draft | None:
    """What a tidy file says, as Columns; None where it is not large and tidy enough, and is read cell by cell."""
    is_book = Path(name or path.name).suffix.lower() == ".xlsx"
    if is_book:
        tidy = read_tidy_sheet(path, name, LEAST_ROWS if least is None else least)
    else:
        tidy = read_tidy(path, name, LEAST_BYTES if least is None else least)
    told = understand(tidy, catalogue) if tidy else None
    if tidy is None or told is None:
        return None
    made = columns_of(told, catalogue)
    if made is None:
        return None
    columns, asked = made
    findings = (*told.findings, *asked, *validate_columns(columns, tidy.file, catalogue))
    period = max((cell.period for cell in told.cells), default="")
    report = Report(
        tidy.file, tidy.sha256, tidy.kind, tidy.size, tidy.file, period=period, area_id=catalogue.areas.home
    )
    return Draft(report, (), findings, len(columns), columns=columns)
