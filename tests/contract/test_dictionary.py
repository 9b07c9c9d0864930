"""The data dictionary is printed from the catalogue and committed as printed."""

from pathlib import Path

from etl.catalog import load
from etl.commands.dictionary import render

ROOT = Path(__file__).parents[2]


def test_the_dictionary_is_fresh() -> None:
    committed = (ROOT / "data" / "README.md").read_text("utf-8")
    assert committed == render(load()), "run: chitieu dictionary > data/README.md"


def test_every_indicator_stands_in_it() -> None:
    told = render(load())
    assert all(f"`{code}`" in told for code in load().indicators)
