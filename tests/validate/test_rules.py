"""Each rule finds what it watches for, at its place, and keeps quiet otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from etl.model import Finding, Giver, Measure, Observation, Qualifier
from etl.validate import JUDGES, RULES, validate
from etl.validate.exact import last_digit
from etl.words.messages import finding_message, sentences
from tests.validate.made import CATALOGUE, figure

COMMUNES = CATALOGUE.areas.communes(CATALOGUE.areas.home, date(2021, 6, 1))


def found(*seen: Observation) -> list[Finding]:
    return validate(seen, CATALOGUE)


def only(code: str, *seen: Observation) -> Finding:
    (one,) = found(*seen)
    assert one.code == code
    for lang in ("vi", "en"):
        assert "…" not in finding_message(one, lang)
    return one


@pytest.mark.parametrize("code", [*JUDGES, *RULES])
def test_every_rule_has_a_sentence_and_says_what_it_watches_for(code: str) -> None:
    rule = JUDGES.get(code) or RULES[code]
    assert rule.__doc__
    assert set(sentences()["findings"][code]) == {"vi", "en"}


@pytest.mark.parametrize(
    ("words", "exact", "worth"),
    [
        ("44.500 triệu đồng", "44500000000", 1e6),
        ("34,50 tỷ đồng", "34500000000", 1e7),
        ("trên 11.800 ha", "11800", 1),
        ("11.650,46", "11650.46", 0.01),
        ("49,4 tạ/ha", "4.94", 0.01),
        ("19/19 tiêu chí", "19", 1),
        ("chín xã", "9", 1),
        ("12.5", "12.5", 0.1),
    ],
)
def test_what_the_last_printed_digit_is_worth(words: str, exact: str, worth: float) -> None:
    assert last_digit(words, exact) == pytest.approx(worth)


def test_a_later_running_total_is_not_less() -> None:
    nine = figure("planted_area", "11.800", period="2020-01/2020-09", qualifier=Qualifier.OVER)
    year = figure("planted_area", "11.650,46", at="p2")
    assert only("cumulative_falls", nine, year).place.at == "p2"
    assert found(nine, figure("planted_area", "11.801")) == []
    assert found(replace(nine, qualifier=Qualifier.NEARLY), year) == []


def test_area_times_yield_is_output() -> None:
    area, output = figure("planted_area.rice", "2.500"), figure("output.rice", "12.345")
    assert found(area, output, figure("yield.rice", "49,4", factor="0.1")) == []
    assert (
        only("ratio_inconsistent", area, output, figure("yield.rice", "46,4", factor="0.1", at="p3")).place.at
        == "p3"
    )
    assert only("ratio_inconsistent", area, output, figure("yield.rice", "494", factor="0.1"))


def test_two_shares_that_do_not_fit_their_base_are_one_card() -> None:
    """2.567 of 6.084 is not 42,4 %, 743 of them is not 12,3 %: the base is what is wrong."""
    seen = [
        figure("communes_total", "6.084"),
        figure("ntm_communes_met", "2.567", at="p2"), figure("ntm_communes_met_share", "42,4", at="p2"),
        figure("ntm_communes_advanced", "743", at="p3"), figure("ntm_communes_advanced_share", "12,3", at="p3"),
    ]  # fmt: skip
    assert only("ratio_inconsistent", *seen)
    assert found(figure("communes_total", "6.055"), *seen[1:]) == []


@pytest.mark.parametrize(("mean", "codes"), [("15,45", ["mean_impossible"]), ("15,42", [])])
def test_a_mean_comes_from_a_whole_sum(mean: str, codes: list[str]) -> None:
    seen = [figure("ntm_criteria_avg", mean), figure("communes_total", "12")]
    assert [one.code for one in found(*seen)] == codes


def test_a_mean_alone_is_over_the_communes_in_force() -> None:
    assert found(figure("ntm_criteria_avg", "14,3", period="2022-01/2022-06")) == []
    assert only("mean_impossible", figure("ntm_criteria_avg", "14,33", period="2022-01/2022-06"))


def test_a_part_is_no_more_than_its_whole() -> None:
    whole = figure("planted_area", "9.000")
    assert only("part_exceeds_whole", whole, figure("planted_area.rice", "9.002", at="p2")).place.at == "p2"
    assert found(whole, figure("planted_area.rice", "9.000")) == []


def test_parts_that_do_not_overlap_stay_within_the_whole() -> None:
    parts = [figure("planted_area.rice", "5.000"), figure("planted_area.maize", "4.500")]
    assert only("parts_exceed_whole", figure("planted_area", "9.000"), *parts)
    assert found(figure("planted_area", "9.500"), *parts) == []
    assert found(figure("planted_area", "19.500"), *parts) == []
    assert only("parts_fall_short", figure("planted_area.cereals", "9.600"), *parts)


def with_plan(indicator: str, value: str, share: str) -> list[Observation]:
    return [figure(indicator, value), figure(indicator, share, measure=Measure.PCT_OF_PLAN)]


def test_a_component_is_missing_where_the_plan_is_short_as_well() -> None:
    """A total of 29.028 ha with parts of 28.940: the implied plans are short too, so a crop was not listed."""
    parts = [
        *with_plan("planted_area.rice", "8.420", "98,7"),
        *with_plan("planted_area.maize", "12.310", "101,2"),
        *with_plan("planted_area.vegetables", "8.210", "102,4"),
    ]
    short = only("component_missing", *with_plan("planted_area", "29.028", "100,5"), *parts)
    assert dict(short.facts)["difference"] == "88"
    assert only("parts_fall_short", *with_plan("planted_area", "29.028", "101,2"), *parts)


def test_communes_add_up_to_their_district() -> None:
    parts = [figure("forest_new", "10,5", period="2021", area=commune.id) for commune in COMMUNES]
    total = {"period": "2021", "at": "p9"}
    assert found(*parts, figure("forest_new", "189", **total)) == []
    assert only("communes_disagree", *parts, figure("forest_new", "198", **total)).place.at == "p9"
    assert found(*parts[1:], figure("forest_new", "198", **total)) == []
    assert only("communes_disagree", *parts[1:], figure("forest_new", "170", **total))


def test_a_list_bears_out_its_number() -> None:
    rural = [commune for commune in COMMUNES if commune.level == "commune"]
    listed = [
        figure("ntm_status", "1" if n < 8 else "0", period="2021", area=c.id) for n, c in enumerate(rural)
    ]
    assert found(figure("ntm_communes_met", "8", period="2021"), *listed) == []
    assert only("list_disagrees", figure("ntm_communes_met", "9", period="2021"), *listed)


def test_an_amount_a_head_betrays_the_unit() -> None:
    millions, billions = (
        figure("retail_sales", "810", factor="1000000"),
        figure("retail_sales", "810", factor="1000000000"),
    )
    assert only("per_head_impossible", millions)
    assert found(billions) == []


def test_a_figure_far_from_its_own_months() -> None:
    past = [figure("herd.pig", f"{20_000 + 700 * n}", period=f"{2014 + n}-06") for n in range(6)]
    assert found(*past) == []
    assert only("unit_slip", *past, figure("herd.pig", "231.000", period="2020-06", at="p7")).place.at == "p7"
    assert (
        only("seasonal_jump", *past, figure("herd.pig", "115.000", period="2020-06", at="p7")).place.at
        == "p7"
    )


def test_the_same_fact_twice_in_a_text() -> None:
    first = figure("budget_revenue", "34", factor="1000000000")
    assert only("said_twice", first, figure("budget_revenue", "35,2", factor="1000000000"))
    assert found(first, figure("budget_revenue", "34.120", factor="1000000")) == []
    plan = {"measure": Measure.PLAN, "factor": "1000000000"}
    assert (
        found(
            figure("budget_revenue", "34", giver=Giver.PROVINCE, **plan),
            figure("budget_revenue", "36", giver=Giver.DISTRICT, **plan),
        )
        == []
    )


def test_less_than_nothing_and_halves_of_what_is_counted() -> None:
    growth = {"measure": Measure.CHANGE_PCT_YOY}
    assert only("negative_value", figure("retail_sales", "-810", factor="1000000000"))
    assert only("falls_by_more_than_all", figure("herd.pig", "-120", **growth))
    assert only("not_whole", figure("population", "65.073,5"))
    assert only("out_of_bounds", figure("ntm_criterion.05", "2", area=COMMUNES[0].id))
    assert found(figure("growth_rate", "-3,2"), figure("herd.pig", "-99", **growth)) == []
    assert found(figure("ntm_status", "3", area=COMMUNES[0].id)) == []


def test_a_month_is_what_lies_between_two_running_totals() -> None:
    before = figure("forest_new", "30", period="2020-01/2020-08")
    total = figure("forest_new", "34", period="2020-01/2020-09")
    month = {"period": "2020-09", "at": "p7"}
    assert found(before, total, figure("forest_new", "4", **month)) == []
    assert only("month_disagrees", before, total, figure("forest_new", "7", **month)).place.at == "p7"


def test_parts_that_always_made_up_their_whole() -> None:
    def told(year: int, part: str) -> list[Observation]:
        sides = (("budget_revenue.land_housing", "30"), ("budget_revenue.land", "20"))
        rest = figure("budget_revenue.land_rent", part, period=str(year))
        return [*(figure(code, words, period=str(year)) for code, words in sides), rest]

    past = [one for year in range(2014, 2020) for one in told(year, "10")]
    assert found(*past) == []
    assert found(*past, *told(2020, "10")) == []
    assert "sum_breaks_custom" in {one.code for one in found(*past, *told(2020, "7"))}
    assert found(*told(2020, "7")) == []


def test_criteria_listed_one_by_one_bear_out_their_number() -> None:
    at = {"area": COMMUNES[0].id}
    listed = [figure(f"ntm_criterion.{n:02d}", "1" if n <= 15 else "0", **at) for n in range(1, 20)]
    assert found(figure("ntm_criteria_met", "15", **at), *listed) == []
    assert only("tally_disagrees", figure("ntm_criteria_met", "16", **at), *listed)
    assert found(figure("ntm_criteria_met", "16", **at), *listed[:15]) == []
    assert only("tally_disagrees", figure("ntm_criteria_met", "14", **at), *listed[:15])


def test_what_a_district_has_beyond_its_communes() -> None:
    billions = {"factor": "1000000000"}
    parts = [figure("budget_expenditure", "5", area=commune.id, **billions) for commune in COMMUNES]
    assert found(*parts, figure("budget_expenditure", "900", **billions)) == []
    assert only("communes_disagree", *parts, figure("budget_expenditure", "60", **billions))


def test_a_year_unlike_all_others_of_a_steady_series() -> None:
    past = [figure("population", f"{4_500 + 40 * n}", period=f"{2014 + n}", area="185") for n in range(6)]
    assert (
        only("seasonal_jump", *past, figure("population", "7.400", period="2020", at="p7")).place.at == "p7"
    )
    assert found(*past, figure("population", "5.900", period="2020")) == []
