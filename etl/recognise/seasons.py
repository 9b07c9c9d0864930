"""Crop seasons in words: one list for tables and sentences."""

from __future__ import annotations

import re

_SEASONS = (
    ("", re.compile(r"(?<!\w)cả năm(?!\w)")),
    (
        "đông xuân",  # in the north the spring crop is the one booked as winter-spring
        re.compile(r"(?<!\w)(?:đông ?[-–]? ?xuân|đx|(?:vụ|lúa|ngô|rau|lạc|khoai) xuân)(?!\w)"),
    ),
    ("hè thu", re.compile(r"(?<!\w)hè ?[-–]? ?thu(?!\w)")),
    ("mùa", re.compile(r"(?<!\w)(?:vụ|lúa|ngô|rau|lạc|thuốc lá) mùa(?!\w)")),
    ("đông", re.compile(r"(?<!\w)(?:vụ|ngô|rau|khoai) đông(?! ?[-–]? ?xuân)(?!\w)")),
)
_BARE = re.compile(r"\W*+(?:xuân|mùa|đông)(?: \d{4})?\W*+$")
_LAST = re.compile(r"(?:^\W*+|[-–:(,]\s*+)(xuân|mùa|đông)(?: \d{4})?\W*+$")
"""A season that is all a label says, or its last part does: `Mùa` beside `Đông xuân`, `Diện tích ngô - Mùa`."""
_HINT = re.compile(r"năm|xuân|thu|vụ|mùa|đông|đx")
_JOIN = re.compile(r"\s*(?:và|cùng|\+|,|với)\s*")
"""Between two seasons that are told as one: `vụ xuân và vụ mùa`."""

_SEASON_WORDS = re.compile(
    r"(?<!\w)(?:vụ )?(?:đông ?[-–]? ?xuân|hè ?[-–]? ?thu|cả năm)(?!\w)|(?<=lúa|\bngô|\brau|\blạc) (?:mùa|xuân|đông)(?!\w)|(?<!\w)vụ (?:mùa|xuân|đông)(?!\w)"
)
_TIME_WORDS = re.compile(
    r"(?<!\w)(?:(?:niên vụ|giai đoạn|vụ|đến hết|tính đến|trong|tại thời điểm|đến) ){0,6}(?:\d{1,2} tháng(?: đầu| cuối)? |quý (?:i{1,3}|iv|[1-4]) ?/?|tháng \d{1,2} ?/?|ngày \d{1,2} ?/ ?\d{1,2} ?/|\d{1,2}/\d{1,2}/){0,6}"
    r"(?:năm )?(?:19|20)\d\d(?: ?[-–/] ?(?:19|20)\d\d)?(?!\w)"
)


def timeless(folded: str) -> str:
    """Folded words without those that say when: seasons, months, years."""
    return _TIME_WORDS.sub(" ", _SEASON_WORDS.sub(" ", folded))


def season(folded: str) -> str | None:
    """The crop season words name; None where they name none, "" for the whole year."""
    told = f"vụ {last[1]}" if (last := _LAST.search(folded)) else folded
    return next((name for name, pattern in _SEASONS if pattern.search(told)), None)


def is_season(folded: str) -> bool:
    """Whether words say a season and nothing else."""
    return _BARE.match(folded) is not None or (
        season(folded) is not None and not timeless(folded).strip(" -,;:")
    )


def seasons_in(folded: str, start: int, stop: int) -> list[tuple[int, str, bool]]:
    """(place, season, whether it is a season of all crops) of every mention between two places of a text, in order."""
    if not _HINT.search(folded, start, stop):
        return []
    found = sorted(
        (m.start(), m.end(), name) for name, p in _SEASONS for m in p.finditer(folded, start, stop)
    )
    joined = {n for n in range(1, len(found)) if _JOIN.fullmatch(folded, found[n - 1][1], found[n][0])}
    told = [(at, "" if {n, n + 1} & joined else name) for n, (at, _, name) in enumerate(found)]
    return [(at, name, _of_all(folded, at, name)) for at, name in told]


def _of_all(folded: str, at: int, name: str) -> bool:
    """`vụ mùa` and `cả năm` hold for every crop, `lúa mùa` for its own."""
    return not name or folded.startswith("vụ", at) or folded[:at].rstrip().endswith("vụ")
