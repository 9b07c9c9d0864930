"""Many lines over the months: all in grey, a few of them in their own colour, dash and mark, named at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.spots import Break, apart, break_marks
from dashboard.charts.theme import DIM, PAST, SERIES, axis, label, layout

HEIGHT = 380
_PLOT = 310
"""The height inside the axes, near enough to keep names apart."""


@dataclass(frozen=True, slots=True)
class Strand:
    """One line: months as `2025-09`, a gap where a value is None; `href` and a month make the address of a source."""

    name: str
    at: Sequence[str]
    values: Sequence[float | None]
    href: str
    is_chosen: bool = False


def strands(lines: Sequence[Strand], breaks: Sequence[Break], unit: str, lang: str) -> dict[str, Any]:
    """The chosen lines before the others; where none is chosen, the highest and the lowest at the end are named."""
    chosen = [line for line in lines if line.is_chosen][: len(SERIES)]
    data = [_trace(line, unit) for line in lines if line not in chosen]
    styles = list(zip(chosen, SERIES, strict=False))
    for line, (colour, dash, symbol) in styles:
        drawn = {"color": colour, "width": 2.6, "dash": dash}
        mark = {"color": colour, "size": 6, "symbol": symbol}
        data.append(_trace(line, unit) | {"line": drawn, "marker": mark})
    ends = [(line, end, colour) for line, (colour, _, _) in styles if (end := _end(line))]
    if not chosen:
        ends = [(line, end, DIM) for line, end in _extremes(lines)]
    told = layout(lang, height=HEIGHT, hovermode="closest")
    levels = [end[1] for _, end, _ in ends]
    heights = apart(levels, max(map(abs, levels), default=0.0) * 20 / _PLOT)
    marks = break_marks(breaks)
    told["shapes"] = marks["shapes"]
    told["annotations"] = marks["annotations"] + [
        label(line.name, end[0], height, xanchor="left", xshift=8, color=colour, size=12.5)
        for (line, end, colour), height in zip(ends, heights, strict=True)
    ]
    told["margin"] |= {"r": 18 + 7 * max((len(line.name) for line, _, _ in ends), default=0), "t": 26}
    first, last = lines[0].at[0], lines[0].at[-1]
    is_long = int(last[:4]) - int(first[:4]) > 2
    ticks = {"dtick": "M12", "tickformat": "’%y"} if is_long else {"dtick": "M3", "tickformat": "%m/%y"}
    told["xaxis"] = axis(
        showgrid=False, type="date", range=[first, last], tick0="2000-01", tickangle=0, **ticks
    )
    told["yaxis"] = axis(rangemode="tozero", nticks=6)
    return {"data": data, "layout": told}


def _extremes(lines: Sequence[Strand]) -> list[tuple[Strand, tuple[str, float]]]:
    """The lines that end last at the lowest and at the highest level."""
    ends = [(line, end) for line in lines if (end := _end(line))]
    last = max((end[0] for _, end in ends), default="")
    order = sorted((one for one in ends if one[1][0] == last), key=lambda one: one[1][1])
    return order if len(order) < 2 else [order[0], order[-1]]


def _trace(line: Strand, unit: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines+markers", "name": line.name, "x": line.at, "y": line.values,
        "line": {"color": PAST, "width": 1}, "marker": {"color": PAST, "size": 3}, "meta": line.href,
        "hovertemplate": f"%{{fullData.name}}, %{{x|%m/%Y}}: %{{y:,~f}} {unit}<extra></extra>",
    }  # fmt: skip


def _end(line: Strand) -> tuple[str, float] | None:
    """The last month with a value."""
    return next(
        ((at, v) for at, v in zip(reversed(line.at), reversed(line.values), strict=True) if v is not None),
        None,
    )
