"""A line without axes, three years in the width of a word: a mask that takes the colour of the page."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

WIDTH, HEIGHT = 132, 34


def spark(values: Sequence[float | None]) -> str:
    """An SVG address of the line; a gap breaks it; empty where fewer than two figures are known."""
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    step = (WIDTH - 8) / (len(values) - 1)
    places = [
        None if v is None else (4 + at * step, 4 + (HEIGHT - 8) * (1 - (v - low) / ((high - low) or 1)))
        for at, v in enumerate(values)
    ]
    path = " ".join(
        f"{'M' if at == 0 or places[at - 1] is None else 'L'}{place[0]:.1f} {place[1]:.1f}"
        for at, place in enumerate(places)
        if place
    )
    last = next(place for place in reversed(places) if place)
    drawn = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}'>"
        f"<path d='{path}' fill='none' stroke='black' stroke-width='1.8' stroke-linejoin='round'/>"
        f"<circle cx='{last[0]:.1f}' cy='{last[1]:.1f}' r='3.2'/></svg>"
    )
    return "data:image/svg+xml," + quote(drawn, safe="/:=' ")
