"""One value cell → one Cell: its words, unit, measure, period, area and subject brought together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.catalog import Catalogue
from etl.model import CLAIMS, Cell, Evidence, Flag, Giver, GridCell, Maturity, Measure, Missing, Place
from etl.recognise.narrative.roles import giver
from etl.recognise.phrases import share_of
from etl.recognise.tables.column import Column
from etl.recognise.tables.doubts import doubted
from etl.recognise.tables.frame import Frame
from etl.recognise.tables.levels import at_level
from etl.recognise.tables.look import Look, figure, label, look, units_in
from etl.recognise.tables.moments import period_of
from etl.recognise.tables.offers import indicator
from etl.recognise.tables.row import Row
from etl.recognise.tables.shape import Table
from etl.recognise.tables.status import status_of
from etl.recognise.tables.subjects import Scope, season_of
from etl.words.fold import clean, fold


def cell_of(frame: Frame, table: Table, row: Row, column: Column, across: bool) -> Cell | None:
    """The figure at a row and column; None where nothing stands that could be one."""
    grid = table.cell(row.at, column.at)
    if grid.is_merged:
        return None
    status = _criterion(frame, row, column, grid, across)
    kind = look(grid, frame.catalogue)
    if status is None and kind is Look.WORDS:
        return _words(frame, table, row, column, across)
    if (
        status is None
        and kind is Look.BLANK
        and not row.area_id
        and not row.subject.concepts
        and not row.words
    ):
        return None
    made = _figure(frame, row, column, grid, across)
    if status is not None:
        return doubted(_with_status(made, column, frame, *status), frame, row, column)
    made = _shown(_counted(made, row, column, across), grid, kind, frame.catalogue)
    return doubted(made, frame, row, column)


def _figure(frame: Frame, row: Row, column: Column, grid: GridCell, across: bool) -> Cell:
    measure = column.measure or row.measure or frame.measure or Measure.ACTUAL
    scope = Scope(row.subject, row.parents, column.subject, frame.subject)
    words = _unit(frame, row, column, grid, measure)
    known = frame.catalogue.unit(words) or frame.catalogue.units.get(words)
    fit = _base_unit(frame, row, column)
    is_share = measure in CLAIMS and measure is not Measure.CHANGE_ABS
    own = (
        "%"
        if known and known.kind == "points" and measure is Measure.CHANGE_ABS
        else known.code
        if known
        else ""
    )
    code = indicator(scope, fit if is_share else own, frame.catalogue)
    measure, code = _ratio(measure, code, known.code if known else "", scope, column, row, frame)
    words = words or _own_unit(code, frame.catalogue)
    area, area_id = _area(frame, row, column, across)
    is_whole = row.is_total or (across and not (column.area or column.problem))
    said = f"{row.subject.words} {column.subject.words}"
    code = at_level(
        code,
        said,
        area_id,
        frame.catalogue,
        is_mean=row.is_mean or (across and column.is_mean),
        is_whole=is_whole,
    )
    code = "" if _is_other_side(row.words, code) else code
    known_as = frame.catalogue.indicators.get(code)
    period = period_of(frame, row, column, measure, bool(known_as and known_as.nature == "stock"))
    unsettled = bool(row.problem or (across and column.problem) or not period or column.is_hidden)
    return Cell(
        place=Place(frame.file, grid.at), text=clean(grid.text), number="", unit=words,
        subject=row.subject.words or column.subject.words or frame.subject.words or row.words, indicator=code,
        area=area, area_id=area_id, period=period, season=season_of(scope), measure=measure, giver=_giver(measure, column, row),
        maturity=maturity_of(column.words, frame.maturity),
        flag=Flag.ASK if unsettled else Flag.NONE, group=f"{frame.name}|c{column.at}", is_total=(row.is_total and not row.is_mean) or (across and column.is_total),
        evidence=_evidence(row, column, frame),
    )  # fmt: skip


_REVENUE, _SPENDING = (
    re.compile(rf"(?:tổng (?:số )?|cộng )?(?:nguồn )?{word}(?! chuyển| hồi)(?!\w)") for word in ("thu", "chi")
)


def _is_other_side(words: str, code: str) -> bool:
    """Whether a row of revenue would be booked as spending, or one of spending as revenue: a title of both names either."""
    told = fold(label(words))
    if _REVENUE.match(told):
        return code.startswith("budget_expenditure")
    return _SPENDING.match(told) is not None and code.startswith(("budget_revenue", "budget_sources"))


def _ratio(
    measure: Measure, code: str, unit: str, scope: Scope, column: Column, row: Row, frame: Frame
) -> tuple[Measure, str]:
    """A percent column is a claim, unless it names a rate of its own (`Tỷ lệ hộ nghèo (%)`)."""
    if unit != "%" or measure in CLAIMS or (row.unit == "%" and not _is_bare_share(column)):
        return measure, code
    if row.unit == "%":
        return frame.share or measure, code
    own = indicator(scope, "%", frame.catalogue)
    if own:
        return measure, own
    if frame.share is not None and row.subject.concepts and not column.subject.concepts:
        return frame.share, indicator(scope, _base_unit(frame, row, column), frame.catalogue)
    if rate := share_of(frame.catalogue).get(
        indicator(scope, _base_unit(frame, row, column), frame.catalogue)
    ):
        return measure, rate
    if frame.share is None or _PART.search(fold(" ".join(column.words))):
        return measure, ""
    return frame.share, indicator(scope, _base_unit(frame, row, column), frame.catalogue)


def _is_bare_share(column: Column) -> bool:
    """Whether a percent column names nothing it is a rate of: in a row of rates, too, it sets two columns against each other."""
    words = fold(" ".join(column.words))
    is_open = column.measure is None or re.search(r"(?<!\w)t[ỷỉ] lệ(?!\w)", words) is not None
    return column.unit == "%" and is_open and not (column.subject.concepts or _PART.search(words))


_PART = re.compile(r"(?<!\w)(?:cơ cấu|tỷ trọng|tỉ trọng)(?!\w)")


_COUNTED = frozenset({
    "animals", "people", "households", "communes", "villages", "visits", "schools", "criteria", "cooperatives", "share",
})  # fmt: skip
"""Kinds of which reports count pieces: where a table names no unit, the indicator's own is meant."""


