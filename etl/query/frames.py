"""Answers as tidy pandas frames: one row a figure, the same columns everywhere, the number exact beside the double."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from etl.query.columns import Answer, Coded, Column, each
from etl.query.differences import Difference
from etl.query.nouns import Point
from etl.query.order import span
from etl.query.rows import COLUMNS, Names, plain

if TYPE_CHECKING:
    from etl.query.reader import Reader

_BESIDE = {"period": ("period", "start", "end"), "value": ("value", "exact")}
FRAME_COLUMNS = tuple(name for column in COLUMNS for name in _BESIDE.get(column, (column,)))
"""Every export's columns, the first and last day of the period, and the decimal as read beside the double."""
CHANGE_COLUMNS = ("indicator", "area", "period", "season", "measure", "giver", "unit")


def of_answer(reader: Reader, answer: Answer) -> pd.DataFrame:
    """A frame of FRAME_COLUMNS, one row a figure, in the order of the answer."""
    names = Names(reader.catalogue, reader.files(answer.gist.reports))
    told = dict(answer.table(names).columns)
    period, value = told.pop("period"), told.pop("value")
    spans = {code: span(code) for code in set(period.words if isinstance(period, Coded) else period)}
    columns: dict[str, Any] = {name: _column(column) for name, column in told.items()}
    columns |= {
        "period": _column(period),
        "start": _days(spans, period, 1),
        "end": _days(spans, period, 0),
        "value": _column(each(value, lambda one: None if one is None else float(one)), "float64"),
        "exact": _column(each(value, plain)),
    }
    columns |= {name: pd.array(columns[name], dtype="Int64") for name in ("report", "observation")}
    return pd.DataFrame({name: columns[name] for name in FRAME_COLUMNS})


def _column(column: Column, dtype: Any = None) -> Any:
    """A column as pandas has it; the words of a coded one are made once."""
    if not isinstance(column, Coded):
        return pd.array(column, dtype=dtype) if dtype else column
    return _words(column.words, dtype).take(column.at)


def _words(words: Sequence[Any], dtype: Any) -> Any:
    if dtype is None and words and isinstance(words[0], str):
        return pd.array(words, dtype="str")
    return np.array(words, dtype)


def of_differences(reader: Reader, found: Sequence[Difference]) -> pd.DataFrame:
    """One row a fact that two moments tell differently: old, new and the change in per cent of the old."""
    told: dict[str, Any] = {"change": [one.kind for one in found]}
    told |= {name: [getattr(one.point, name) for one in found] for name in CHANGE_COLUMNS}
    for side in ("old", "new"):
        points = [getattr(one, side) for one in found]
        told[side] = pd.array([_number(point) for point in points], dtype="float64")
        for name in ("missing", "maturity"):
            told[f"{side}_{name}"] = [getattr(point, name) if point else "" for point in points]
    told["percent"] = pd.array(
        [None if one.percent is None else float(one.percent) for one in found], dtype="float64"
    )
    files = reader.files()
    told["source"] = [files.get(one.point.report, "") for one in found]
    return pd.DataFrame(told)


def of_sources(reader: Reader, observations: Iterable[int] | pd.DataFrame) -> pd.DataFrame:
    """One row a figure: its file, place and words, and the line of the report around them."""
    wanted = observations["observation"].dropna() if isinstance(observations, pd.DataFrame) else observations
    found = reader.sources_of([int(one) for one in wanted])
    return pd.DataFrame(
        {
            "observation": [one.point.observation for one in found],
            **{
                name: [getattr(one, name) for one in found]
                for name in ("file", "title", "dated", "place", "start", "end", "source_url", "sha256")
            },
            "words": [one.point.words for one in found],
            "line": [around(one.text, one.start, one.end) for one in found],
        }
    )


def around(text: str, start: int, end: int) -> str:
    """The line of a text that some words stand in; empty where the place is no running text."""
    if start < 0:
        return ""
    stop = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)]


def _number(point: Point | None) -> float | None:
    return None if point is None or point.value is None else float(point.value)


def _days(spans: Mapping[str, tuple[date, date]], codes: Column, side: int) -> Any:
    """One side of each period; a code that is no period has none."""
    days = each(
        codes, lambda code: np.datetime64(spans[code][side] if spans[code][side].year > 1 else "NaT", "s")
    )
    if isinstance(days, Coded):
        return np.array(days.words, dtype="datetime64[s]")[days.at]
    return np.array(days, dtype="datetime64[s]")
