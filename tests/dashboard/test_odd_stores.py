"""Every page draws whatever a store happens to hold: only plans, only unnamed figures, no date, another district, zeros."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import pages
from dashboard.people.policies import PAGES as POLICIES
from etl.catalog import load as load_catalogue
from etl.pipeline import load
from etl.query import Reader
from etl.store import open_engine, publish
from tests.conftest import view_of

CATALOGUE = load_catalogue()
FOUND = [page for page in pages.found() if page.PAGE.path not in POLICIES]
STORES = {
    "unnamed.csv": "Biểu tổng hợp huyện Bắc Sơn\nChỉ tiêu;ĐVT;Năm 2021\nSố gì đó lạ;ha;1,5\nKhác lạ;con;12\n",
    "plans.txt": "Huyện Bắc Sơn, ngày 1/2/2021\nNăm 2021, kế hoạch trồng rừng mới 500 ha; dự toán thu ngân sách 34 tỷ đồng.",
    "claims.txt": "Huyện Bắc Sơn, ngày 1/10/2021\nTrong 9 tháng năm 2021, thu ngân sách đạt 90% dự toán; trồng rừng tăng 5% so với cùng kỳ.",
    "commune.txt": "Xã Vũ Lễ, huyện Bắc Sơn, ngày 1/10/2021\nXã Vũ Lễ đạt 15 tiêu chí nông thôn mới; hộ nghèo còn 5,5%.",
    "foreign.txt": "Huyện Lạng Giang, ngày 1/10/2021\nNăm 2021 huyện Lạng Giang trồng rừng 500 ha; 4 xã đạt chuẩn nông thôn mới.",
    "aims.txt": "Huyện Bắc Sơn, ngày 1/10/2021\nPhấn đấu đến năm 2030, tỷ lệ che phủ rừng 66%; 100% xã đạt chuẩn nông thôn mới.",
    "zeros.csv": "Biểu trồng rừng năm 2021 huyện Bắc Sơn\nXã;Trồng rừng mới (ha)\nXã Vũ Lễ;0\nXã Vũ Sơn;-\nTổng;0\n",
    "term.txt": "Huyện Bắc Sơn, ngày 1/10/2020\nGiai đoạn 2016-2020, huyện Bắc Sơn huy động 412 tỷ đồng xây dựng nông thôn mới.",
    "undated.csv": "Biểu trồng rừng năm 2021\nXã;Trồng rừng mới (ha)\nXã Vũ Lễ;10,5\nXã Vũ Sơn;20,5\n",
}  # fmt: skip
CHOICES = ({}, {"lang": "en"}, {"indicator": "poverty_rate"}, {"year": 2021}, {"boundaries": "today"}, {"area": "185"}, {"report": 1}, {"q": "rừng"})  # fmt: skip


@pytest.mark.parametrize("name", STORES)
def test_every_page_draws(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(STORES[name], "utf-8")
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    publish(engine, [load(engine, file, CATALOGUE, "an").submission], "an", catalogue=CATALOGUE)
    reader = Reader(engine).at()
    held = [source.point.observation for source in reader.of_report(1)]
    assert held
    for page in FOUND:
        for chosen in (*CHOICES, {"obs": held[0]}, {"leaves": tuple(held[:3]), "show": "computed"}):
            assert page.draw(view_of(reader, page.PAGE.path, **chosen)) is not None


def test_a_text_without_a_year_is_asked_for_it_and_not_published(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Trồng rừng đạt 500 ha. Thu ngân sách 34 tỷ đồng.", "utf-8")
    done = load(open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}"), file, CATALOGUE, "an")
    assert [found.code for found in done.draft.findings] == ["no_period"]
    assert {seen.period for seen in done.draft.observations} == {""}
