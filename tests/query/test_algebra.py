"""Period algebra: exact to the last decimal, labelled, refused with a reason, never a negative bar."""

import random
from datetime import date
from decimal import Decimal

import pytest

from etl.catalog import load
from etl.model import Period
from etl.query import Point, Refusal
from etl.query.algebra import (
    at_grain,
    change,
    cumulate,
    derive,
    discretise,
    legal_span,
    same_period_last_year,
)
from etl.query.nouns import Change
from etl.words.messages import refusal_message, sentences
from tests.query.make import point

KNOWN = load().indicators
FLOW, STOCK, RATIO = KNOWN["planted_area"], KNOWN["fruit_area"], KNOWN["yield.rice"]


def running(year: int, values: dict[int, str | None]) -> list[Point]:
    codes = {1: f"{year}-01", 12: f"{year}"}
    return [point(codes.get(m, f"{year}-01/{year}-{m:02d}"), v) for m, v in values.items()]


def told(points: list[Point]) -> list[tuple[str, Decimal | None, str]]:
    return sorted((p.period, p.value, p.missing) for p in points)


def random_line(rng: random.Random) -> list[Point]:
    line: list[Point] = []
    for year in range(2018, 2018 + rng.randint(1, 2)):
        total = Decimal(0)
        for month in sorted(rng.sample(range(1, 13), rng.randint(1, 12))):
            total += Decimal(rng.randrange(0, 10**9)).scaleb(-rng.randrange(0, 7))
            line += running(year, {month: None if rng.random() < 0.1 else str(total)})
    return line


def test_cumulate_undoes_discretise_on_ten_thousand_series() -> None:
    rng = random.Random(20)
    for _ in range(10_000):
        line = random_line(rng)
        steps, refused = discretise(line, FLOW)
        assert not refused
        again, refused = cumulate(steps, FLOW)
        assert not refused
        assert told(again) == told(line)


def test_a_step_is_labelled_and_leads_to_its_leaves() -> None:
    line = running(2020, {8: "10800.4", 9: "11800"})
    line[0] = point("2020-01/2020-08", "10800.4", maturity="estimate", is_illustrative=True)
    steps, _ = discretise(line, FLOW)
    september = steps[-1]
    assert (september.period, september.value) == ("2020-09", Decimal("999.6"))
    assert september.method == "computed:- 2020-01/2020-08 + 2020-01/2020-09"
    assert september.inputs == tuple(sorted(p.observation for p in line))
    assert september.leaves == september.inputs
    assert (september.observation, september.words) == (0, "")
    assert (september.maturity, september.is_illustrative) == ("estimate", True)


def test_a_falling_running_total_is_refused_never_a_negative_bar() -> None:
    line = running(2020, {8: "11000", 9: "11800", 12: "11650.46"})
    steps, refused = discretise(line, FLOW)
    assert [p.period for p in steps] == ["2020-01/2020-08", "2020-09"]
    assert [(r.code, dict(r.facts)["period"]) for r in refused] == [("falls", "2020-Q4")]
    assert all((p.value or 0) >= 0 for p in steps)


def test_an_amount_that_may_be_negative_still_differs() -> None:
    made = derive(running(2020, {1: "-5", 2: "-9"}), Period.parse("2020-02"), FLOW)
    assert isinstance(made, Point)
    assert made.value == -4


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("2020-H1", "60"), ("2020-H2", "70"), ("2020-Q2", "40"), ("2020-Q4", "35"), ("2020-01/2020-09", "95"),
        ("2020", "130"), ("2020-04/2020-09", "75"),
    ],
)  # fmt: skip
def test_halves_quarters_and_nine_months_from_any_published_mix(asked: str, value: str) -> None:
    line = [
        point("2020-Q1", "20"),
        point("2020-01/2020-06", "60"),
        point("2020-Q3", "35"),
        point("2020", "130"),
    ]
    made = derive(line, Period.parse(asked), FLOW)
    assert isinstance(made, Point)
    assert (made.period, made.value) == (asked, Decimal(value))


def test_what_was_published_is_never_recomputed() -> None:
    line = [point("2020-Q1", "20"), point("2020-Q2", "40"), point("2020-H1", "61")]
    assert derive(line, Period.parse("2020-H1"), FLOW) is line[2]


def test_grain_names_what_is_lacking() -> None:
    line = running(2020, {3: "20", 9: "95"})
    quarters, refused = at_grain(line, "quarter", FLOW)
    assert [(p.period, str(p.value)) for p in quarters] == [("2020-Q1", "20")]
    assert [(r.code, dict(r.facts)["period"]) for r in refused] == [
        ("no_coverage", "2020-Q2"), ("no_coverage", "2020-Q3"),
    ]  # fmt: skip


