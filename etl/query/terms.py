"""Codes and their numbers, read once: the store holds numbers, every answer holds codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from etl.store.tables import LINE, LINE_TERMS

_BEYOND = "SELECT id, kind, code FROM term WHERE id > "


class Terms:
    """Both directions of the code table; terms are only ever added, so what was read once stays true."""

    def __init__(self) -> None:
        self._last = 0
        self._codes: dict[int, str] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._lines: dict[tuple[str, ...], int] = {}

    @property
    def codes(self) -> Mapping[int, str]:
        """Number → code, as far as it was read; a number it lacks is newer than that."""
        return self._codes

    def known(self, db: sa.Connection) -> Mapping[int, str]:
        """The code of every number there is by now."""
        self.read(db)
        return self._codes

    def line(self, db: sa.Connection, codes: tuple[str, ...]) -> int | None:
        """The number of a line by its codes; None where no figure is of it."""
        if codes not in self._lines:
            self.read(db)
            lines = sa.select(LINE.c.id, *(LINE.c[name] for name in LINE_TERMS))
            self._lines |= {tuple(self._codes[n] for n in row[1:]): row[0] for row in db.execute(lines)}
        return self._lines.get(codes)

    def read_already(self, kind: str, code: str) -> int | None:
        """The number of a code among those read so far: all there are, to whoever asked for `known` in one snapshot."""
        return self._numbers.get((kind, code))

    def number(self, db: sa.Connection, kind: str, code: str) -> int | None:
        """The number of a code; None where no observation ever used it."""
        if (kind, code) not in self._numbers:
            self.read(db)
        return self._numbers.get((kind, code))

    def numbers(self, db: sa.Connection, kind: str, codes: Iterable[str]) -> list[int]:
        """The numbers of those codes that any observation ever used."""
        wanted = [(kind, code) for code in codes]
        if any(pair not in self._numbers for pair in wanted):
            self.read(db)
        return [self._numbers[pair] for pair in wanted if pair in self._numbers]

    def read(self, db: sa.Connection) -> None:
        """Read the codes that were added since."""
        for number, kind, code in _beyond(db, self._last):
            self._numbers[kind, code] = number
            self._codes[number] = code
            self._last = max(self._last, number)


def _beyond(db: sa.Connection, last: int) -> Iterable[tuple[int, str, str]]:
    """The terms after one, asked of the driver itself: this stands before every answer."""
    driver: Any = db.connection.driver_connection
    found: Iterable[tuple[int, str, str]] = driver.execute(f"{_BEYOND}{int(last)}").fetchall()
    return found
