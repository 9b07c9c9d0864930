"""Words that make another figure of what stands below them, where they are understood only in part: such a figure is asked about."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.model import CLAIMS, Cell, Evidence, Flag, Measure, Missing
from etl.recognise.phrases import GROWTHS
from etl.recognise.tables.column import Column
from etl.recognise.tables.frame import Frame
from etl.recognise.tables.look import label
from etl.recognise.tables.moments import of_another_time
from etl.recognise.tables.row import Row
from etl.recognise.tables.silent import rest_of
from etl.words.fold import fold

_CHANGES = (Measure.CHANGE_ABS, Measure.CHANGE_PCT_YOY)
_PLANS = (Measure.PLAN, Measure.TARGET)


def doubted(made: Cell, frame: Frame, row: Row, column: Column) -> Cell:
    """The cell, asked about with the words that leave its meaning open; as it is where none do."""
    words = _open_words(made, frame, row, column) if made.missing is Missing.NONE else ""
    if not words:
        return made
    return replace(made, flag=Flag.ASK, evidence=(*made.evidence, Evidence("unclear", words)))


def _open_words(made: Cell, frame: Frame, row: Row, column: Column) -> str:
    heading = " · ".join(column.words)
    is_silent = column.measure is None and row.measure is None and made.measure not in CLAIMS
    if is_silent and frame.plan_title and (frame.measure is None or _is_before(frame, column)):
        return heading if frame.measure else frame.plan_title
    if (
        column.is_doubtful
        or _is_of_years(made, column)
        or _is_done_in_plan(frame, row, column)
        or _is_of_part(row, column)
        or _is_rates_change(made, column, frame)
    ):
        return heading
    if row.measure in _PLANS and column.measure not in (None, *_PLANS, *CLAIMS):
        return f"{row.words} · {heading}"
    return (
        f"{row.words} · {heading}"
        if of_another_time(row, column)
        else _title_of_part(made, frame, row, column)
    )


def _title_of_part(made: Cell, frame: Frame, row: Row, column: Column) -> str:
    """The words of a title that make its figures those of a part (`Hộ nghèo là dân tộc thiểu số`), where nothing else says so."""
    own = fold(f"{row.words} {' '.join(column.words)}")
    told = (words for words, codes in frame.parts if made.indicator.startswith(codes) and words not in own)
    return next(told, "")


_YEARS = re.compile(
    r"(?<![\d/])((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)(?!\d)|(?<!\w)(?:bq|bình quân|trung bình|tb) (?:\d|các) năm"
)
_OF_SEASON = re.compile(r"(?<!\w)(?:vụ|đông|xuân|hè|học)(?!\w)")


_VALUE = re.compile(
    r"(?<!\w)(?:số tiền|thành tiền|kinh phí|số liệu|giá trị|số báo cáo|thực tế|hiện trạng|hiện có|quy mô|khối lượng|tổng hợp|địa bàn)(?!\w)"
)
"""Words that head a column of figures and say nothing of them."""


def _is_of_years(made: Cell, column: Column) -> bool:
    """Whether a figure's heading speaks of several years at once (`KH 2021-2025`, `BQ 3 năm`): it is of none of them."""
    words = fold(column.words[-1]) if column.words else ""
    return made.measure not in CLAIMS and bool(_YEARS.search(words)) and not _OF_SEASON.search(words)


def _is_of_part(row: Row, column: Column) -> bool:
    """Whether a heading that nobody knows stands over what the rows name: `Hộ gia đình` over `Rừng tự nhiên` is a part of it."""
    is_placed = column.area is not None or column.is_total or column.criterion or column.is_running
    is_told = column.measure is not None or column.told.is_own or column.subject.season is not None
    words = fold(" ".join(map(label, column.words))).replace(fold(column.unit), " ")
    is_unknown = not column.subject.concepts and bool(rest_of(_VALUE.sub(" ", words)))
    is_named = bool(row.subject.concepts) and (row.measure is None)
    return is_named and is_unknown and not (is_placed or is_told or row.area_id or row.criterion)


def _is_before(frame: Frame, column: Column) -> bool:
    """Whether a column of an earlier year stands in a plan: what it holds was hardly planned."""
    return column.told.is_own and column.told.year < frame.told.year


def _is_done_in_plan(frame: Frame, row: Row, column: Column) -> bool:
    """Whether a column of what was done stands in next year's plan and names no year: it is hardly of the year planned."""
    is_dated = column.told.is_own or bool(row.told and row.told.is_own)
    return frame.is_plan and column.measure is Measure.ACTUAL and not is_dated


def _is_rates_change(made: Cell, column: Column, frame: Frame) -> bool:
    """Whether a change in percent is told of a rate, which changes by points, or of what is a change itself."""
    known = frame.catalogue.indicators.get(made.indicator)
    if known is None or made.measure not in _CHANGES:
        return False
    is_own = made.indicator.startswith(GROWTHS)
    is_rate = frame.catalogue.units[known.unit].kind == "share" and made.measure is Measure.CHANGE_PCT_YOY
    return is_own or (is_rate and not re.search(r"điểm", " ".join(column.words).lower()))
