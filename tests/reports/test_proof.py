"""Which mark is decimal: proved by the column or asked; never a silent power of ten."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.catalog import load
from etl.model import Cell, Flag, Place
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
