"""What holds, read in two parts: each lot once with all its figures share, and each figure with only what is its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import sqlalchemy as sa

from etl.query.points import Where, among, narrowed, wanted_numbers
from etl.query.terms import Terms
from etl.store.current import newest_cells
from etl.store.figures import SHIFT
from etl.store.tables import LINE, LINE_TERMS, LOT, MANNER, MANNER_TERMS, REPORT, SUBMISSION, WORDING

NONE = float("inf")
"""No value, on its way from the database to NumPy: a null is no double, and no figure is infinite."""
OWN = np.dtype([("lot", "i8"), ("area", "i8"), ("nth", "i8"), ("value", "f8")])
_FETCH = 10_000
Lot = sa.Row[*tuple[Any, ...]]
_SHARED = (LOT.c.id, LOT.c.line, LOT.c.period, LOT.c.column, *(LINE.c[name] for name in LINE_TERMS), *(MANNER.c[name] for name in MANNER_TERMS), SUBMISSION.c.report, REPORT.c.illustrative)  # fmt: skip
_COUNTED = ("release", "figures", "exacts")
LOT_COLUMNS = (*(column.name for column in _SHARED), *_COUNTED, "worded")


class Lots:
    """The lots that answer a question, now or as of a release; `kind` keeps what is illustrative, or what is not."""

    def __init__(
        self, db: sa.Connection, terms: Terms, where: Where, as_of: int | None, kind: bool | None = None
    ) -> None:
        self._db, self._as_of = db, as_of
        self._wanted = wanted_numbers(db, terms, where)
        self.all: Sequence[Lot] = self._db.execute(self._lots(kind)).all()
        self.codes = terms.known(db)

    def own(self, lots: Sequence[Lot]) -> Any:
        """Of every figure of some lots what is its own, as an array of OWN; whole lines at a time."""
        cells, where = self._cells([lot.line for lot in lots])
        value = sa.func.coalesce(cells.c.value, NONE)
        query = sa.select(cells.c.lot, cells.c.area, cells.c.nth, value).where(*where)
        cursor: Any = self._db.execute(
            query
        ).cursor  # the driver's own rows: a million are no objects of ours
        found = np.fromiter(chain.from_iterable(iter(lambda: cursor.fetchmany(_FETCH), [])), OWN)
        return found[np.isin(found["lot"], [lot.id for lot in lots])]

    def exact(self, lots: Sequence[Lot]) -> dict[int, str]:
        """Observation → its decimal, where the double does not spell it."""
        if not any(lot.exacts for lot in lots):
            return {}
        cells, where = self._cells([lot.line for lot in lots])
        query = sa.select(cells.c.lot, cells.c.nth, cells.c.exact).where(cells.c.exact.is_not(None), *where)
        return {lot * SHIFT + nth: exact for lot, nth, exact in self._db.execute(query)}

    def wordings(self, lots: Sequence[Lot]) -> dict[int, tuple[str, str]]:
        """Observation → its place and words, where they were kept."""
        if not any(lot.worded for lot in lots):
            return {}
        cells, where = self._cells([lot.line for lot in lots])
        same = sa.and_(WORDING.c.submission == LOT.c.submission, WORDING.c.nth == cells.c.nth)
        query = sa.select(cells.c.lot, cells.c.nth, WORDING.c.place, WORDING.c.words)
        query = query.join_from(cells, LOT, LOT.c.id == cells.c.lot).join(WORDING, same).where(*where)
        return {lot * SHIFT + nth: (place, words) for lot, nth, place, words in self._db.execute(query)}

    def _lots(self, kind: bool | None) -> sa.Select[*tuple[Any, ...]]:
        cells, where = self._cells()
        counted = sa.select(
            cells.c.lot, sa.func.max(cells.c.release).label("release"),
            sa.func.count().label("figures"), sa.func.count(cells.c.exact).label("exacts"),
        )  # fmt: skip
        held = counted.where(*where).group_by(cells.c.lot).subquery()
        query = sa.select(
            *_SHARED, *(held.c[name] for name in _COUNTED),
            sa.exists().where(WORDING.c.submission == LOT.c.submission).label("worded"),
        )  # fmt: skip
        query = query.join_from(held, LOT, LOT.c.id == held.c.lot).join(LINE, LINE.c.id == LOT.c.line)
        query = query.join(MANNER, MANNER.c.id == LOT.c.manner)
        query = query.join(SUBMISSION, SUBMISSION.c.id == LOT.c.submission)
        query = query.join(REPORT, REPORT.c.id == SUBMISSION.c.report)
        if kind is not None:
            query = query.where(REPORT.c.illustrative == int(kind))
        return query.order_by(LOT.c.id)

    def _cells(self, lines: Sequence[int] = ()) -> tuple[sa.Subquery, list[sa.ColumnElement[bool]]]:
        """What holds, without its words, and the condition that it is wanted; of some lines where they are named."""
        wanted, named = self._wanted, sorted(set(lines))
        cells = newest_cells(self._as_of, *narrowed(wanted), *([LOT.c.line.in_(named)] if named else ()))
        where: list[sa.ColumnElement[bool]] = []
        if "period" in wanted:
            where.append(cells.c.period.in_(wanted["period"]))
        if "area" in wanted:
            where.append(among(cells.c.area, wanted["area"]))
        known = [LINE.c[name].in_(wanted[name]) for name in LINE_TERMS if name in wanted]
        if named or known:
            where.append(cells.c.line.in_(named or sa.select(LINE.c.id).where(*known)))
        return cells, where
