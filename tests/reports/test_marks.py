"""A sign without a number means what the catalogue says it means, in whatever file it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load
from etl.pipeline import draft

CATALOGUE = load()
TABLE = """Phòng Nông nghiệp huyện Bắc Sơn;;
Diện tích gieo trồng năm 2021;;
TT;Tên xã;Diện tích gieo trồng (ha)
1;Xã Tân Lập;12,5
2;Xã Vũ Lễ;{}
3;Xã Tân Tri;7,5
"""


@pytest.mark.parametrize(("sign", "mark"), sorted(CATALOGUE.marks.items()))
def test_a_sign_is_the_mark_of_the_catalogue(sign: str, mark: str, tmp_path: Path) -> None:
    file = tmp_path / "xa.csv"
    file.write_text(TABLE.format(sign), encoding="utf-8")
    assert [one.missing for one in draft(file, CATALOGUE).observations] == ["", mark, ""]