def _own_unit(code: str, catalogue: Catalogue) -> str:
    known = catalogue.indicators.get(code)
    unit = catalogue.units[known.unit] if known else None
    return unit.code if unit and unit.kind in _COUNTED else ""


_MATURITIES = (
    (re.compile(r"(?<!\w)ước(?!\w)"), Maturity.ESTIMATE),
    (re.compile(r"quyết toán|chính thức"), Maturity.FINAL),
    (re.compile(r"sơ bộ"), Maturity.PRELIMINARY),
)


def maturity_of(words: Sequence[str], otherwise: Maturity = Maturity.PRELIMINARY) -> Maturity:
    """How final headings or titles say their figures are; `otherwise` where they do not say."""
    told = fold(" ".join(words))
    return next((maturity for pattern, maturity in _MATURITIES if pattern.search(told)), otherwise)


def _giver(measure: Measure, column: Column, row: Row) -> Giver:
    """Who assigned the plan that a plan or a share of it speaks of: its column's words, then its row's."""
    if measure not in (Measure.PLAN, Measure.PCT_OF_PLAN):
        return Giver.NONE
    return giver(fold(" ".join(column.words))) or giver(fold(row.words))


def _unit(frame: Frame, row: Row, column: Column, grid: GridCell, measure: Measure) -> str:
    own = figure(grid.text, frame.catalogue)
    if measure in CLAIMS and measure is not Measure.CHANGE_ABS:
        return "%"
    if grid.is_percent:
        return "%"
    return (
        (own.unit if own else "")
        or (column.unit if column.unit == "%" else "")
        or row.unit
        or column.unit
        or frame.unit
    )


def _base_unit(frame: Frame, row: Row, column: Column) -> str:
    """The unit of what a share is a share of: the row's, the group's, the table's; as a code."""
    offers = (row.unit, *(units_in(w, frame.catalogue) for w in reversed(column.words)), frame.unit)
    known = (frame.catalogue.unit(words) for words in offers if words and words != "%")
    return next((unit.code for unit in known if unit), "")


