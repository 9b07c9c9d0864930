"""Which crop season a number belongs to: the words since the last number, else what the paragraph told before."""

from __future__ import annotations

import re
from itertools import takewhile

from etl.catalog import Catalogue
from etl.recognise.narrative.context import State
from etl.recognise.narrative.stretch import Stretch
from etl.recognise.seasons import seasons_in

_FAMILIES = ("planted_area", "yield", "output")
_BEHIND = re.compile(r"\s*(?:[^\s,;.()\d]+ ){0,3}$")
_ANEW = re.compile(r"\s*(?:tổng|toàn|trong \d|\d+ tháng|năm|lũy kế|tính)")


def harvest(seen: Stretch, code: str, state: State, catalogue: Catalogue) -> str:
    """The season of a number about crops; "" for the whole year and for everything that has no season."""
    if not state.heard and _ANEW.match(seen.text):
        state.season = ""
    if _of_a_span(seen, state.heard):
        state.season, state.ripening = "", ("", None)
    told = seasons_in(seen.text, state.heard, _end(seen))
    state.heard = seen.token.end
    for _, name, is_of_all in told:
        if is_of_all:
            state.season, state.ripening = name, ("", None)
        else:
            state.ripening = (name, state.detail)
    name, crop = state.ripening
    if _is_whole(code):
        clause = max(seen.text.rfind(";", 0, seen.token.start), 0)
        season = next(
            (n for _, n, is_of_all in reversed(seasons_in(seen.text, clause, _end(seen))) if is_of_all),
            state.held,
        )
    else:
        season = name if name and crop is state.detail else state.season
    known = catalogue.indicators.get(code)
    is_crop = _is_whole(code) or f"planted_area.{code.partition('.')[2]}" in catalogue.indicators
    is_crop = is_crop and known is not None and known.topic == "crops" and code.partition(".")[0] in _FAMILIES
    return season if is_crop else ""


def _of_a_span(seen: Stretch, start: int) -> bool:
    """Whether the words since the last number name months of a year (`sản lượng lúa 6 tháng`), which are no season's."""
    spans = ("months", "until", "half", "quarter", "month")
    since = takewhile(lambda token: token.start >= start, seen.earlier())
    return any(t.period and t.period.kind in spans for t in since)


def _is_whole(code: str) -> bool:
    """What is made up of several crops: only a season told in its own clause reaches it."""
    return code.partition(".")[2] in ("", "annual", "cereals")


def _end(seen: Stretch) -> int:
    """Up to the number, and past it where the season stands right behind (`159 ha cây vụ đông`)."""
    start = seen.token.end
    behind = next(iter(seasons_in(seen.text, start, min(len(seen.text), start + 40))), None)
    return behind[0] + 12 if behind and _BEHIND.fullmatch(seen.text[start : behind[0]]) else seen.token.start
