"""Sentences about files and figures, from data/catalog/messages.yml; Vietnamese unless asked otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import yaml

from etl.model import ChitieuError, Finding, NotPublishable, UnreadableFile
from etl.model.bundled import DATA
from etl.words.when import spoken_period

FILE = DATA / "catalog" / "messages.yml"


class _Facts(dict[str, object]):
    """A fact that was not given shows as nothing rather than failing the message."""

    def __missing__(self, key: str) -> str:
        return "…"


@lru_cache(maxsize=1)
def sentences() -> dict[str, Any]:
    """All sentences, by group, code and language."""
    with FILE.open(encoding="utf-8") as handle:
        found: dict[str, Any] = yaml.safe_load(handle)
    return found


def error_message(wrong: ChitieuError, lang: str = "vi") -> str:
    """What went wrong with a file or choice, where, and what would be welcome."""
    known = sentences()["errors"].get(
        wrong.reason if isinstance(wrong, UnreadableFile | NotPublishable) else wrong.code
    )
    if known is None:
        return f"{wrong.code}: {wrong}"
    return str(known[lang]).format_map(_spoken(wrong.facts, lang))


def finding_message(found: Finding, lang: str = "vi") -> str:
    """What is to be seen about a figure."""
    return noticed_message(found.code, found.facts, lang)


def noticed_message(code: str, facts: Iterable[tuple[str, str]], lang: str = "vi") -> str:
    """The sentence of a finding's code with its facts, also where only these were kept."""
    known = sentences()["findings"].get(code)
    if known is None:
        return code
    return str(known[lang]).format_map(_Facts((name, _told(name, fact, lang)) for name, fact in facts))


def _told(name: str, fact: str, lang: str) -> str:
    """A fact in its sentence; the report's own words stay as the report writes them."""
    if name == "period":
        return period_words(fact, lang)
    return fact if name in _OWN_WORDS else " / ".join(spoken(part, lang) for part in fact.split(" / "))


def spoken(fact: str, lang: str = "vi") -> str:
    """A fact as read aloud: long numbers grouped, decimal marks of the language, milliards in words."""
    if not _LONG.fullmatch(fact):
        return fact
    number, unit = Decimal(fact), ""
    if abs(number) >= 10**9:
        number, unit = (number / 10**9).normalize(), _MILLIARD[lang]
    text = f"{number:,f}"
    return (text.translate(_SWAP) if lang == "vi" else text) + unit


_OWN_WORDS = frozenset({"text", "name", "unit", "subject", "scope"})
_LONG = re.compile(r"-?(\d{5,}(\.\d+)?|\d+\.\d+)")
_MILLIARD = {"vi": " tỷ", "en": " billion"}
_SWAP = str.maketrans(",.", ".,")


def sentence(code: str, lang: str = "vi", **facts: object) -> str:
    """What a command has to say when all went well."""
    return str(sentences()["said"][code][lang]).format_map(facts)


def refusal_message(code: str, lang: str = "vi", **facts: object) -> str:
    """Why a figure is not computed."""
    return str(sentences()["refusals"][code][lang]).format_map(_spoken(facts, lang))


def note_message(code: str, lang: str = "vi", **facts: object) -> str:
    """What a reader must know of a computed figure or a gap."""
    return str(sentences()["notes"][code][lang]).format_map(_spoken(facts, lang))


def period_words(code: str, lang: str = "vi") -> str:
    """A period as a reader says it; what is no period code stays as it is."""
    return spoken_period(code, sentences()["periods"], lang)


def _spoken(facts: Mapping[str, object], lang: str) -> _Facts:
    """Facts with their period in words."""
    told = _Facts(facts)
    if "period" in told:
        told["period"] = period_words(str(told["period"]), lang)
    return told


def column_words(code: str, lang: str = "vi") -> str:
    """The heading of a column in files for people."""
    return str(sentences()["columns"][code][lang])
