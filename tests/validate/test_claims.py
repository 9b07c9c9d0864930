"""What claims imply: intervals meet where the printed numbers do, and only there."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pytest

from etl.model import Giver, Measure, Observation, Qualifier
from etl.pipeline import draft
from etl.validate import contradictions, validate
from etl.validate.bases import plan_evidence
from etl.validate.ledger import of_observations
from tests.validate.made import CATALOGUE, figure

TWO_PLANS = (
    "Huyện Bắc Sơn, ngày 15/6/2024\nTrong 6 tháng đầu năm 2024, thu ngân sách nhà nước trên địa bàn huyện được 285,3 tỷ đồng, "
    "bằng 60% kế hoạch tỉnh giao và 58% kế hoạch HĐND huyện giao.\n"
)


def vietnamese(value: Decimal) -> str:
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def codes(seen: list[Observation]) -> list[str]:
    return [found.code for found in validate(seen, CATALOGUE)]


def test_two_givers_are_two_plans_and_no_contradiction(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TWO_PLANS, "utf-8")
    read = draft(file, CATALOGUE)
    implied = plan_evidence(of_observations(read.observations, CATALOGUE))
    billions = sorted(
        (round(low / 1e9, 2), round(high / 1e9, 2))
        for low, high in zip(implied.near, implied.far, strict=True)
    )
    assert billions == [(471.57, 479.50), (487.69, 496.17)]
    assert not [found for found in read.findings if found.code == "plans_apart"]


def test_one_giver_with_two_plans_is_a_contradiction() -> None:
    share = {"measure": Measure.PCT_OF_PLAN, "giver": Giver.PROVINCE}
    seen = [
        figure("budget_revenue", "43,248", period="2020-12-10", factor="1000000000"),
        figure("budget_revenue", "131,5", period="2020-12-10", **share),
        figure("budget_revenue", "44.500", factor="1000000"),
        figure("budget_revenue", "131,5", **share),
    ]
    assert codes(seen) == ["plans_apart"]


def test_an_open_bound_leaves_room() -> None:
    told = [
        figure("forest_new", "600", measure=Measure.PLAN),
        figure("forest_new", "80", measure=Measure.PCT_OF_PLAN),
    ]
    over = figure("forest_new", "470", qualifier=Qualifier.OVER)
    assert codes([*told, over]) == []
    assert codes([*told, figure("forest_new", "470")]) == ["plans_apart"]
    assert codes([*told, figure("forest_new", "490", qualifier=Qualifier.OVER)]) == ["plans_apart"]


def triple(random_: random.Random, moved: bool) -> tuple[list[Observation], float]:
    """A plan, an amount and its share as printed; the plan moved by more than two rounding widths on request."""
    plan = Decimal(random_.randint(100, 99_999)) / 10 ** random_.randint(0, 2)
    value = Decimal(str(round(float(plan) * random_.uniform(0.1, 1.6), random_.randint(0, 2))))
    value = max(value, Decimal(1))
    places = random_.choice([Decimal("1"), Decimal("0.1"), Decimal("0.01")])
    share = (value / plan * 100).quantize(places, random_.choice([ROUND_HALF_UP, ROUND_HALF_EVEN]))
    share = max(share, places)
    width = value / (share - places / 2) * 100 - value / (share + places / 2) * 100
    step = Decimal(10) ** min(int(plan.as_tuple().exponent), 0)
    value_step = Decimal(10) ** min(int(value.as_tuple().exponent), 0)
    if moved:
        blur = width + step + value_step / share * 100
        plan = (plan + blur * Decimal(str(random_.uniform(2.01, 4)))).quantize(step)
    return [
        figure("forest_new", vietnamese(plan), measure=Measure.PLAN),
        figure("forest_new", vietnamese(value)),
        figure("forest_new", vietnamese(share), measure=Measure.PCT_OF_PLAN),
    ], float(width)


def together(seed: int, count: int, *, moved: bool) -> list[str]:
    """The findings on many triples at once, each of its own year and place."""
    random_ = random.Random(seed)
    seen: list[Observation] = []
    for n in range(count):
        for one in triple(random_, moved)[0]:
            seen.append(_elsewhere(one, n))
    ledger = of_observations(seen, CATALOGUE)
    return [found.code for found in contradictions(ledger, CATALOGUE) if found.code == "plans_apart"]


def _elsewhere(one: Observation, n: int) -> Observation:
    return replace(one, area_id=f"x{n}", area=f"x{n}")


def test_ten_thousand_consistent_triples_raise_nothing() -> None:
    assert together(1, 10_000, moved=False) == []


def test_a_base_moved_by_more_than_two_rounding_widths_is_seen() -> None:
    assert len(together(2, 2000, moved=True)) >= 0.99 * 2000


def test_last_year_by_points() -> None:
    seen = [
        figure("poverty_rate", "12,3", period="2019"),
        figure("poverty_rate", "9,17"),
        figure("poverty_rate", "-2,97", measure=Measure.CHANGE_ABS),
    ]
    assert codes(seen) == ["bases_apart"]
    assert codes([figure("poverty_rate", "12,14", period="2019"), *seen[1:]]) == []


@pytest.mark.parametrize(("growth", "expected"), [("6,4", []), ("16,4", ["bases_apart"])])
def test_last_year_by_growth(growth: str, expected: list[str]) -> None:
    billions = {"factor": "1000000000"}
    seen = [
        figure("budget_revenue", "41,82", period="2019", **billions),
        figure("budget_revenue", "44,5", **billions),
        figure("budget_revenue", growth, measure=Measure.CHANGE_PCT_YOY),
    ]
    assert codes(seen) == expected


def test_rules_change_nothing() -> None:
    seen = [
        figure("forest_new", "600", measure=Measure.PLAN),
        figure("forest_new", "610"),
        figure("forest_new", "80", measure=Measure.PCT_OF_PLAN),
    ]
    before = list(seen)
    ledger = of_observations(seen, CATALOGUE)
    columns = [ledger.value.copy(), ledger.low.copy(), ledger.high.copy()]
    list(contradictions(ledger, CATALOGUE))
    assert seen == before
    assert all(
        np.array_equal(a, b) for a, b in zip(columns, (ledger.value, ledger.low, ledger.high), strict=True)
    )
