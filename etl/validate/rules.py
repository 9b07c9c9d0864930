"""The register of rules: one function a rule, found by its decorator; its name is the finding's code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from etl.catalog import Catalogue
from etl.model import Finding, Observation

Rule = Callable[[Sequence[Observation], Catalogue], Iterator[Finding]]
RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    """Register a rule: its name is the finding's code, its docstring says what it watches for."""
    RULES[function.__name__] = function
    return function
