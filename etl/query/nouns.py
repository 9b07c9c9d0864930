"""The nouns a reader answers with: points, lines, vintages, sources; plain, frozen, without pandas."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Key(NamedTuple):
    """What one fact is about; every vintage of the fact shares it."""

    indicator: str
    period: str
    area: str
    season: str = ""
    measure: str = "actual"
    giver: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure with everything a screen shows beside it; `area` is an id, or words outside the catalogue.

    A figure as read has an `observation` and no `method`. A computed one has observation 0, a `method` that says
    how, the `inputs` (observation ids) it leads back to, `lacking` = (k, n) where k of n parts are missing, and a
    `note` whose sentence is `notes.<note>` of the message table.
    """

    observation: int
    release: int
    report: int
    indicator: str
    period: str
    area: str
    season: str
    measure: str
    giver: str
    value: Decimal | None
    unit: str
    qualifier: str
    maturity: str
    missing: str
    flag: str
    is_illustrative: bool
    words: str
    method: str = ""
    inputs: tuple[int, ...] = ()
    lacking: tuple[int, int] = (0, 0)
    note: str = ""
    place: str = ""

    @property
    def key(self) -> Key:
        """The fact this is a figure of."""
        return Key(self.indicator, self.period, self.area, self.season, self.measure, self.giver)

    @property
    def leaves(self) -> tuple[int, ...]:
        """The observations this figure rests on: itself as read, or its inputs."""
        return (self.observation,) if self.observation else self.inputs


@dataclass(frozen=True, slots=True)
class Line:
    """One series: a single indicator, area, season, measure, giver and unit; its points in order of time."""

    indicator: str
    area: str
    season: str
    measure: str
    giver: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Vintage:
    """One figure a fact once had: which release said so and when, and whether it still counts as published."""

    point: Point
    at: str
    is_published: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where one figure comes from: the file, the place, its words and the words around them."""

    point: Point
    file: str
    title: str
    sha256: str
    dated: str
    received_at: str
    source_url: str
    place: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list of sources."""

    id: int
    file: str
    title: str
    dated: str
    period: str
    area: str
    source_url: str
    is_illustrative: bool
    received_at: str
    figures: int
    findings: int


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """A submission in its list; `state` is the last decision about it, `release` the last one it was in (0: none)."""

    id: int
    report: int
    state: str
    file: str
    dated: str
    by: str
    at: str
    release: int
    figures: int
    findings: int


@dataclass(frozen=True, slots=True)
class Noticed:
    """A finding as it was kept with its submission; its sentence is `finding.<code>` of the string table."""

    id: int
    submission: int
    report: int
    code: str
    severity: str
    place: str
    start: int
    end: int
    facts: tuple[tuple[str, str], ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a figure cannot honestly be computed; its sentence is `refusals.<code>` of the message table."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """From one figure to another of equal coverage: the difference, and per cent where the base is not zero."""

    now: Point
    then: Point
    difference: Decimal
    percent: Decimal | None
    qualifier: str
