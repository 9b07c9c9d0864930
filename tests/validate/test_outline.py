"""Sums told by a table's shape: a row against the rows below it, a running total against its months."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.model import Finding
from etl.pipeline import draft
from tests.validate.made import CATALOGUE

TITLE = "UBND HUYỆN BẮC SƠN\nTHU NGÂN SÁCH 3 THÁNG ĐẦU NĂM 2023\n(ĐVT: triệu đồng)\n"
MONTHS = "TT;Nội dung;Tháng 1;Tháng 2;Tháng 3;Lũy kế 3 tháng\n"
PLANS = "TT;Nội dung;Dự toán năm 2023;Thực hiện 3 tháng\n"


def found(folder: Path, words: str, code: str) -> list[Finding]:
    file = folder / "a.csv"
    file.write_text(TITLE + words, "utf-8")
    return [finding for finding in draft(file, CATALOGUE).findings if finding.code == code]


@pytest.mark.parametrize(("typed", "places"), [("60,5", []), ("160,5", ["6:6"])])
def test_months_add_up_to_the_running_total_where_other_rows_do(
    tmp_path: Path, typed: str, places: list[str]
) -> None:
    rows = f"1;Lệ phí trước bạ;10,5;20,0;30,0;60,5\n2;Phí, lệ phí;10,5;20,0;30,0;{typed}\n3;Thu tiền sử dụng đất;-;5,5;;5,5\n4;Thuế thu nhập cá nhân;1,5;2,0;3,0;6,5\n"
    told = found(tmp_path, MONTHS + rows, "months_mismatch")
    assert [finding.place.at for finding in told] == places


def test_running_totals_that_never_are_the_sum_say_nothing(tmp_path: Path) -> None:
    rows = "1;Lệ phí trước bạ;10,5;20,0;30,0;70,5\n2;Phí, lệ phí;10,5;20,0;30,0;80,5\n"
    assert not found(tmp_path, MONTHS + rows, "months_mismatch")


@pytest.mark.parametrize(("typed", "places"), [("35,5", []), ("53,5", ["5:4"])])
def test_a_row_is_the_sum_of_the_rows_below_it_where_another_column_says_so(
    tmp_path: Path, typed: str, places: list[str]
) -> None:
    rows = f"I;Các khoản thu về nhà, đất;100,5;{typed}\n1;Thu tiền sử dụng đất;60,5;20,5\n2;Tiền cho thuê đất;40,0;15,0\n"
    told = found(tmp_path, PLANS + rows, "rows_below_mismatch")
    assert [finding.place.at for finding in told] == places


def test_rows_below_that_are_only_some_of_it_say_nothing(tmp_path: Path) -> None:
    rows = "I;Thu nội địa;100,5;53,5\n;Trong đó:;;\n;Thu tiền sử dụng đất;60,5;20,5\n;Tiền cho thuê đất;20,0;15,0\n"
    assert not found(tmp_path, PLANS + rows, "rows_below_mismatch")
