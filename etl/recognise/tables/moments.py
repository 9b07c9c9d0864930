"""The period a figure belongs to, once its row, its column and its table are understood."""

from __future__ import annotations

import re

from etl.model import CLAIMS, Measure, Period
from etl.recognise.tables.column import Column
from etl.recognise.tables.frame import Frame
from etl.recognise.tables.rows import Row
from etl.recognise.tables.spans import Told, named_in, running, span_of
from etl.words.fold import fold


def period_of(frame: Frame, row: Row, column: Column, measure: Measure, is_stock: bool) -> str:
    """A claim and a same period belong to the period reported on; a plan to its year, a stock's plan to its date."""
    told = row.told if row.told and row.told.is_own else column.told
    if told is row.told and (column.is_running or (measure in CLAIMS and frame.runs)):
        return running(told).period
    if measure in CLAIMS:
        return _of_claim(frame, row, column)
    if not told.period:
        return ""
    if measure is Measure.SAME_PERIOD:
        return frame.told.period or told.period
    if measure in (Measure.PLAN, Measure.TARGET):
        return _of_plan(frame, told, is_stock)
    return told.period


def _of_plan(frame: Frame, told: Told, is_stock: bool) -> str:
    if is_stock and told.year == frame.told.year:
        return frame.told.period if frame.told.is_own and not told.is_day else told.period
    return str(told.year or Period.parse(told.period).year)


def _of_claim(frame: Frame, row: Row, column: Column) -> str:
    """The span compared, as the heading or the formula says; else the table's running one, else the row's or group's."""
    if compared := _compared(column, frame):
        return compared.period
    if frame.running:
        return frame.running
    if row.told and row.told.is_own:
        return row.told.period
    return (column.counted_in or span_of(" ".join(column.words[:-1]), frame.told)).period


_AGAINST = re.compile(r"(?<!\w)so(?: sánh)?(?!\w)|/")


def _compared(column: Column, frame: Frame) -> Told | None:
    """The span that a share's heading sets against another: `Tháng 5/2024 so với cùng kỳ`; None where it names none."""
    before, *behind = _AGAINST.split(fold(" ".join(column.words)), maxsplit=1)
    return named_in(before, frame.told) if behind else None
