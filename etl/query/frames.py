"""Answers as tidy pandas frames: one row a figure, the same columns everywhere, the number exact beside the double."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from etl.query.differences import Difference
from etl.query.nouns import Point
from etl.query.order import span
from etl.query.rows import COLUMNS, tellers

if TYPE_CHECKING:
    from etl.query.reader import Reader

_BESIDE = {"period": ("period", "start", "end"), "value": ("value", "exact")}
FRAME_COLUMNS = tuple(name for column in COLUMNS for name in _BESIDE.get(column, (column,)))
"""Every export's columns, the first and last day of the period, and the decimal as read beside the double."""
CHANGE_COLUMNS = ("indicator", "area", "period", "season", "measure", "giver", "unit")


def of_points(reader: Reader, points: Sequence[Point]) -> pd.DataFrame:
    """A frame of FRAME_COLUMNS, one row a point, in the order of the points."""
    files = reader.files(point.report for point in points)
    told: dict[str, Any] = {
        name: list(map(tell, points)) for name, tell in tellers(reader.catalogue, files).items()
    }
    values = told["value"]
    spans = {code: span(code) for code in set(told["period"])}
    told |= {name: pd.array(told[name], dtype="Int64") for name in ("report", "observation")}
    told |= {
        "start": _days(spans, told["period"], 1),
        "end": _days(spans, told["period"], 0),
        "value": pd.array([None if value is None else float(value) for value in values], dtype="float64"),
        "exact": ["" if value is None else f"{value:f}" for value in values],
    }
    return pd.DataFrame({name: told[name] for name in FRAME_COLUMNS})


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


def _days(spans: Mapping[str, Any], codes: Sequence[str], side: int) -> Any:
    """One side of each period; a code that is no period has none."""
    days = {
        code: np.datetime64(ends[side] if ends[side].year > 1 else "NaT", "s") for code, ends in spans.items()
    }
    return np.array([days[code] for code in codes], dtype="datetime64[s]")
