"""The restore drill: what was backed up is what comes back, into either database; anything less is refused."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.catalog import load as load_catalogue
from etl.commands import main
from etl.model import DamagedStore, StoreNotEmpty
from etl.pipeline import load
from etl.query import Reader
from etl.store import Engine, backup, open_engine, problems, publish, restore, store_hash, writing
from etl.store import engine as engine_module
from etl.store.trail import trail

PUBLISHED = Path(__file__).parents[2] / "data" / "reports" / "published"


@pytest.fixture
def filled(engine: Engine) -> Engine:
    files = sorted(f for f in PUBLISHED.iterdir() if f.suffix == ".txt")
    publish(engine, [load(engine, f, load_catalogue(), "an").submission for f in files], "an", "đợt đầu")
    return engine


def content(engine: Engine) -> str:
    with engine.connect() as tx:
        return store_hash(tx)


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_restored_is_what_was_backed_up(
    filled: Engine, tmp_path: Path, target: str, postgres: Callable[[], str]
) -> None:
    told = backup(filled, tmp_path / "sao-luu.zip")
    assert told == content(filled)
    url = f"sqlite:///{tmp_path / 'other.db'}" if target == "sqlite" else postgres()
    other = open_engine(url)
    assert restore(other, tmp_path / "sao-luu.zip") == told == content(other)
    assert list(problems(other)) == []
    assert Reader(other).points() == Reader(filled).points()
    again = load(other, _report(tmp_path), load_catalogue(), "an").submission
    assert publish(other, [again], "an") == 2
    assert list(problems(other)) == []
    with pytest.raises(StoreNotEmpty):
        restore(other, tmp_path / "sao-luu.zip")
    assert restore(other, tmp_path / "sao-luu.zip", replace=True) == content(other) == told
    other.dispose()


def _report(folder: Path) -> Path:
    file = folder / "c.txt"
    file.write_text(
        "Huyện Bắc Sơn, ngày 20/9/2021\nTrong 9 tháng đầu năm 2021, trồng rừng mới 512,5 ha.\n", "utf-8"
    )
    return file


def test_a_backup_that_is_not_whole_is_refused(
    filled: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(filled, tmp_path / "whole.zip")
    whole = (tmp_path / "whole.zip").read_bytes()
    flipped = bytearray(whole)
    for at in range(len(whole) // 2, len(whole) // 2 + 64):
        flipped[at] ^= 0x40
    damaged = {
        "cut.zip": whole[: len(whole) * 2 // 3],
        "flipped.zip": bytes(flipped),
        "empty.zip": b"",
        "other.zip": b"PK no zip",
    }
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as foreign:
        foreign.writestr("a.txt", "not a store")
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "home"))
    for name, bytes_ in damaged.items():
        (tmp_path / name).write_bytes(bytes_)
    for name in (*damaged, "foreign.zip", "missing.zip"):
        with pytest.raises(DamagedStore):
            restore(filled, tmp_path / name, replace=True)
        assert main(["restore", str(tmp_path / name)]) == 2
        assert name in capsys.readouterr().err
    assert list(problems(filled)) == []


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_t17_a_restored_store_tells_who_restored_it_and_where_the_chain_before_ended(
    filled: Engine, tmp_path: Path, target: str, postgres: Callable[[], str]
) -> None:
    backup(filled, tmp_path / "a.zip", "an")
    assert [(line.actor, line.action, line.facts["file"]) for line in trail(filled, most=1)] == [
        ("an", "backup", "a.zip")
    ]
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}" if target == "sqlite" else postgres())
    publish(other, [load(other, _report(tmp_path), load_catalogue(), "ai").submission], "ai")
    lost = trail(other, most=1)[0]
    told = restore(other, tmp_path / "a.zip", replace=True, by="binh")
    line, before = trail(other, most=2)
    assert (line.actor, line.action, before.action) == ("binh", "restore", "backup")
    assert line.facts == {"file": "a.zip", "content": told, "instead_of": lost.id, "ended": lost.hash}
    assert list(problems(other)) == []
    other.dispose()


def test_a_store_that_takes_no_writing_is_backed_up_all_the_same(
    filled: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "PATIENCE", 200)
    hindered = open_engine(filled.url.render_as_string(hide_password=False))
    with writing(filled):
        assert backup(hindered, tmp_path / "a.zip") == content(hindered)
    assert trail(filled, most=1)[0].action != "backup"
    hindered.dispose()


def test_the_commands_back_up_and_restore(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "home"))
    assert main(["load", str(_report(tmp_path)), "--publish"]) == 0
    assert main(["backup", str(tmp_path / "a.zip")]) == 0
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "other"))
    assert main(["restore", str(tmp_path / "a.zip")]) == 0
    assert main(["check"]) == 0
    assert main(["submissions"]) == 0
    told = capsys.readouterr().out
    assert "1,published,c.txt" in told
    assert main(["restore", str(tmp_path / "a.zip")]) == 2
    assert "--replace" in capsys.readouterr().err
    assert main(["withdraw", "1"]) == 0
    assert main(["rebuild"]) == 0
    assert main(["publish", "1"]) == 0
    assert main(["publish", "1"]) == 2
