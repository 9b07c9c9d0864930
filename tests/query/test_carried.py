"""A store carried to another one by its exports: the same hash, and real and illustrative figures as two reports."""

from pathlib import Path

import pytest

from etl.commands import main
from etl.query import Reader
from etl.query.exports import format_of
from etl.query.rows import COLUMNS
from etl.recognise.own import apart
from etl.store import open_engine
from tests.query.make import released
from tests.query.test_exports import POINTS

REPORT = "Huyện Bắc Sơn, ngày 20/12/2021\nNăm 2021, trồng rừng mới đạt 606,5 ha, bằng 110,3% kế hoạch; thu ngân sách gần 34,25 tỷ đồng; xã Chiến Thắng đạt 14 tiêu chí nông thôn mới.\n"


@pytest.mark.parametrize("form", ["csv", "sdmx-csv", "xlsx"])
def test_commands_carry_a_store_over_with_the_same_hash(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def hash_of(home: str) -> str:
        monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / home))
        capsys.readouterr()
        assert main(["check"]) == 0
        return capsys.readouterr().out.rpartition(": ")[2]

    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "a"))
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    assert main(["load", str(tmp_path / "a.txt"), "--publish"]) == 0
    out = str(tmp_path / f"out.{format_of(form).EXTENSION}")
    assert main(["export", out, "--format", form]) == 0
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "b"))
    assert main(["load", out, "--publish"]) == 0
    assert hash_of("a") == hash_of("b")
    assert main(["load", out, "--publish"]) == 0
    assert hash_of("a") == hash_of("b")
    (tmp_path / "b.txt").write_text(REPORT.replace("2021", "2020"), "utf-8")
    assert main(["load", str(tmp_path / "b.txt"), "--publish"]) == 0
    assert hash_of("a") != hash_of("b")


@pytest.mark.parametrize("form", ["csv", "sdmx-csv"])
def test_an_export_of_real_and_illustrative_figures_comes_back_as_two_reports(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "a"))
    released(
        open_engine(),
        POINTS[:4],
        "a.csv",
        is_illustrative=True,
    )
    released(open_engine(), POINTS[4:], "b.csv")
    told = Reader(open_engine()).digest()
    out = str(tmp_path / "out.csv")
    assert main(["export", out, "--format", form, "--bom"]) == 0
    monkeypatch.setenv("CHITIEU_HOME", str(tmp_path / "b"))
    assert main(["load", out, "--publish"]) == 0
    other = Reader(open_engine())
    assert other.digest() == told
    assert {report.is_illustrative: report.figures for report in other.reports()} == {True: 4, False: 6}
    assert main(["load", out, "--publish"]) == 0
    assert len(other.reports()) == 2


def test_a_mixed_csv_is_taken_apart_row_by_row_byte_for_byte() -> None:
    head = ",".join(COLUMNS) + "\n"
    kinds = ["1", "0", "1"]
    words = ['"hai\ndòng"', "một \u2028 dòng", '"có ""dấu"""']
    rows = [
        ",".join(kind if name == "is_illustrative" else text if name == "words" else "" for name in COLUMNS)
        + "\n"
        for kind, text in zip(kinds, words, strict=True)
    ]
    told = {True: head + rows[0] + rows[2], False: head + rows[1]}
    assert apart("".join([head, *rows]).encode("utf-8-sig")) == {
        kind: text.encode() for kind, text in told.items()
    }
    assert apart((head + rows[1]).encode()) == apart(b"a,b\n1,2\n") == apart(b"") == {}
