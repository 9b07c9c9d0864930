"""What a sentence inherits, and what is remembered from one figure to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.catalog import Concept
from etl.model import Maturity, Measure, Period
from etl.recognise.narrative.tokens import Token


@dataclass(frozen=True, slots=True)
class Context:
    """File, paragraph, the area and period that hold unless the words say otherwise; `is_target` for plans ahead."""

    file: str
    at: str
    offset: int
    area: str
    period: str
    maturity: Maturity
    is_target: bool = False

    @property
    def year(self) -> int:
        """The year of the period."""
        return Period.parse(self.period).year


@dataclass(slots=True)
class State:
    """The last subject, crop, head, place and claim; a paragraph's sentences share one.

    `is_fresh` while no number has used the subject yet and it stands in the same sentence.
    """

    subject: Token | None = None
    is_fresh: bool = False
    head: Concept | None = None
    detail: Concept | None = None
    places: list[str] = field(default_factory=list)
    period: str = ""
    carried: Measure | None = None
    code: str = ""
    stop: int = 0
    is_advanced: bool = False
    aims: bool = False

    def begin_sentence(self, period: str) -> None:
        """Forget what holds for one sentence only."""
        self.period, self.places, self.stop = period, [], 0
        self.carried, self.aims, self.is_fresh = None, False, False
