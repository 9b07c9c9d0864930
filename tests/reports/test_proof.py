"""Which mark is decimal: proved by the column or asked; never a silent power of ten."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.catalog import load
from etl.model import Cell, Evidence, Flag, Measure, Place
from etl.normalise import normalise

CATALOGUE = load()
WRITE = {
    "1.234,5": lambda v: f"{v:,f}".translate(str.maketrans(",.", ".,")),
    "1,234.5": lambda v: f"{v:,f}",
    "1234.5": lambda v: f"{v:f}",
    "1234,5": lambda v: f"{v:f}".replace(".", ","),
}


def cell(words: str, row: int, *, total: bool = False, unit: str = "ha") -> Cell:
    return Cell(
        Place("a.csv", f"{row}:2"), words, words, unit, "Trồng rừng", "forest_new", "xã Tân Lập",
        "" if total else "06352@pre2020", "2021", group="1|c1", is_total=total,
    )  # fmt: skip


numbers = st.decimals(min_value=0, max_value=99_999, places=None, allow_nan=False).map(lambda v: round(v, 3))
column = st.tuples(
    st.sampled_from(sorted(WRITE)), st.lists(st.tuples(numbers, st.integers(0, 3)), min_size=1, max_size=8)
)


@settings(max_examples=5000, deadline=None)
@given(column, st.booleans())
def test_five_thousand_columns_hold_no_silent_power_of_ten(
    told: tuple[str, list[tuple[Decimal, int]]], add: bool
) -> None:
    style, drawn = told
    values = [round(value, places) for value, places in drawn]
    cells = [cell(WRITE[style](value), n) for n, value in enumerate(values)]
    if add:
        values.append(sum(values, Decimal(0)))
        cells.append(cell(WRITE[style](values[-1]), len(cells), total=True))
    observations, _ = normalise(cells, CATALOGUE)
    for seen, true in zip(observations, values, strict=True):
        assert seen.flag is Flag.ASK or seen.value == true


def test_whole_units_prove_a_thousands_mark_and_thousands_of_them_do_not() -> None:
    (people,), _ = normalise([cell("1.234", 1, unit="người")], CATALOGUE)
    (trees,), found = normalise([cell("1.234", 1, unit="nghìn cây")], CATALOGUE)
    assert people.value == 1234
    assert trees.flag is Flag.ASK
    assert [f.code for f in found] == ["open_number"]


def share_cells(rows: list[tuple[Decimal, Decimal]], styles: tuple[str, str, str]) -> list[Cell]:
    """Plan, done and share of every row, each column written in its own style."""
    made = []
    for n, (plan, done) in enumerate(rows):
        percent = round(done * 100 / plan, 1)
        told = ((plan, Measure.PLAN, "ha"), (done, Measure.ACTUAL, "ha"), (percent, Measure.PCT_OF_PLAN, "%"))
        for at, (value, measure, unit) in enumerate(told):
            made.append(
                replace(
                    cell(WRITE[styles[at]](value), n, unit=unit), measure=measure, group=f"1|c{at}", area=f"xã {n}",
                    area_id=f"a{n}", evidence=(Evidence("row", f"xã {n}", at=f"1|r{n}"),),
                )
            )  # fmt: skip
    return made


levels = st.decimals(min_value=1, max_value=9_999, places=3, allow_nan=False)
style = st.sampled_from(sorted(WRITE))


@settings(max_examples=1000, deadline=None)
@given(
    st.lists(st.tuples(levels, st.integers(80, 120), st.integers(0, 3)), min_size=1, max_size=6),
    st.tuples(style, style, style),
)
def test_a_share_proves_its_numbers_or_leaves_them_asked(
    drawn: list[tuple[Decimal, int, int]], styles: tuple[str, str, str]
) -> None:
    rows = [(round(plan, places), round(plan * part / 100, places)) for plan, part, places in drawn]
    rows = [(plan, done) for plan, done in rows if plan]
    observations, _ = normalise(share_cells(rows, styles), CATALOGUE)
    true = [value for plan, done in rows for value in (plan, done, round(done * 100 / plan, 1))]
    for seen, value in zip(observations, true, strict=True):
        assert seen.flag is Flag.ASK or seen.value == value


def test_a_share_beside_a_plan_and_a_level_settles_both_columns() -> None:
    cells = share_cells(
        [(Decimal(4150), Decimal("4182.5")), (Decimal(1200), Decimal(870))], ("1.234,5", "1.234,5", "1.234,5")
    )
    observations, found = normalise(cells, CATALOGUE)
    assert [str(seen.value) for seen in observations if seen.measure is Measure.PLAN] == ["4150", "1200"]
    assert [f.code for f in found] == []
