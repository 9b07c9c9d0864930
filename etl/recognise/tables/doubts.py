"""Words that make another figure of what stands below them, where they are understood only in part: such a figure is asked about."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.model import CLAIMS, Cell, Evidence, Flag, Measure, Missing
from etl.recognise.phrases import GROWTHS
from etl.recognise.tables.column import Column
from etl.recognise.tables.frame import Frame
from etl.recognise.tables.moments import of_another_time
from etl.recognise.tables.row import Row
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
    if column.is_doubtful or _is_rates_change(made, column, frame):
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


def _is_before(frame: Frame, column: Column) -> bool:
    """Whether a column of an earlier year stands in a plan: what it holds was hardly planned."""
    return column.told.is_own and column.told.year < frame.told.year


def _is_rates_change(made: Cell, column: Column, frame: Frame) -> bool:
    """Whether a change in percent is told of a rate, which changes by points, or of what is a change itself."""
    known = frame.catalogue.indicators.get(made.indicator)
    if known is None or made.measure not in _CHANGES:
        return False
    is_own = made.indicator.startswith(GROWTHS)
    is_rate = frame.catalogue.units[known.unit].kind == "share" and made.measure is Measure.CHANGE_PCT_YOY
    return is_own or (is_rate and not re.search(r"điểm", " ".join(column.words).lower()))
