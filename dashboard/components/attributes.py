"""Attributes that Python names cannot spell: aria-… and data-…"""

from __future__ import annotations

from typing import Any


def aria(**told: str) -> dict[str, Any]:
    """What those who do not see a control are told of it: `aria(label="…")`."""
    return {f"aria-{name}": words for name, words in told.items()}


def data(**told: str) -> dict[str, Any]:
    """What assets/app.js acts on: `data(act="table")`."""
    return {f"data-{name}": words for name, words in told.items()}
