"""A file that cannot be taken in: what is wrong and what would be welcome, in Vietnamese, and nothing stored."""

from pathlib import Path

import pytest

from etl.commands import main
from etl.query import Reader
from etl.read import MAX_BYTES
from etl.store import open_engine


@pytest.mark.parametrize("name", ["trong.csv", "rac.xlsx", "la.exe", "lon.csv", "khong-co.csv"])
def test_a_bad_file_is_refused_and_nothing_stored(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CHITIEU_DATABASE_URL", raising=False)
    file = tmp_path / name
    if name == "lon.csv":
        with file.open("wb") as handle:
            handle.truncate(MAX_BYTES + 1)
    elif name != "khong-co.csv":
        file.write_bytes(b"" if name == "trong.csv" else bytes(range(256)) * 40)
    assert main(["load", str(file), "--publish"]) == 2
    told = capsys.readouterr().err
    assert name in told
    assert "Hãy" in told or "được nhận" in told
    assert ".xlsx" in told
    assert Reader(open_engine()).submissions() == []
