"""A draft's figures as lots: what they share stands once; sealed in order of record, stored in order of area."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from etl.model import Columns, Draft, Head, Observation, Wording, plain
from etl.store.bulk import CHUNK, Batch
from etl.store.seal import lot_seal

_TOLD = attrgetter(*Head.__slots__)


def columns_of(draft: Draft) -> Columns:
    """The draft's own columns, or its observations as columns, numbered in reading order."""
    return draft.columns or _columns(draft.observations)


def _columns(observations: Sequence[Observation]) -> Columns:
    heads: dict[Head, int] = {}
    areas: dict[str, int] = {}
    head, area, value = array("q"), array("q"), array("d")
    exact: dict[int, str] = {}
    wording: dict[int, Wording] = {}
    for k, seen in enumerate(observations):
        head.append(heads.setdefault(_head(seen), len(heads)))
        area.append(areas.setdefault(seen.area_id or seen.area, len(areas)))
        value.append(float("nan") if seen.value is None else float(seen.value))
        if seen.value is not None and (text := f"{seen.value:f}") != plain(value[k]):
            exact[k] = text
        place = seen.cell.place
        wording[k] = Wording(place.at, place.start, place.end, seen.cell.text)
    nth = array("q", range(1, len(head) + 1))
    inputs = {k: seen.inputs for k, seen in enumerate(observations) if seen.inputs}
    return Columns(tuple(heads), tuple(areas), head, area, nth, value, exact, wording, inputs)


def _head(seen: Observation) -> Head:
    return Head(
        seen.indicator, seen.period, seen.season, str(seen.measure), str(seen.giver), seen.unit,
        str(seen.qualifier), str(seen.maturity), str(seen.missing), str(seen.flag), seen.method, seen.cell.subject,
    )  # fmt: skip


class Lots:
    """Columns cut by head: sizes, seals, and rows as the store wants them."""

    def __init__(self, columns: Columns) -> None:
        import numpy as np  # only where figures are stored, not where they are served

        self.columns = columns
        self._head, self._area, self._nth = (
            np.asarray(part, np.int64) for part in (columns.head, columns.area, columns.nth)
        )
        self._value = np.asarray(columns.value, np.float64)
        self._by_record = np.lexsort((self._nth, self._head))
        starts = np.searchsorted(self._head[self._by_record], np.arange(len(columns.heads) + 1))
        self._bounds = list(pairwise(starts.tolist()))

    def sizes(self) -> list[tuple[int, int]]:
        """How many figures each lot has, and of how many areas."""
        import numpy as np

        spread = [np.unique(self._area[self._by_record[a:b]]).size for a, b in self._bounds]
        return [(b - a, areas) for (a, b), areas in zip(self._bounds, spread, strict=True)]

    def seals(self) -> Iterator[bytes]:
        """The seal of each lot."""
        import numpy as np

        order, exact = self._by_record, self.columns.exact
        nth = array("q", self._nth[order].tobytes())
        value = array("d", self._value[order].tobytes())
        areas = np.array(self.columns.areas, object)[self._area[order]].tolist() if len(order) else []
        for head, (a, b) in zip(self.columns.heads, self._bounds, strict=True):
            spelt = (
                {nth[n]: exact[k] for n, k in enumerate(order[a:b].tolist(), a) if k in exact}
                if exact
                else {}
            )
            yield lot_seal(_TOLD(head), nth[a:b], areas[a:b], value[a:b], spelt)

    def batches(self, lots: Sequence[int], areas: Sequence[int]) -> Iterator[Batch]:
        """Columns lot, area, nth, value[, exact] in the order of the store's tree; `lots` and `areas` number heads and areas."""
        import numpy as np

        lot, area = np.asarray(lots)[self._head], np.asarray(areas)[self._area]
        order = np.lexsort((self._nth, area, lot))
        exact = self.columns.exact
        for start in range(0, len(order), CHUNK):
            part = order[start : start + CHUNK]
            value: list[float | None] = self._value[part].tolist()
            for k in np.flatnonzero(np.isnan(self._value[part])).tolist():
                value[k] = None
            batch = [lot[part].tolist(), area[part].tolist(), self._nth[part].tolist(), value]
            if exact and any(spelt := [exact.get(k) for k in part.tolist()]):
                batch.append(spelt)
            yield batch
