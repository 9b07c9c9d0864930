"""What publishing would newly contradict is told of a draft nobody stored yet, exactly as of one that is staged."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.catalog import load as load_catalogue
from etl.model import Draft
from etl.pipeline import draft, load
from etl.query import Cases
from etl.reconcile import foreseen, foreseen_of, reconcile
from etl.reconcile.history import history
from etl.store import Engine, open_engine, publish, withdraw
from etl.store.cases import CaseState, Found, decide
from tests.conftest import REPORTS
from tests.reconcile.test_cases import AGAIN, MENDED, NINE, YEAR

CATALOGUE = load_catalogue()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A store in which the nine months are published."""
    made = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    publish(made, [load(made, told(tmp_path, NINE), CATALOGUE, "an").submission], "an")
    reconcile(made, CATALOGUE, "an")
    return made


def told(folder: Path, text: str, name: str = "") -> Path:
    file = folder / (name or f"{len(list(folder.glob('*.txt')))}.txt")
    file.write_text(text, "utf-8")
    return file


def foretold(engine: Engine, read: Draft) -> list[Found]:
    found = foreseen_of(engine, CATALOGUE, read)
    assert found is not None
    return found


def test_a_draft_tells_both_sides_and_stores_nothing(engine: Engine, tmp_path: Path) -> None:
    read = draft(told(tmp_path, YEAR), CATALOGUE)
    before = history(engine, CATALOGUE).observation.tolist()
    (found,) = foretold(engine, read)
    assert found.code == "cumulative_falls"
    own = [read.observations[-1 - one].cell.text for one in found.observations if one < 0]
    others = [one for one in found.observations if one > 0]
    assert own == ["9.250,5 ha"]
    assert [side.point.words for side in Cases(engine).sides(others).values()] == ["trên 9.500 ha"]
    assert history(engine, CATALOGUE).observation.tolist() == before
    assert Cases(engine).counts() == {}


def test_a_sound_draft_tells_nothing(engine: Engine, tmp_path: Path) -> None:
    assert foretold(engine, draft(told(tmp_path, MENDED), CATALOGUE)) == []


def test_what_is_a_case_already_is_not_new(engine: Engine, tmp_path: Path) -> None:
    """The same number told again contradicts nothing anew, explained or not; another number does."""
    publish(engine, [load(engine, told(tmp_path, YEAR), CATALOGUE, "an").submission], "an")
    reconcile(engine, CATALOGUE, "an")
    again = draft(told(tmp_path, AGAIN), CATALOGUE)
    assert foretold(engine, again) == []
    (case,) = Cases(engine).open()
    decide(engine, case.id, CaseState.EXPLAINED, "an", "vì")
    assert foretold(engine, again) == []
    other = draft(told(tmp_path, AGAIN.replace("9.250,5", "9.240,5")), CATALOGUE)
    assert "cumulative_falls" in {one.code for one in foretold(engine, other)}


def test_what_was_fixed_is_new_when_it_would_come_back(engine: Engine, tmp_path: Path) -> None:
    later = load(engine, told(tmp_path, YEAR), CATALOGUE, "an").submission
    publish(engine, [later], "an")
    reconcile(engine, CATALOGUE, "an")
    withdraw(engine, later, "an", "nhầm")
    reconcile(engine, CATALOGUE, "an")
    assert [one.code for one in foretold(engine, draft(told(tmp_path, YEAR), CATALOGUE))] == [
        "cumulative_falls"
    ]


def test_an_older_report_that_comes_late_does_not_become_the_newest(engine: Engine, tmp_path: Path) -> None:
    """Which figure holds goes by the report's day, as it does once it is published."""
    early = NINE.replace("20/9/2021", "10/9/2021").replace("trên 9.500", "9.480,5")
    read = draft(told(tmp_path, early), CATALOGUE)
    staged = load(engine, told(tmp_path, early), CATALOGUE, "an").submission
    assert prints(foretold(engine, read)) == prints(foreseen(engine, CATALOGUE, staged))


def prints(found: list[Found]) -> set[str]:
    return {one.fingerprint for one in found}


def test_told_of_the_draft_as_of_the_staged_submission(tmp_path: Path) -> None:
    """Every published report of 2020, set beside all others: the same contradictions either way."""
    engine = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    files = [file for file in sorted((REPORTS / "published").iterdir()) if file.suffix == ".txt"]
    mine = [file for file in files if file.name.startswith("2020-12")]
    others = [load(engine, file, CATALOGUE, "an").submission for file in files if file not in mine]
    publish(engine, others, "an")
    reconcile(engine, CATALOGUE, "an")
    count = 0
    for file in mine:
        found = foretold(engine, draft(file, CATALOGUE))
        staged = load(engine, file, CATALOGUE, "an").submission
        lots = set(history(engine, CATALOGUE).observation.tolist())
        later = [one for one in foreseen(engine, CATALOGUE, staged) if lots & set(one.observations)]
        assert prints(found) == prints(later), file.name
        count += len(found)
        publish(engine, [staged], "an", seen=None)
        reconcile(engine, CATALOGUE, "an")
    assert count >= 3
