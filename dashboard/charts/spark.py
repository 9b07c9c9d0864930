"""Lines without axes in the width of a word: a mask that takes the colour of the page."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

WIDTH, HEIGHT = 132, 34


def spark(years: Sequence[Sequence[float | None]]) -> str:
    """An SVG address of the years on one scale, the last one strong and with a dot at its end; a gap breaks a line."""
    known = [value for year in years for value in year if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    faint = "".join(_line(year, low, high, 0.45) for year in years[:-1])
    drawn = f"{faint}{_line(years[-1], low, high, 1)}{_dot(years[-1], low, high)}"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}'>{drawn}</svg>"
    return "data:image/svg+xml," + quote(svg, safe="/:=' ")


def _places(year: Sequence[float | None], low: float, high: float) -> list[tuple[float, float] | None]:
    step = (WIDTH - 8) / max(len(year) - 1, 1)
    return [
        None if v is None else (4 + at * step, 4 + (HEIGHT - 8) * (1 - (v - low) / ((high - low) or 1)))
        for at, v in enumerate(year)
    ]


def _line(year: Sequence[float | None], low: float, high: float, strength: float) -> str:
    path, is_on = [], False
    for place in _places(year, low, high):
        if place:
            path.append(f"{'L' if is_on else 'M'}{place[0]:.1f} {place[1]:.1f}")
        is_on = place is not None
    width = 2.2 if strength == 1 else 1.3
    return f"<path d='{' '.join(path)}' fill='none' stroke='black' stroke-opacity='{strength}' stroke-width='{width}' stroke-linejoin='round'/>"


def _dot(year: Sequence[float | None], low: float, high: float) -> str:
    last = next((place for place in reversed(_places(year, low, high)) if place), None)
    return f"<circle cx='{last[0]:.1f}' cy='{last[1]:.1f}' r='3.4'/>" if last else ""
