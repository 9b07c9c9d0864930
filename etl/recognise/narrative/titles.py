"""Units said to have a recognition title, where no count of criteria is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from etl.catalog import Catalogue
from etl.model import Cell, Measure, Place
from etl.recognise.narrative.context import Context
from etl.recognise.narrative.tokens import Kind, Token
from etl.words.aligned import Aligned

_REACHED = r"(?:hoàn thành|đạt chuẩn|được công nhận|về đích|công nhận đạt|công nhận|đạt)"
_NAMED = r"(?:nông thôn mới|ntm)(?: (?P<level>nâng cao|kiểu mẫu))?"
TITLED = re.compile(
    rf"(?P<lead>[^,;.:\d]{{0,24}}?)(?<!\w)(?P<words>{_REACHED}[^,;.\d]{{0,36}}?(?:{_NAMED}|chuẩn (?P<short>nâng cao|kiểu mẫu)))(?!\w)"
)
_BEFORE = re.compile(
    rf"(?P<words>{_REACHED}[^,;.\d]{{0,30}}?(?:{_NAMED}|chuẩn (?P<short>nâng cao|kiểu mẫu)))[^,;.\d]{{0,16}}?\s*(?:,\s*)?(?:là|gồm|đó là|:|\()\s*(?:các )?$"
)
_AIM = re.compile(r"(?<!\w)(?:phấn đấu|dự kiến|mục tiêu|đăng ký|sẽ|kế hoạch)(?!\w)")
_NOT = re.compile(r"(?<!\w)(?:chưa|không)(?!\w)")
_LEVELS = {"": "met", "nâng cao": "advanced", "kiểu mẫu": "model"}
_SMALLEST = ("xã ", "phường ", "thị trấn ", "huyện ", "thị xã ", "thành phố ")


@dataclass(frozen=True, slots=True)
class _Title:
    token: Token
    start: int
    end: int
    level: str


def titles(
    sentence: Aligned,
    found: list[Token],
    context: Context,
    area_id: Callable[[str, str, Catalogue], str],
    catalogue: Catalogue,
) -> Iterator[Cell]:
    """The units of a sentence that are said to have the title: before its words, or listed behind them."""
    for places in _lists(found, sentence.folded):
        said = _said(sentence.folded, places)
        if said is None:
            continue
        start, end, level = said
        before = sentence.folded[:end].rpartition(";")[2]
        aims = context.is_target or _AIM.search(before) is not None
        for token in places:
            yield _cell(sentence, _Title(token, start, end, level), aims, context, area_id, catalogue)


def _lists(found: list[Token], text: str) -> Iterator[list[Token]]:
    """Places that stand side by side; a closed bracket ends them."""
    run: list[Token] = []
    for token in (t for t in found if t.kind is Kind.PLACE and t.place.startswith(_SMALLEST)):
        if run and token.start - run[-1].end < 8 and ")" not in text[run[-1].end : token.start]:
            run.append(token)
            continue
        if run:
            yield run
        run = [token]
    if run:
        yield run


def _said(text: str, places: list[Token]) -> tuple[int, int, str] | None:
    """Where the words of the title stand and which it is; None where a list of places has none."""
    behind = TITLED.match(text, places[-1].end)
    before = None if behind else _BEFORE.search(text[: places[0].start])
    found = behind or before
    if found is None or (behind and _NOT.search(behind["lead"])) or _NOT.search(found["words"]):
        return None
    return found.start("words"), found.end("words"), found["level"] or found["short"] or ""


def _cell(
    sentence: Aligned,
    title: _Title,
    aims: bool,
    context: Context,
    area_id: Callable[[str, str, Catalogue], str],
    catalogue: Catalogue,
) -> Cell:
    start, end = sentence.at[title.start] + context.offset, sentence.at[title.end] + context.offset
    area = title.token.place
    return Cell(
        place=Place(context.file, context.at, start, end), text=sentence.words(title.start, title.end),
        number="", unit="status", subject="", indicator="ntm_status", area=area,
        area_id=area_id(area, context.period, catalogue), period=context.period,
        measure=Measure.TARGET if aims else Measure.ACTUAL, maturity=context.maturity, status=_LEVELS[title.level],
    )  # fmt: skip
