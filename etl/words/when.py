"""Period codes → the words a reader says: `2020-01/2020-09` is 9 tháng 2020."""

from __future__ import annotations

from etl.model import Period, PeriodKind, is_period

_ROMAN = ("I", "II", "III", "IV")


def spoken_period(code: str, words: dict[str, dict[str, str]], lang: str) -> str:
    """A period as a reader says it, by the sentences of the message table; what is no period code stays as it is."""
    if not is_period(code):
        return code
    known = Period.parse(code)
    facts = {
        "year": known.year, "month": known.last.month, "from": known.first.year, "start": known.first.month,
        "roman": _ROMAN[(known.last.month - 1) // 3], "day": f"{known.last:%d/%m/%Y}", "iso": known.last.isoformat(),
    }  # fmt: skip
    return words[_kind(known, code)][lang].format_map(facts)


def _kind(known: Period, code: str) -> str:
    if known.kind is PeriodKind.HALF:
        return "first_half" if known.first.month == 1 else "second_half"
    if known.kind is PeriodKind.CUMULATIVE and known.first.month != 1:
        return "second_half" if (known.first.month, known.last.month) == (7, 12) else "span"
    return code[5:] if known.kind is PeriodKind.SEASON else str(known.kind)
