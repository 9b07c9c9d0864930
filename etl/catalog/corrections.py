"""data/catalog/corrections.yml: errors known to be in published reports, each with a guard that it is still there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.catalog import Catalogue
from etl.catalog.files import read_yaml
from etl.model import CatalogueError

_KEYS = {"report", "figure", "expect", "why", "told"}
_FIGURE = {"indicator", "area", "period", "measure"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One known error: which figure of which report, how one sees that it is still wrong, and why it is."""

    report: str
    figure: Mapping[str, str]
    above: float
    below: float
    why: Mapping[str, str]
    told: str

    def still_wrong(self, value: float) -> bool:
        """Whether the value is still the one the entry speaks of."""
        return self.above < value < self.below


def corrections(catalogue: Catalogue) -> tuple[Correction, ...]:
    """The ledger; CatalogueError names the entry and its cure."""
    entries = read_yaml(catalogue.home / "corrections.yml") or []
    return tuple(_correction(n, entry, catalogue) for n, entry in enumerate(entries, 1))


def _correction(n: int, raw: Mapping[str, Mapping[str, str]], catalogue: Catalogue) -> Correction:
    figure, expect = raw.get("figure", {}), raw.get("expect", {})
    if set(raw) != _KEYS or not set(figure) <= _FIGURE or set(raw["why"]) != {"vi", "en"}:
        raise CatalogueError(f"corrections.yml: entry {n} needs {sorted(_KEYS)}, its `why` in vi and en")
    if not expect or not set(expect) <= {"above", "below"}:
        raise CatalogueError(f"corrections.yml: entry {n} needs `expect` with `above` or `below`, its guard")
    if figure.get("indicator") not in catalogue.indicators:
        raise CatalogueError(f"corrections.yml: entry {n} names no indicator of the catalogue")
    return Correction(
        report=str(raw["report"]),
        figure=figure,
        above=float(expect.get("above", "-inf")),
        below=float(expect.get("below", "inf")),
        why=raw["why"],
        told=str(raw["told"]),
    )
