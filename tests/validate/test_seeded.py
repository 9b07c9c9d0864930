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
from tests.validate.evidence import relations
from tests.validate.planting import CATALOGUE, Corpus, seeded
from tests.validate.sowing import sown, with_slips

FRESH = 20_261_125
"""The seed was drawn after the rules were written."""
REPORTS = Path(__file__).parents[2] / "data" / "reports" / "illustrative"


@pytest.fixture(scope="module")
def clean() -> Corpus:
    drafts = [draft(f, CATALOGUE) for f in sorted(REPORTS.rglob("*")) if f.suffix.lower() in READERS]
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


def test_slips_that_anything_contradicts_are_caught_over_every_theme(clean: Corpus) -> None:
    """Those that nothing in the data contradicts are known as such before any rule has spoken, and are few."""
    before, found, missed = set(cards(clean)), Counter[str](), Counter[str]()
    unknowable = 0
    for slips in sown(clean, FRESH):
        new = [card for card in cards(with_slips(clean, slips)) if card not in before]
        told = {figure for card in new for figure in card[1]}
        for slip in slips:
            unknowable += not slip.cards
            found[slip.topic] += bool(slip.cards & told)
            missed[slip.topic] += bool(slip.cards) and not slip.cards & told
    assert found.total() >= 300
    assert set(found) >= {"budget", "crops", "economy", "forestry", "livestock", "ntm", "society"}
    assert missed.total() <= 0.03 * (found.total() + missed.total()), missed
    assert unknowable <= 0.1 * found.total()


def test_clean_reports_raise_no_false_card(clean: Corpus) -> None:
    """What does come up is true: figures that do contradict each other, worked out apart from the rules."""
    _, broken = relations(clean)
    contradicted = {n for bond in broken for n in bond.figures}
    told = list(cards(clean))
    false = [card for card in told if contradicted.isdisjoint(card[1])]
    assert len(false) <= 0.01 * len(told), false
