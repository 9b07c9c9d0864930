"""Years as lines over months: this year against last year, the earlier years' range, and the plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts.spots import Level, Spot, apart, hover, level_line, xs, ys
from dashboard.charts.theme import ACCENT, BAND, CARD, DIM, NAVY, PAST, axis, label, layout

Lines = Mapping[int, Sequence[Spot]]
"""Year → its spots, `at` the month."""

HEIGHT = 392
_PLOT = 330
"""The height inside the axes, near enough to keep labels apart."""


def years(lines: Lines, plans: Sequence[Level], months: Sequence[str], lang: str) -> dict[str, Any]:
    """This year thick, last year dashed, the three before thin, the range of all earlier ones behind them."""
    shown = sorted(lines)[-5:]
    earlier = [year for year in sorted(lines) if year < shown[-1]]
    top = _top(lines, plans)
    data = [*_band(lines, earlier)] if len(earlier) > 2 else []
    data += [_line(lines[year], shown[-1] - year) for year in shown]
    told = layout(lang, height=HEIGHT)
    told["margin"] |= {"r": 52, "t": 18}
    told["xaxis"] = axis(
        showgrid=False,
        tickvals=[1, 3, 6, 9, 12],
        ticktext=[months[at] for at in (0, 2, 5, 8, 11)],
        tickangle=0,
        range=[0.8, 12.2],
    )
    told["yaxis"] = axis(range=[0, top * 1.06], nticks=6)
    told["shapes"] = [level_line(plan, at, (0.8, 12)) for at, plan in enumerate(plans)]
    told["annotations"] = [*_year_labels(lines, shown, top), *_plan_labels(plans, top)]
    return {"data": data, "layout": told}


def _top(lines: Lines, plans: Sequence[Level]) -> float:
    values = [spot.value for spots in lines.values() for spot in spots if spot.value is not None]
    return max([*values, *(plan.value for plan in plans), 0.0]) or 1.0


def _band(lines: Lines, earlier: Sequence[int]) -> list[dict[str, Any]]:
    """The range of the earlier years, only where at least two of them have a figure."""
    low, high, at = [], [], []
    for month in range(1, 13):
        found = _month(lines, earlier, month)
        if len(found) > 1:
            at.append(month)
            low.append(min(found))
            high.append(max(found))
    base = {"type": "scatter", "mode": "lines", "x": at, "line": {"width": 0}, "hoverinfo": "skip"}
    return [base | {"y": low}, base | {"y": high, "fill": "tonexty", "fillcolor": BAND}]


def _month(lines: Lines, some: Sequence[int], month: int) -> list[float]:
    return [s.value for year in some for s in lines[year] if s.at == month and s.value is not None]


def _line(spots: Sequence[Spot], back: int) -> dict[str, Any]:
    colour, width, dash = {0: (NAVY, 3, "solid"), 1: (ACCENT, 2, "dash")}.get(back, (PAST, 1.2, "solid"))
    marks = {"size": 7 if back == 0 else 5, "color": colour}
    if back == 0:
        marks["symbol"] = ["circle" if spot.is_exact else "circle-open" for spot in spots]  # type: ignore[assignment]
    return {
        "type": "scatter", "mode": "lines+markers" if back < 2 else "lines", "x": xs(spots), "y": ys(spots),
        "connectgaps": False, "line": {"color": colour, "width": width, "dash": dash}, "marker": marks, **hover(spots),
    }  # fmt: skip


def _year_labels(lines: Lines, shown: Sequence[int], top: float) -> list[dict[str, Any]]:
    """Each year's name at the end of its line, moved apart where lines end together."""
    ends = {year: [s for s in lines[year] if s.value is not None] for year in shown}
    named = [year for year in shown if ends[year]]
    last = {year: ends[year][-1] for year in named}
    heights = apart([float(last[year].value or 0) for year in named], top * 1.06 * 16 / _PLOT)
    colours = {shown[-1]: NAVY, shown[-1] - 1: ACCENT}
    return [
        label(
            f"<b>{year}</b>" if year == shown[-1] else str(year), last[year].at, height, xanchor="left", xshift=8,
            color=colours.get(year, DIM), size=13 if year == shown[-1] else 12,
            bgcolor=CARD if year == shown[-1] and last[year].at != 12 else "rgba(0,0,0,0)",
        )
        for year, height in zip(named, heights, strict=True)
    ]  # fmt: skip


def _plan_labels(plans: Sequence[Level], top: float) -> list[dict[str, Any]]:
    heights = apart([plan.value for plan in plans], top * 1.06 * 17 / _PLOT)
    return [
        label(plan.words, 0.9, height, xanchor="left", yanchor="bottom", size=12)
        for plan, height in zip(plans, heights, strict=True)
    ]
