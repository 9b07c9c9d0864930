"""The one home of chart colours and fonts; a chart is a plain dict of plotly's schema, in both schemes transparent."""

from __future__ import annotations

from typing import Any

FONT = "Inter, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
NAVY = "#1c5d99"
ACCENT = "#e07a1f"
MUTED = "#6b7885"
GRID = "rgba(120,135,150,.22)"


def layout(lang: str, **more: Any) -> dict[str, Any]:
    """The layout every chart starts from: light grid, Vietnamese separators, no legend."""
    axis = {
        "gridcolor": GRID,
        "zerolinecolor": GRID,
        "linecolor": GRID,
        "tickfont": {"color": MUTED, "size": 12},
    }
    return {
        "font": {"family": FONT, "size": 13, "color": MUTED},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",." if lang == "vi" else ".,",
        "margin": {"l": 8, "r": 24, "t": 8, "b": 8},
        "showlegend": False,
        "xaxis": axis | {"showgrid": False, "automargin": True},
        "yaxis": axis | {"automargin": True, "rangemode": "tozero"},
        **more,
    }
