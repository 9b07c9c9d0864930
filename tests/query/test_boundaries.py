"""Boundaries: totals equal to the last decimal in every view, sources untouched, ratios never averaged, gaps that say why."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from etl.catalog import Areas, load
from etl.catalog.areas import build
from etl.model import BadChoice, CatalogueError
from etl.query import Point
from etl.query.boundaries import Redrawing, view_day
from etl.query.coverage import Share, add_up, state_of
from etl.words.messages import note_message, sentences
from tests.query.make import point

CATALOGUE = load()
KNOWN = CATALOGUE.indicators
TODAY = date(2026, 1, 1)


def chain(rng: random.Random) -> Areas:
    """A district of some communes and a random history of mergers, splits, renamings and rearrangements."""
    entry = {"code": "1", "level": "commune", "name": "x", "parent": "d"}
    base = {"home": "d", "areas": {"d": {"code": "d", "level": "district", "name": "D"}}}
    alive = [f"u{i}" for i in range(rng.randint(2, 8))]
    base["areas"] |= {unit: entry for unit in alive}  # type: ignore[operator]
    changes: list[dict[str, Any]] = []
    for number in range(rng.randint(1, 5)):
        olds = rng.sample(alive, min(len(alive), rng.randint(1, 3)))
        news = [f"c{number}.{i}" for i in range(rng.choice((1, 1, 1, 2, 3)))]
        day = f"{2011 + number * 3}-{rng.choice(('01-01', '07-01'))}"
        change: dict[str, Any] = {
            "date": day, "kind": "any", "act": "x", "from": olds, "into": dict.fromkeys(news, entry),
        }  # fmt: skip
        if len(news) > 1:
            change["shares"] = {old: shares(rng, news) for old in olds}
        changes.append(change)
        alive = [*(unit for unit in alive if unit not in olds), *news]
    return build(base, changes)


def shares(rng: random.Random, news: list[str]) -> dict[str, str]:
    cuts = sorted(Decimal(rng.randint(1, 99)) / 100 for _ in news[1:])
    edges = [Decimal(0), *cuts, Decimal(1)]
    return {new: str(high - low) for new, low, high in zip(news, edges, edges[1:], strict=False)}


def history(rng: random.Random, areas: Areas) -> list[Point]:
    return [
        point(f"{year}", str(Decimal(rng.randrange(10**8)).scaleb(-rng.randrange(5))), area=unit.id)
        for year in range(2009, 2027)
        for unit in areas.communes("d", date(year, 12, 31))
    ]


def totals(points: list[Point]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for one in points:
        found[one.period] = found.get(one.period, Decimal(0)) + (one.value or 0)
    return found


def test_district_totals_are_equal_in_all_views_of_a_thousand_merger_chains() -> None:
    rng = random.Random(1672)
    for _ in range(1000):
        areas = chain(rng)
        points = history(rng, areas)
        before = repr(points)
        reported = totals(points)
        drawing = Redrawing.of(areas, KNOWN, points)
        for day in (TODAY, date(rng.randint(2009, 2025), 12, 31)):
            drawn = drawing.redraw(["planted_area"], day)
            assert totals(drawn) == reported
            assert all(p.note == "kept" or areas[p.area].exists_on(day) for p in drawn)
        for fact in drawing.facts:
            total = drawing.total(fact, "d")
            assert total
            assert (total.value, total.lacking) == (reported[fact[1]], (0, 0))
        assert repr(points) == before


def drawn(points: list[Point], day: date, code: str = "planted_area") -> dict[str, Point]:
    drawing = Redrawing.of(CATALOGUE.areas, KNOWN, points)
    return {made.area: made for made in drawing.redraw([code], day)}


def test_merged_communes_add_and_say_who_is_missing() -> None:
    parts = [point("2019", "10.5", area="06325@pre2020"), point("2019", "4", area="06346@pre2020")]
    town = drawn(parts, date(2021, 1, 1))["06325@2020"]
    assert (town.value, town.lacking) == (Decimal("14.5"), (0, 0))
    assert town.method == "computed:06325@pre2020 + 06346@pre2020"
    assert town.leaves == tuple(p.observation for p in parts)
    commune = drawn(parts, date(2026, 1, 1))["06325@2025"]
    assert (commune.value, commune.lacking) == (Decimal("14.5"), (3, 5))


def test_a_merged_figure_is_never_split_again() -> None:
    found = drawn([point("2021", "14.5", area="06325@2020")], date(2019, 12, 31))
    assert {a: (p.value, p.note) for a, p in found.items()} == {
        "06325@pre2020": (None, "not_split"),
        "06346@pre2020": (None, "not_split"),
        "06325@2020": (Decimal("14.5"), "kept"),
    }


def test_a_unit_that_did_not_change_keeps_its_observation() -> None:
    one = point("2019", "3", area="06328@pre2020")
    assert drawn([one], date(2021, 1, 1)) == {"06328@pre2020": one}


def test_what_the_new_unit_said_itself_comes_before_its_parts() -> None:
    own = point("2025", "90", area="06325@2025")
    parts = [point("2025", "40", area="06325@2020"), point("2025", "49", area="06343@2020")]
    assert drawn([own, *parts], TODAY) == {"06325@2025": own}


def ratio(area: str, rate: str | None, poor: str, all_: str | None) -> list[Point]:
    made = [point("2024", rate, indicator="poverty_rate", unit="%", area=area)]
    made.append(point("2024", poor, indicator="poor_households", unit="households", area=area))
    if all_:
        made.append(point("2024", all_, indicator="households", unit="households", area=area))
    return made


def test_ratios_are_recomputed_and_never_averaged() -> None:
    parts = [
        *ratio("06349@pre2020", "10", "100", "1000"), *ratio("06370@pre2020", "50", "50", "100"),
    ]  # fmt: skip
    made = drawn(parts, TODAY, "poverty_rate")["06349@2025"]
    assert (made.value, made.unit, made.note) == (Decimal("13.6363636364"), "%", "recomputed")
    assert set(made.leaves) == {p.observation for p in parts}
    lacking = [*ratio("06349@pre2020", "10", "100", "1000"), *ratio("06370@pre2020", "50", "50", None)]
    gap = drawn(lacking, TODAY, "poverty_rate")["06349@2025"]
    assert (gap.value, gap.missing, gap.note) == (None, "no_data", "no_parts")


def test_a_mean_weighs_its_parts() -> None:
    def mean(area: str, income: str, people: str) -> list[Point]:
        return [
            point("2024", income, indicator="income_per_capita", unit="VND", area=area),
            point("2024", people, indicator="population", unit="people", area=area),
        ]

    parts = [*mean("06349@pre2020", "30", "1000"), *mean("06370@pre2020", "60", "500")]
    made = drawn(parts, TODAY, "income_per_capita")["06349@2025"]
    assert (made.value, made.note) == (40, "recomputed")


def test_a_merged_unit_holds_the_lowest_status_of_its_parts() -> None:
    def status(area: str, rank: str | None) -> Point:
        return point("2024", rank, indicator="ntm_status", unit="status", area=area)

    made = drawn([status("06349@pre2020", "2"), status("06370@pre2020", "0")], TODAY, "ntm_status")
    assert (made["06349@2025"].value, made["06349@2025"].note) == (0, "lowest")
    made = drawn([status("06349@pre2020", "2")], TODAY, "ntm_status")
    assert (made["06349@2025"].value, made["06349@2025"].note) == (None, "lacking")
    assert made["06349@2025"].lacking == (1, 2)


@pytest.mark.parametrize("more", [{"indicator": "ntm_criteria_met"}, {"measure": "pct_of_plan"}])
def test_what_has_no_rule_is_a_gap_with_a_note(more: dict[str, str]) -> None:
    parts = [point("2024", "9", area=area, **more) for area in ("06349@pre2020", "06370@pre2020")]
    gap = drawn(parts, TODAY, parts[0].indicator)["06349@2025"]
    assert (gap.value, gap.note) == (None, "no_rule")


def test_a_divided_commune_is_shared_out_as_an_estimate() -> None:
    entry = {"code": "1", "level": "commune", "name": "x", "parent": "d"}
    base = {"home": "d", "areas": {"d": {"code": "d", "level": "district", "name": "D"}, "a": entry}}
    change = {
        "date": "2020-01-01",
        "kind": "split",
        "act": "x",
        "from": ["a"],
        "into": {"b": entry, "c": entry},
    }
    areas = build(base, [change | {"shares": {"a": {"b": "0.6", "c": "0.4"}}}])
    made = Redrawing.of(areas, KNOWN, [point("2019", "10", area="a")]).redraw(["planted_area"], TODAY)
    assert [(p.area, p.value, p.maturity, p.note, p.method) for p in made] == [
        ("b", 6, "estimate", "divided", "computed:0.6×a"), ("c", 4, "estimate", "divided", "computed:0.4×a"),
    ]  # fmt: skip
    back = [point("2021", "6", area="b"), point("2021", "4.5", area="c")]
    (whole,) = Redrawing.of(areas, KNOWN, back).redraw(["planted_area"], date(2019, 1, 1))
    assert (whole.area, whole.value, whole.maturity) == ("a", Decimal("10.5"), "final")
    with pytest.raises(CatalogueError):
        build(base, [change])


def test_the_former_district_lives_on_as_the_sum_of_its_six_communes() -> None:
    communes = CATALOGUE.areas.communes("185", date(2025, 12, 31))
    said = [point("2025-Q4", "7", area=unit.id) for unit in communes[:4]]
    drawing = Redrawing.of(CATALOGUE.areas, KNOWN, said)
    total = drawing.total(next(iter(drawing.facts)), "185")
    assert total
    assert (total.area, total.value, total.lacking) == ("185", 28, (2, 6))


ZERO, SEVEN = point("2020", "0"), point("2020", "7")
MARK = {
    name: point("2020", None, missing=name)
    for name in ("dash", "blank", "no_data", "error", "not_applicable")
}


@pytest.mark.parametrize(
    ("first", "second", "value", "missing", "lacking"),
    [
        (SEVEN, ZERO, 7, "", (0, 0)),
        (ZERO, ZERO, 0, "", (0, 0)),
        (SEVEN, MARK["dash"], 7, "", (0, 0)),
        (SEVEN, MARK["not_applicable"], 7, "", (0, 0)),
        (SEVEN, MARK["blank"], 7, "", (1, 2)),
        (SEVEN, MARK["no_data"], 7, "", (1, 2)),
        (SEVEN, MARK["error"], 7, "", (1, 2)),
        (SEVEN, None, 7, "", (1, 2)),
        (MARK["dash"], MARK["dash"], None, "dash", (0, 0)),
        (MARK["not_applicable"], MARK["not_applicable"], None, "not_applicable", (0, 0)),
        (MARK["dash"], MARK["not_applicable"], None, "dash", (0, 0)),
        (MARK["no_data"], MARK["dash"], None, "no_data", (1, 2)),
        (MARK["no_data"], MARK["not_applicable"], None, "no_data", (1, 1)),
        (MARK["blank"], None, None, "no_data", (2, 2)),
    ],
)  # fmt: skip
def test_zero_missing_and_not_applicable_are_kept_apart_in_a_sum(
    first: Point | None, second: Point | None, value: int | None, missing: str, lacking: tuple[int, int]
) -> None:
    made = add_up([Share("a", Decimal(1), first), Share("b", Decimal(1), second)], "t")
    assert made
    assert (made.value, made.missing, made.lacking) == (value, missing, lacking)


def test_a_sum_of_nothing_said_is_nothing() -> None:
    assert add_up([Share("a", Decimal(1), None)], "t") is None


def test_not_due_is_a_state_of_its_own() -> None:
    assert state_of(None, "2020-Q4", date(2020, 12, 30)) == "not_due"
    assert state_of(None, "2020-Q4", date(2021, 1, 1)) == "missing"
    assert state_of(ZERO) == "value"
    assert [state_of(MARK[m]) for m in ("dash", "not_applicable", "blank")] == [
        "dash",
        "not_applicable",
        "missing",
    ]


def test_a_view_is_as_reported_today_or_a_year() -> None:
    assert view_day("as-reported", TODAY) is None
    assert view_day("today", TODAY) == TODAY
    assert view_day("2021", TODAY) == date(2021, 12, 31)
    with pytest.raises(BadChoice):
        view_day("hôm qua", TODAY)


@pytest.mark.parametrize("code", sentences()["notes"])
def test_every_note_is_said_in_both_languages(code: str) -> None:
    vi, en = (note_message(code, lang, k=1, n=6) for lang in ("vi", "en"))
    assert vi != en
    assert "…" not in vi + en
