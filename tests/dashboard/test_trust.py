"""Trust marks: a figure in a contradiction bears a sign, a word and the way to its case, on every card and in every table."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from dash import html

from dashboard.components.doubts import doubts
from dashboard.components.headline import headline
from dashboard.components.table import points_table
from dashboard.components.trust import SIGNS, trust
from dashboard.course import courses
from dashboard.markup import markup
from dashboard.pages import budget, indicator, overview, sources
from dashboard.text import NBSP
from dashboard.view import View
from etl.catalog import load as load_catalogue
from etl.commands import main
from etl.query import Point, Reader
from etl.query.cases import CaseState
from etl.reconcile import reconcile
from etl.store import Engine, open_engine, publish
from etl.store.cases import Found, decide, refresh
from tests.conftest import view_of
from tests.dashboard.test_serving import ask, client
from tests.store.test_store import submit

CATALOGUE = load_catalogue()
NINE = "Huyện Bắc Sơn, ngày 20/9/2021\nTrong 9 tháng đầu năm 2021, tổng diện tích gieo trồng đạt trên 9.500 ha; tổng diện tích lúa đạt 4.500 ha.\n"
YEAR = "Huyện Bắc Sơn, ngày 20/12/2021\nNăm 2021, tổng diện tích gieo trồng đạt 9.250,5 ha; tổng diện tích lúa đạt 4.250,5 ha; trồng rừng mới 512,5 ha.\n"
NEXT = "Huyện Bắc Sơn, ngày 20/12/2022\nNăm 2022, tổng diện tích gieo trồng đạt 9.700 ha.\n"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Two reports: the running total of nine months is above the year's."""
    made = open_engine(f"sqlite:///{tmp_path / 'chitieu.db'}")
    publish(made, [submit(made, tmp_path, text, f"{n}.txt") for n, text in enumerate((NINE, YEAR))], "an")
    reconcile(made, CATALOGUE, "an")
    return made


def said(drawn: Any) -> str:
    """Markup with plain spaces."""
    return markup(drawn).replace(NBSP, " ")


def marks(drawn: Any) -> list[tuple[str, str, str]]:
    """The marks of some markup: class, words (tags left out), address."""
    found = re.findall(r'<a ([^>]*class="trust[^>]*)>(.*?)</a>', said(drawn))
    return [
        (re.search(r'class="([^"]*)"', told)[1], re.sub(r"<[^>]+>", "", inner), unescape(re.search(r'href="([^"]*)"', told)[1]))  # type: ignore[index]
        for told, inner in found
    ]  # fmt: skip


def only(engine: Engine) -> int:
    """The number of the one case there is."""
    (case,) = Reader(engine).cases.open()
    return case.id


def areas(view: View) -> list[Point]:
    return view.reader.points("planted_area", [view.home])


def test_a_figure_in_a_case_bears_a_mark_on_its_card_that_leads_there(engine: Engine) -> None:
    view = view_of(Reader(engine), "/")
    cards = marks(overview.draw(view))
    assert ("trust open", "!mâu thuẫn", f"/nguon?case={only(engine)}") in cards
    shown = marks(indicator.draw(view_of(Reader(engine), "/chi-tieu", indicator="planted_area")))
    assert {address for _, _, address in shown} == {f"/nguon?indicator=planted_area&case={only(engine)}"}
    assert any("2 số mâu thuẫn" in words for _, words, _ in shown)


def test_a_figure_beyond_doubt_bears_none(engine: Engine) -> None:
    view = view_of(Reader(engine), "/chi-tieu", indicator="forest_new")
    assert view.reader.points("forest_new", [view.home])
    assert marks(indicator.draw(view)) == []
    assert trust(view, []) is None


def test_a_table_marks_the_figure_and_says_it_in_words(engine: Engine) -> None:
    view = view_of(Reader(engine), "/")
    found = marks(points_table(view, areas(view), ["period", "value"]))
    assert {name for name, _, _ in found} == {"trust sign open"}
    assert len(found) == 2
    assert all("mâu thuẫn với số khác, chưa được giải thích" in words for _, words, _ in found)


def test_a_computed_figure_bears_the_mark_of_what_it_was_computed_from(engine: Engine) -> None:
    view = view_of(Reader(engine), "/")
    told = areas(view)[0]
    sums = Point(**{name: getattr(told, name) for name in Point.__slots__} | {"observation": 0, "method": "sum", "inputs": (told.observation, 999)})  # fmt: skip
    assert [words for _, words, _ in marks(trust(view, [sums]))] == ["!mâu thuẫn"]


def test_a_sound_figure_set_beside_a_doubtful_one_says_which_is_meant(engine: Engine, tmp_path: Path) -> None:
    publish(engine, [submit(engine, tmp_path, NEXT, "next.txt")], "an")
    reconcile(engine, CATALOGUE, "an")
    view = view_of(Reader(engine), "/")
    course = courses(areas(view), CATALOGUE.indicators)["planted_area", view.home, ""]
    assert course.newest
    assert course.newest.value == Decimal(9700)
    assert [words for _, words, _ in marks(headline(view, course, course.newest))] == [
        "!số so sánh mâu thuẫn"
    ]


