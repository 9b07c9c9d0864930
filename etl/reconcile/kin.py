"""Contradictions of one kind gathered: those of one cause become one card, those beyond what a person can read a number."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from etl.catalog import Catalogue
from etl.model import Severity
from etl.validate import Contradiction
from etl.validate.ledger import Ints, Ledger

MOST_ALIKE = 200
"""Contradictions of one rule about one subject that become cards; what is beyond is told by number."""
_WEIGHT = {Severity.BLOCK: 300, Severity.WARN: 200, Severity.NOTE: 100}
Kind = tuple[str, int, str]


@dataclass(frozen=True)
class Scale:
    """What to look at first: how grave, whether real, whether of the whole district, how recent."""

    ledger: Ledger
    catalogue: Catalogue

    @cached_property
    def _year(self) -> Ints:
        return self.ledger.year

    @cached_property
    def _newest(self) -> int:
        return int(self._year.max(initial=0))

    def weight(self, figure: int, severity: Severity) -> int:
        """The weight of a contradiction whose first figure this is."""
        real = 0 if self.ledger.name("world", figure) else 40
        district = 30 if self.ledger.name("area", figure) == self.catalogue.areas.home else 0
        recent = max(0, 20 - 2 * (self._newest - self.year(figure)))
        return _WEIGHT[severity] + real + district + recent

    def year(self, figure: int) -> int:
        """The year a figure is booked to."""
        return int(self._year[figure])

    def root(self, figure: int) -> str:
        """The largest whole a figure's indicator is a part of."""
        code = self.ledger.name("indicator", figure)
        while (known := self.catalogue.indicators.get(code)) and known.part_of:
            code = known.part_of
        return code

    def depth(self, figure: int) -> int:
        """How many wholes a figure's indicator is within."""
        code, steps = self.ledger.name("indicator", figure), 0
        while (known := self.catalogue.indicators.get(code)) and known.part_of:
            code, steps = known.part_of, steps + 1
        return steps


def gathered(told: Iterable[Contradiction], scale: Scale) -> Iterator[Contradiction]:
    """The weightiest of each kind, those of one cause as one; how many more of a kind there are, at one of them."""
    kept: dict[Kind, list[tuple[int, int, int, Contradiction]]] = defaultdict(list)
    beyond: Counter[Kind] = Counter()
    shown: dict[Kind, Contradiction] = {}
    for nth, one in enumerate(told):
        first = one.figures[0]
        kind = (one.code, int(scale.ledger.number["world"][first]), scale.root(first))
        entry = (scale.weight(first, one.severity), scale.year(first), -nth, one)
        if len(kept[kind]) < MOST_ALIKE:
            heapq.heappush(kept[kind], entry)
        else:
            beyond[kind] += 1
            shown[kind] = heapq.heappushpop(kept[kind], entry)[-1]
    for entries in kept.values():
        yield from _of_one_cause([entry[-1] for entry in sorted(entries, reverse=True)], scale)
    for kind, one in shown.items():
        facts = (("count", str(beyond[kind])), ("listed", str(MOST_ALIKE)), ("code", kind[0]))
        yield Contradiction("more_alike", Severity.NOTE, one.figures[:1], facts)


def _of_one_cause(told: list[Contradiction], scale: Scale) -> Iterator[Contradiction]:
    """Contradictions between the same reports, about one period and one subject or its parts, as one."""
    causes: dict[tuple[int, ...], list[Contradiction]] = defaultdict(list)
    for one in told:
        sides = np.array(one.figures[:2])
        reports = scale.ledger.number["report"][sides].tolist()
        causes[(int(scale.ledger.number["period"][sides[0]]), *reports)].append(one)
    for alike in causes.values():
        lead, *rest = sorted(alike, key=lambda one: _standing(one, scale))
        if rest:
            figures = dict.fromkeys(figure for one in (lead, *rest) for figure in one.figures)
            lead = replace(lead, figures=tuple(figures), facts=(*lead.facts, ("alike", str(len(rest)))))
        yield lead


def _standing(one: Contradiction, scale: Scale) -> tuple[int, int, int]:
    """The heaviest comes first, of those alike the one about the largest whole."""
    first = one.figures[0]
    return -scale.weight(first, one.severity), scale.depth(first), first
