"""Where the data that comes with the program lies: beside the code in a clone, inside the package in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_INSTALLED = _PACKAGE / "data"
DATA = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "data"
"""The folder with `catalog` and `reports`."""
