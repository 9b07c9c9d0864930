"""Units said to have a recognition title, where no count of criteria is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from etl.catalog import Catalogue
from etl.model import Cell, Place
from etl.recognise.narrative.context import Context
from etl.recognise.narrative.tokens import Kind, Token
from etl.words.aligned import Aligned

_TITLE = re.compile(r"(?:nông thôn mới|ntm)(?:\s+(nâng cao|kiểu mẫu))?(?!\w)")
_REACHED = re.compile(r"(?:hoàn thành|đạt chuẩn|được công nhận|về đích|công nhận đạt)")
_TITLES = {"": "met", "nâng cao": "advanced", "kiểu mẫu": "model"}


def titles(
    sentence: Aligned,
    found: list[Token],
    context: Context,
    area_id: Callable[[str, str, Catalogue], str],
    catalogue: Catalogue,
) -> Iterator[Cell]:
    """A unit said to have the title, where no count of criteria is given in the same clause."""
    start = 0
    for clause in re.finditer(r"[^;]+", sentence.folded):
        start, end = clause.span()
        inside = [t for t in found if start <= t.start < end]
        title = next(iter(reversed(list(_TITLE.finditer(clause[0])))), None)
        places = [t for t in inside if t.kind is Kind.PLACE]
        if not title or not places or any(t.kind is Kind.NUMBER for t in inside):
            continue
        reached = _REACHED.search(clause[0], places[-1].end - start)
        if reached and reached.start() < title.start():
            yield _title(
                sentence,
                places[-1],
                (start + reached.start(), start + title.end()),
                title[1] or "",
                context,
                area_id(places[-1].place, context.period, catalogue),
            )


def _title(
    sentence: Aligned, token: Token, span: tuple[int, int], level: str, context: Context, area_id: str
) -> Cell:
    place = Place(
        context.file, context.at, sentence.at[span[0]] + context.offset, sentence.at[span[1]] + context.offset
    )
    return Cell(
        place=place, text=sentence.words(*span), number="", unit="status", subject="", indicator="ntm_status",
        area=token.place, area_id=area_id, period=context.period,
        maturity=context.maturity, status=_TITLES[level],
    )  # fmt: skip
