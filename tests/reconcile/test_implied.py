"""Values nobody told: an interval with its inputs, published like a report, gone when the real one arrives."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load as load_catalogue
from etl.commands import main
from etl.pipeline import load
from etl.query import Point, Reader
from etl.reconcile import after_release, foreseen, imply
from etl.store import Engine, open_engine, problems, publish

CATALOGUE = load_catalogue()
YEAR = "Huyện Bắc Sơn, ngày 20/12/2021\nNăm 2021, trồng rừng mới đạt 606,5 ha, bằng 110,3% kế hoạch.\n"
HALF = "Huyện Bắc Sơn, ngày 20/6/2021\nTrong 6 tháng đầu năm 2021, trồng rừng mới đạt 330 ha, bằng 60% kế hoạch.\n"
WIDER = "Huyện Bắc Sơn, ngày 20/10/2021\nTrong 9 tháng đầu năm 2021, trồng rừng mới đạt 550,1 ha, bằng 100% kế hoạch.\n"
PLAN = "Huyện Bắc Sơn, ngày 10/1/2021\nNăm 2021, kế hoạch trồng rừng mới 550 ha.\n"
OTHER_PLAN = "Huyện Bắc Sơn, ngày 10/1/2021\nNăm 2021, kế hoạch trồng rừng mới 520 ha.\n"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")


def staged(engine: Engine, folder: Path, text: str) -> int:
    file = folder / f"{len(list(folder.glob('*.txt')))}.txt"
    file.write_text(text, "utf-8")
    return load(engine, file, CATALOGUE, "an").submission


def plans(engine: Engine, as_of: int | None = None) -> list[Point]:
    return Reader(engine).points("forest_new", measures=["plan"], as_of=as_of)


def test_claims_meet_in_an_interval_with_its_inputs(engine: Engine, tmp_path: Path) -> None:
    publish(engine, [staged(engine, tmp_path, YEAR), staged(engine, tmp_path, HALF)], "an")
    assert imply(engine, CATALOGUE, "an") == 2
    (plan,) = plans(engine)
    assert (plan.period, plan.maturity, plan.qualifier, plan.method) == (
        "2021",
        "implied",
        "about",
        "implied",
    )
    assert plan.words == "từ 549,56 đến 550,16 ha"
    source = Reader(engine).source(plan.observation)
    assert source is not None
    assert source.text[source.start : source.end] == plan.words
    assert "“606,5 ha”" in source.text
    assert "“60%”" in source.text
    assert imply(engine, CATALOGUE, "an") is None
    assert list(problems(engine)) == []


def test_the_real_value_takes_its_place_and_history_keeps_both(engine: Engine, tmp_path: Path) -> None:
    publish(engine, [staged(engine, tmp_path, YEAR)], "an")
    first = imply(engine, CATALOGUE, "an")
    publish(engine, [staged(engine, tmp_path, PLAN)], "an")
    after_release(engine, CATALOGUE, "an")
    (plan,) = plans(engine)
    assert (str(plan.value), plan.maturity) == ("550", "estimate")
    (then,) = plans(engine, as_of=first)
    assert then.maturity == "implied"
    assert list(problems(engine)) == []


def test_what_is_implied_anew_replaces_the_old_in_one_release(engine: Engine, tmp_path: Path) -> None:
    publish(engine, [staged(engine, tmp_path, WIDER)], "an")
    assert imply(engine, CATALOGUE, "an") == 2
    wide = plans(engine)
    publish(engine, [staged(engine, tmp_path, YEAR)], "an")
    assert imply(engine, CATALOGUE, "an") == 4
    (narrow,) = plans(engine)
    assert [plan.words for plan in wide] != [narrow.words]
    assert Reader(engine).releases()[0].id == 4
    assert [one.id for one in Reader(engine).told_releases()] == [3, 1]
    assert list(problems(engine)) == []


def test_claims_that_contradict_each_other_imply_nothing(engine: Engine, tmp_path: Path) -> None:
    publish(
        engine, [staged(engine, tmp_path, YEAR), staged(engine, tmp_path, HALF.replace("60%", "80%"))], "an"
    )
    assert imply(engine, CATALOGUE, "an") is None
    assert plans(engine) == []


def test_a_slip_is_told_before_it_is_published(engine: Engine, tmp_path: Path) -> None:
    publish(engine, [staged(engine, tmp_path, YEAR)], "an")
    right, wrong = staged(engine, tmp_path, PLAN), staged(engine, tmp_path, OTHER_PLAN)
    assert foreseen(engine, CATALOGUE, right) == []
    (card,) = Reader(engine).cases.foreseen(foreseen(engine, CATALOGUE, wrong))
    assert card.code == "plans_apart"
    assert {side.point.words for side in card.sides} == {"520 ha", "606,5 ha", "110,3%"}


def test_the_command_says_what_it_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "home"))
    (tmp_path / "a.txt").write_text(YEAR, "utf-8")
    assert main(["load", str(tmp_path / "a.txt"), "--publish"]) == 0
    assert main(["imply"]) == 0
    assert "đợt 2" in capsys.readouterr().out
    assert main(["imply"]) == 0
    assert "không có gì thay đổi" in capsys.readouterr().out
