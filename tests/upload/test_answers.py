"""A question once answered is settled, noted, and for a known sender not asked again."""

from pathlib import Path

import pytest

from etl.catalog import load
from etl.model import Draft, Flag, Severity
from etl.model.answers import Answer, Answers, Settles
from etl.pipeline import draft, judge, recognised
from etl.pipeline.questions import Question, questions

CATALOGUE = load()
MESSY = """Phòng Nông nghiệp huyện Bắc Sơn;;
Diện tích gieo trồng 9 tháng năm 2021;;
TT;Tên xã;Diện tích gieo trồng (ha)
1;Xã Tân Lập;1.234
2;Xã Vũ Lể;1.105
3;Xã Tân Tri;1.310
"""


def written(folder: Path, text: str = MESSY, name: str = "a.csv") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def blocking(read: Draft) -> list[str]:
    return [found.code for found in read.findings if found.severity is Severity.BLOCK]


def asked(read: Draft, code: str) -> Question:
    return next(q for q in questions(read, CATALOGUE) if q.finding.code == code)


def choose(question: Question, settles: Settles, words: str) -> Answer:
    option = next(o for o in question.options if o.settles is settles and o.words == words)
    return Answer(option.settles, question.scope, option.decision, "an", "2021-10-01")


def answers_to(read: Draft) -> Answers:
    area = choose(asked(read, "unknown_area"), Settles.AREA, "xã Vũ Lễ")
    mark = choose(asked(read, "open_number"), Settles.MARK, "1234")
    return Answers((area, mark))


def test_two_questions_settle_a_messy_file(tmp_path: Path) -> None:
    file = written(tmp_path)
    open_ = draft(file, CATALOGUE)
    assert set(blocking(open_)) == {"unknown_area", "open_number"}
    assert len([q for q in questions(open_, CATALOGUE) if q.is_blocking]) == 2
    settled = draft(file, CATALOGUE, answers=answers_to(open_))
    assert settled.is_publishable
    assert {(o.area, str(o.value)) for o in settled.observations} == {
        ("xã Tân Lập", "1234"), ("xã Vũ Lễ", "1105"), ("xã Tân Tri", "1310"),
    }  # fmt: skip
    assert all(o.flag is Flag.NONE for o in settled.observations)


def test_an_answer_is_provenance(tmp_path: Path) -> None:
    file = written(tmp_path)
    settled = draft(file, CATALOGUE, answers=answers_to(draft(file, CATALOGUE)))
    row = next(o for o in settled.observations if o.area == "xã Vũ Lễ")
    told = [e for e in row.cell.evidence if e.part == "answer"]
    assert [e.at for e in told] == ["an 2021-10-01"]
    assert "answered" in {f.code for f in settled.findings}


def test_the_next_file_of_the_layout_needs_no_answer(tmp_path: Path) -> None:
    first = recognised(written(tmp_path), CATALOGUE)
    later = written(
        tmp_path, MESSY.replace("9 tháng năm 2021", "10 tháng năm 2021").replace("1.234", "1.256"), "b.csv"
    )
    second = recognised(later, CATALOGUE)
    assert second.layout == first.layout
    known = Answers(tuple(a for a in answers_to(judge(first, CATALOGUE)).given if a.is_lasting))
    assert judge(second, CATALOGUE, known).is_publishable


@pytest.mark.parametrize("settles", [Settles.NOT_FIGURE, Settles.TOTAL])
def test_a_row_may_be_no_figure_or_a_total(tmp_path: Path, settles: Settles) -> None:
    file = written(tmp_path, MESSY.replace("Xã Vũ Lể", "Đội 5 lâm trường").replace("1.105", "100,5"))
    open_ = draft(file, CATALOGUE)
    question = asked(open_, "unknown_area")
    option = next(o for o in question.options if o.settles is settles)
    read = draft(file, CATALOGUE, answers=Answers((Answer(settles, question.scope, option.decision),)))
    assert "unknown_area" not in blocking(read)
    kept = [o for o in read.observations if str(o.value) == "100.5"]
    assert [o.cell.is_total for o in kept] == ([True] if settles is Settles.TOTAL else [])
    assert read.cells_read == open_.cells_read


def test_an_answer_never_changes_what_the_file_settles(tmp_path: Path) -> None:
    file = written(tmp_path)
    wrong = Answer(Settles.AREA, "row:xã tân lập", CATALOGUE.areas.home)
    assert {o.area for o in draft(file, CATALOGUE, answers=Answers((wrong,))).observations} >= {"xã Tân Lập"}


def test_a_period_is_asked_once_and_never_remembered(tmp_path: Path) -> None:
    file = written(tmp_path, MESSY.replace(" 9 tháng năm 2021", "").replace("1.234", "1.234,5"))
    open_ = draft(file, CATALOGUE)
    question = asked(open_, "no_period")
    answer = Answer(Settles.PERIOD, question.scope, "2021-01/2021-09", "an", "2021-10-01")
    assert not answer.is_lasting
    read = draft(file, CATALOGUE, answers=Answers((answer,)))
    assert {o.period for o in read.observations} == {"2021-01/2021-09"}
    assert "no_period" not in blocking(read)


PROSE = (
    "Huyện Bắc Sơn 6 tháng đầu năm 2024\n\n"
    "Trồng rừng đạt 500 ha; diện tích sả chanh đạt 7 ha; diện tích cỏ ngọt đạt 12 ha."
)


def test_a_question_about_some_words_of_a_paragraph_is_of_its_own_figure(tmp_path: Path) -> None:
    read = draft(written(tmp_path, PROSE, "a.txt"), CATALOGUE)
    scopes = {one.scope for one in questions(read, CATALOGUE) if one.finding.code == "unknown_indicator"}
    assert len(scopes) == len([one for one in read.observations if not one.indicator]) == 2


def test_what_is_no_figure_leaves_the_other_figures_of_its_paragraph(tmp_path: Path) -> None:
    file = written(tmp_path, PROSE + " Trồng rừng đạt 510 ha.", "a.txt")
    read = draft(file, CATALOGUE)
    gone = choose(asked(read, "said_twice"), Settles.NOT_FIGURE, "")
    left = draft(file, CATALOGUE, answers=Answers((gone,)))
    assert len(left.observations) == len(read.observations) - 1
