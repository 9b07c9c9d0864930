"""Every entry of the catalogue is whole: one entry is enough, half an entry is not."""

from datetime import date

import pytest

from etl import catalog
from etl.catalog import Ambiguous, Area, Unknown

CATALOGUE = catalog.load()


@pytest.mark.parametrize("code", CATALOGUE.indicators)
def test_indicator_is_whole(code: str) -> None:
    known = CATALOGUE.indicators[code]
    assert set(known.name) == {"vi", "en"}
    assert all(known.name.values())
    assert known.unit in CATALOGUE.units
    assert known.nature in {"flow", "stock", "ratio"}
    assert not known.part_of or known.part_of in CATALOGUE.indicators


@pytest.mark.parametrize(("day", "count"), [("2019-06-01", 20), ("2021-06-01", 18), ("2025-08-01", 6)])
def test_the_district_keeps_its_ground_through_both_mergers(day: str, count: int) -> None:
    communes = CATALOGUE.areas.communes(CATALOGUE.areas.home, date.fromisoformat(day))
    assert len(communes) == count


def test_one_name_four_units() -> None:
    find = CATALOGUE.areas.find
    assert isinstance(find("xã Bắc Sơn", date(2019, 1, 1)), Area)
    assert isinstance(find("Bắc Sơn", date(2021, 1, 1)), Ambiguous)
    assert isinstance(find("xã Tân Lạp", date(2021, 1, 1)), Unknown)
