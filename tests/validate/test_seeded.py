"""Hundreds of errors planted into the illustrative reports come up where they are; the reports as they are do not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.pipeline import draft
from etl.read import READERS
from etl.validate import RULES, contradictions
from etl.validate.ledger import of_observations
from tests.validate.planting import CATALOGUE, Corpus, seeded

REPORTS = Path(__file__).parents[2] / "data" / "reports" / "illustrative"


@pytest.fixture(scope="module")
def clean() -> Corpus:
    files = [f for year in ("2023", "2024") for f in (REPORTS / year).iterdir()]
    files += [f for f in REPORTS.rglob("*chan-nuoi*") if f not in files]
    drafts = [draft(f, CATALOGUE) for f in sorted(files) if f.suffix.lower() in READERS]
    drafts.sort(key=lambda d: (d.report.dated or date.min, d.report.file))
    return Corpus(
        [o for d in drafts for o in d.observations], [d.report.file for d in drafts for _ in d.observations]
    )


def cards(corpus: Corpus) -> Iterator[tuple[str, tuple[int, ...]]]:
    """(code, figures) of everything the rules say: of each report, then of all together."""
    start = 0
    order = Counter(corpus.report)
    for file in dict.fromkeys(corpus.report):
        part = corpus.seen[start : start + order[file]]
        at: dict[str, list[int]] = defaultdict(list)
        for n, one in enumerate(part, start):
            at[one.cell.place.at].append(n)
        for rule in RULES.values():
            for found in rule(part, CATALOGUE):
                yield found.code, tuple(at[found.place.at])
        start += order[file]
    for one in contradictions(of_observations(corpus.seen, CATALOGUE, corpus.report), CATALOGUE):
        yield one.code, one.figures


def test_planted_errors_are_caught_where_they_are(clean: Corpus) -> None:
    corpus, cards_at = seeded(clean)
    before = set(cards(clean))
    told = {figure for card in cards(corpus) if card not in before for figure in card[1]}
    missed = Counter(corpus.planted[at] for at, card in cards_at.items() if not told & {at, card})
    assert len(cards_at) >= 300
    assert sum(missed.values()) <= 0.03 * len(cards_at), missed


def test_clean_reports_raise_no_false_card(clean: Corpus) -> None:
    """What does come up is true: a month in which a commune's report was missing has a lower total than its neighbours."""
    communes: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for n, one in enumerate(clean.seen):
        if one.area_id != CATALOGUE.areas.home and one.value is not None:
            communes[clean.report[n], one.indicator, one.period].add(one.area_id)

    def is_short(n: int) -> bool:
        one = clean.seen[n]
        listed = communes[clean.report[n], one.indicator, one.period]
        return one.area_id == CATALOGUE.areas.home and 2 < len(listed) < 18

    false = [card for card in cards(clean) if not any(is_short(n) for n in card[1])]
    assert len(false) <= 0.01 * 300, false
