"""The one home of colours and fonts: every chart is drawn once in light colours; colours.css repaints it in the dark."""

from __future__ import annotations

import sys
from typing import Any

FONT = "Inter, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"

COLOURS = {
    "page": ("#f4f6f9", "#0f151b"),
    "card": ("#ffffff", "#18212a"),
    "ink": ("#17212b", "#e7ebef"),
    "dim": ("#566472", "#a3afba"),
    "line": ("#dfe5ea", "#2b3844"),
    "soft": ("#e8f0f8", "#22303d"),
    "mark": ("#fff0c2", "#4d400f"),
    "navy": ("#154a7c", "#8fc0ee"),
    "accent": ("#a84e06", "#f2a65a"),
    "alarm": ("#b42318", "#ff9d8f"),
    "good": ("#1f6f54", "#6fd0a8"),
    "grid": ("#e4e9ee", "#2a3743"),
    "band": ("#e3ebf3", "#243443"),
    "bar": ("#a9c3da", "#456a8c"),
    "past": ("#8d9aa6", "#74828f"),
    "teal": ("#0a8a82", "#4fc9bf"),
    "plum": ("#8c3a74", "#e08fc8"),
    "step1": ("#e3edf7", "#213547"),
    "step2": ("#b5d0e8", "#2c4d6b"),
    "step3": ("#7aabd4", "#3d6b93"),
    "step4": ("#3a76ad", "#82b1dc"),
    "step5": ("#164878", "#c6e0f8"),
    "none": ("#f0f2f5", "#131b23"),
}
"""Token → (light, dark). A light colour belongs to one token only: it is how the dark scheme finds it again."""

PAGE, CARD, INK, DIM, LINE, SOFT, MARK, NAVY, ACCENT, ALARM, GOOD = (
    COLOURS[name][0]
    for name in ["page", "card", "ink", "dim", "line", "soft", "mark", "navy", "accent", "alarm", "good"]
)  # fmt: skip
GRID, BAND, BAR, PAST, TEAL, PLUM, NONE = (
    COLOURS[name][0] for name in ["grid", "band", "bar", "past", "teal", "plum", "none"]
)
STEPS = tuple(COLOURS[f"step{number}"][0] for number in range(1, 6))
"""Five steps of one quantity, from little to much."""
ON_STEPS = (INK, INK, INK, CARD, CARD)
"""The colour of words that stand on a step."""
SERIES = ((NAVY, "solid", "circle"), (ACCENT, "dash", "square"), (TEAL, "dot", "diamond"), (PLUM, "longdash", "cross"))  # fmt: skip
"""Compared lines: a colour, a dash and a mark each, so that colour is never the only channel."""


def axis(**more: Any) -> dict[str, Any]:
    """An axis as every chart has it."""
    told = {
        "gridcolor": GRID, "zerolinecolor": GRID, "linecolor": GRID, "tickcolor": GRID,
        "tickfont": {"color": DIM, "size": 12}, "automargin": True, "fixedrange": True,
        "tickformat": ",~f",
    }  # fmt: skip
    return told | more


def layout(lang: str, **more: Any) -> dict[str, Any]:
    """The layout every chart starts from: light grid, the language's number marks, no legend, no zooming by accident."""
    return {
        "font": {"family": FONT, "size": 13, "color": DIM},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",." if lang == "vi" else ".,",
        "margin": {"l": 4, "r": 16, "t": 8, "b": 4},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": INK,
            "bordercolor": INK,
            "font": {"color": CARD, "family": FONT, "size": 13},
            "align": "left",
        },
        "xaxis": axis(showgrid=False),
        "yaxis": axis(rangemode="tozero"),
        **more,
    }


def label(text: str, x: Any, y: Any, **more: Any) -> dict[str, Any]:
    """Words that stand in a chart beside what they name."""
    font = {"color": more.pop("color", DIM), "size": more.pop("size", 12)}
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": font, **more}


def css() -> str:
    """colours.css: the tokens as custom properties, and every colour a chart is drawn in led back to its token."""
    light = "".join(f"--{name}:{pair[0]};" for name, pair in COLOURS.items())
    both = "".join(f"--{name}:light-dark({pair[0]},{pair[1]});" for name, pair in COLOURS.items())
    rules = [
        "/* Written by `python -m dashboard.charts.theme`; colours are changed there. */",
        f":root{{{light}color-scheme:light}}",
        f"@supports (color:light-dark(#000,#fff)){{@media screen{{:root{{{both}color-scheme:light dark}}"
        ":root[data-scheme=light]{color-scheme:light}:root[data-scheme=dark]{color-scheme:dark}}}",
    ]
    for name, (colour, _) in COLOURS.items():
        seen = ", ".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
        rules += [
            f'.js-plotly-plot [style*="{part}: rgb({seen})"]{{{part}:var(--{name})!important}}'
            for part in ("fill", "stroke")
        ]
    return "\n".join(rules) + "\n"


if __name__ == "__main__":
    sys.stdout.write(css())
