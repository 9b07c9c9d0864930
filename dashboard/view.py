"""View: what a page is drawn from — one reader of one release, the catalogue, the choice — and how it speaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from dashboard.state import Choice
from dashboard.text import period, t
from etl.catalog import Catalogue, Indicator
from etl.query import Point, Reader, ReportLine
from etl.query.cases import Doubt


class View:
    """One screen in the making. Pages ask it for words, names and addresses, and its reader for figures."""

    def __init__(self, reader: Reader, catalogue: Catalogue, choice: Choice, path: str) -> None:
        self.reader = reader.at(choice.as_of or None)
        self.catalogue = catalogue
        self.choice = choice
        self.path = path
        self.lang = choice.lang
        self.home = catalogue.areas.home

    @cached_property
    def reports(self) -> dict[int, ReportLine]:
        """Every report by its number, newest first."""
        return {line.id: line for line in self.reader.reports()}

    @cached_property
    def doubted(self) -> dict[int, Doubt]:
        """Every figure that is part of a contradiction, asked for once a screen."""
        return self.reader.cases.doubts()

    @cached_property
    def today(self) -> date:
        """The day the screen speaks of: the newest report's, so that what is shown never runs ahead of what is known."""
        days = [line.dated for line in self.reports.values() if line.dated]
        return date.fromisoformat(max(days)) if days else date.max

    def t(self, key: str, **facts: object) -> str:
        """The words of a key in the reader's language."""
        return t(key, self.lang, **facts)

    def indicator(self, code: str) -> Indicator:
        """What the catalogue knows of an indicator."""
        return self.catalogue.indicators[code]

    def name(self, code: str) -> str:
        """An indicator's short name, its full one where it has none; what the catalogue does not know says so."""
        known = self.catalogue.indicators.get(code)
        if known is None:
            return code or self.t("shell.unnamed")
        return known.short.get(self.lang) or known.name[self.lang]

    def area(self, area: str) -> str:
        """An area with its level, as `xã Tân Lập`; words outside the catalogue as they were read."""
        areas = self.catalogue.areas
        if area not in areas.by_id:
            return area
        if self.lang == "vi":
            return areas.label(area)
        return self.t(f"level.{areas[area].level}", name=areas[area].name)

    def commune(self, area: str) -> str:
        """A commune's bare name, for lists in which every line is one."""
        areas = self.catalogue.areas
        return areas[area].name if area in areas.by_id else area

    def period(self, code: str) -> str:
        """A period as a reader says it."""
        return period(code, self.lang)

    def chosen(self, **changes: Any) -> Choice:
        """The reader's choice with the page's own defaults filled in."""
        return replace(self.choice, **changes)

    def link(self, path: str, **changes: object) -> str:
        """An address on another page, filters kept."""
        return self.choice.link(path, **changes)

    def here(self, **changes: object) -> str:
        """This page's address with some choices changed."""
        return self.choice.here(self.path, **changes)

    @cached_property
    def _source(self) -> str:
        """Where one figure's address begins: a page has a thousand of them, and their filters are the same."""
        kept = self.link("/nguon")
        return f"{kept}{'&' if '?' in kept else '?'}"

    def source(self, point: Point) -> str:
        """The address of the words a figure was read from, or of the figures it was computed from."""
        return self.leaves([point], point.method)

    def leaves(self, points: list[Point], method: str = "") -> str:
        """The address where a figure made of several shows them all."""
        found = tuple(dict.fromkeys(leaf for point in points for leaf in point.leaves))
        if len(found) == 1 and not method:
            return f"{self._source}obs={found[0]}"
        return self.link("/nguon", leaves=found, show=method.partition(":")[0])

    def aria(self, key: str, **facts: object) -> dict[str, Any]:
        """The attribute that names a control for those who do not see it."""
        return {"aria-label": self.t(key, **facts)}
