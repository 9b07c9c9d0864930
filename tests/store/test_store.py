"""The store: nothing lost, nothing changed, everything undone that may be undone."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from etl.catalog import load as load_catalogue
from etl.commands import main
from etl.pipeline import load
from etl.query import Reader
from etl.store import Engine, engine, problems, publish, undo
from etl.store.schema import META, append_only
from tests.store.made import FIRST, SECOND


def submit(engine: Engine, folder: Path, text: str, name: str) -> int:
    file = folder / name
    file.write_text(text, "utf-8")
    return load(engine, file, load_catalogue(), "an").submission


def values(reader: Reader, as_of: int | None = None) -> list[str]:
    return [str(point.value) for point in reader.points("planted_area", as_of=as_of)]


def test_a_revision_is_a_later_vintage_and_undo_brings_the_earlier_back(
    engine: Engine, tmp_path: Path
) -> None:
    reader = Reader(engine)
    one = publish(engine, [submit(engine, tmp_path, FIRST, "a.txt")], "an")
    two = publish(engine, [submit(engine, tmp_path, SECOND, "b.txt")], "binh")
    assert values(reader) == ["9250"]
    assert values(reader, as_of=one) == ["9120"]
    three = undo(engine, two, "binh")
    assert values(reader) == ["9120"]
    assert values(reader, as_of=two) == ["9250"]
    assert [r.undoes for r in reader.releases()] == [two, None, None]
    assert three > two
    assert list(problems(engine)) == []


def test_the_same_bytes_twice_change_nothing(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(FIRST, "utf-8")
    first = load(engine, file, load_catalogue(), "an")
    again = load(engine, file, load_catalogue(), "an")
    assert again.submission == first.submission
    assert again.known_since
    assert not first.known_since


def test_every_figure_leads_back_to_its_words(engine: Engine, tmp_path: Path) -> None:
    publish(engine, [submit(engine, tmp_path, FIRST, "a.txt")], "an")
    reader = Reader(engine)
    points = reader.points()
    assert len(points) == 2
    for point in points:
        source = reader.source(point.observation)
        assert source is not None
        assert source.text[source.start : source.end] == point.words
        assert source.file == "a.txt"


def test_history_refuses_to_be_changed(engine: Engine, tmp_path: Path) -> None:
    publish(engine, [submit(engine, tmp_path, FIRST, "a.txt")], "an")
    for table in (META.tables[name] for name in append_only()):
        with engine.connect() as tx:
            filled = tx.scalar(sa.select(sa.func.count()).select_from(table))
            if engine.dialect.name == "sqlite" and not filled:  # its triggers fire a row, not a statement
                row = {c.name: 1 if isinstance(c.type, sa.types.Integer) else "1" for c in table.c}
                tx.execute(table.insert().values(row))
            column = next(iter(table.c)).name
            for statement in (table.delete(), table.update().values({column: table.c[column]})):
                with pytest.raises(sa.exc.DBAPIError, match="append-only"), tx.begin_nested():
                    tx.execute(statement)


def test_the_commands_tell_what_they_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "home"))
    file = tmp_path / "a.txt"
    file.write_text(FIRST, "utf-8")
    assert main(["load", str(file), "--publish"]) == 0
    assert "Đã công bố đợt 1" in capsys.readouterr().out
    assert main(["load", str(file), "--publish"]) == 0
    assert "đã có từ" in capsys.readouterr().out
    assert main(["query", "planted_area"]) == 0
    assert "9120,ha" in capsys.readouterr().out
    assert main(["check"]) == 0
    empty = tmp_path / "b.txt"
    empty.write_bytes(b"")
    assert main(["load", str(empty), "--publish"]) == 2
    assert "trống" in capsys.readouterr().err


def test_the_newest_version_is_the_last_migration_by_name_and_by_descent() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    assert engine.newest() == ScriptDirectory.from_config(config).get_current_head()
