"""What the newest release changed, on the first page: everything of a first report, and never the worked out values alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.components.changes import MOST, changes
from dashboard.components.figure import said
from dashboard.text import NBSP
from etl.catalog import load as load_catalogue
from etl.pipeline import load
from etl.query import Reader
from etl.reconcile import imply
from etl.store import Engine, open_engine, publish
from tests.conftest import view_of

CATALOGUE = load_catalogue()
FIRST = (
    "Huyện Bắc Sơn, ngày 20/12/2021\n"
    "Năm 2021, trồng rừng mới đạt 606,5 ha, bằng 110,3% kế hoạch; xã Chiến Thắng đạt 14 tiêu chí nông thôn mới.\n"
)
SECOND = "Huyện Bắc Sơn, ngày 15/1/2022\nNăm 2021, trồng rừng mới đạt 610 ha.\n"
COMMUNES = (
    "Huyện Bắc Sơn, ngày 20/12/2022\n"
    "Năm 2022, xã Chiến Thắng đạt 15 tiêu chí nông thôn mới, xã Vũ Lễ đạt 16 tiêu chí nông thôn mới.\n"
)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")


def release(engine: Engine, folder: Path, text: str) -> int:
    file = folder / f"{len(list(folder.glob('*.txt')))}.txt"
    file.write_text(text, "utf-8")
    return publish(engine, [load(engine, file, CATALOGUE, "an").submission], "an")


def shown(engine: Engine) -> str:
    return said(changes(view_of(Reader(engine).at(), "/"))).replace(NBSP, " ")


def test_a_first_report_is_told_whole(engine: Engine, tmp_path: Path) -> None:
    release(engine, tmp_path, FIRST)
    words = shown(engine)
    assert "Rừng trồng mới, năm 2021: mới có, 606,5 ha" in words
    assert "xã Chiến Thắng, năm 2021: mới có, 14 tiêu chí" in words


def test_a_correction_shows_both_values(engine: Engine, tmp_path: Path) -> None:
    release(engine, tmp_path, FIRST)
    release(engine, tmp_path, SECOND)
    assert "Rừng trồng mới, năm 2021: 606,5 ha nay là 610 ha" in shown(engine)


def test_the_same_of_several_communes_is_one_line(engine: Engine, tmp_path: Path) -> None:
    release(engine, tmp_path, FIRST)
    release(engine, tmp_path, COMMUNES)
    words = shown(engine)
    assert "năm 2022: mới có ở 2 xã" in words
    assert "606,5" not in words


def test_what_is_new_of_several_communes_names_the_highest_and_the_lowest(
    engine: Engine, tmp_path: Path
) -> None:
    release(engine, tmp_path, FIRST)
    release(engine, tmp_path, COMMUNES)
    assert "mới có ở 2 xã; cao nhất xã Vũ Lễ 16 tiêu chí, thấp nhất xã Chiến Thắng 15 tiêu chí" in shown(
        engine
    )


def test_several_periods_of_one_indicator_are_one_line(engine: Engine, tmp_path: Path) -> None:
    release(engine, tmp_path, FIRST)
    release(
        engine,
        tmp_path,
        COMMUNES + COMMUNES.partition("\n")[2].replace("2022", "2021").replace("Chiến Thắng", "Nhất Hòa"),
    )
    words = shown(engine)
    assert words.count("mới có ở 2 xã") == 1
    assert "thêm 1 kỳ khác" in words


def test_worked_out_values_do_not_hide_the_report_they_follow(engine: Engine, tmp_path: Path) -> None:
    release(engine, tmp_path, FIRST)
    assert imply(engine, CATALOGUE, "an") == 2
    words = shown(engine)
    assert "đợt công bố 1," in words
    assert "606,5 ha" in words


def test_a_long_list_is_cut_and_counted(engine: Engine, tmp_path: Path) -> None:
    years = range(2000, 2000 + MOST + 3)
    told = "\n".join(f"Năm {year}, trồng rừng mới đạt {year - 1500} ha." for year in years)
    release(engine, tmp_path, f"Huyện Bắc Sơn, ngày 20/12/2021\n{told}\n")
    words = shown(engine)
    assert words.count("Rừng trồng mới") == MOST
    assert "và 3 thay đổi khác" in words


def test_only_periods_decided_about_since_then_are_compared(engine: Engine, tmp_path: Path) -> None:
    first = release(engine, tmp_path, FIRST)
    second = release(engine, tmp_path, COMMUNES)
    reader = Reader(engine)
    assert reader.touched(first) == ["2022"]
    assert reader.at(first).touched(first) == reader.touched(second) == []
    assert reader.touched(0) == ["2021", "2022"]


def test_indicators_are_told_apart_by_whose_values_they_have(engine: Engine, tmp_path: Path) -> None:
    release(engine, tmp_path, FIRST)
    reader = Reader(engine)
    told = reader.indicators()
    of_district = set(reader.indicators([CATALOGUE.areas.home]))
    of_communes = set(
        reader.indicators(sorted(CATALOGUE.areas.members(CATALOGUE.areas.home) - {CATALOGUE.areas.home}))
    )
    assert "ntm_criteria_met" in of_communes - of_district
    assert of_district - of_communes
    assert of_district | of_communes == set(told)
