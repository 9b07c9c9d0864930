"""Cases: each contradiction among published figures is one card, and stays what people said it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load as load_catalogue
from etl.commands import main
from etl.model import BadChoice
from etl.pipeline import load
from etl.query import Reader
from etl.query.cases import Case, Cases
from etl.reconcile import reconcile
from etl.store import Engine, open_engine, problems, publish, undo
from etl.store.cases import CaseState, decide
from etl.store.schema import append_only

CATALOGUE = load_catalogue()
NINE = "Huyện Bắc Sơn, ngày 20/9/2021\nTrong 9 tháng đầu năm 2021, tổng diện tích gieo trồng đạt trên 9.500 ha.\n"
YEAR = "Huyện Bắc Sơn, ngày 20/12/2021\nNăm 2021, tổng diện tích gieo trồng đạt 9.250,5 ha.\n"
AGAIN = "Huyện Bắc Sơn, ngày 28/12/2021\nNăm 2021, tổng diện tích gieo trồng đạt 9.250,5 ha; trồng rừng mới 512,5 ha.\n"
MENDED = "Huyện Bắc Sơn, ngày 30/12/2021\nNăm 2021, tổng diện tích gieo trồng đạt 9.650,5 ha.\n"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")


def told(engine: Engine, folder: Path, *texts: str) -> int:
    """Publish texts as one release and judge the history."""
    fresh = []
    for n, text in enumerate(texts):
        file = folder / f"{abs(hash(text))}-{n}.txt"
        file.write_text(text, "utf-8")
        fresh.append(load(engine, file, CATALOGUE, "an").submission)
    release = publish(engine, fresh, "an")
    reconcile(engine, CATALOGUE, "an")
    return release


def falls(engine: Engine, *states: CaseState) -> list[Case]:
    found = Cases(engine).open(states=states or (CaseState.OPEN,))
    return [case for case in found if case.code == "cumulative_falls"]


def test_a_contradiction_between_reports_is_one_card_with_both_sides(engine: Engine, tmp_path: Path) -> None:
    told(engine, tmp_path, NINE, YEAR)
    (case,) = Cases(engine).open()
    assert case.code == "cumulative_falls"
    assert [side.point.words for side in case.sides] == ["9.250,5 ha", "trên 9.500 ha"]
    assert [side.dated for side in case.sides] == ["2021-12-20", "2021-09-20"]
    assert Cases(engine).count() == 1
    for side in case.sides:
        source = Reader(engine).source(side.point.observation)
        assert source is not None
        assert source.place == side.place


def test_explained_stays_explained_until_a_number_changes(engine: Engine, tmp_path: Path) -> None:
    told(engine, tmp_path, NINE, YEAR)
    (case,) = falls(engine)
    decide(engine, case.id, CaseState.EXPLAINED, "binh", "Rà soát lại vụ mùa.", owner="Phòng Nông nghiệp")
    told(engine, tmp_path, AGAIN)
    (same,) = falls(engine, CaseState.EXPLAINED)
    assert (same.id, same.said.owner, same.said.note) == (case.id, "Phòng Nông nghiệp", "Rà soát lại vụ mùa.")
    assert falls(engine) == []
    told(engine, tmp_path, MENDED)
    assert falls(engine) == []
    assert [said.state for said in Cases(engine).history(case.id)] == ["open", "explained", "fixed"]


def test_what_is_gone_is_fixed_and_what_comes_back_opens_again(engine: Engine, tmp_path: Path) -> None:
    told(engine, tmp_path, NINE)
    second = told(engine, tmp_path, YEAR)
    (case,) = falls(engine)
    later = undo(engine, second, "an")
    reconcile(engine, CATALOGUE)
    assert falls(engine) == []
    undo(engine, later, "an")
    reconcile(engine, CATALOGUE)
    assert [case.id for case in falls(engine)] == [case.id]
    assert [said.state for said in Cases(engine).history(case.id)] == ["open", "fixed", "open"]


def test_judging_changes_no_figure_and_twice_is_once(engine: Engine, tmp_path: Path) -> None:
    told(engine, tmp_path, NINE, YEAR)
    before = Reader(engine).points()
    assert reconcile(engine, CATALOGUE).opened == 0
    assert Reader(engine).points() == before
    assert list(problems(engine)) == []
    assert {"cases", "case_figure", "case_state"} <= set(append_only())


def test_a_figure_in_doubt_bears_a_mark(engine: Engine, tmp_path: Path) -> None:
    told(engine, tmp_path, NINE, YEAR, AGAIN)
    reader, cases = Reader(engine), Cases(engine)
    (case,) = falls(engine)
    assert cases.marks()[case.sides[0].point.observation] == "open"
    forest = reader.points("forest_new")
    assert forest
    assert cases.marks([point.observation for point in forest]) == {}
    assert cases.of_observations([case.sides[1].point.observation]) == [case]
    assert cases.of_report(case.sides[1].point.report) == [case]
    assert cases.case(case.id) == case


@pytest.mark.parametrize("state", [CaseState.EXPLAINED, CaseState.ACCEPTED])
def test_an_explanation_needs_words(engine: Engine, tmp_path: Path, state: CaseState) -> None:
    told(engine, tmp_path, NINE, YEAR)
    with pytest.raises(BadChoice):
        decide(engine, falls(engine)[0].id, state, "an", "  ")
    with pytest.raises(BadChoice):
        decide(engine, 999, state, "an", "x")


def test_the_command_prints_both_sides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "home"))
    for name, text in (("a.txt", NINE), ("b.txt", YEAR)):
        (tmp_path / name).write_text(text, "utf-8")
    assert main(["load", str(tmp_path / "a.txt"), "--publish"]) == 0
    assert main(["check", "--data"]) == 0
    assert main(["load", str(tmp_path / "b.txt"), "--publish"]) == 0
    capsys.readouterr()
    assert main(["check", "--data"]) == 1
    printed = capsys.readouterr().out
    assert "“9.250,5 ha”" in printed
    assert "a.txt, p2" in printed
    assert main(["check"]) == 0
