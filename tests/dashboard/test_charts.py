"""Charts: plain dicts from rows and words; gaps stay gaps, labels keep apart, nothing needs the network."""

from __future__ import annotations

import itertools
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.columns import columns
from dashboard.charts.grid import place
from dashboard.charts.multiples import multiples
from dashboard.charts.ranked import ranked
from dashboard.charts.spark import spark
from dashboard.charts.spots import LINE, NAME, Level, Spot, apart, names_beside, year_ticks
from dashboard.charts.tiles import step_of, steps
from dashboard.charts.waterfall import waterfall
from dashboard.charts.years import years
from etl.catalog import load

MONTHS = [str(month) for month in range(1, 13)]


def line(*values: float | None) -> list[Spot]:
    return [Spot(at, value, "", f"/nguon?obs={at}") for at, value in enumerate(values, start=1)]


def test_a_gap_stays_a_gap() -> None:
    drawn = years({2024: line(1, None, 3)}, [], MONTHS, "vi")
    (trace,) = drawn["data"]
    assert trace["y"] == [1, None, 3]
    assert trace["connectgaps"] is False
    json.dumps(drawn)


def test_years_stand_over_months_with_range_and_plans() -> None:
    drawn = years(
        {y: line(1 + y % 5, 4, 9) for y in range(2018, 2026)}, [Level(12, "kế hoạch 12")], MONTHS, "vi"
    )
    assert drawn["data"][1]["fill"] == "tonexty"
    assert len(drawn["data"]) == 2 + 5
    assert [a["text"] for a in drawn["layout"]["annotations"]][-1] == "kế hoạch 12"
    assert drawn["layout"]["yaxis"]["range"][1] > 12
    assert drawn["layout"]["separators"] == ",."


def test_a_figure_that_is_not_exact_is_drawn_open() -> None:
    told = [Spot(1, 5.0, "trên 5", "", is_exact=False), Spot(2, 6.0, "6")]
    assert years({2024: told}, [], MONTHS, "vi")["data"][0]["marker"]["symbol"] == ["circle-open", "circle"]
    assert columns(told, ["5", "6"], [], [], "vi")["data"][0]["marker"]["line"]["width"] == [1.5, 0]


def test_every_point_of_a_chart_leads_to_its_source() -> None:
    spots = line(3, 2, 1)
    for drawn in (
        years({2024: spots}, [], MONTHS, "vi"),
        columns(spots, ["", "", ""], [], [], "vi"),
        ranked(spots, ["", "", ""], "", None, "vi"),
    ):
        assert drawn["data"][0]["customdata"] == ["/nguon?obs=1", "/nguon?obs=2", "/nguon?obs=3"]


def test_small_multiples_state_their_range() -> None:
    drawn = multiples({name: line(1, 50, 3) for name in "abcde"}, [], 3, "vi")
    ranges = [told["range"] for name, told in drawn["layout"].items() if name.startswith("yaxis")]
    assert len(ranges) == 5
    assert all(low <= 0 and high >= 50 for low, high in ranges)


@given(st.lists(st.floats(-1e6, 1e6), max_size=12), st.floats(0.1, 1e4))
def test_labels_stand_apart_in_their_order(values: list[float], gap: float) -> None:
    moved = apart(values, gap)
    ordered = [moved[at] for at in sorted(range(len(values)), key=lambda at: values[at])]
    assert all(b - a >= gap * 0.999 - 1e-6 for a, b in itertools.pairwise(ordered))


def test_tiles_never_share_a_place_and_keep_north_up() -> None:
    areas = load().areas
    for year in (2019, 2020, 2026):
        at = {unit.id: unit.at for unit in areas.communes(areas.home, date(year, 1, 1)) if unit.at}
        found = place(at)
        assert len(set(found.values())) == len(at)
    now = {unit.id: unit.at for unit in areas.communes(areas.home, date(2025, 12, 1)) if unit.at}
    found = place(now)
    north, south = max(now, key=lambda one: now[one][1]), min(now, key=lambda one: now[one][1])
    assert found[north][0] < found[south][0]


def test_steps_cover_from_the_least_to_the_most() -> None:
    bounds = steps([0.0, 10.0])
    assert [step_of(value, bounds) for value in (0.0, 2.5, 5.0, 7.0, 10.0)] == [0, 1, 2, 3, 4]
    assert step_of(7.0, steps([7.0, 7.0])) == 0


def test_a_long_name_stands_in_lines_of_like_length_that_no_neighbour_touches() -> None:
    names = [
        "Chi y tế",
        "Chi các nhiệm vụ, chính sách khác từ nguồn bổ sung có mục tiêu",
        "Chi phát thanh, truyền hình",
    ]
    ticks, row = names_beside(names, 20)
    lines = [name.split("<br>") for name in ticks["ticktext"]]
    assert [" ".join(told) for told in lines] == names == ticks["tickvals"]
    assert max(len(line) for told in lines for line in told) <= NAME
    assert len(lines[2]) == 2
    assert min(map(len, lines[2])) > 8
    assert row >= LINE * (len(lines[1]) + len(lines[2])) / 2


def test_a_waterfall_reaches_from_its_lowest_to_its_highest_level() -> None:
    start, end = ("đầu", Decimal(10), "10", ""), ("cuối", Decimal(2), "2", "")
    parts = [("thêm", Decimal(5), "5", ""), ("chi", Decimal(-13), "-13", "")]
    drawn = waterfall(start, parts, end, "vi", ["mười", "năm", "mười ba", "hai"])
    assert drawn["layout"]["xaxis"]["range"] == [0, 15]
    assert [a["text"] for a in drawn["layout"]["annotations"]] == ["mười", "năm", "mười ba", "hai"]


def test_years_too_many_for_a_phone_are_named_every_other_with_the_last() -> None:
    assert year_ticks(range(2018, 2026), 6)["tickvals"] == [2019, 2021, 2023, 2025]
    assert year_ticks(range(2018, 2026))["tickvals"] == list(range(2018, 2026))


def test_a_waterfall_that_does_not_add_up_is_refused() -> None:
    start, end = ("đầu", Decimal(10), "10", ""), ("cuối", Decimal(7), "7", "")
    assert waterfall(start, [("chi", Decimal(-3), "-3", "")], end, "vi")["data"]
    with pytest.raises(ValueError, match="add up"):
        waterfall(start, [("chi", Decimal(-2), "-2", "")], end, "vi")


def test_a_spark_breaks_at_a_gap_and_needs_two_figures() -> None:
    assert spark([[1.0, None, 2.0, 3.0]]).count("M") == 2
    assert spark([[None, 1.0]]) == ""