def test_a_missing_month_stays_missing_and_is_not_zero() -> None:
    line = running(2020, {4: "40", 5: None, 6: "60"})
    steps, _ = discretise(line, FLOW)
    assert told(steps) == [
        ("2020-01/2020-04", Decimal(40), ""), ("2020-01/2020-05", None, "no_data"),
        ("2020-05/2020-06", Decimal(20), ""),
    ]  # fmt: skip
    made = derive(line, Period.parse("2020-01/2020-05"), FLOW)
    assert isinstance(made, Refusal)
    assert made.code == "no_value"


@pytest.mark.parametrize(
    ("line", "known", "reason"),
    [
        ([point("2020-09-30", "5"), point("2020-06-30", "4")], STOCK, "stock"),
        ([point("2020", "5.1"), point("2020-H1", "5")], RATIO, "ratio"),
        ([point("2020", "5.1", season="MUA")], FLOW, "season"),
        ([point("2020", "105", measure="pct_of_plan")], FLOW, "claim"),
    ],
)
def test_what_has_no_difference_refuses_it(line: list[Point], known: object, reason: str) -> None:
    steps, refused = discretise(line, known)  # type: ignore[arg-type]
    assert steps == line
    assert [r.code for r in refused] == [reason]
    made = derive(line, Period.parse("2020-Q3"), known)  # type: ignore[arg-type]
    if reason == "stock":
        assert isinstance(made, Point)
        assert (made.value, made.method) == (5, "computed:2020-09-30")
        made = derive(line, Period.parse("2020-Q1"), STOCK)
    assert isinstance(made, Refusal)
    assert made.code == reason


def test_same_period_last_year_and_unequal_coverage() -> None:
    line = [*running(2019, {9: "90", 12: "120"}), *running(2020, {9: "99"})]
    then = same_period_last_year(line, "2020-01/2020-09", FLOW)
    assert then is line[0]
    told = change(line[2], line[0])
    assert isinstance(told, Change)
    assert (told.difference, told.percent) == (9, 10)
    refused = change(line[2], line[1])
    assert isinstance(refused, Refusal)
    assert refused.code == "unequal_coverage"
    assert "không dài như nhau" in refusal_message(refused.code, "vi", **dict(refused.facts))
    missing = same_period_last_year(line, "2019-01/2019-09", FLOW)
    assert isinstance(missing, Refusal)


def test_a_change_from_zero_has_no_percentage() -> None:
    told = change(point("2020", "9"), point("2019", "0"))
    assert isinstance(told, Change)
    assert (told.difference, told.percent) == (9, None)
    assert isinstance(change(point("2020", None), point("2019", "0")), Refusal)
    assert isinstance(change(point("2020", "9"), point("2019", "4", unit="t")), Refusal)


@pytest.mark.parametrize(
    ("later", "earlier", "said"),
    [
        ("exact", "exact", "exact"), ("over", "exact", "over"), ("exact", "over", "nearly"),
        ("at_least", "at_most", "at_least"), ("over", "at_most", "over"), ("over", "over", "about"),
        ("about", "exact", "about"), ("exact", "at_least", "at_most"),
    ],
)  # fmt: skip
def test_an_open_bound_is_never_shown_as_exact(later: str, earlier: str, said: str) -> None:
    line = [
        point("2020-01/2020-08", "10", qualifier=earlier), point("2020-01/2020-09", "30", qualifier=later),
    ]  # fmt: skip
    made = derive(line, Period.parse("2020-09"), FLOW)
    assert isinstance(made, Point)
    assert made.qualifier == said


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2020-09", "2020-08-15", "2020-09-14"), ("2020-01", "2019-12-15", "2020-01-14"),
        ("2020-Q3", "2020-06-15", "2020-09-14"), ("2020-H1", "2019-12-15", "2020-06-14"),
        ("2020-01/2020-09", "2019-12-15", "2020-09-14"), ("2020", "2019-12-15", "2020-12-14"),
        ("2020-12-31", "2020-12-31", "2020-12-31"), ("2020-MUA", "2020-01-01", "2020-12-31"),
    ],
)  # fmt: skip
def test_legal_months_run_from_the_fifteenth_to_the_fourteenth(code: str, first: str, last: str) -> None:
    assert legal_span(Period.parse(code)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("code", sentences()["refusals"])
def test_every_refusal_is_said_in_both_languages(code: str) -> None:
    facts = {name: "x" for name in ("period", "value", "now", "then", "area", "indicator", "parts", "n", "k")}
    vi, en = (refusal_message(code, lang, **facts) for lang in ("vi", "en"))
    assert vi != en
    assert "…" not in vi + en