def test_the_gravest_state_is_told_and_figures_of_several_cases_lead_to_all(engine: Engine) -> None:
    view = view_of(Reader(engine), "/")
    one, other = (point.observation for point in areas(view)[:2])
    held = view.reader.cases.case(only(engine))
    assert held
    again = [Found(str(n), "reports_differ", "warn", 1, (), (one, other)) for n in range(2)]
    refresh(engine, again, "an")
    first, second = (case.id for case in Reader(engine).cases.open())
    decide(engine, first, CaseState.EXPLAINED, "an", "vì")
    view = view_of(Reader(engine), "/")
    ((name, _, address),) = marks(trust(view, areas(view)))
    assert name == "trust open"
    assert address == f"/nguon?show=cases&leaves={one},{other}"
    decide(engine, second, CaseState.ACCEPTED, "an", "vì")
    ((name, words, _),) = marks(trust(view_of(Reader(engine), "/"), areas(view)))
    assert (name, words) == ("trust explained", "i2 số mâu thuẫn đã giải thích")
    listed = view_of(Reader(engine), "/nguon", show="cases", leaves=(one, other))
    assert markup(sources.draw(listed)).count('class="trust') == 2


def test_a_state_changed_without_a_release_shows_at_the_next_look(engine: Engine, tmp_path: Path) -> None:
    """Screens are kept as bytes; what people say of a case throws them away."""
    browser, headers = client(tmp_path), {"Accept-Encoding": "identity"}
    before = ask(browser, **headers).decode()
    assert "trust open" in before
    assert ask(browser, **headers).decode() == before
    decide(engine, only(engine), CaseState.EXPLAINED, "an", "Rà soát lại vụ mùa.")
    after = ask(browser, **headers).decode()
    assert "trust explained" in after
    assert "trust open" not in after


def test_a_case_shows_its_state_its_owner_its_note_and_what_was_said(engine: Engine) -> None:
    case = only(engine)
    decide(engine, case, CaseState.EXPLAINED, "binh", "Rà soát lại vụ mùa.", owner="Phòng Nông nghiệp")
    for chosen in ({"case": case}, {"show": "cases", "state": "explained"}):
        shown = markup(sources.draw(view_of(Reader(engine), "/nguon", **chosen)))
        assert "đã giải thích" in shown
        assert "Phụ trách: Phòng Nông nghiệp" in shown
        assert "“Rà soát lại vụ mùa.”" in shown
        assert "binh" in shown
    history = markup(sources.draw(view_of(Reader(engine), "/nguon", case=case)))
    assert history.partition("Diễn biến")[2].count('class="trust') == 2
    assert "Không có mâu thuẫn này" in markup(sources.draw(view_of(Reader(engine), "/nguon", case=99)))


def test_the_list_has_every_case_of_a_state_a_page_at_a_time(engine: Engine) -> None:
    point = areas(view_of(Reader(engine), "/"))[0].observation
    refresh(engine, [Found(str(n), "reports_differ", "warn", n, (), (point,)) for n in range(45)], "an")
    ids: list[str] = []
    for page in range(3):
        shown = markup(sources.draw(view_of(Reader(engine), "/nguon", show="cases", page=page)))
        ids += re.findall(r'id="sources-case-(\d+)"', shown)
        assert ("Trang sau" in shown) is (page < 2)
    assert len(ids) == len(set(ids)) == 45
    assert "đã sửa (1)" in shown


def test_a_merged_card_says_how_many_more_there_are(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sown area and the rice within it fall between the same two reports: one card, one more alike."""
    view = view_of(Reader(engine), "/nguon")
    (case,) = view.reader.cases.open()
    assert case.facts["alike"] == "1"
    assert "Cùng loại, trong cùng các báo cáo này: 1 chỗ nữa." in said(doubts(view, "x", [case], "x"))
    monkeypatch.setenv("CHITIEU_DATABASE_URL", f"sqlite:///{tmp_path / 'chitieu.db'}")
    assert main(["check", "--data"]) == 1
    assert "Cùng loại, trong cùng các báo cáo này: 1 chỗ nữa." in capsys.readouterr().out


def test_every_state_has_a_sign_beside_its_word() -> None:
    assert set(SIGNS) == set(CaseState)
    assert isinstance(html.B(SIGNS["open"]).children, str)


def test_the_sentence_on_top_of_the_budget_says_that_its_figure_is_in_doubt(
    engine: Engine, tmp_path: Path
) -> None:
    told = "Huyện Bắc Sơn, ngày {}/12/2020\nNăm 2020, thu ngân sách nhà nước trên địa bàn đạt {} tỷ đồng; chi ngân sách huyện đạt 715,6 tỷ đồng.\n"
    texts = [told.format(*values) for values in (("10", "43,2"), ("21", "44,5"))]
    publish(engine, [submit(engine, tmp_path, text, f"b{n}.txt") for n, text in enumerate(texts)], "an")
    reconcile(engine, CATALOGUE, "an")
    revenue, _, spending = said(budget.draw(view_of(Reader(engine), "/ngan-sach"))[1]).partition("; ")
    assert "44,5 tỷ đồng" in revenue
    assert "trust open" in revenue
    assert "715,6 tỷ đồng" in spending
    assert "trust" not in spending
