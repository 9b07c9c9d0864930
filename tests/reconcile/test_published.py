"""The contradictions of the district's own published figures come up, from the reports as shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load as load_catalogue
from etl.pipeline import load
from etl.query.cases import Case, Cases
from etl.reconcile import examine, reconcile
from etl.store import Engine, open_engine, publish
from etl.store.cases import CaseState

PUBLISHED = Path(__file__).parents[2] / "data" / "reports" / "published"
CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = open_engine(f"sqlite:///{tmp_path_factory.mktemp('published') / 'chitieu.db'}")
    files = sorted(PUBLISHED.iterdir())
    publish(made, [load(made, file, CATALOGUE, "an").submission for file in files], "an")
    reconcile(made, CATALOGUE)
    return made


def about(engine: Engine, code: str, indicator: str) -> list[Case]:
    found = Cases(engine).open(states=(CaseState.OPEN, CaseState.EXPLAINED))
    return [case for case in found if case.code == code and case.sides[0].point.indicator == indicator]


def words(case: Case) -> set[str]:
    return {side.point.words for side in case.sides}


def test_sown_area_of_nine_months_is_more_than_the_year(engine: Engine) -> None:
    (case,) = about(engine, "cumulative_falls", "planted_area")
    assert words(case) == {"trên 11.800 ha", "11.650,46 ha"}


def test_one_share_of_one_plan_for_two_amounts(engine: Engine) -> None:
    (case,) = about(engine, "plans_apart", "budget_revenue")
    assert {"43,248 tỷ đồng", "44.500 triệu đồng", "131,5%"} <= words(case)


def test_retail_sales_of_a_slip_between_millions_and_billions(engine: Engine) -> None:
    (case,) = about(engine, "per_head_impossible", "retail_sales")
    assert words(case) == {"810 triệu đồng"}
    assert case.said.state == CaseState.EXPLAINED
    assert "triệu đồng" in case.said.note


def test_poverty_of_2019_as_published_and_as_2020_implies(engine: Engine) -> None:
    (case,) = about(engine, "bases_apart", "poverty_rate")
    assert words(case) == {"12,3%", "9,17%", "2,97%"}
    assert (case.facts["other_low"], case.facts["other_high"]) == ("12.135", "12.145")


def test_nothing_else_is_called_a_contradiction(engine: Engine) -> None:
    found = Cases(engine).open(states=(CaseState.OPEN, CaseState.EXPLAINED))
    named = {(case.code, case.sides[0].point.indicator) for case in found}
    assert named == {
        ("cumulative_falls", "planted_area"),
        ("plans_apart", "budget_revenue"),
        ("reports_differ", "budget_revenue"),
        ("per_head_impossible", "retail_sales"),
        ("bases_apart", "poverty_rate"),
        ("reports_differ", "natural_area"),
        ("reports_differ", "population"),
    }


def test_the_corrections_ledger_is_not_outdated(engine: Engine) -> None:
    assert examine(engine, CATALOGUE)[1] == []
