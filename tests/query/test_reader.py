"""Reader: every answer from one release, every figure back to its words, every vintage kept."""

from pathlib import Path

import pytest

from etl.catalog import load as load_catalogue
from etl.model import BadChoice
from etl.pipeline import load
from etl.query import Key, Reader
from etl.store import Engine, open_engine, publish, undo

MARCH = "Số liệu 3 tháng đầu năm 2021\nHuyện Bắc Sơn, ngày 20/3/2021\nTổng diện tích gieo trồng đạt 3.120 ha; trồng rừng mới 112,5 ha.\n"
SEPTEMBER = (
    "Số liệu 9 tháng đầu năm 2021\nHuyện Bắc Sơn, ngày 20/9/2021\nTổng diện tích gieo trồng đạt 9.120 ha.\n"
)
CORRECTED = (
    "Số liệu 9 tháng đầu năm 2021\nHuyện Bắc Sơn, ngày 25/9/2021\nTổng diện tích gieo trồng đạt 9.250 ha.\n"
)
NINE = Key("planted_area", "2021-01/2021-09", "185")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")


def release(engine: Engine, folder: Path, *texts: str) -> int:
    submissions = []
    for text in texts:
        file = folder / f"{abs(hash(text))}.txt"
        file.write_text(text, "utf-8")
        submissions.append(load(engine, file, load_catalogue(), "an").submission)
    return publish(engine, submissions, "an")


def test_a_pinned_reader_sees_one_release_whatever_is_published_meanwhile(
    engine: Engine, tmp_path: Path
) -> None:
    first = release(engine, tmp_path, MARCH, SEPTEMBER)
    page = Reader(engine).at()
    release(engine, tmp_path, CORRECTED)
    assert page.release == first
    assert [str(p.value) for p in page.points("planted_area")] == ["3120", "9120"]
    assert page.latest()["planted_area", "185"].value == 9120
    assert [r.id for r in page.releases()] == [first]
    assert Reader(engine).at().latest()["planted_area", "185"].value == 9250


def test_as_of_takes_a_release_or_a_day(engine: Engine, tmp_path: Path) -> None:
    first = release(engine, tmp_path, SEPTEMBER)
    today = Reader(engine).releases()[0].at[:10]
    reader = Reader(engine)
    assert reader.at("1999-12-31").points() == []
    assert len(reader.at("2999-12-31").points()) == 1
    assert reader.at(today).release in (0, first)
    assert reader.at(str(first)).release == first
    with pytest.raises(BadChoice):
        reader.at(first + 1)
    with pytest.raises(BadChoice):
        reader.at("hôm qua")


def test_an_empty_store_answers_nothing(engine: Engine) -> None:
    reader = Reader(engine).at()
    assert (reader.release, reader.points(), reader.lines("planted_area"), reader.vintages(NINE)) == (
        0, [], [], [],
    )  # fmt: skip
    assert (reader.latest_release(), reader.source(1), reader.reports(), reader.findings()) == (
        None,
        None,
        [],
        [],
    )


def test_lines_are_series_in_order_of_time(engine: Engine, tmp_path: Path) -> None:
    release(engine, tmp_path, SEPTEMBER, MARCH)
    (line,) = Reader(engine).lines("planted_area")
    assert (line.area, line.measure, line.unit) == ("185", "actual", "ha")
    assert [p.period for p in line.points] == ["2021-01/2021-03", "2021-01/2021-09"]
    assert Reader(engine).lines("planted_area", periods=["2021-01/2021-03"])[0].points == line.points[:1]
    assert Reader(engine).lines("planted_area", areas=["nowhere"]) == []


def test_vintages_are_kept_and_say_whether_they_still_hold(engine: Engine, tmp_path: Path) -> None:
    one = release(engine, tmp_path, SEPTEMBER)
    two = release(engine, tmp_path, CORRECTED)
    reader = Reader(engine)
    told = [(v.point.release, str(v.point.value), v.is_published) for v in reader.vintages(NINE)]
    assert told == [(one, "9120", True), (two, "9250", True)]
    undo(engine, two, "an")
    assert [v.is_published for v in reader.vintages(NINE)] == [True, False]
    assert [v.is_published for v in reader.at(two).vintages(NINE)] == [True, True]
    assert len(reader.at(one).vintages(NINE)) == 1


def test_a_superseded_figure_still_leads_to_its_words(engine: Engine, tmp_path: Path) -> None:
    release(engine, tmp_path, SEPTEMBER)
    release(engine, tmp_path, CORRECTED)
    reader = Reader(engine)
    for vintage in reader.vintages(NINE):
        source = reader.source(vintage.point.observation)
        assert source is not None
        assert source.text[source.start : source.end] == vintage.point.words
    report = reader.points("planted_area")[0].report
    assert [s.point for s in reader.of_report(report)] == reader.points("planted_area")


def test_findings_stay_with_their_report(engine: Engine, tmp_path: Path) -> None:
    text = MARCH + "Số máy cấy là 12 cái.\nNăm 2021 tổng diện tích gieo trồng đạt 900.000.000 ha.\n"
    release(engine, tmp_path, SEPTEMBER)
    file = tmp_path / "c.txt"
    file.write_text(text, "utf-8")
    submission = load(engine, file, load_catalogue(), "an").submission
    reader = Reader(engine)
    found = reader.findings(submission=submission)
    assert found
    assert {f.submission for f in found} == {submission}
    assert reader.findings(report=found[0].report) == found
    assert reader.findings(report=reader.points("planted_area")[0].report) == []
