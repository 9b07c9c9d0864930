"""What the fuzzer found, kept: inputs that once broke a reader are read or refused; and the fuzzer itself runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load
from etl.model import Flag
from etl.pipeline import draft
from tests.fuzz import TARGETS
from tests.fuzz.takes import seeds, target

CATALOGUE = load()


@pytest.mark.parametrize("kind", TARGETS)
def test_every_target_takes_its_own_seeds(kind: str) -> None:
    known = seeds(kind)
    assert known
    for data in known[:3]:
        target(kind)(data)


@pytest.mark.parametrize(
    ("year", "period"), [("2022", "2022"), ("Năm 2022", "2022"), ("5", ""), ("20225", ""), ("x", "")]
)
def test_a_year_that_is_none_is_asked(tmp_path: Path, year: str, period: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        f"Số liệu năm 2021\nNăm;Xã;Chỉ tiêu;ĐVT;Loại số liệu;Giá trị\n{year};Xã Vũ Lễ;Đàn lợn;con;Thực hiện;255\n",
        "utf-8",
    )
    (one,) = draft(file, CATALOGUE).observations
    assert (one.period, one.flag is Flag.ASK) == (period, not period)