def _area(frame: Frame, row: Row, column: Column, across: bool) -> tuple[str, str]:
    if across and column.area:
        return frame.catalogue.areas.label(column.area.id), column.area.id
    if across and column.problem:
        return column.problem.text, ""
    if row.area and (row.area_id or row.area != frame.home):
        return row.area, row.area_id
    return frame.home, frame.home_id


def _criterion(
    frame: Frame, row: Row, column: Column, grid: GridCell, across: bool
) -> tuple[str, str] | None:
    """(criterion code, status word) where a criterion's row or column meets a commune's."""
    named = (
        c.code.rpartition(".")[2] for c in column.subject.concepts if c.code.startswith("ntm_criterion.")
    )
    number = row.criterion or column.criterion or next(named, "")
    word = status_of(grid.text)
    if row.criterion:
        is_one = column.area is not None if across else bool(word) and _is_commune(frame)
    else:
        is_one = bool(row.area_id) and not row.is_total
    if not number or not is_one:
        is_title = any(c.code == "ntm_status" for c in column.subject.concepts)
        return ("ntm_status", word) if word and is_title else None
    sign = fold(clean(grid.text)).removesuffix(".0")
    return f"ntm_criterion.{number}", frame.legend.get(sign) or word or _DIGITS.get(sign, "")


_DIGITS = {"1": "met", "0": "not_met"}


def _is_commune(frame: Frame) -> bool:
    return bool(frame.home_id) and frame.catalogue.areas[frame.home_id].level in ("commune", "town")


def _with_status(made: Cell, column: Column, frame: Frame, code: str, word: str) -> Cell:
    made = replace(
        made,
        indicator=code,
        unit="status",
        measure=frame.measure or Measure.ACTUAL,
        season="",
        subject=column.subject.words,
    )
    if word:
        return replace(made, status=word)
    sign = fold(made.text)
    mark = frame.catalogue.marks.get(sign)
    if mark and sign != "x":
        return replace(made, missing=Missing(mark))
    return replace(made, number=made.text, flag=Flag.ASK)


_COMMUNES = re.compile(r"(?<!\w)(?:số|tổng số) (?:xã|đơn vị)(?: (?:đã )?đạt)?(?!\w)")
"""A column that counts the communes a criterion's row is met by."""


def _counted(made: Cell, row: Row, column: Column, across: bool) -> Cell:
    """Beside the statuses of a criterion stands how many communes meet it."""
    is_count = _COMMUNES.search(fold(" ".join(column.words))) is not None
    number = (
        column.criterion
        if row.is_total
        else row.criterion
        if is_count or (across and not column.area)
        else ""
    )
    if not number or made.unit == "%":
        return replace(made, indicator="") if row.criterion and not column.subject.concepts else made
    return replace(made, indicator=f"ntm_criterion_communes_met.{number}", unit="xã")


def _shown(made: Cell, grid: GridCell, kind: Look, catalogue: Catalogue) -> Cell:
    if kind is Look.BLANK:
        return replace(made, missing=Missing.BLANK)
    if kind is Look.MARK:
        return replace(
            made, missing=Missing.ERROR if grid.is_error else Missing(catalogue.marks[fold(clean(grid.text))])
        )
    if kind is Look.DATE:
        return replace(made, number=grid.text, flag=Flag.ASK)
    return replace(made, number=grid.text, value=grid.number)


def _words(frame: Frame, table: Table, row: Row, column: Column, across: bool) -> Cell | None:
    """Words where a number should stand: asked about when the rest of the column is numbers and marks."""
    kinds = [look(table.cell(r, column.at), frame.catalogue) for r in table.body]
    told = kinds.count(Look.NUMBER) and kinds.count(Look.NUMBER) + kinds.count(Look.MARK)
    if told * 2 < len([k for k in kinds if k is not Look.BLANK]):
        return None
    made = _figure(frame, row, column, table.cell(row.at, column.at), across)
    return replace(made, number=made.text, flag=Flag.ASK)


def _evidence(row: Row, column: Column, frame: Frame) -> tuple[Evidence, ...]:
    """The words of the row and of the column; the first also says which row it is, a last one what it lies below."""
    below = (Evidence("under", "", at=frame.row(row.under)),) if row.under >= 0 else ()
    return (
        Evidence("row", row.words, at=frame.row(row.at)),
        Evidence("column", " · ".join(column.words)),
        *below,
    )
