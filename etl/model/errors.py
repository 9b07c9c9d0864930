"""Errors we raise on purpose: about files, choices or code, never about figures (those are findings)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class ChitieuError(Exception):
    """Root of every error raised on purpose. `code` names its sentence in the string table."""

    code = "error"

    def __init__(self, *args: object, **facts: object) -> None:
        super().__init__(*args)
        self.facts = facts


class CatalogueError(ChitieuError):
    """A file of data/catalog is wrong: the message names file, line and cure."""

    code = "catalogue"


class UnreadableFile(ChitieuError):
    """A file cannot be taken in; `reason` is a string key, e.g. `empty`, `too_large`, `macro`."""

    code = "unreadable"

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, **facts)
        self.reason = reason


class NotPublishable(ChitieuError):
    """A decision cannot be taken as things stand; `reason` is a string key, e.g. `blocked`, `published_already`."""

    code = "not_publishable"

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, **facts)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Clash:
    """One fact two people gave different values: what a submission says, and what was published since it was read."""

    indicator: str
    area: str
    period: str
    measure: str
    yours: str
    theirs: str
    release: int
    by: str


class Conflict(ChitieuError):
    """Another release gave some of these facts other values meanwhile; `clashes` holds both of each."""

    code = "conflict"

    def __init__(self, clashes: Sequence[Clash]) -> None:
        first = clashes[0]
        facts = {name: getattr(first, name) for name in Clash.__slots__} | {"count": len(clashes)}
        super().__init__(f"{len(clashes)} facts were published with other values", **facts)
        self.clashes = tuple(clashes)


class TooLong(ChitieuError):
    """The store was asked something that takes more time than one visitor may have."""

    code = "too_long"


class StoreBusy(ChitieuError):
    """The store takes no writing just now; what is published can still be read."""

    code = "read_only"


class DamagedStore(ChitieuError):
    """A backup or store is not what it should be; `facts` say which file and why."""

    code = "damaged_store"


class StoreNotEmpty(ChitieuError):
    """A backup would take the place of what the store holds; `facts` say which store."""

    code = "store_not_empty"


class BadChoice(ChitieuError):
    """A question names something that does not exist; `facts` holds what would be welcome."""

    code = "bad_choice"


class NeedsWords(BadChoice):
    """A contradiction is explained or accepted in words, or not at all."""

    code = "needs_words"


class CaseMoved(ChitieuError):
    """Someone said something else about a contradiction since the one who decides looked at it."""

    code = "case_moved"


class StillContradicts(ChitieuError):
    """A contradiction is not fixed while the published figures still contradict each other."""

    code = "still_contradicts"


class BadPeriod(BadChoice):
    """A text that is no period code."""

    code = "bad_period"
