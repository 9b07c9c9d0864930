"""What the reader has chosen. The URL is its only home."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

KEPT = ("lang", "as_of", "boundaries", "indicator", "area", "year")
"""What a link to another page takes along: the filters; all else belongs to the page it was chosen on."""

_WORDS = re.compile(r"[\w@.:/-]{1,80}")
_MOMENT = re.compile(r"\d{1,9}|\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choice:
    """One view. An empty field is the page's own default; `areas` are the communes compared, `since` the first year
    shown, `other` a second indicator, `leaves` the figures another one was computed from, `case` one contradiction.
    """

    lang: str = "vi"
    indicator: str = ""
    area: str = ""
    year: int = 0
    as_of: str = ""
    boundaries: str = ""
    areas: tuple[str, ...] = ()
    other: str = ""
    period: str = ""
    season: str = ""
    since: int = 0
    show: str = ""
    sort: str = ""
    topic: str = ""
    report: int = 0
    obs: int = 0
    leaves: tuple[int, ...] = ()
    page: int = 0
    case: int = 0
    state: str = ""
    q: str = ""

    @classmethod
    def from_query(cls, query: str) -> Choice:
        """The choice a query string holds; anything unknown or impossible in it is left out."""
        raw = dict(parse_qsl(query.lstrip("?"), keep_blank_values=False))
        told = {name: read(raw[name]) for name, read in _READ.items() if name in raw}
        return cls(**{name: value for name, value in told.items() if value})

    def to_query(self) -> str:
        """The query string that gives this choice again."""
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        if self.lang == "vi":
            del told["lang"]
        pairs = {name: ",".join(map(str, v)) if isinstance(v, tuple) else v for name, v in told.items() if v}
        return f"?{urlencode(pairs, safe='@,/:')}" if pairs else ""

    def link(self, path: str, **changes: object) -> str:
        """An address on another page: the filters go along, with these changes."""
        kept = Choice(**{name: getattr(self, name) for name in KEPT})
        return path + replace(kept, **changes).to_query()  # type: ignore[arg-type]

    def here(self, path: str, **changes: object) -> str:
        """An address on the same page: everything stays but these changes."""
        return path + replace(self, **changes).to_query()  # type: ignore[arg-type]


def _word(raw: str) -> str:
    return raw if _WORDS.fullmatch(raw) else ""


def number(raw: str) -> int:
    """A whole number as an address may have it; 0 for any other words, and for more digits than a store counts to."""
    return int(raw) if re.fullmatch(r"\d{1,15}", raw, re.ASCII) else 0


def _areas(raw: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in raw.split(",")[:4] if _word(part)))


def _leaves(raw: str) -> tuple[int, ...]:
    found = (number(part) for part in raw.split(",")[:400])
    return tuple(dict.fromkeys(number for number in found if number))


def _moment(raw: str) -> str:
    return raw if _MOMENT.fullmatch(raw) else ""


def _asked(raw: str) -> str:
    return " ".join(raw.split())[:80].strip()


_READ: dict[str, Callable[[str], Any]] = {
    "lang": lambda raw: "en" if raw == "en" else "vi",
    **dict.fromkeys(
        ("indicator", "area", "boundaries", "other", "period", "show", "sort", "topic", "state"), _word
    ),
    **dict.fromkeys(("year", "since", "report", "obs", "page", "case"), number),
    "areas": _areas,
    "leaves": _leaves,
    "season": _asked,
    "as_of": _moment,
    "q": _asked,
}
