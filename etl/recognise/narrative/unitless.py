"""A number that names no unit: the one its indicator is measured in, worth a look, or told."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.catalog import Catalogue
from etl.recognise.narrative.context import Context, State
from etl.recognise.narrative.left import tell
from etl.recognise.narrative.tokens import Token
from etl.words.aligned import Aligned

_REACHES = re.compile(r"(?:là|đạt|được|ước|có|thực hiện|trên|hơn|gần|khoảng|:|\s)*+")
_ENDS = re.compile(r"\s*(?:[,;)]\s|[.;,)]?$|hơn(?!\w))")
_MAU = re.compile(r"\s*mẫu(?!\w)")
"""Of 3,600 m² in the north and 5,000 in the middle; elsewhere a sample."""
_MARKED = re.compile(r"\d[.,]\d")
_MEASURED = re.compile(r"(?<!\w)(?:diện tích|sản lượng|năng suất|tổng thu|tổng chi)(?: [^\d,;.]{1,30})?\s*$")
_KINDS = ("land", "mass", "money", "yield")


def understood(
    sentence: Aligned, found: list[Token], position: int, state: State, catalogue: Catalogue
) -> Token:
    """`Tổng diện tích gieo trồng đạt 11.650,46, bằng …`: the number in its subject's own unit, where nothing else stands between."""
    token, said = found[position], state.waiting[-1:]
    words = sentence.folded[token.start : token.end]
    ends = _ENDS.match(sentence.folded, token.end) is not None
    if token.unit or token.of or not said or not ends or not _MARKED.search(words):
        return token
    if not _REACHES.fullmatch(sentence.folded, said[0].end, token.start):
        return token
    named = (catalogue.indicators.get(concept.code) for concept in said[0].concepts)
    units = [one.unit for one in named if one and catalogue.units[one.unit].kind in _KINDS]
    return replace(token, unit=units[0], is_unusual=True) if units else token


def without(sentence: Aligned, token: Token, said: list[Token], context: Context) -> None:
    """Tell of an amount whose unit nobody knows, right behind a subject or where nobody names one."""
    before = sentence.folded[max(0, token.start - 80) : token.start]
    ends = _ENDS.match(sentence.folded, token.end) or _MAU.match(sentence.folded, token.end)
    is_stated = said and _REACHES.fullmatch(sentence.folded, said[-1].end, token.start)
    if not token.of and ((_MEASURED.search(before) and ends) or is_stated):
        tell("no_unit", sentence, (token.start, token.end), context)
