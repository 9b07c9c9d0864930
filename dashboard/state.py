"""What the reader has chosen. The URL is its only home."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode


@dataclass(frozen=True, slots=True)
class Choice:
    """One view: language, indicator, area, report, one figure, and the release it is seen as of."""

    lang: str = "vi"
    indicator: str = ""
    area: str = ""
    report: int = 0
    obs: int = 0
    as_of: int = 0

    @classmethod
    def from_query(cls, query: str) -> Choice:
        """The choice a query string holds; anything unknown in it is left out."""
        raw = dict(parse_qsl(query.lstrip("?")))
        numbers = {
            name: int(raw[name]) for name in ("report", "obs", "as_of") if raw.get(name, "").isdecimal()
        }
        lang = "en" if raw.get("lang") == "en" else "vi"
        return cls(lang, raw.get("indicator", ""), raw.get("area", ""), **numbers)

    def to_query(self) -> str:
        """The query string that gives this choice again."""
        told = {name: getattr(self, name) for name in ("indicator", "area", "report", "obs", "as_of")}
        if self.lang != "vi":
            told["lang"] = self.lang
        query = urlencode({name: value for name, value in told.items() if value})
        return f"?{query}" if query else ""

    def link(self, path: str, **changes: object) -> str:
        """An address with this choice's language and view, and these changes."""
        kept = Choice(lang=self.lang, as_of=self.as_of)
        return path + replace(kept, **changes).to_query()  # type: ignore[arg-type]
