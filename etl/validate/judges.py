"""The register of rules over a ledger: one function a rule, its name is the code of what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from etl.catalog import Catalogue
from etl.model import Severity
from etl.validate.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that cannot all be true. The first is the one to look at; numbers are rows of the ledger.

    `about` names what the contradiction is over, the same whatever the numbers are.
    """

    code: str
    severity: Severity
    figures: tuple[int, ...]
    facts: tuple[tuple[str, str], ...] = ()
    about: tuple[str, ...] = ()


Judge = Callable[[Ledger, Catalogue], Iterator[Contradiction]]
JUDGES: dict[str, Judge] = {}


def judge(function: Judge) -> Judge:
    """Register a rule: its name is the code, its docstring says what it watches for."""
    JUDGES[function.__name__] = function
    return function


def plain(value: float) -> str:
    """A computed number as a fact: nine digits that count, never an exponent."""
    if value in (float("inf"), float("-inf")):
        return "∞"
    text = f"{float(f'{value:.9g}'):.6f}"
    return text.rstrip("0").rstrip(".") or "0"


def rough(value: float) -> str:
    """A bound worked out from rounded numbers: no more than six digits of it count."""
    return plain(float(f"{value:.6g}"))
