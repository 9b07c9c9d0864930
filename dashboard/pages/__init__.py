"""One file a page; dropping a file here is the whole of adding a page.

A page module offers PAGE and draw(view). Importing it does nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page stands: its string group, address and place in the menu (0: not in it)."""

    key: str
    path: str
    order: int


def found() -> list[ModuleType]:
    """Every page, in the order of the menu."""
    names = (f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__))
    return sorted([importlib.import_module(name) for name in names], key=lambda page: int(page.PAGE.order))
