"""Draft → Reading: what a person sees of a file before it counts — outcomes, questions, figures beside their cells."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from etl.catalog import Catalogue
from etl.model import Document, Draft, Flag, Observation, Severity
from etl.model.pace import paced
from etl.model.people import Person
from etl.pipeline.questions import questions
from etl.query import Key, Point, Reader
from etl.query.cases import MOST_SIDES
from etl.store.cases import Found

OUTCOMES = ("new", "changed", "same", "blocked", "left_out")
"""mới · sửa · giữ nguyên · bị chặn · bỏ qua; together they are every cell that was read."""
MOST_FIGURES = 400
MOST_QUESTIONS = 300
MOST_ROWS = 120
MOST_COLUMNS = 40
MOST_FORETOLD = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """One figure beside what is published of the same fact."""

    place: str
    words: str
    indicator: str
    subject: str
    area: str
    period: str
    measure: str
    value: str
    unit: str
    missing: str
    flag: str
    outcome: str
    published: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read; `release` is what it was compared with, `outside` what its sender may not submit.

    `behind` says how many questions wait behind those listed: (blocking, others). `contradicts` lists what
    publishing it would newly contradict, and there are `contradicts_beyond` more; None where that was not judged.
    """

    title: str
    period: str
    dated: str
    area: str
    is_illustrative: bool
    release: int
    cells_read: int
    outcomes: Mapping[str, int]
    questions: Sequence[Mapping[str, Any]]
    figures: Sequence[Mapping[str, str]]
    pages: Sequence[Mapping[str, Any]]
    outside: Sequence[str] = ()
    behind: Sequence[int] = (0, 0)
    contradicts: Sequence[Mapping[str, Any]] | None = None
    contradicts_beyond: int = 0

    @property
    def is_publishable(self) -> bool:
        """Whether nothing stands in the way of this file."""
        return not self.outside and not any(question["is_blocking"] for question in self.questions)

    def to_text(self) -> str:
        """As the store keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Reading:
        """What the store kept."""
        return cls(**json.loads(text))


def reading(
    document: Document,
    draft: Draft,
    catalogue: Catalogue,
    reader: Reader,
    sender: Person,
    foretold: Sequence[Found] | None = None,
) -> Reading:
    """Everything a person needs to settle, check and publish one draft."""
    published = _published(draft, reader)
    seen = [_seen(one, published) for one in paced(draft.observations)]
    counts = Counter(one.outcome for one in seen)
    counts["left_out"] = draft.cells_read - len(seen)
    latest = reader.latest_release()
    told = draft.report
    asked = questions(draft, catalogue)
    kept = asked[:MOST_QUESTIONS]
    behind = Counter(question.is_blocking for question in asked[MOST_QUESTIONS:])
    return Reading(
        told.title, told.period, told.dated.isoformat() if told.dated else "", told.area_id, told.is_illustrative,
        latest.id if latest else 0, draft.cells_read, {name: counts[name] for name in OUTCOMES},
        list(map(_asked, kept)), [asdict(one) for one in _shown(seen)],
        list(_pages(document, draft)), _outside(draft, catalogue, sender), (behind[True], behind[False]),
        None if foretold is None else [_contradiction(one, draft) for one in foretold[:MOST_FORETOLD]],
        max(0, len(foretold or ()) - MOST_FORETOLD),
    )  # fmt: skip


def _contradiction(found: Found, draft: Draft) -> dict[str, Any]:
    """A contradiction as kept: a published side is its number, one of the draft its words and place."""
    sides = [
        number if number > 0 else _own(draft.observations[-1 - number])
        for number in found.observations[:MOST_SIDES]
    ]
    return {
        "code": found.code,
        "facts": dict(found.facts),
        "count": len(found.observations),
        "sides": sides,
    }


def _own(one: Observation) -> dict[str, str]:
    return {
        "place": one.cell.place.at, "words": one.cell.text, "indicator": one.indicator,
        "area": one.area_id or one.area, "period": one.period,
    }  # fmt: skip


def _published(draft: Draft, reader: Reader) -> dict[Key, Point]:
    """What holds now of every fact the draft speaks of."""
    codes = sorted({one.indicator for one in draft.observations if one.indicator})
    areas = sorted({one.area_id or one.area for one in draft.observations})
    periods = sorted({one.period for one in draft.observations if one.period})
    if not codes or not periods:
        return {}
    return {point.key: point for point in reader.points(codes, areas, period=periods)}


def _seen(one: Observation, published: Mapping[Key, Point]) -> Seen:
    key = Key(
        one.indicator, one.period, one.area_id or one.area, one.season, str(one.measure), str(one.giver)
    )
    held = published.get(key) if one.indicator else None
    return Seen(
        one.cell.place.at, one.cell.text, one.indicator, one.cell.subject, one.area, one.period, str(one.measure),
        "" if one.value is None else f"{one.value:f}", one.unit, str(one.missing), str(one.flag),
        _outcome(one, held), "" if held is None or held.value is None else f"{held.value:f}",
    )  # fmt: skip


def _outcome(one: Observation, held: Point | None) -> str:
    if one.flag is Flag.ASK:
        return "blocked"
    if held is None:
        return "new"
    return "same" if (one.value, str(one.missing)) == (held.value, held.missing) else "changed"


def _shown(seen: Sequence[Seen]) -> list[Seen]:
    """What needs a look first: blocked, then changed, then the rest as far as there is room."""
    rank = {"blocked": 0, "changed": 1, "new": 2, "same": 3}
    return sorted(seen, key=lambda one: rank[one.outcome])[:MOST_FIGURES]


def _asked(question: Any) -> dict[str, Any]:
    found = question.finding
    return {
        "code": found.code, "severity": str(found.severity), "facts": list(map(list, found.facts)), "scope": question.scope,
        "places": list(question.places[:12]), "count": len(question.places), "is_blocking": question.is_blocking,
        "options": [[str(o.settles), o.decision, o.words] for o in question.options],
    }  # fmt: skip


def _outside(draft: Draft, catalogue: Catalogue, sender: Person) -> list[str]:
    """The communes and topics in the file that its sender does not answer for."""
    if not sender.areas and not sender.topics:
        return []
    found = set()
    for one in draft.observations:
        known = catalogue.indicators.get(one.indicator)
        topic = known.topic if known else ""
        if one.indicator and not sender.covers(one.area_id, topic):
            found.add(one.area if sender.areas and one.area_id not in sender.areas else topic)
    return sorted(found)


def _pages(document: Document, draft: Draft) -> Iterator[dict[str, Any]]:
    """The file as it is: its tables cell by cell, its text by stretches, each with how certain its reading is."""
    certainty = _certainty(draft)
    for grid in document.grids[:20]:
        if grid.is_hidden:
            continue
        rows = [
            [[cell.text, cell.at, certainty.get(cell.at, "")] for cell in row[:MOST_COLUMNS]]
            for row in grid.rows[:MOST_ROWS]
        ]
        yield {"name": grid.name, "rows": rows, "more": max(0, len(grid.rows) - MOST_ROWS)}
    if document.text:
        yield {"name": "", "text": list(_stretches(document.text[:40_000], draft)), "more": 0}


def _certainty(draft: Draft) -> dict[str, str]:
    """How sure the reading of each cell is: ask | warn | sure."""
    found = {one.cell.place.at: "ask" if one.flag is Flag.ASK else "sure" for one in draft.observations}
    for one in draft.findings:
        if one.severity is not Severity.NOTE and found.get(one.place.at) in ("sure", "warn"):
            found[one.place.at] = "ask" if one.severity is Severity.BLOCK else "warn"
    return found


def _stretches(text: str, draft: Draft) -> Iterator[list[str]]:
    stop = 0
    for one in sorted(draft.observations, key=lambda o: o.cell.place.start):
        place = one.cell.place
        if place.start < stop or place.end > len(text):
            continue
        yield [text[stop : place.start], "", ""]
        yield [text[place.start : place.end], place.at, "ask" if one.flag is Flag.ASK else "sure"]
        stop = place.end
    yield [text[stop:], "", ""]
