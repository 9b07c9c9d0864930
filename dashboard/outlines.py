"""The office's own boundaries: GeoJSON files in its folder, read once a change; without them there are none."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl.query import office_folder

Ring = tuple[tuple[float, float], ...]
KEYS = ("id", "code", "ma", "ma_xa")
"""Properties of a feature that may hold an area's id or official code."""


def outlines() -> dict[str, tuple[Ring, ...]]:
    """Area id or official code → outlines, from `map/*.geojson` in the office's folder."""
    files = sorted((office_folder() / "map").glob("*.geojson"))
    return _read(tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=2)
def _read(files: tuple[tuple[Path, int], ...]) -> dict[str, tuple[Ring, ...]]:
    found: dict[str, tuple[Ring, ...]] = {}
    for file, _ in files:
        features = json.loads(file.read_text("utf-8")).get("features", [])
        for feature in features:
            told = feature.get("properties") or {}
            keys = [str(told[key]) for key in KEYS if told.get(key)]
            found |= dict.fromkeys(keys, _rings(feature.get("geometry") or {}))
    return found


def _rings(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    """The outer outlines of a polygon or of several; anything else has none."""
    kind, told = geometry.get("type"), geometry.get("coordinates") or []
    polygons = [told] if kind == "Polygon" else told if kind == "MultiPolygon" else []
    return tuple(tuple((float(x), float(y)) for x, y, *_ in polygon[0]) for polygon in polygons if polygon)
