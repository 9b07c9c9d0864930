"""From a file to a published figure: read → recognise → normalise → validate → stage → publish → query."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.query import Reader

__all__ = ["open_reader"]


def open_reader(url: str | None = None) -> Reader:
    """A reader on the office's store, or on the one a URL names: the two lines a notebook needs."""
    from etl import query

    return query.open_reader(url)
