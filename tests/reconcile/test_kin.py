"""What contradicts itself all over is told by cards a person can read and numbers for the rest: none is dropped."""

from __future__ import annotations

import pytest

from etl.catalog import load
from etl.reconcile.kin import MOST_ALIKE, Scale, gathered
from etl.validate import Contradiction, contradictions
from etl.validate.ledger import Ledger, of_observations
from tests.validate.made import CATALOGUE, figure


def judged(ledger: Ledger) -> tuple[list[Contradiction], list[Contradiction]]:
    told = list(contradictions(ledger, CATALOGUE))
    return told, list(gathered(told, Scale(ledger, CATALOGUE)))


def counted(cards: list[Contradiction], fact: str) -> int:
    return sum(int(dict(card.facts).get(fact, 0)) for card in cards)


def test_what_one_report_makes_fall_is_one_card_about_the_largest_whole() -> None:
    crops = ("planted_area.rice", "planted_area.maize", "planted_area", "planted_area.peanut")
    seen = [figure(code, "900", period="2020-01/2020-11") for code in crops]
    seen += [figure(code, "800", period="2020") for code in crops]
    ledger = of_observations(seen, CATALOGUE, ["a"] * 4 + ["b"] * 4)
    told, cards = judged(ledger)
    falls = [card for card in cards if card.code == "cumulative_falls"]
    assert sum(one.code == "cumulative_falls" for one in told) == 4
    assert [dict(card.facts)["alike"] for card in falls] == ["3"]
    assert ledger.name("indicator", falls[0].figures[0]) == "planted_area"
    assert set(falls[0].figures) == set(range(8))


@pytest.mark.parametrize("years", [300, 700])
def test_beyond_the_cards_the_rest_is_a_number(years: int) -> None:
    seen = [figure("herd.pig", "9", period=f"{1000 + n}", area="185") for n in range(years)]
    seen += [figure("herd.pig", "7", period=f"{1000 + n}", area="185") for n in range(years)]
    reports = [f"a{n}" for n in range(years)] + [f"b{n}" for n in range(years)]
    told, cards = judged(of_observations(seen, CATALOGUE, reports))
    assert len(told) == years
    (more,) = (card for card in cards if card.code == "more_alike")
    assert dict(more.facts) == {
        "count": str(years - MOST_ALIKE), "listed": str(MOST_ALIKE), "code": "reports_differ"
    }  # fmt: skip
    assert len(cards) - 1 + counted(cards, "alike") + counted(cards, "count") == years


def test_the_newest_of_the_district_come_before_the_rest() -> None:
    seen = [figure("herd.pig", words, period=f"{1500 + n}") for words in ("9", "7") for n in range(400)]
    ledger = of_observations(seen, CATALOGUE, [f"{k}{n}" for k in "ab" for n in range(400)])
    _, cards = judged(ledger)
    shown = [ledger.name("period", card.figures[0]) for card in cards if card.code == "reports_differ"]
    assert max(shown) == "1899"
    assert "1880" in shown


def test_the_catalogue_knows_every_root() -> None:
    scale = Scale(of_observations([figure("planted_area.rice", "9")], CATALOGUE), load())
    assert (scale.root(0), scale.depth(0)) == ("planted_area", 1)
