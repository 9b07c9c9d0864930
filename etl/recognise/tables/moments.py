"""The period a figure belongs to, once its row, its column and its table are understood."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.model import CLAIMS, Measure, Period
from etl.recognise.tables.column import Column
from etl.recognise.tables.frame import Frame
from etl.recognise.tables.measures import measure_of
from etl.recognise.tables.row import Row
from etl.recognise.tables.silent import is_silent
from etl.recognise.tables.spans import Told, named_in, names_year, reported, running, span_of
from etl.words.fold import fold


def period_of(frame: Frame, row: Row, column: Column, measure: Measure, is_stock: bool) -> str:
    """A claim and a same period belong to the period reported on, a row of shares below years to theirs; a plan to its year, a stock's plan to its date."""
    own = _of_cell(row, column)
    told = own or _of_words(row, column) or column.told
    if own and (column.is_running or (measure in CLAIMS and frame.runs)):
        return running(own).period
    if measure in CLAIMS:
        is_rows = column.measure is None and column.unit != "%" and column.told.is_own
        return column.told.period if is_rows else _of_claim(frame, row, column)
    if not told.period:
        return ""
    if measure is Measure.SAME_PERIOD:
        return _of_same(frame, column)
    if measure in (Measure.PLAN, Measure.TARGET) and not _is_part(frame, column):
        return _of_plan(frame, told, is_stock)
    return told.period


def _of_cell(row: Row, column: Column) -> Told | None:
    """The span of the cell that tells a row's time: of its heading's year where it names none (`Quý I` below `Năm 2021`),
    and of its heading's part of the year where it names but the year (`2021` beside `Tháng 3`)."""
    told = row.told
    if told is None or not told.is_own:
        return None
    return _joined(told, reported(column.words), column.told)


@lru_cache(maxsize=4096)
def _joined(told: Told, heading: str, over: Told) -> Told:
    has_year = names_year(heading)
    if "-" not in told.period and not has_year and not _AGE.search(heading):
        part = named_in(heading, told)
        return part if part and "-" in part.period else told
    if over.is_own and has_year and told.words and not names_year(told.words):
        return span_of(told.words, over)
    return told


_AGE = re.compile(r"tháng tuổi|trẻ em|giai đoạn|chuẩn|nghị quyết|quyết định|kế hoạch số")


def _of_words(row: Row, column: Column) -> Told | None:
    """The span a row's own words name, or those of the row it lies below, read against its column's; None where they name none."""
    for words in (row.words, *(parent.words for parent in row.parents)):
        if (
            not row.area_id
            and words
            and not _AGE.search(fold(words))
            and (own := span_of(words, column.told)).is_own
        ):
            return own
    return None


def of_another_time(row: Row, column: Column) -> bool:
    """Whether a row's words and its column's heading name two times of which neither lies in the other."""
    own = None if row.told and row.told.is_own else _of_words(row, column)
    if own is None or not column.told.is_own:
        return False
    if own.is_opening:
        return own.year + 1 != column.told.year
    spans = (Period.parse(own.period), Period.parse(column.told.period))
    return own.year != column.told.year or (
        own.period != column.told.period and all("-" in str(s) for s in spans)
    )


def _of_same(frame: Frame, column: Column) -> str:
    """The span reported on that a same period is beside: that of its own length, where its heading tells the length."""
    own = column.told
    if own.is_own and "-" in own.period and frame.told.year:
        return Period.parse(own.period).shifted(frame.told.year - own.year).code
    return (column.counted_in or frame.told).period or own.period


def _is_part(frame: Frame, column: Column) -> bool:
    """Whether a plan is one for a part of the year: its title says so, or its own heading (`KH quý II`)."""
    named = named_in(column.words[-1], frame.told) if column.words else None
    own = frame.told if column.measure is None and frame.measure else named
    return own is not None and "-" in own.period and not own.is_day


def _of_plan(frame: Frame, told: Told, is_stock: bool) -> str:
    if is_stock and told.year == frame.told.year:
        return frame.told.period if frame.told.is_own and not told.is_day else told.period
    return str(told.year or Period.parse(told.period).year)


def _of_claim(frame: Frame, row: Row, column: Column) -> str:
    """The span compared, as the heading or the formula says; else the table's running one, else the row's or group's."""
    if compared := _compared(column, frame) or _below_base(column, frame):
        return compared.period
    if frame.running:
        return frame.running
    if own := _of_cell(row, column) or _of_words(row, column):
        return own.period
    return (column.counted_in or span_of(reported(column.words[:-1]), frame.told)).period


_AGAINST = re.compile(r"(?<!\w)so(?: sánh)?(?!\w)|/")


_WITH_BASE = re.compile(r"(?<!\w)so (?:sánh )?(?:với )?.*(?:cùng kỳ|ck|năm trước|kế hoạch|kh|dự toán)(?!\w)")


def _below_base(column: Column, frame: Frame) -> Told | None:
    """The span a share's lowest heading names alone, below one that says what it is set against: `So với cùng kỳ (%)`, `Tháng 10/2023`."""
    *groups, inner = column.words
    is_alone = column.measure is not None and measure_of(inner) is None and is_silent(inner)
    is_set = any(_WITH_BASE.search(fold(group)) for group in groups)
    return named_in(inner, frame.told) if is_alone and is_set else None


def _compared(column: Column, frame: Frame) -> Told | None:
    """The span that a share's heading sets against another: `Tháng 5/2024 so với cùng kỳ`; None where it names none."""
    before, *behind = _AGAINST.split(fold(" ".join(column.words)), maxsplit=1)
    return named_in(before, frame.told) if behind else None
