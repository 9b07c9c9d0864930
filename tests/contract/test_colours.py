"""Colours: one home, both schemes, readable, and told apart by those who see fewer of them."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from dashboard.charts import theme
from dashboard.charts.theme import COLOURS

ROOT = Path(__file__).parents[2] / "dashboard"
SCHEMES = (0, 1)
Rgb = tuple[float, float, float]


def linear(colour: str) -> Rgb:
    """A colour's light, channel by channel."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return r, g, b


def luminance(colour: Rgb) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(linear(one)), luminance(linear(other))))
    return (high + 0.05) / (low + 0.05)


def times(matrix: tuple[Rgb, Rgb, Rgb], colour: Rgb) -> Rgb:
    r, g, b = (sum(m * c for m, c in zip(row, colour, strict=True)) for row in matrix)
    return r, g, b


# Viénot, Brettel and Mollon 1999, in linear light.
SEEN = {
    "deuteranopia": ((0.29275, 0.70725, -0.02234), (0.29275, 0.70725, -0.02234), (-0.02234, 0.02234, 1.0)),
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "greyscale": ((0.2126, 0.7152, 0.0722),) * 3,
}


def lab(colour: Rgb) -> Rgb:
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (max(v, 0) / white for v, white in zip(times(rows, colour), (0.9505, 1.0, 1.089), strict=True))
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: str, other: str, eyes: str) -> float:
    pair = (lab(times(SEEN[eyes], linear(c))) for c in (one, other))
    return sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5


def dark(colour: str) -> str:
    return next(pair[1] for pair in COLOURS.values() if pair[0] == colour)


def test_every_colour_stands_in_one_place() -> None:
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b(?!\w)|rgba?\((?!0,0,0,0\))")
    for file in [*ROOT.rglob("*.py"), *(ROOT / "assets").glob("*.js")]:
        if file.name != "theme.py" and "safety" not in file.parts:
            assert not literal.search(file.read_text("utf-8")), file


def test_the_style_sheet_of_colours_is_the_one_the_theme_writes() -> None:
    assert (ROOT / "assets" / "colours.css").read_text("utf-8") == theme.css()


def test_a_light_colour_belongs_to_one_token() -> None:
    light = [pair[0] for pair in COLOURS.values()]
    assert len(light) == len(set(light))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["page", "card", "soft", "mark"])
@pytest.mark.parametrize("words", ["ink", "dim", "navy", "alarm", "accent", "good", "teal", "plum"])
def test_words_are_readable_on_every_ground(words: str, ground: str, scheme: int) -> None:
    floor = 3.0 if words in ("teal", "plum") else 4.5
    assert contrast(COLOURS[words][scheme], COLOURS[ground][scheme]) >= floor


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_a_step_are_readable(scheme: int) -> None:
    for step, on in zip(theme.STEPS, theme.ON_STEPS, strict=True):
        pair = (step, on) if scheme == 0 else (dark(step), dark(on))
        assert contrast(*pair) >= 4.5, pair


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_compared_lines_are_told_apart(eyes: str, scheme: int) -> None:
    for one, other in combinations(theme.SERIES, 2):
        pair = [c if scheme == 0 else dark(c) for c in (one[0], other[0])]
        told_otherwise = one[1] != other[1] and one[2] != other[2]
        assert difference(*pair, eyes) >= 20 or told_otherwise, pair


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_steps_grow_and_the_ends_are_far_apart(eyes: str, scheme: int) -> None:
    steps = [s if scheme == 0 else dark(s) for s in theme.STEPS]
    light = [luminance(linear(s)) for s in steps]
    assert light == sorted(light, reverse=scheme == 0)
    assert all(difference(a, b, eyes) >= 8 for a, b in pairwise(steps))
    assert all(difference(a, b, eyes) >= 20 for a, b in zip(steps, steps[2:], strict=False))
