"""The first run: the district's reports as history had them, once; a store someone published in is left alone."""

from decimal import Decimal
from pathlib import Path

import pytest

from etl.catalog import load as load_catalogue
from etl.commands import main
from etl.commands.init import REPORTS, history
from etl.pipeline import load
from etl.query import Reader
from etl.store import open_engine, publish, undo

SOME = (
    "2019-12-nam-2019.txt",
    "2019-12-ho-ngheo.csv",
    "2020-12-nam-2020.txt",
    "2020-12-chi-tieu-chu-yeu.xlsx",
)


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CHITIEU_DATABASE_URL", raising=False)
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in SOME:
        found = next(REPORTS.rglob(name))
        (folder / name).write_bytes(found.read_bytes())
    return folder


def first_run(reports: Path) -> int:
    return main(["init", "--reports", str(reports), "--workers", "1"])


def test_history_is_a_release_a_year_and_the_newest_year_by_quarter() -> None:
    names = ["2019-03-a.csv", "2025-01-b.csv", "2025-09-c.csv", "2019-e.txt", "other.txt"]
    told = [[file.name for file in batch] for _, batch in history(iter(Path(n) for n in names))]
    assert told == [["other.txt"], ["2019-03-a.csv", "2019-e.txt"], ["2025-01-b.csv"], ["2025-09-c.csv"]]


def test_it_runs_once_and_goes_on_where_it_stopped(reports: Path) -> None:
    late = reports / SOME[2]
    content = late.read_bytes()
    late.unlink()
    assert first_run(reports) == 0
    late.write_bytes(content)
    assert first_run(reports) == 0
    assert first_run(reports) == 0
    reader = Reader(open_engine())
    told = [release for release in reader.releases() if release.note.startswith("Báo cáo")]
    assert len(told) == 3
    newest = reader.latest_release()
    assert first_run(reports) == 0
    assert reader.latest_release() == newest
    assert sorted(line.file for line in reader.submissions() if line.file in SOME) == sorted(SOME)


def test_a_real_figure_wins_over_an_illustrative_one(reports: Path) -> None:
    first_run(reports)
    found = Reader(open_engine()).points("planted_area", ["185"], ["actual"], "2020")
    assert [(one.value, one.is_illustrative) for one in found] == [(Decimal("11650.46"), False)]


def test_a_store_someone_published_in_is_left_alone(reports: Path, tmp_path: Path) -> None:
    own = tmp_path / "bao-cao.txt"
    own.write_text("Huyện Bắc Sơn năm 2023\n\nNăm 2023, trồng rừng mới 600 ha.\n", "utf-8")
    engine = open_engine()
    publish(engine, [load(engine, own, load_catalogue(), "lan").submission], "lan")
    undo(engine, 1, "lan")
    first_run(reports)
    assert [line.file for line in Reader(engine).submissions()] == [own.name]
