"""A figure of a season is the season's, booked to its harvest year; a total of the report's own period has none."""

from pathlib import Path

import pytest

from etl.catalog import load
from etl.pipeline import draft

HEAD = "UBND HUYỆN VĂN QUAN\nVăn Quan, ngày 20/9/2022\n\nKết quả sản xuất 9 tháng đầu năm 2022\n\n"
YEAR, RUNNING = "2022", "2022-01/2022-09"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Vụ đông xuân gieo trồng 3.120 ha, năng suất lúa đạt 55 tạ/ha.", [("đông xuân", YEAR), ("đông xuân", YEAR)]),
        ("Diện tích lúa mùa 1.250 ha; ngô 480 ha.", [("mùa", YEAR), ("", RUNNING)]),
        ("Vụ đông xuân cấy 900 ha lúa. Sản lượng lương thực có hạt đạt 17.650 tấn.", [("đông xuân", YEAR), ("", RUNNING)]),
        ("Vụ xuân cấy 900 ha lúa. Tổng diện tích gieo trồng cả năm đạt 5.000 ha.", [("đông xuân", YEAR), ("", YEAR)]),
        ("Gieo trồng vụ đông được 159 ha; trồng rừng mới 40 ha.", [("đông", YEAR), ("", RUNNING)]),
    ],
)  # fmt: skip
def test_the_season_that_is_told_holds(tmp_path: Path, words: str, expected: list[tuple[str, str]]) -> None:
    file = tmp_path / "bao-cao.txt"
    file.write_text(HEAD + words + "\n", "utf-8")
    seen = [(one.season, one.period) for one in draft(file, load()).observations]
    assert seen == expected
